"""A file that hangs, fills the memory or ends the process is refused, and the next one is read."""

import os
from pathlib import Path

import pytest

from media.inspection import Limits, RefusedFile
from media.worker.jobs import read_file
from media.worker.limited_process import (
    PROCESS,
    inspect_and_clean,
    make_variants,
    run_limited_job,
)
from rendering.worker import idle_pool
from tests.media import samples

pytestmark = pytest.mark.either_database


@pytest.fixture(scope="module", autouse=True)
def _ended():
    yield
    PROCESS.close()


def test_the_process_ends_before_a_server_takes_the_place_of_this_program(tmp_path: Path):
    (tmp_path / "upload").write_bytes(samples.picture("PNG"))
    inspect_and_clean(tmp_path / "upload", "a.png", Limits(), tmp_path / "cleaned")
    idle_pool.close_all()
    assert PROCESS.pool is None


def spin() -> None:
    while True:
        pass


def fill_memory() -> None:
    bytearray(3 << 30)


def crash() -> None:
    os.abort()


def test_a_file_is_read_and_scaled_in_another_process(tmp_path: Path):
    path, target = tmp_path / "upload", tmp_path / "cleaned"
    path.write_bytes(samples.picture("PNG", (900, 20)))
    inspected = inspect_and_clean(path, "a.png", Limits(), target)
    assert inspected.width == 900
    assert target.exists()
    assert make_variants(target, inspected, tmp_path).colour


def test_a_refusal_comes_back_with_its_values(tmp_path: Path):
    path = tmp_path / "upload"
    path.write_bytes(samples.png_of_size(30_000, 30_000))
    with pytest.raises(RefusedFile) as caught:
        inspect_and_clean(path, "a.png", Limits(), tmp_path / "cleaned")
    assert (caught.value.code, caught.value.values["width"]) == ("too-many-pixels", "30,000")


def test_a_file_on_which_an_engine_fails_is_refused(tmp_path: Path, monkeypatch):
    def fails(*_values, **_options):
        raise KeyError("a fault of ours")

    monkeypatch.setattr("media.worker.jobs.inspect", fails)
    with pytest.raises(RefusedFile, match="stopped"):
        read_file(tmp_path / "upload", "a.png", Limits(), tmp_path / "cleaned")


@pytest.mark.parametrize(
    ("work", "code"), [(spin, "too-slow"), (fill_memory, "too-much-memory"), (crash, "stopped")]
)
def test_what_harms_the_process_is_refused(work, code):
    with pytest.raises(RefusedFile) as caught:
        run_limited_job(work, seconds=0.2)
    assert caught.value.code == code
    assert run_limited_job(len, "abc", seconds=1) == 3
