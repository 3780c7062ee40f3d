"""Whoever ends the processes that save: every save that was confirmed is there."""

import os

import pytest

from tests.operations.sites import Builder

pytestmark = pytest.mark.slow

# KILLED_SAVES=200 tries more often.
ROUNDS = int(os.environ.get("KILLED_SAVES", "4"))
# Each round starts a process group in which two people save the same article as fast as they can,
# and kills it at a random moment. The file has a line for each save that was confirmed.
KILL_DURING_SAVES = """
import itertools, os, random, signal, sys
import django; django.setup()
from pathlib import Path
from articles.models import Article, User
from desk.writing.outcomes import Saved
from tests.desk.writing_helpers import Writer, all_texts
from tests.waiting import wait_until

rounds, confirmed = int(sys.argv[1]), Path(sys.argv[2])

def save_until_killed(user):
    parent = os.getppid()
    writer = Writer(Article.objects.earliest("pk"), User.objects.get(username=user))
    with confirmed.open("a") as lines:
        for number in itertools.count():
            if os.getppid() != parent:
                sys.exit()  # the test is gone
            name = f"{user} {os.getpid()} {number}"
            outcome = (writer.autosave, writer.save)[number % 2](name + "\\n\\n" + "词 " * 5000)
            print(name, file=lines, flush=True)
            if not isinstance(outcome, Saved):
                writer.open()
            if number % 7 == 6:
                writer.publish()

def number_of_saves():
    return len(confirmed.read_text().splitlines())

confirmed.touch()
for _round in range(rounds):
    wanted = number_of_saves() + random.randint(1, 15)
    group = os.fork()
    if group == 0:
        os.setsid()
        save_until_killed(("admin", "second")[os.fork() == 0])
    wait_until(lambda: number_of_saves() >= wanted)
    os.killpg(group, signal.SIGKILL)
    os.waitpid(group, 0)

article = Article.objects.earliest("pk")
kept = {text.partition("\\n")[0] for text in all_texts(article)}
lost = set(confirmed.read_text().splitlines()) - kept
print(number_of_saves(), len(lost))
"""
SECOND_USER = """
import django; django.setup()
from articles.models import User
User.objects.create_superuser("second", password="secret horse")
"""


@pytest.fixture
def site(tmp_path, request):
    builder = Builder(tmp_path, request.config.getoption("--postgres"))
    site = builder.filled()
    site.do("-c", SECOND_USER)
    yield site
    builder.close()


@pytest.mark.asks_a_database
def test_every_confirmed_save_survives_the_death_of_its_processes(site, tmp_path):
    said = site.do("-c", KILL_DURING_SAVES, str(ROUNDS), str(tmp_path / "confirmed"))
    saves, lost = map(int, said.split())
    assert saves >= ROUNDS
    assert lost == 0
