"""The format of WordPress exports (WXR 1.0 to 1.2): its items, terms and authors."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from ..xml_elements import child_text, tag_name, xml_elements

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
NEVER = "0000-00-00 00:00:00"


@dataclass(frozen=True, slots=True)
class WxrTerm:
    """A category, tag or another term of an item; `domain` is its taxonomy."""

    domain: str
    slug: str
    name: str


@dataclass(slots=True)
class WxrItem:
    """A post, page, attachment or anything else. Dates are texts, in UTC if they end with +00:00.

    `comments` are elements, `meta` the fields that plugins store.
    """

    pk: str
    kind: str
    status: str
    title: str
    link: str
    slug: str
    author: str
    content: str
    excerpt: str
    date: str
    updated: str
    parent: str
    password: str
    is_sticky: bool
    attachment_url: str
    terms: list[WxrTerm]
    meta: dict[str, str]
    comments: list[Element]
    former_slugs: list[str]


@dataclass(slots=True)
class WxrSite:
    """What the file says of the site: `categories` are names, slugs and parents by slug."""

    title: str = ""
    url: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    categories: dict[str, tuple[str, str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    term_slugs: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc.lower()

    @property
    def base(self) -> str:
        """The path of the blog, without a slash at its end."""
        return urlsplit(self.url).path.rstrip("/")


def wxr_items(file: IO[bytes], site: WxrSite) -> Iterator[WxrItem]:
    """The items of a file one by one. `site` is filled on the way, mostly before the first."""
    for element in xml_elements(file, frozenset({"item", *SITE_PARTS})):
        name = tag_name(element)
        if name == "item":
            yield item_of(element)
        elif name in SITE_PARTS:
            SITE_PARTS[name](element, site)


def item_of(element: Element) -> WxrItem:
    local: dict[str, str] = {}
    content, excerpt = "", ""
    terms: list[WxrTerm] = []
    meta: dict[str, str] = {}
    comments: list[Element] = []
    former: list[str] = []
    for child in element:
        name = tag_name(child)
        text = child.text or ""
        if name == "encoded":
            content, excerpt = (text, excerpt) if child.tag.startswith(CONTENT) else (content, text)
        elif name == "category":
            domain = child.get("domain") or "category"
            terms.append(WxrTerm(domain, unquote(child.get("nicename") or ""), text.strip()))
        elif name == "postmeta":
            key, value = child_text(child, "meta_key"), child_text(child, "meta_value")
            meta.setdefault(key, value)
            former += [unquote(value)] if key == "_wp_old_slug" else []
        elif name == "comment":
            comments.append(child)
        else:
            local.setdefault(name, text.strip())
    return WxrItem(
        pk=local.get("post_id", ""),
        kind=local.get("post_type", "post"),
        status=local.get("status", "publish"),
        title=local.get("title", ""),
        link=local.get("link", ""),
        slug=unquote(local.get("post_name", "")),
        author=local.get("creator", ""),
        content=content,
        excerpt=excerpt,
        date=date_of(local, "post_date"),
        updated=date_of(local, "post_modified"),
        parent=local.get("post_parent", "0"),
        password=local.get("post_password", ""),
        is_sticky=local.get("is_sticky") == "1",
        attachment_url=local.get("attachment_url", ""),
        terms=list(dict.fromkeys(terms)),
        meta=meta,
        comments=comments,
        former_slugs=former,
    )


def date_of(local: dict[str, str], name: str) -> str:
    """The date in UTC; that of a draft has no zone; "" if there is none."""
    in_utc, written = local.get(f"{name}_gmt", ""), local.get(name, "")
    if in_utc and in_utc != NEVER:
        return f"{in_utc}+00:00"
    return "" if written == NEVER else written


def read_site_url(element: Element, site: WxrSite) -> None:
    """`base_blog_url` comes after `base_site_url`, which is that of a network of blogs."""
    site.url = (element.text or "").strip() or site.url


def read_author(element: Element, site: WxrSite) -> None:
    login = child_text(element, "author_login")
    if login:
        site.authors[login] = child_text(element, "author_display_name") or login


def read_category(element: Element, site: WxrSite) -> None:
    slug = unquote(child_text(element, "category_nicename"))
    if slug:
        parent = unquote(child_text(element, "category_parent"))
        site.categories[slug] = (child_text(element, "cat_name"), parent)
        site.term_slugs[child_text(element, "term_id")] = slug


def read_tag(element: Element, site: WxrSite) -> None:
    if slug := unquote(child_text(element, "tag_slug")):
        site.tags[slug] = child_text(element, "tag_name")


SITE_PARTS = {
    "base_site_url": read_site_url,
    "base_blog_url": read_site_url,
    "author": read_author,
    "category": read_category,
    "tag": read_tag,
}
