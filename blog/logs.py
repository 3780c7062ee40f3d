"""Formatting and filtering of log messages.

A message can hold text that a client sent. It is cut and kept on one line. Client errors are no
warnings.
"""

import json
import logging
from datetime import UTC, datetime

LONGEST = 2000  # characters of a message; a traceback follows it in full


class OneLineFormatter(logging.Formatter):
    """Escapes control characters and line ends, and cuts messages of more than LONGEST."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = escaped_line(record.message)
        return super().formatMessage(record)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, and what is known besides."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": escaped_line(record.getMessage()),
            "request_id": getattr(record, "request_id", ""),
            "process": record.process,
            "status": getattr(record, "status_code", None),
            "milliseconds": getattr(record, "milliseconds", None),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        known = {name: value for name, value in fields.items() if value not in (None, "")}
        return json.dumps(known, ensure_ascii=False, default=str)


def escaped_line(message: str) -> str:
    if len(message) > LONGEST:
        message = f"{message[:LONGEST]}… ({len(message)} characters)"
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in message)


def is_worth_logging(record: logging.LogRecord) -> bool:
    """Drop responses that need no attention, unless the log level is INFO or DEBUG.

    These are client errors (4xx), which Django calls warnings, and 503: blog.database logs an
    outage once.
    """
    status = getattr(record, "status_code", 500)
    if 400 <= status < 500:
        record.levelno, record.levelname = logging.INFO, "INFO"
    is_wanted = logging.getLogger().level <= logging.INFO
    return (status >= 500 and status != 503) or is_wanted


def add_request_id(record: logging.LogRecord) -> bool:
    """Name the request that is being answered. This filter drops nothing."""
    from blog.request_ids import REQUEST_ID  # reads the settings, which name this filter

    record.request_id = REQUEST_ID.get().decode()
    return True
