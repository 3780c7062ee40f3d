"""Sends mails by background tasks: nobody waits for the mail server, and a mail is tried again."""

from django.core.mail import EmailMessage
from django_tasks import task

# Asks mail servers for no automatic answer.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def send_in_background(mail: EmailMessage) -> None:
    """Send it if this transaction is committed. It may arrive twice if a process is killed."""
    send_mail.enqueue(str(mail.subject), str(mail.body), mail.to, mail.extra_headers)


@task()
def send_mail(subject: str, body: str, to: list[str], headers: dict[str, str]) -> None:
    EmailMessage(subject, body, to=to, headers=headers).send()
