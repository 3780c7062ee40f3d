"""Mails to all administrators, about what the site needs."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import override

from articles.models import User
from blog.mail_sending import AUTOMATIC, send_in_background

FALLBACK = "http://127.0.0.1:8000"


def mail_administrators(subject: Promise, write: Callable[[], str]) -> None:
    """In the language of the site. None is sent unless mail is configured."""
    if not settings.EMAIL_HOST:
        return
    people = User.objects.filter(is_active=True, is_superuser=True).exclude(email="")
    with override(settings.LANGUAGE_CODE):
        text = f"{write()}\n\n{settings.SITE_URL or FALLBACK}/admin/\n"
        for address in people.values_list("email", flat=True):
            send_soon(EmailMessage(str(subject), text, to=[address], headers=AUTOMATIC))


def send_soon(mail: EmailMessage) -> None:
    """By a background task, or at once if the database cannot be written to."""
    try:
        send_in_background(mail)
    except DatabaseError:
        mail.send()
