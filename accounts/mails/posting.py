"""Writes and sends mails about accounts in background tasks.

A task stores no link: whoever reads the table of tasks, or a backup, cannot use it.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task

from accounts.mails.account_links import address_path, on_the_site, reset_path
from accounts.mails.letters import CONFIRM_ADDRESS, INVITED, LETTERS, RESET
from accounts.models import Invitation
from articles.models import SiteSettings
from blog.mail_sending import AUTOMATIC

MOST_WITH_ONE_ADDRESS = 5


def sends_mail() -> bool:
    return bool(settings.EMAIL_HOST)


def post_reset_later(name: str) -> None:
    """Send a link to whoever has this name or address. Takes the same time where nobody has it."""
    if sends_mail():
        post_resets.enqueue(name)


def post_later(kind: str, user: Any, **values: str) -> None:
    """Send the user a mail after the commit, if mail is configured and they have an address."""
    if sends_mail() and user.email:
        transaction.on_commit(partial(post_letter.enqueue, kind, user.pk, values))


def post_to_new_address_later(user: Any, address: str) -> None:
    """Send a link to an address that is not the user's yet, by which they confirm it."""
    values = {"to": address}
    transaction.on_commit(partial(post_letter.enqueue, CONFIRM_ADDRESS, user.pk, values))


def post_invitation_later(invitation: Invitation) -> None:
    if sends_mail():
        transaction.on_commit(partial(post_invitation.enqueue, invitation.pk))


@task()
def post_resets(name: str) -> None:
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    for user in people.filter(Q(username=name) | Q(email__iexact=name))[:MOST_WITH_ONE_ADDRESS]:
        post(RESET, user.email, reset_path(user), user=str(user))


@task()
def post_letter(kind: str, pk: int, values: dict[str, str]) -> None:
    user = get_user_model().objects.filter(pk=pk).first()
    if user is None:
        return
    to = values.pop("to", user.email)
    path = address_path(user, to) if kind == CONFIRM_ADDRESS else ""
    post(kind, to, path, user=str(user), **values)


@task()
def post_invitation(pk: int) -> None:
    found = Invitation.objects.waiting().filter(pk=pk).select_related("invited_by").first()
    if found:
        post(INVITED, found.email, found.path, user=str(found.invited_by or ""))


def post(kind: str, to: str, path: str, **named: str) -> None:
    """Send a mail now, as plain text and as HTML, in the language of the site."""
    letter = LETTERS[kind]
    with override(settings.LANGUAGE_CODE):
        values = {**named, "site": SiteSettings.current().title}
        context = {
            # A line break would begin another header.
            "subject": " ".join((str(letter.subject) % values).split()),
            "paragraphs": [str(text) % values for text in letter.paragraphs],
            "button": letter.button,
            "address": on_the_site(path) if path else "",
            "language": settings.LANGUAGE_CODE,
        }
        parts = [*context["paragraphs"], context["address"]]
        text = "\n\n".join(filter(None, parts)) + "\n"
        mail = EmailMultiAlternatives(context["subject"], text, to=[to], headers=AUTOMATIC)
        mail.attach_alternative(render_to_string("accounts/mail.html", context), "text/html")
        mail.send()
