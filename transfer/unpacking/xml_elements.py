"""Reads XML element by element: in bounded memory, without entities, and as broken as it comes."""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .export_notes import UnknownExport

DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
REFERENCE = re.compile(r"&(#[xX]?[0-9A-Fa-f]{1,8}|\w{2,31});")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
CHUNK = 64 * 1024
LONGEST_REFERENCE = 34


class CleanXml:
    """A file of XML as UTF-8, without the characters that XML forbids and programs write."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.start = file.read(CHUNK)
        found = ENCODING.search(self.start[:300])
        self.decoder = codecs.getincrementaldecoder(encoding_of(found))("replace")
        self.rest = ""
        self.is_begun = False

    def read(self, _size: int = -1) -> bytes:
        """The next piece, of any size. Empty at the end."""
        while True:
            data = self.start or self.file.read(CHUNK)
            self.start = b""
            text = self.rest + self.decoder.decode(data, final=not data)
            at = text.rfind("&", max(0, len(text) - LONGEST_REFERENCE)) if data else -1
            self.rest = text[at:] if at >= 0 else ""
            text = FORBIDDEN.sub("", REFERENCE.sub(character, text[:at] if at >= 0 else text))
            if not self.is_begun and text:
                self.is_begun = True
                text = DECLARATION.sub("", text.lstrip("\ufeff"), count=1).lstrip()
            if text or not data:
                return text.encode("utf-8", "replace")


def encoding_of(found: re.Match[bytes] | None) -> str:
    """The encoding that the file names, if Python can read text in it; else UTF-8."""
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        b"a".decode(name)  # raises LookupError for codecs that are no encodings, such as bz2
        codecs.getincrementaldecoder(name)("replace").decode(b"a")
    except (LookupError, UnicodeError):
        return "utf-8"
    return name


def character(match: re.Match[str]) -> str:
    """What a reference stands for if XML does not know it; nothing for a forbidden character."""
    name = match[1]
    if not name.startswith("#"):
        return match[0] if name in OF_XML else html5.get(f"{name};", match[0])
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:]) if name[1:].isdigit() else 0
    allowed = number in (9, 10, 13) or 0x20 <= number <= 0x10FFFF
    return (
        match[0]
        if allowed and not 0xD800 <= number < 0xE000 and number not in (0xFFFE, 0xFFFF)
        else ""
    )


def xml_elements(file: IO[bytes], tags: frozenset[str]) -> Iterator[Element]:
    """Each element with one of these names (without namespace), in the order of their ends.

    Elements within another one that is yielded stay in it. All are dropped when the next one is
    asked for. Raises ParseError where the file ends too
    early or is broken, and UnknownExport for a document type, which could define entities.
    """
    above: list[Element] = []
    depth = 0  # of wanted elements around this one
    try:
        for event, element in iterparse(CleanXml(file), ("start", "end"), forbid_dtd=True):
            is_wanted = tag_name(element) in tags
            if event == "start":
                above.append(element)
                depth += is_wanted
                continue
            above.pop()
            depth -= is_wanted
            if is_wanted and not depth:
                yield element
                above[-1].remove(element) if above else element.clear()
    except DefusedXmlException as error:
        raise UnknownExport(
            "export-broken", name="XML", system="XML", reason=f"{type(error).__name__}"
        ) from error


def tag_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def child_text(element: Element, name: str) -> str:
    """The text of a child, by its name without namespace; "" if there is none."""
    for child in element:
        if tag_name(child) == name:
            return (child.text or "").strip()
    return ""
