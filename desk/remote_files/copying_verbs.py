"""Keeping copies: they are fetched in the background, and take their places in the draft."""

from collections.abc import Iterable

from django.db import transaction
from django_tasks import task

from articles.models import Article, User
from desk.models import Draft
from desk.remote_files.remote_links import with_copies
from desk.writing.outcomes import Saved, Stale
from desk.writing.saving import save_corrected
from media.models import MediaFile, RemoteCopy
from media.storing import copy_files
from media.tasks import copy_waiting

TRIES = 3


def ask_for_copies(addresses: Iterable[str], owner: User) -> None:
    """Fetch them in the background. The text stays as it is."""
    with transaction.atomic():
        if RemoteCopy.objects.ask(owner, addresses).exists():
            copy_waiting.enqueue(owner.pk)


def ask_to_keep_copies(article: Article, addresses: list[str], owner: User) -> None:
    """Fetch them in the background, and put them into the draft."""
    with transaction.atomic():
        RemoteCopy.objects.ask(owner, addresses)
        keep_copies.enqueue(article.pk, addresses, owner.pk)


@task()
def keep_copies(article: int, addresses: list[str], owner: int) -> None:
    """The article or the person may have been deleted meanwhile."""
    by, found = User.objects.filter(pk=owner).first(), Article.objects.filter(pk=article).first()
    if by and found:
        copy_files(addresses, by)
        put_copies(found, addresses, by)


def put_copies(article: Article, addresses: Iterable[str], by: User) -> Saved | Stale | None:
    """Let the newest text show the copies that are there; None if nothing changes."""
    files = files_of(addresses, by)
    for _try in range(TRIES):
        head = Draft.objects.with_head().get(pk=article.pk).head
        body = with_copies(head.text.text, files)
        if body == head.text.text:
            return None
        outcome = save_corrected(article, head, body, by=by)
        if isinstance(outcome, Saved):
            break  # else somebody saved in between
    return outcome


def files_of(addresses: Iterable[str], owner: User) -> dict[str, MediaFile]:
    there = RemoteCopy.objects.of(owner, addresses).there()
    return {copy.address: copy.file for copy in there if copy.file}
