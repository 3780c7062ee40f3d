"""Processes that save or import are killed again and again: what was confirmed is there."""

import os
import random
import signal
import time
from contextlib import suppress

import pytest

from tests.desk.test_killed_saves import KILL_DURING_SAVES, SECOND_USER
from tests.operations.sites import Builder

KILLS = int(os.environ.get("KILLS", "1000"))
FILES = 300  # of the import
SEED = random.Random(22)


@pytest.fixture
def killed_site(tmp_path, request):
    builder = Builder(tmp_path, request.config.getoption("--postgres"))
    site = builder.filled()
    yield site
    builder.close()


def test_saves_are_killed(killed_site, tmp_path):
    """In groups, since the history of one article grows."""
    rounds, saves, lost = max(KILLS // 20, 1), 0, 0
    killed_site.do("-c", SECOND_USER)
    for group in range(20):
        confirmed = str(tmp_path / f"confirmed-{group}")
        said = killed_site.do("-c", KILL_DURING_SAVES, str(rounds), confirmed)
        of_group, of_lost = map(int, said.split())
        saves, lost = saves + of_group, lost + of_lost
    assert lost == 0
    is_whole(killed_site)
    print(f"\n\nTwo people saved one article while both were killed {20 * rounds:,} times:")
    print(f"  {saves:,} saves were confirmed, and {lost} of them are missing.")


def test_an_import_is_killed(killed_site, tmp_path):
    """Each time the import is begun again, and killed at another moment; at last it is not."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(FILES):
        text = (
            f"---\ntitle: Text {number}\nslug: text-{number}\n---\n\n正文 {number} $x_{number}$\n"
        )
        (folder / f"{number}.md").write_text(text)
    kills, counts = max(KILLS // 50, 1), [0]
    for _time in range(kills):
        process = killed_site.start(
            "manage.py", "import_articles", str(folder), start_new_session=True
        )
        time.sleep(SEED.uniform(0.5, 6))
        with suppress(ProcessLookupError):  # it was faster
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        counts.append(imported(killed_site))
        assert counts[-1] >= counts[-2], "an article that was imported is gone"
    killed_site.manage("import_articles", str(folder))
    assert imported(killed_site) == FILES
    is_whole(killed_site)
    assert not killed_site.query("SELECT 1 FROM articles_article GROUP BY slug HAVING count(*) > 1")
    print(
        f"\n\nAn import of {FILES} files was killed {kills} times and begun again: no article that"
    )
    print("  had been imported was lost, none is there twice, and the last run imported the rest.")


def imported(site) -> int:
    return site.query("SELECT count(*) FROM articles_article WHERE slug LIKE 'text-%'")[0][0]


def is_whole(site) -> None:
    if not site.database:
        assert site.query("PRAGMA integrity_check") == [("ok",)]
