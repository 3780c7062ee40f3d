"""Background tasks, backups and mail."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Q
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult, get_date_max

from operations.doctor.finding import Finding, good, note, todo
from operations.last_backup import LastBackup

OLD_BACKUP = timedelta(days=2)
LONG_WAIT = timedelta(minutes=10)
MAIL_PATIENCE = 5  # seconds


def check_tasks() -> Iterator[Finding]:
    failed = DBTaskResult.objects.failed().count()
    since = timezone.now() - LONG_WAIT
    at_once = Q(run_after=get_date_max(), enqueued_at__lt=since)
    late = DBTaskResult.objects.ready().filter(at_once | Q(run_after__lt=since)).count()
    if failed:
        said = ngettext(
            "%(number)s background task failed.", "%(number)s background tasks failed.", failed
        )
        advice = _(
            "The first page of the admin lists them, with their errors; run them again there."
        )
        yield todo(said % {"number": failed}, advice)
    if late:
        said = ngettext(
            "%(number)s has been waiting for more than ten minutes.",
            "%(number)s have been waiting for more than ten minutes.",
            late,
        )
        advice = _("Start the server, or manage.py run_tasks if LONGWAVE_RUN_TASKS is 0.")
        yield todo(said % {"number": late}, advice)
    if not failed and not late:
        yield good(_("None failed, and none waits for long."))


def check_backup() -> Iterator[Finding]:
    last = LastBackup.read()
    advice = _("Run manage.py backup each night (docs/backup.md).")
    if last is None:
        yield todo(_("None is known."), advice)
        return
    age = timesince(last.made)
    said = _("The last one was made %(age)s ago: %(file)s") % {"age": age, "file": last.file}
    yield todo(said, advice) if timezone.now() - last.made > OLD_BACKUP else good(said)


def check_mail() -> Iterator[Finding]:
    if settings.ANYMAIL:
        said = _("A service sends them; this cannot be tried without a mail.")
        yield note(said, _("Run: manage.py sendtestemail you@blog.example"))
    elif not settings.EMAIL_HOST:
        yield note(_("No mail server is set: no mails are sent."))
    else:
        yield answer_of_mail_server()


def answer_of_mail_server() -> Finding:
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = get_connection(timeout=MAIL_PATIENCE)
    try:
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        said = _("%(place)s refuses or does not answer: %(reason)s")
        advice = _("Check LONGWAVE_EMAIL_URL and the firewall (docs/configure.md).")
        return todo(said % {"place": place, "reason": error}, advice)
    return good(_("%(place)s answers.") % {"place": place})
