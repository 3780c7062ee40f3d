"""The line ends of texts: forms and files of other systems have others than the site keeps."""

import re

LINE_END = re.compile("\r\n?")


def with_unix_lines(text: str) -> str:
    """The text with `\\n` as line ends."""
    return LINE_END.sub("\n", text) if "\r" in text else text
