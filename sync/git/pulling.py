"""The background task after a push: pull, then a pass."""

import hashlib
import logging
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from articles.models import User
from sync.locking import only_one_pass
from sync.models import SyncedFile, SyncedFolder
from sync.sync_options import SyncOptions
from sync.sync_report import SyncReport

from .repository import GitFailed, Repository

PATIENCE = 300  # seconds for a pass of another process
log = logging.getLogger(__name__)


@task()
def pull_and_sync() -> None:
    """An error is logged, and stands in the admin until a later pull succeeds."""
    from sync.problems import problem_in_words  # as in pull()

    try:
        report = pull(Path(settings.GIT_HOOK.folder), settings.GIT_HOOK.branch)
    except Exception as error:
        log.exception("A push could not be published.")
        note_problem(problem_in_words(error))
    else:
        log.info("A push was published: %s", report)


def enqueue_once() -> None:
    """Enqueue the task, unless one waits that has not begun: it will pull this push too."""
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=pull_and_sync.module_path
    )
    with transaction.atomic():
        if not waiting.exists():
            pull_and_sync.enqueue()


def pull(root: Path, branch: str) -> SyncReport:
    """Let the folder be what was pushed, and the site what the folder is.

    What the site has written into files and nobody has committed is taken back before, and merged
    with what was pushed by the pass.
    """
    from sync.passes import run_pass  # 12 MB of memory, which servers do without

    repository = Repository(root, branch)
    repository.check_branch()
    repository.fetch()
    repository.check_can_forward()
    options = options_for(root)
    with only_one_pass(root, patience=PATIENCE):
        take_back_edits(repository)
        repository.forward()
        # What is gone by a commit was deleted on purpose.
        return run_pass(replace(options, deletes_many=repository.is_whole()))


def options_for(root: Path) -> SyncOptions:
    people = User.objects.filter(is_active=True)
    wanted = settings.GIT_HOOK.user
    found = people.filter(username=wanted) if wanted else people.filter(is_superuser=True)
    user = found.order_by("pk").first()
    if user is None:
        raise GitFailed(f"there is no user {wanted or 'who is a superuser'}")
    by = user if wanted else None
    return SyncOptions(root=root.resolve(), author=user, by=by, new_files=None)


def take_back_edits(repository: Repository) -> None:
    """Make files what was committed that only the site has changed since."""
    rows = SyncedFile.objects.filter(folder__path=str(repository.root.resolve()))
    edited = [row for row in rows.exclude(origin_digest="") if row.digest != row.origin_digest]
    names = [row.name for row in edited if is_written_here(repository, row)]
    repository.restore_committed(names)
    for row in edited:
        if row.name in names:
            row.digest, row.mtime = row.origin_digest, 0
            row.revision = row.file_revision = row.origin_revision
            row.save()


def is_written_here(repository: Repository, row: SyncedFile) -> bool:
    """Whether the file is what the site has written, and was committed as it was before."""
    try:
        present = (repository.root / row.name).read_bytes()
    except OSError:
        return False
    if sha256_of(present) != row.digest:
        return False
    return sha256_of(repository.committed(row.name)) == row.origin_digest


def sha256_of(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def note_problem(problem: str) -> None:
    path = str(Path(settings.GIT_HOOK.folder).resolve())
    values = {"problem": problem, "synced_at": timezone.now()}
    SyncedFolder.objects.update_or_create(path=path, defaults=values)
