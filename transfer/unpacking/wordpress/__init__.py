"""Exports of WordPress (WXR 1.0 to 1.2): Tools, Export, All content.

wxr.py           the format: items, terms, authors
posts.py         a post as a text with front matter
wp_blocks.py      blocks of the block editor
classic_text.py  paragraphs of the classic editor
shortcodes.py    [caption], [gallery], [code] …
wp_uploads.py     uploaded files beside the export
wp_comments.py    approved comments
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from ..folder import ExportFolder, ListAddress
from ..linked_files import LinkedFiles
from ..readers import OldSite
from ..source import ExportSource, beginning
from .posts import PostWriter
from .shortcodes import Attachment
from .wp_uploads import WpUploads
from .wxr import WxrItem, WxrSite, wxr_items

MARK = b"wordpress.org/export/"
# What WordPress and plugins store as posts, and what no reader has ever seen as one. Forms and
# orders hold what visitors have sent.
INTERNAL = frozenset(
    {
        *(
            "nav_menu_item",
            "custom_css",
            "customize_changeset",
            "wp_global_styles",
            "wp_navigation",
        ),
        *("wp_template", "wp_template_part", "wp_font_family", "wp_font_face", "oembed_cache"),
        *(
            "wp_block",
            "attachment",
            "user_request",
            "acf-field",
            "acf-field-group",
            "elementor_library",
        ),
    }
)
PRIVATE = frozenset(
    {
        *("feedback", "flamingo_contact", "flamingo_inbound", "wpcf7_contact_form", "wpforms"),
        *(
            "shop_order",
            "shop_subscription",
            "shop_coupon",
            "wpforms_log",
            "nf_sub",
            "mailpoet_page",
        ),
    }
)


@dataclass(slots=True)
class FirstReading:
    """What posts refer to, gathered before they are written."""

    site: WxrSite = field(default_factory=WxrSite)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    reusable: dict[str, str] = field(default_factory=dict)
    is_cut_off: bool = False

    def add(self, item: WxrItem) -> None:
        if item.kind == "attachment" and item.attachment_url:
            self.attachments[item.pk] = Attachment(
                url=item.attachment_url,
                title=item.title,
                caption=item.excerpt,
                alternative=item.meta.get("_wp_attachment_image_alt", ""),
                parent=item.parent,
            )
        elif item.kind == "wp_block":
            self.reusable[item.pk] = item.content


class WordPressReader:
    SYSTEM = "wordpress"
    NAME = "WordPress"

    def recognises(self, source: ExportSource) -> bool:
        return any(True for _name in export_files(source))

    def read(self, source: ExportSource, folder: ExportFolder) -> OldSite:
        names = list(export_files(source))
        first = FirstReading()
        for item in items_of(source, names, first):
            first.add(item)
        uploads = WpUploads(source, first.attachments)
        writer = PostWriter(
            site=first.site,
            attachments=first.attachments,
            reusable=first.reusable,
            uploads=uploads,
            files=LinkedFiles(source, folder, uploads.find),
            folder=folder,
        )
        for item in items_of(source, names, FirstReading()):
            write_item(item, writer, folder)
        folder.add_redirects(old_addresses(first.site))
        if first.is_cut_off:
            folder.note("export-cut-off")
        host = first.site.host
        return OldSite(host or source.name, (host,) if host else ())


def export_files(source: ExportSource) -> Iterator[str]:
    """The files of the export: large sites are divided into several."""
    for name in source.names:
        if name.lower().endswith((".xml", ".wxr")) and MARK in beginning(source, name):
            yield name


def items_of(source: ExportSource, names: list[str], found: FirstReading) -> Iterator[WxrItem]:
    """The items of all files. A file that is cut off ends where it can no longer be read."""
    for name in names:
        with source.open(name) as file:
            try:
                yield from wxr_items(file, found.site)
            except ParseError:
                found.is_cut_off = True


def write_item(item: WxrItem, writer: PostWriter, folder: ExportFolder) -> None:
    if item.kind == "revision":
        folder.note("export-revisions-left-out", count=1)
    elif item.status == "trash":
        folder.note("export-trash-left-out", count=1)
    elif item.kind in PRIVATE:
        folder.note("export-kind-left-out", count=1, kind=item.kind)
    elif item.kind not in INTERNAL and item.status != "auto-draft":
        writer.write(item)


def old_addresses(site: WxrSite) -> Iterator[ListAddress]:
    """The pages of categories and tags, in the usual form of their addresses."""
    for slug, (name, _parent) in site.categories.items():
        yield ListAddress(f"{site.base}/category/{category_path(site, slug)}/", "category", name)
    for slug, name in site.tags.items():
        yield ListAddress(f"{site.base}/tag/{slug}/", "tag", name)
    for login, name in site.authors.items():
        yield ListAddress(f"{site.base}/author/{login}/", "author", name)


def category_path(site: WxrSite, slug: str) -> str:
    parts = [slug]
    while parent := site.categories.get(parts[0], ("", ""))[1]:
        if len(parts) > 10:
            break
        parts.insert(0, parent)
    return "/".join(parts)
