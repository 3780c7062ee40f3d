"""One post or page of WordPress as a text with front matter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from transfer.html import html_to_markdown
from transfer.html.kept_markdown import KeptMarkdown
from transfer.html.plain_texts import plain_title, title_of_text, words_of_html

from ..folder import ExportFolder
from ..linked_files import LinkedFiles, old_path
from .classic_text import with_paragraphs
from .shortcodes import Attachment, Shortcodes
from .wp_blocks import Blocks
from .wp_comments import comments_of
from .wp_uploads import WpUploads
from .wxr import WxrItem, WxrSite, WxrTerm

UNCATEGORIZED = frozenset({"uncategorized", "未分类", "未分類"})
PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category")
DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description")
CANONICAL = ("_yoast_wpseo_canonical", "rank_math_canonical_url")
MORE = re.compile(r"<!--more\b.*?-->|<span id=\"more-\d+\"></span>", re.DOTALL)
NEXT_PAGE = re.compile(r"<!--nextpage-->")
# What plugins store with a post that is not for everybody
RESTRICTIONS = re.compile(
    r"_members_access_role|rcp_(?:access|subscription|user)_level|_is_paid|_wpmem_block"
    r"|_jetpack_newsletter_access"
    r"|.*(?:members?_?only|protect_post|restrict_access|login_required).*"
)
FOR_ALL = frozenset(
    {"", "0", "no", "off", "false", "none", "all", "everybody", "everyone", "a:0:{}"}
)
ULTIMATE_MEMBER = re.compile(r'"_um_custom_access_settings";(?:s:1:"1"|[bi]:1)')
STATUSES = ("draft", "pending", "private", "future")


@dataclass(slots=True)
class PostWriter:
    """Writes the posts of one site. `reusable` are the texts of blocks that many posts show."""

    site: WxrSite
    attachments: Mapping[str, Attachment]
    reusable: Mapping[str, str]
    uploads: WpUploads
    files: LinkedFiles
    folder: ExportFolder

    def write(self, item: WxrItem) -> None:
        name = f"{'pages' if item.kind == 'page' else 'posts'}/{item.pk}.md"
        html, kept = self.html_of(item)
        markdown = kept.restore(html_to_markdown(html, base_url=item.link or self.site.url))
        body = self.files.localise(markdown, name)
        comments, hidden = comments_of(item.comments)
        if hidden:
            self.folder.note("export-comments-left-out", count=hidden)
        head = {
            **self.head_of(item),
            "title": plain_title(item.title) or title_of_text(html) or item.slug or item.date,
            "cover": self.cover_of(item, name),
            "comments": comments,
        }
        self.folder.add_text(name, head, body)

    # Text

    def html_of(self, item: WxrItem) -> tuple[str, KeptMarkdown]:
        """The HTML of a post, with words in the place of what is Markdown already."""
        kept = KeptMarkdown()
        text = item.content.replace("\r\n", "\n")
        blocks = Blocks(kept, item.meta.get("footnotes", ""), self.reusable)
        has_blocks = "<!-- wp:" in text
        text = blocks.expand(text) if has_blocks else text
        text = NEXT_PAGE.sub("", MORE.sub(kept.block("<!-- more -->"), text))
        shortcodes = Shortcodes(self.attachments, item.pk)
        text = shortcodes.expand(text)
        html = text if has_blocks else with_paragraphs(text)
        for name, count in shortcodes.unknown.items():
            self.folder.note("export-shortcode-unknown", count=count, name=name)
        for name, count in blocks.unknown.items():
            self.folder.note("export-block-unknown", count=count, name=name)
        return self.uploads.with_whole_pictures(html), kept

    # Front matter

    def head_of(self, item: WxrItem) -> dict[str, Any]:
        return {
            "title": "",
            "slug": item.slug,
            "date": item.date,
            "updated": item.updated if item.updated != item.date else "",
            "categories": self.categories_of(item),
            "tags": [term.name for term in item.terms if term.domain == "post_tag"],
            **self.terms_of_plugins(item),
            "author": self.site.authors.get(item.author, item.author),
            "summary": words_of_html(item.excerpt)
            or words_of_html(first_of(item.meta, DESCRIPTIONS)),
            "canonicalURL": first_of(item.meta, CANONICAL),
            "featured": item.is_sticky or "",
            "layout": "page" if item.kind == "page" else "",
            "redirect_from": list(self.old_paths(item)),
            **self.visibility_of(item),
        }

    def visibility_of(self, item: WxrItem) -> dict[str, Any]:
        """Everything that is not published is a draft; so are texts of kinds that plugins add."""
        is_known = item.status in ("publish", *STATUSES)
        found: dict[str, Any] = {"password": True} if item.password else {}
        if item.kind not in ("post", "page"):
            found |= {"draft": True, "post_type": item.kind}
        if restriction := restriction_of(item.meta):
            found["members_only"] = restriction
        if item.status != "publish":
            found["status"] = item.status if is_known else "draft"
        return found

    def categories_of(self, item: WxrItem) -> list[str]:
        """The main category first, each behind the ones that it belongs to."""
        terms = [term for term in item.terms if term.domain == "category"]
        primary = self.site.term_slugs.get(first_of(item.meta, PRIMARY), "")
        terms.sort(key=lambda term: term.slug != primary)
        names = [name for term in terms for name in self.with_parents(term)]
        found = list(dict.fromkeys(names))
        return [name for name in found if name.casefold() not in UNCATEGORIZED]

    def with_parents(self, term: WxrTerm) -> Iterator[str]:
        above, slug = list[str](), term.slug
        while parent := self.site.categories.get(slug, ("", ""))[1]:
            if len(above) > 10 or parent not in self.site.categories:
                break
            above.append(self.site.categories[parent][0])
            slug = parent
        yield from reversed(above)
        yield term.name

    def terms_of_plugins(self, item: WxrItem) -> dict[str, Any]:
        """Series, language and translations, as plugins store them."""
        by_domain = {term.domain: term for term in item.terms}
        found: dict[str, Any] = {}
        if series := by_domain.get("series"):
            part = next((v for k, v in item.meta.items() if k.startswith("_series_part")), "")
            found |= {"series": series.name, "part": part if part.isdecimal() else ""}
        if language := by_domain.get("language"):
            found["lang"] = language.slug
        if translations := by_domain.get("post_translations"):
            found["translation_key"] = translations.slug
        return found

    def old_paths(self, item: WxrItem) -> Iterator[str]:
        """The permalink, those with former slugs, and the address by number."""
        if item.link and not urlsplit(item.link).query:
            path = old_path(item.link)
            yield path
            if item.slug and item.slug in path:
                yield from (path.replace(item.slug, former) for former in item.former_slugs)
        name = "page_id" if item.kind == "page" else "p"
        yield f"{self.site.base}/?{name}={item.pk}"

    def cover_of(self, item: WxrItem, name: str) -> str:
        attachment = self.attachments.get(item.meta.get("_thumbnail_id", ""))
        return self.files.cover(attachment.url, name) if attachment else ""


def restriction_of(meta: Mapping[str, str]) -> str:
    """The field in which a plugin says that only some visitors may read the post."""
    if ULTIMATE_MEMBER.search(meta.get("um_content_restriction", "")):
        return "um_content_restriction"
    stated = (key for key, value in meta.items() if value.strip().casefold() not in FOR_ALL)
    return next(filter(RESTRICTIONS.fullmatch, stated), "")


def first_of(meta: Mapping[str, str], names: Iterable[str]) -> str:
    """The first field with a value."""
    return next((meta[name] for name in names if meta.get(name)), "")
