"""Things that somebody owns: of a rival, or given to one person after another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from accounts.models import AccessToken, UserSession
from articles.models import Article, User
from desk.models import Comment, PreviewLink, Review, Revision
from media.models import MediaFile
from tests.access.roles_and_states import STATE_SETS, STATES
from tests.desk.writing_helpers import Writer
from tests.factories import make_article
from tests.media.factories import make_file
from transfer.models import ExportRun, ImportRun

# In everything that readers may not see, and in the titles of what they may
HIDDEN, SHOWN = "HiddenTransmission", "ShownTransmission"
BODY = "第一行\n\n$$x^2$$\n\n```mermaid\ngraph LR; a-->b\n```\n"
Values = dict[str, Any]
# Kind, and state of the thing
Things = dict[tuple[str, str], Values]


def make_owned(owner: User, *, topic: Any, series: Any) -> Things:
    things = {
        ("article", state): article_values(state, owner, category=topic, series=series)
        for state in STATES
    }
    for state in ("stored", "trashed"):
        file = make_file(f"{HIDDEN}.png", owner=owner)
        if state == "trashed":
            MediaFile.objects.filter(pk=file.pk).update(trashed_at=timezone.now())
        things["file", state] = {"token": file.token, "name": file.name, "object_id": file.pk}
    for kind, thing in single_things(owner).items():
        values = dict.fromkeys(("pk", "token", "object_id", "session"), thing.pk)
        things[kind, ""] = values
    return things


def article_values(state: str, owner: User, **about: Any) -> Values:
    """An article with a history, a conflict, a review, a comment and a preview link."""
    date = timezone.now() + timedelta(days=1 if state == "scheduled" else -1)
    status = {"draft": "draft", "trashed-draft": "draft", "archived": "archived"}
    shown = SHOWN if state in STATE_SETS["public"].split() else HIDDEN
    article = make_article(
        title=f"{shown} {state}",
        body=f"{shown} {BODY}",
        status=status.get(state, "published"),
        published_at=date,
        author=owner,
        **about,
    )
    first, second = Writer(article, owner), Writer(article, owner)
    first.autosave(f"{HIDDEN} one")
    fork = second.autosave(f"{HIDDEN} two")
    head = Revision.objects.get(pk=first.base)
    Review.objects.create(article=article, revision=head, asked_by=owner, note=HIDDEN)
    said = Comment.objects.create(article=article, revision=head, line=1, text=HIDDEN, author=owner)
    link = PreviewLink.objects.make(article, "never")
    if state.startswith("trashed"):
        article.move_to_trash(owner)
    return {
        **dict.fromkeys(("article", "object_id", "pk"), article.pk),
        "revision": fork.ours.pk,
        "link": link.pk,
        "token": link.token,
        "slug": article.slug,
        "name": "0" * 32,  # of a picture, which nobody can guess
        "head": head.pk,
        "comment": said.pk,
    }


def single_things(owner: User) -> dict[str, Any]:
    Client().force_login(owner)
    return {
        "export": ExportRun.objects.create(user=owner),
        "import": ImportRun.objects.create(user=owner, author=owner, file_name="x"),
        "token": AccessToken.objects.make(owner, HIDDEN, ["read"], 1)[0],
        "session": UserSession.objects.filter(user=owner).first(),
        "identity": SocialAccount.objects.create(user=owner, provider="github", uid=owner.pk),
        "passkey": Authenticator.objects.create(
            user=owner, type="webauthn", data={"name": HIDDEN, "credential": {}}
        ),
    }


def give(things: Things, owner: User) -> None:
    """Let everything belong to this person."""
    give_one: dict[str, Callable[[Any], object]] = {
        "article": lambda pk: Article.objects.filter(pk=pk).update(author=owner),
        "file": lambda pk: MediaFile.objects.filter(pk=pk).update(owner=owner),
        "export": lambda pk: ExportRun.objects.filter(pk=pk).update(user=owner),
        "import": lambda pk: ImportRun.objects.filter(pk=pk).update(user=owner),
        "token": lambda pk: AccessToken.objects.filter(pk=pk).update(user=owner),
        "session": lambda pk: UserSession.objects.filter(pk=pk).update(user=owner),
        "identity": lambda pk: SocialAccount.objects.filter(pk=pk).update(user=owner),
        "passkey": lambda pk: Authenticator.objects.filter(pk=pk).update(user=owner),
    }
    for (kind, _state), values in things.items():
        give_one[kind](values["object_id"])
