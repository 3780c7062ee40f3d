"""Many backups while several authors write as fast as they can; each of them is restored."""

import os
import random
import shutil
import signal
import time

import pytest

from tests.operations import conftest, test_backup
from tests.operations.test_backup import WRITER, saved_in, wait_for_lines

BACKUPS = int(os.environ.get("BACKUPS", "50"))
WRITERS, KILLED_EACH = 3, 5  # each fifth backup is killed
library, sites, site = conftest.library, conftest.sites, conftest.site  # fixtures
BACK_UP = test_backup.BACKUPS


@pytest.fixture
def writers(site, tmp_path):
    """Processes that save articles with uploads; each has a file of acknowledged saves."""
    processes = []
    for number in range(WRITERS):
        done = tmp_path / f"done{number}"
        processes.append(site.start("-c", WRITER, str(done), str(number)))
        processes[-1].done = done
    try:
        for process in processes:
            wait_for_lines(process.done, 5, process)
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def acknowledged(writers):
    """Complete lines only: the last one may be written just now."""
    texts = [process.done.read_text() for process in writers]
    return {line for text in texts for line in text[: text.rfind("\n") + 1].splitlines()}


def test_each_backup_during_heavy_writing_has_every_confirmed_save(site, sites, writers, tmp_path):
    place, made, killed = tmp_path / "place", [], 0
    print(f"\n\n{BACKUPS} backups into one folder, while {WRITERS} processes save articles:")
    while len(made) < BACKUPS:
        if len(made) % KILLED_EACH == 1 and killed < len(made) / KILLED_EACH:
            killed += kill_a_backup(site, place)
        before = acknowledged(writers)
        said = site.do("-c", BACK_UP, str(writers[0].done), str(place), "1").split()
        made.append((before, said[1]))
    assert all(process.poll() is None for process in writers)  # they wrote all the time
    for process in writers:
        process.kill()
    saves, missing = len(acknowledged(writers)), 0
    other = sites.empty()
    for before, name in made:
        other.manage("restore", f"{place}@{name}")
        missing += len(before - saved_in(other))
        names, files = {line.split(" ")[1] for line in saved_in(other)}, other.files
        missing += sum(len(files.get(f"uploads/{name}", b"")) != 5_000 for name in names)
        shutil.rmtree(other.data / "backups", ignore_errors=True)
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    print(
        f"  {saves} saves were confirmed. {killed} backups were killed, {len(made)} were restored: "
        f"{missing} saves or uploads were missing. The folder has {size / 2**20:.0f} MB."
    )
    assert missing == 0


def kill_a_backup(site, place):
    """At any moment of its work. Return 1."""
    process = site.start("-c", BACK_UP, os.devnull, str(place), "1")
    time.sleep(random.uniform(1, 4))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return 1
