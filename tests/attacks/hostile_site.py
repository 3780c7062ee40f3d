"""A site of which every text that somebody typed is an attack, its addresses, and what would run.

Texts are written with SQL past all checks, so that what shows them has to be safe by itself, on
whatever road they came. Bodies are rendered, as a save does.
"""

import json
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from accounts import audit
from accounts.models import AuditEntry
from articles.models import Article, Category, Page, Series, User
from desk.models import Revision
from desk.reviewing.commenting import add_comment
from desk.reviewing.requests import ask_for_review
from media.models import FileContent, Variant
from tests.access.objects import make_objects
from tests.desk.writing_helpers import Writer
from tests.factories import make_article, make_preview_link, make_user
from transfer.imports import import_path

# Ends an attribute, an element, a script, a comment, CDATA and a string; and makes an element that
# nothing else makes.
MARK = "lw-attack"
BREAKOUT = (
    f"\"'`]]>--></title></script></textarea><{MARK} onclick=alert(1)>"
    "<img src=x onerror=alert(1)><script>alert(1)</script>{{7*'7'}}{% now 'Y' %}${alert(1)}"
)
ADDRESS = "javascript:alert(1)//\"'><img/src=x/onerror=alert(1)>"  # a space ends some addresses
# Fields that nobody types: HTML that we rendered, keys, digests, addresses of files, states.
APPS = ("articles", "desk", "media", "accounts", "transfer", "sync", "socialaccount", "taggit")
NOT_TYPED = re.compile(
    r"html|.*_html|toc|strip|digest|sha256|.*_sha256|slug|key|session_key|token|token_secret|kind"
    r"|format|extension|mime|password|cover|picture|status|pending_status|language|code|scopes"
    r"|username|role|missing|headings|source_path|folded|path|parameters|lexemes|plain|word|text"
    r"|original|written|.*digest|provider|provider_id|object_type|object_id|extra_data|colour|area"
)
UNCHANGED = {AuditEntry, FileContent, Variant}  # cannot be changed; have names in storages
ALSO_TYPED = {"desk.Comment.text", "articles.MissedPath.path"}
ADDRESSES = {"referrer", "source_url", "address", "reply_to", "links"}
SCRIPTED = re.compile(r"^[\x00-\x20]*(?:javascript|vbscript|data:text)", re.IGNORECASE)
ATTRIBUTES = ("href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "poster")
DATA_BLOCKS = {"application/ld+json", "application/json", "text/plain", "speculationrules"}


def typed_fields(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        name = f"{model._meta.label}.{field.name}"
        if name in ALSO_TYPED or (is_text and not NOT_TYPED.fullmatch(field.name)):
            yield field


def is_unique(field: models.Field) -> bool:
    """Whether no two rows may have the same value, alone or beside another one."""
    return field.unique or any(field.name in each for each in field.model._meta.unique_together)


def fill_texts(attacks: Iterator[str] | None = None) -> int:
    """Write an attack into each text of each row. Return the number of texts."""
    number = 0
    for label in APPS:
        for model in set(apps.get_app_config(label).get_models()) - UNCHANGED:
            for field in typed_fields(model):
                usual = ADDRESS if field.name in ADDRESSES else BREAKOUT
                for row in QuerySet(model).values_list("pk", flat=True):
                    chosen = next(attacks) if attacks else usual
                    if label == "media" and field.name == "name":
                        chosen = chosen.replace("/", "")  # as in every name of a file
                    value = f"{row}{chosen}" if is_unique(field) else chosen
                    QuerySet(model).filter(pk=row).update(**{field.name: value[: field.max_length]})
                    number += 1
    return number


def hostile_body(more: Iterable[str] = ()) -> str:
    return "\n\n".join([*more, f"# {BREAKOUT}", BREAKOUT, f"![{BREAKOUT}](/a.png '{BREAKOUT}')"])


def make_hostile_site(folder: Path, more: Iterable[str] = ()) -> dict[str, object]:
    """A site with one thing of each kind, and more attacks in its bodies.

    Return the values of parts of its addresses.
    """
    values, body = make_objects(), hostile_body(more)
    author = make_user("hostile", bio=body, email="a@blog.example")
    series, topic = Series.objects.get(), Category.objects.get()
    about = {"author": author, "series": series, "category": topic, "body": body}
    shown = make_article(slug="shown", part=1, **about)
    shown.tags.add("tag")
    make_article(slug="next", part=2, **about)
    Page.objects.update_or_create(slug="about", defaults={"title": "x", "body": body})
    draft = Article.objects.get(pk=values["article"])
    writer = Writer(draft, author)
    writer.autosave(body)
    add_comment(Revision.objects.get(pk=writer.base), 1, "x", by=author)
    ask_for_review(draft, revision=writer.base, by=author, note="x")
    # What an import reads: front matter, and the names of files
    name = BREAKOUT.replace("/", "")[:80]
    head = "\n".join(f"{key}: {json.dumps(BREAKOUT)}" for key in ("title", "description", "series"))
    (folder / f"{name}.md").write_text(
        f"---\n{head}\ntags: [{json.dumps(BREAKOUT)}]\nslug: imported\n---\n{body}"
    )
    import_path(folder, author=author)
    assert fill_texts() > 60
    audit.record(
        User.objects.get(pk=author.pk), audit.Action.PUBLISHED, Article.objects.get(slug="shown")
    )
    return {**values, "preview": make_preview_link(shown), "user": author.pk}


def public_addresses(values: dict[str, object]) -> list[str]:
    """Pages, files, and what a visitor asks for."""
    topic, tag = Category.objects.get().slug, Article.objects.get(slug="shown").tags.get().slug
    lists = ["/", "/topics/", f"/topics/{topic}/", "/tags/", f"/tags/{tag}/", "/series/"]
    lists += [Series.objects.earliest("pk").get_absolute_url(), "/archive/", "/search/"]
    pages = ["/articles/shown/", "/articles/imported/", "/about/", str(values["preview"])]
    pages += [User.objects.get(pk=values["user"]).get_absolute_url()]
    files = ["/feed.xml", "/rss.xml", "/feed.json", "/articles/shown.md", "/articles/shown.epub"]
    files += ["/site.webmanifest", "/opensearch.xml", "/sitemap-articles.xml"]
    asked = [
        f"{path}?q={BREAKOUT}&tag={BREAKOUT}" for path in ("/search/", "/search/results/", "/")
    ]
    asked += [f"/{BREAKOUT}/", f"/articles/{BREAKOUT}/", f"/search/feed.xml?q={BREAKOUT}"]
    asked += [f"{reverse('account_login')}?next={ADDRESS}"]
    return [*lists, *pages, *files, *(each.replace("#", "%23") for each in asked)]


def dangers(response: HttpResponse) -> list[str]:
    """What a browser would run, or hand to a script, of an answer of any type."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    where = response.headers.get("Location", "")
    found = [f"Location: {where}"] if SCRIPTED.match(where) else []
    content = b"".join(response) if response.streaming else response.content
    if kind == "application/epub+zip":
        return found + dangers_of_book(content)
    text = content.decode("utf-8", "replace")
    if kind == "text/html":
        return found + dangers_of_html(text)
    if kind.endswith("xml"):
        return found + dangers_of_xml(text)
    if kind.endswith("json") and kind != "application/feed+json":
        json.loads(text)
    elif kind == "application/feed+json":
        items = json.loads(text)["items"]
        return found + [each for item in items for each in dangers_of_html(item["content_html"])]
    return found


def dangers_of_html(text: str) -> list[str]:
    found = []
    for node in LexborHTMLParser(text).css("*"):
        tag = node.tag or ""
        if tag == MARK or (tag == "meta" and node.attributes.get("http-equiv") == "refresh"):
            found.append(f"<{tag}>")
        if tag == "script" and MARK in (node.text() or ""):
            data = node.attributes.get("type") in DATA_BLOCKS
            found += [] if data else [f"<script>: {(node.text() or '')[:80]}"]
        for name, value in node.attributes.items():
            if (
                (name.startswith("on") and "alert" in (value or ""))
                or name == "srcdoc"
                or (name in ATTRIBUTES and SCRIPTED.match(re.sub("[\t\n\r]", "", value or "")))
            ):
                found.append(f"{name}={value}")
    return found


def dangers_of_xml(text: str) -> list[str]:
    """Of the elements, and of HTML that is text in a feed. Raises ParseError."""
    found, tree = [], ElementTree.fromstring(text)
    of_items = set(tree.findall(".//item/description"))
    for element in tree.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in {MARK, "script"} or any(name.startswith("on") for name in element.attrib):
            found.append(f"<{tag} {element.attrib}>")
        is_html = element in of_items or tag == "encoded" or element.get("type") == "html"
        found += dangers_of_html(element.text or "") if is_html else []
    return found


def dangers_of_book(content: bytes) -> list[str]:
    book = ZipFile(BytesIO(content))
    names = [name for name in book.namelist() if name.endswith((".xhtml", ".opf", ".ncx"))]
    assert names
    return [each for name in names for each in dangers_of_xml(book.read(name).decode())]
