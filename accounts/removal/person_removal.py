"""The two ways in which a person leaves. Neither deletes an article, a draft or a file."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import audit
from accounts.identities.identity_links import identities_of
from accounts.invitations.invitation_rows import Invitation
from accounts.models import UserSession
from articles.models import Article
from articles.models.articles import RAW_HTML
from articles.publishing import history
from desk.models import Revision
from media.models import MediaFile


@transaction.atomic
def hand_over(person: Any, heir: Any, by: Any) -> None:
    """Give all articles and files to `heir`, then delete the person. `by` is an administrator.

    Revisions keep the name of who wrote them.
    """
    lock(person)
    keep_trust(person, by)
    with history.change(by):
        Article.objects.filter(author=person).update(author=heir)
    MediaFile.objects.filter(owner=person).update(owner=heir)
    remove(person, by, heir=str(heir))


@transaction.atomic
def remove(person: Any, by: Any, **details: str) -> None:
    """Delete who has no articles. Raises ProtectedError otherwise."""
    close_account(person)
    audit.record(by, audit.Action.PERSON_DELETED, person, None, **details)
    person.delete()


@transaction.atomic
def keep_name(person: Any, by: Any) -> None:
    """Leave the name under the articles, and nothing else of the person.

    The row stays because articles have an author; the address of the author's page stays too, with
    the articles alone.
    """
    lock(person)
    keep_trust(person, by)
    close_account(person)
    person.is_active = person.is_staff = person.is_superuser = False
    person.email, person.last_login = "", None
    person.bio = person.links = person.picture = ""
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    audit.record(by, audit.Action.PERSON_DELETED, person, kept="name")


def lock(person: Any) -> None:
    """Let nobody add an article of the person until the transaction ends."""
    type(person).objects.select_for_update().filter(pk=person.pk).first()


def keep_trust(person: Any, by: Any) -> None:
    """Let `by` answer for the raw HTML that the person was allowed to publish, so that it stays."""
    if person.has_perm(RAW_HTML) and by.has_perm(RAW_HTML):
        Article.objects.filter(written_by=person).update(written_by=by)
        Revision.objects.filter(writer=person).update(writer=by)


def close_account(person: Any) -> None:
    """End whatever lets the person in, or somebody else in the name of the person."""
    end_access(person)
    identities_of(person).delete()
    Authenticator.objects.filter(user=person).delete()
    Invitation.objects.filter(invited_by=person, taken_at=None).delete()


def end_access(person: Any) -> None:
    """End sessions and tokens, so that they do not work again if the account does."""
    UserSession.objects.end(person)
    for token in person.access_tokens.filter(revoked_at=None):
        token.revoke()
