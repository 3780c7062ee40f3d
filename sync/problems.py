"""Why a pass failed, as a sentence for the admin and the command."""

from django.utils.translation import gettext

from .git.repository import GitFailed
from .locking import SyncRuns
from .passes import FolderMissing, ManyGone


def problem_in_words(error: Exception) -> str:
    if isinstance(error, ManyGone):
        words = gettext(
            "%(gone)d of %(of)d files are gone. Nothing was deleted on the site. Bring them back, "
            "or give --delete-many."
        )
        return words % {"gone": error.gone, "of": error.of}
    if isinstance(error, FolderMissing):
        return gettext("The folder %(path)s is not there. Nothing was deleted on the site.") % {
            "path": error
        }
    if isinstance(error, SyncRuns):
        return gettext("Another process synchronizes %(path)s now.") % {"path": error}
    if isinstance(error, GitFailed):
        return gettext("git refused: %(said)s") % {"said": error}
    return f"{type(error).__name__}: {error}"
