"""Articles, pages and attachments as items of WXR."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Literal

from transfer.export.systems.exported_files import ExportedFile
from transfer.export.systems.exported_texts import ExportedTerm, ExportedText

from .wp_content import wordpress_content
from .wxr_xml import cdata_element, date_of_site, gmt_date, parent_element, xml_element

SeriesAs = Literal["category", "tag", "nothing"]
# WordPress has no archive: what is private is in no list and can be published again.
STATUSES = {"published": "publish", "scheduled": "future", "draft": "draft", "archived": "private"}


@dataclass(frozen=True, slots=True)
class WxrNumbers:
    """The numbers of an item in the file: its own, and that of its featured image."""

    own: int
    cover: int = 0


def text_item(text: ExportedText, numbers: WxrNumbers, series_as: SeriesAs) -> str:
    date = text.date or text.created
    is_dated = text.date is not None
    return parent_element(
        "item",
        cdata_element("title", text.title),
        xml_element("link", text.address),
        xml_element("pubDate", format_datetime(date)),
        cdata_element("dc:creator", text.author.login if text.author else ""),
        xml_element("guid", guid_of(text), {"isPermaLink": "false"}),
        xml_element("description", ""),
        cdata_element("content:encoded", wordpress_content(text.blocks)),
        cdata_element("excerpt:encoded", text.summary),
        xml_element("wp:post_id", numbers.own),
        cdata_element("wp:post_date", date_of_site(date)),
        cdata_element("wp:post_date_gmt", gmt_date(date if is_dated else None)),
        cdata_element("wp:post_modified", date_of_site(text.updated)),
        cdata_element("wp:post_modified_gmt", gmt_date(text.updated)),
        cdata_element("wp:comment_status", "closed"),
        cdata_element("wp:ping_status", "closed"),
        cdata_element("wp:post_name", text.slug),
        cdata_element("wp:status", STATUSES[text.state]),
        xml_element("wp:post_parent", 0),
        xml_element("wp:menu_order", text.position),
        cdata_element("wp:post_type", "page" if text.kind == "page" else "post"),
        cdata_element("wp:post_password", ""),
        xml_element("wp:is_sticky", int(text.is_featured)),
        *terms_of(text, series_as),
        *(post_meta("_wp_old_slug", slug) for slug in text.former_slugs),
        *([post_meta("_thumbnail_id", str(numbers.cover))] if numbers.cover else []),
    )


def guid_of(text: ExportedText) -> str:
    return f"urn:uuid:{text.uid}" if text.uid else text.address


def terms_of(text: ExportedText, series_as: SeriesAs) -> Iterator[str]:
    """The topic is the first category."""
    categories = [text.topic] if text.topic else []
    tags = list(text.tags)
    if text.series and series_as != "nothing":
        (categories if series_as == "category" else tags).append(text.series)
    yield from (item_term("category", term) for term in categories)
    yield from (item_term("post_tag", term) for term in tags)


def item_term(domain: str, term: ExportedTerm) -> str:
    return cdata_element("category", term.name, {"domain": domain, "nicename": term.slug})


def post_meta(key: str, value: str) -> str:
    names = cdata_element("wp:meta_key", key), cdata_element("wp:meta_value", value)
    return parent_element("wp:postmeta", *names)


def attachment_item(file: ExportedFile, number: int) -> str:
    return parent_element(
        "item",
        cdata_element("title", file.name),
        xml_element("link", file.address),
        cdata_element("dc:creator", ""),
        xml_element("guid", file.address, {"isPermaLink": "false"}),
        xml_element("description", ""),
        cdata_element("content:encoded", ""),
        cdata_element("excerpt:encoded", ""),
        xml_element("wp:post_id", number),
        cdata_element("wp:post_date", date_of_site(file.created)),
        cdata_element("wp:post_date_gmt", gmt_date(file.created)),
        cdata_element("wp:comment_status", "closed"),
        cdata_element("wp:ping_status", "closed"),
        cdata_element("wp:post_name", f"file-{file.token}"),
        cdata_element("wp:status", "inherit"),
        xml_element("wp:post_parent", 0),
        xml_element("wp:menu_order", 0),
        cdata_element("wp:post_type", "attachment"),
        cdata_element("wp:post_password", ""),
        xml_element("wp:is_sticky", 0),
        cdata_element("wp:attachment_url", file.address),
        *([post_meta("_wp_attachment_image_alt", file.alt)] if file.alt else []),
    )
