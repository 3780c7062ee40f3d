"""Watches for tasks while a test runs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread

from blog.data_settings import read_data_folder, read_database_settings
from operations.tasks.polling import Poll
from operations.tasks.watcher import STOP_TIMEOUT, Watcher


@contextmanager
def watching() -> Iterator[None]:
    """Watch in a thread while the block runs."""
    with closing(Poll(read_database_settings(read_data_folder()))) as poll:
        watcher = Watcher(poll)
        thread = Thread(target=watcher.run, name="tasks", daemon=True)
        thread.start()
        try:
            yield
        finally:
            watcher.stop()
            thread.join(STOP_TIMEOUT)
            watcher.kill()
