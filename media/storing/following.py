"""What follows when a file changes: smaller files are made, and what uses it is made again.

Both are background tasks, enqueued in the transaction of the change.
"""

from collections.abc import Callable, Iterable

from django_tasks import task

from media.models import FileContent, FileUse, MediaFile, UsedBy
from media.storing.scaling import store_variants

Follower = Callable[[list[UsedBy]], None]
FOLLOWERS: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Call it with everything that uses a file, when the file looks otherwise than before."""
    FOLLOWERS.append(follower)


def on_new_content(content: FileContent) -> None:
    """A file has this content now."""
    if content.variants_made is None:
        scale_content.enqueue(content.pk)


def on_changed_file(file: MediaFile) -> None:
    """The file has other bytes than before, other words or another point that crops keep."""
    tell_followers.enqueue([file.pk])


@task()
def scale_content(content: int) -> None:
    """Make the smaller files of a content. It may have been deleted meanwhile."""
    found = FileContent.objects.filter(pk=content).first()
    if found and store_variants(found):
        tell_users(found.files.values_list("pk", flat=True))


@task()
def tell_followers(files: list[int]) -> None:
    """Tell what uses these files that they have changed."""
    tell_users(files)


def tell_users(files: Iterable[int]) -> None:
    uses = FileUse.objects.filter(file__in=list(files)).order_by()
    users = [UsedBy(*use) for use in uses.values_list("kind", "object_id").distinct()]
    for follower in FOLLOWERS if users else ():
        follower(users)
