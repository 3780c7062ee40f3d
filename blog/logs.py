"""Formatting and filtering of log messages.

A message can hold text that a client sent. It is cut and kept on one line. Client errors are not
logged.
"""

import logging

LONGEST = 2000  # characters of a message; a traceback follows it in full


class OneLineFormatter(logging.Formatter):
    """Escapes control characters and line ends, and cuts messages of more than LONGEST."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        message = record.message
        if len(message) > LONGEST:
            message = f"{message[:LONGEST]}… ({len(message)} characters)"
        record.message = "".join(c if c.isprintable() else repr(c)[1:-1] for c in message)
        return super().formatMessage(record)


def is_worth_logging(record: logging.LogRecord) -> bool:
    """Drop responses that need no attention, unless the log level is INFO or DEBUG.

    These are client errors (4xx), and 503: blog.database logs an outage once.
    """
    status = getattr(record, "status_code", 500)
    return (status >= 500 and status != 503) or logging.getLogger().level <= logging.INFO
