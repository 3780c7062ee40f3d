"""Atom 1.0, RSS 2.0 and JSON Feed 1.1, with the full text of each entry."""

import json
from html import escape
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.detail.cover_pictures import PlainPicture

XHTML = "http://www.w3.org/1999/xhtml"
STYLESHEETS = ("css/longwave.css", "css/feed.css")
JSON_FEED = "https://jsonfeed.org/version/1.1"


class BrowsableFeed(SyndicationFeed):
    """A feed with an XHTML page, if it is asked for by a browser.

    The stylesheets show only this page. XSLT is not used, because browsers are removing it.
    """

    def add_stylesheets(self, handler: SimplerXMLGenerator) -> None:
        for name in STYLESHEETS if self.feed["page"] else ():
            handler.processingInstruction(
                "xml-stylesheet", f'type="text/css" href="{static(name)}"'
            )

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.ignorableWhitespace(self.feed["page"])  # writes without escaping


class AtomFeed(BrowsableFeed, Atom1Feed):
    label = "Atom"
    has_mathml = True
    browser_type = "application/xml; charset=utf-8"

    @staticmethod
    def content_bytes(content: str) -> int:
        return len(content.encode())

    def write(self, outfile: Any, encoding: str) -> None:
        """Like Django's, which writes no stylesheets in Atom feeds."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        self.add_stylesheets(handler)
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.startElement("content", AttributesImpl({"type": "xhtml"}))
        handler.startElement("div", AttributesImpl({"xmlns": XHTML}))
        handler.ignorableWhitespace(item["content"])  # writes without escaping
        handler.endElement("div")
        handler.endElement("content")


class RssFeed(BrowsableFeed, Rss201rev2Feed):
    label = "RSS"
    has_mathml = False
    browser_type = "application/xml; charset=utf-8"

    @staticmethod
    def content_bytes(content: str) -> int:
        return len(escape(content, quote=False).encode())

    def rss_attributes(self) -> dict[str, str]:
        names = {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }
        return {**super().rss_attributes(), **names}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])
        if cover := item["cover"]:
            handler.addQuickElement("media:content", None, media_attributes(cover))


class JsonFeed(SyndicationFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    label = "JSON Feed"
    has_mathml = False
    content_type = "application/feed+json; charset=utf-8"
    browser_type = "application/json; charset=utf-8"

    @staticmethod
    def content_bytes(content: str) -> int:
        return len(json.dumps(content, ensure_ascii=False).encode())

    def write(self, outfile: Any, encoding: str) -> None:
        outfile.write(json.dumps(self.document(), ensure_ascii=False).encode(encoding))

    def document(self) -> dict[str, Any]:
        feed = self.feed
        return without_empty(
            version=JSON_FEED,
            title=feed["title"],
            home_page_url=feed["link"],
            feed_url=feed["feed_url"],
            description=feed["description"],
            icon=feed["icon"],
            favicon=feed["favicon"],
            authors=authors_of(feed["author_name"], feed["author_link"]),
            language=feed["language"],
        ) | {"items": [self.entry(item) for item in self.items]}

    def entry(self, item: dict[str, Any]) -> dict[str, Any]:
        return without_empty(
            id=item["unique_id"],
            url=item["link"],
            title=item["title"],
            content_html=item["content"],
            summary=item["summary"],
            image=item["cover"] and item["cover"].address,
            date_published=rfc3339_date(item["pubdate"]),
            date_modified=rfc3339_date(item["updateddate"]),
            authors=authors_of(item["author_name"], item["author_link"]),
            tags=[*item["categories"]],
            language=item["language"],
            attachments=[attachment(item)] if item["sound"] else [],
        )


FeedFormat = type[AtomFeed] | type[RssFeed] | type[JsonFeed]


def media_attributes(cover: PlainPicture) -> dict[str, str]:
    values = {"width": cover.width, "height": cover.height, "fileSize": cover.bytes}
    known = {name: str(value) for name, value in values.items() if value}
    return without_empty(url=cover.address, medium="image", type=cover.mime) | known


def attachment(item: dict[str, Any]) -> dict[str, Any]:
    (enclosure,) = item["enclosures"]
    sound = item["sound"]
    return without_empty(
        url=enclosure.url,
        mime_type=enclosure.mime_type,
        size_in_bytes=sound.bytes,
        duration_in_seconds=sound.seconds,
    )


def authors_of(name: str | None, address: str | None) -> list[dict[str, str]]:
    return [without_empty(name=name, url=address)] if name else []


def without_empty(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
