"""Text, tables, JSON and notebooks; refuses what a browser would run."""

import json
import re
from typing import Any

from .file_types import BY_SUFFIX, NOTEBOOK, TEXT
from .naming import suffix_of
from .refusals import RefusedFile
from .values import Inspected

HEAD_CHARACTERS = 8192
BOM = "\ufeff"
# Characters that text does not contain; form feeds and escapes are in logs.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What browsers look for when they guess that a file is a page (WHATWG MIME Sniffing, 7.1).
PAGE = re.compile(
    r"\s*+(?>(?:<!--.{0,4000}?-->)\s*+)*+<(?:!doctype\s+html|(?:html|head|script|iframe|h1|div|"
    r"font|table|a|style|title|b|body|br|p)[\s>/]|\?xml|\?php|!doctype|!entity)",
    re.IGNORECASE | re.DOTALL,
)
XML_SUFFIXES = frozenset({"xhtml", "xht", "xml", "xsl", "xslt", "rss", "atom"})
HTML_SUFFIXES = frozenset({"html", "htm", "shtml", "mhtml", "mht", "hta"})


def decoded(content: bytes) -> str:
    """The text; raises RefusedFile for binary content and for other encodings."""
    try:
        found = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_text_in_another_encoding(content):
            raise RefusedFile("not-utf8") from error
        raise RefusedFile("format-unknown") from error
    if CONTROLS.search(found):
        raise RefusedFile("format-unknown")
    return found.removeprefix(BOM)


def is_text_in_another_encoding(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte in content for byte in b"\0\1\2\3\4\5\6\7\x0e\x0f")


def inspect_text(content: str, name: str) -> Inspected:
    suffix = suffix_of(name)
    if suffix in XML_SUFFIXES:
        raise RefusedFile("web-page", format="XML")
    if suffix in HTML_SUFFIXES or PAGE.match(content[:HEAD_CHARACTERS]):
        raise RefusedFile("web-page", format="HTML")
    type_ = BY_SUFFIX.get(suffix, TEXT)
    if type_ is NOTEBOOK:
        check_notebook(content)
    return Inspected(type_.kind, type_.mime, type_.extension)


def check_notebook(content: str) -> None:
    """Raises RefusedFile unless it is JSON with cells (nbformat 4) or worksheets (3)."""
    try:
        notebook: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RefusedFile("not-a-notebook", reason=str(error)) from error
    fields = notebook if isinstance(notebook, dict) else {}
    if not isinstance(fields.get("cells", fields.get("worksheets")), list):
        raise RefusedFile("not-a-notebook", reason="no cells")
