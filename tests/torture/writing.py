"""An author who saves the article `first` again and again, in a process of their own."""

import subprocess
from contextlib import contextmanager

# Saves an article for each line, and answers when that is done.
WRITER = """
import sys, django; django.setup()
from articles.models import Article, User
author, _ = User.objects.get_or_create(username="xiaoyun")
article = Article(slug="first", author=author, status="published")
for line in sys.stdin:
    article.title, article.body = f"Title {line.strip()}", f"lighthouse{line.strip()}"
    article.save()
    print("saved", flush=True)
"""


class Writer:
    def __init__(self, process):
        self.process = process

    def save(self, words):
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "saved\n"


@contextmanager
def writer(site):
    process = site.start("-c", WRITER, stdin=subprocess.PIPE)
    try:
        yield Writer(process)
    finally:
        process.kill()
        process.communicate()
