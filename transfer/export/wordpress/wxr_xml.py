"""Elements of WXR. WordPress puts text that may contain HTML into CDATA sections."""

from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone

from rendering.output.xhtml_page import NOT_XML

NEVER = "0000-00-00 00:00:00"


def xml_element(name: str, text: object, attributes: Mapping[str, str] | None = None) -> str:
    return f"<{name}{written_attributes(attributes)}>{escape(clean_xml(text))}</{name}>\n"


def cdata_element(name: str, text: object, attributes: Mapping[str, str] | None = None) -> str:
    # A section ends at its first ]]>, so one within the text is divided into two sections.
    inner = clean_xml(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{written_attributes(attributes)}><![CDATA[{inner}]]></{name}>\n"


def parent_element(name: str, *children: str) -> str:
    return f"<{name}>\n{''.join(children)}</{name}>\n"


def written_attributes(attributes: Mapping[str, str] | None) -> str:
    pairs = (attributes or {}).items()
    return "".join(f" {name}={quoteattr(clean_xml(value))}" for name, value in pairs)


def clean_xml(text: object) -> str:
    """Without what XML forbids: titles and texts have none of it, words of files may."""
    return NOT_XML.sub("", str(text))


def date_of_site(moment: datetime | None) -> str:
    """The time on the clock of the site."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else NEVER


def gmt_date(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if moment else NEVER
