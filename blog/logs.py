"""What strangers can make the log say is short, on one line, and said of what needs somebody."""

import logging

LONGEST = 2000  # characters of a message; what is logged of an error stands below it, whole


class OneLine(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:
        said = record.message
        if len(said) > LONGEST:
            said = f"{said[:LONGEST]}… ({len(said)} characters)"
        record.message = "".join(c if c.isprintable() else repr(c)[1:-1] for c in said)
        return super().formatMessage(record)


def needs_somebody(record: logging.LogRecord) -> bool:
    """An address that is nobody's, or a form from elsewhere, is answered and needs nobody.

    That there is no database is said once, and not for each request.
    """
    status = getattr(record, "status_code", 500)
    return (status >= 500 and status != 503) or logging.getLogger().level <= logging.INFO
