"""Whoever ends the process that synchronizes: the next pass goes on, and nothing is lost."""

import os

import pytest

from tests.operations.sites import Builder

pytestmark = pytest.mark.slow

# KILLED_PASSES=50 tries more often.
ROUNDS = int(os.environ.get("KILLED_PASSES", "4"))
FILES = 8
# Each round edits all texts, half of them in their files and half at the desk, and kills the
# process that synchronizes when a random number of the edits has reached the other side.
KILL_DURING_PASSES = """
import os, random, signal, sys
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connection
from articles.models import Article, User
from desk.models import Draft, Revision
from desk.writing.publishing import publish_changes
from desk.writing.saving import save_draft
from sync.folder.scanning import PARTIAL
from sync.passes import sync_folder
from sync.sync_options import SyncOptions
from tests.waiting import wait_until

rounds, files, root = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
root.mkdir()
author = User.objects.get(username="admin")
options = SyncOptions(root=root, author=author)

def sync_until_killed():
    parent = os.getppid()
    while os.getppid() == parent:
        sync_folder(options)

def edit_at_desk(article, word):
    draft = Draft.objects.with_revisions().get(pk=article.pk)
    content = draft.head.content.changed(body=draft.head.content.body + "\\n\\n" + word)
    saved = save_draft(article, content, base=draft.head_id, by=author)
    publish_changes(article, base=saved.revision.pk, by=author)

def on_site():
    return " ".join(Article.objects.values_list("body", flat=True))

def in_files():
    return " ".join(path.read_text() for path in root.glob("*.md"))

def arrived(words, text):
    return sum(word in text for word in words)

for number in range(files):
    text = f"---\\ntitle: Note {number}\\ndate: 2024-01-02\\n---\\n\\nText.\\n"
    (root / f"note-{number}.md").write_text(text)
words = []
for turn in range(rounds):
    here = [f"here{turn}x{n}x" for n in range(files // 2)]
    there = [f"there{turn}x{n}x" for n in range(files // 2, files)]
    words += here + there
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # the process must not share its connections
    child = os.fork()
    if child == 0:
        os.setsid()
        sync_until_killed()
        os._exit(0)
    wait_until(lambda: Article.objects.filter(title__startswith="Note").count() == files)
    for n, word in enumerate(there, files // 2):
        path = root / f"note-{n}.md"
        partial = path.with_suffix(".new")
        partial.write_text(path.read_text() + "\\n" + word + "\\n")
        partial.replace(path)
    for n, word in enumerate(here):
        edit_at_desk(Article.objects.get(title=f"Note {n}"), word)
    wanted = random.randint(0, files)
    wait_until(lambda: arrived(here, in_files()) + arrived(there, on_site()) >= wanted)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)

sync_folder(options)
rest = sync_folder(options)
history = " ".join(each.text.text for each in Revision.objects.with_texts())
missing = [w for w in words if w not in on_site() or w not in in_files() or w not in history]
partial = [path.name for path in root.rglob("*") if path.name.endswith(PARTIAL)]
print(len(words), len(missing), len(partial), rest.is_empty, Article.objects.in_trash().count())
"""


@pytest.fixture
def site(tmp_path, request):
    builder = Builder(tmp_path, request.config.getoption("--postgres"))
    yield builder.filled()
    builder.close()


@pytest.mark.asks_a_database
def test_every_edit_reaches_the_other_side_although_passes_are_killed(site, tmp_path):
    said = site.do("-c", KILL_DURING_PASSES, str(ROUNDS), str(FILES), str(tmp_path / "notes"))
    assert said.split() == [str(ROUNDS * FILES), "0", "0", "True", "0"]
