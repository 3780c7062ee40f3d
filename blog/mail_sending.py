"""Sends mails in a thread of the process, so that nobody waits for the mail server."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)
worker = ThreadPoolExecutor(1, "mail")


def send_in_background(mails: Sequence[EmailMessage]) -> None:
    """Send each of them once. What cannot be sent is a line of the log."""
    if mails:
        worker.submit(send_each, mails)


def send_each(mails: Sequence[EmailMessage]) -> None:
    for mail in mails:
        try:
            mail.send()
        except Exception as error:  # a library's, a server's or an address's fault
            log.warning("A mail could not be sent: %s: %s", type(error).__name__, error)
