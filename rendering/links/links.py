"""Where links lead: to articles by their names, to files, to headings, and to other sites."""

from selectolax.lexbor import LexborNode

from ..document import EMBEDDED_CLASS, IMPLIED_CLASS, Document
from ..html.attribute_lists import RESERVED_IDS, RESERVED_PREFIXES
from ..options import KnownNames
from ..parts.headings import slug
from ..result import RenderedLink
from ..tree import children, create_element, iter_nonblank_children, replace_node
from .context import Walk
from .embeds import embed
from .targets import ARTICLES, SEPARATOR, Local, encoded, local

NO_TARGET = "This link has no target and is shown as text"
NO_HEADING = "No heading of this article has the id that this link leads to"
NO_ARTICLE = (
    "This link leads to no article or file that readers can see, and is shown as text; correct"
    " its name"
)
DRAFT = "This link is shown as text until what it leads to, which is a draft, is published"
NOTE = "The text of other articles is not shown inside this one; this is a link to it"


def mark_links(document: Document) -> None:
    """Resolve and list every link and embedded file, in the order of the page."""
    walk = Walk(document)
    for node in document.body.css("a[href], img, video, audio"):
        link = follow(walk, node) if node.tag == "a" else embed(walk, node)
        if link is not None:
            document.links.append(link)
    for paragraph in walk.emptied.values():
        if next(iter_nonblank_children(paragraph), None) is None:
            paragraph.remove()
    for source in document.body.css("source"):
        source.remove()


def follow(walk: Walk, node: LexborNode) -> RenderedLink | None:
    target = node.attributes.get("href") or ""
    place, marks = local(target), take_marks(node)
    if place is None:
        if not target.lower().startswith(("mailto:", "tel:")):
            node.attrs["rel"] = "noopener"
        return walk.link(target)
    if not place.name:
        return follow_here(walk, node, place, target)
    return follow_local(walk, node, place, target, marks)


def follow_here(walk: Walk, node: LexborNode, place: Local, target: str) -> RenderedLink | None:
    """A link within the article; what the site itself has made there is no author's link."""
    name = place.fragment
    if name.startswith(RESERVED_PREFIXES):
        return None
    node.attrs["href"] = encoded(target)
    if not target:
        show_as_text(walk.document, node)
        return walk.link(target, fault=NO_TARGET)
    if not name or name in walk.ids or name in RESERVED_IDS or name == "top":
        return walk.link(target)
    if slug(name) in walk.ids:
        node.attrs["href"] = encoded(f"#{slug(name)}")
        return walk.link(target)
    return walk.link(target, fault=NO_HEADING)


def follow_local(
    walk: Walk, node: LexborNode, place: Local, target: str, marks: frozenset[str]
) -> RenderedLink:
    note = NOTE if EMBEDDED_CLASS in marks else ""
    address, title = found(walk.known, place.name)
    if address:
        node.attrs["href"] = encoded(address + place.behind)
        if IMPLIED_CLASS in marks and title:
            name_after(node, title)
    elif walk.known is not None and (place.name[0] != "/" or place.name.startswith(ARTICLES)):
        show_as_text(walk.document, node)
        return walk.link(target, fault=DRAFT if place.name in walk.known.drafts else NO_ARTICLE)
    else:
        node.attrs["href"] = encoded(target)
    return walk.link(target, note=note)


def found(known: KnownNames | None, name: str) -> tuple[str, str]:
    """The address and the title that a name stands for, if it stands for something."""
    if known is None:
        return "", ""
    if article := known.articles.get(name):
        return article.address, article.title
    file = known.files.get(name)
    return (file.address, "") if file else ("", "")


def take_marks(node: LexborNode) -> frozenset[str]:
    """The classes by which a dialect tells us more; no page needs them."""
    classes = (node.attributes.get("class") or "").split()
    marks = {IMPLIED_CLASS, EMBEDDED_CLASS} & set(classes)
    if kept := [name for name in classes if name not in marks]:
        node.attrs["class"] = " ".join(kept)
    elif marks:
        del node.attrs["class"]
    return frozenset(marks)


def name_after(node: LexborNode, title: str) -> None:
    """Call the article by its title where the author gave only its name."""
    _name, separator, heading = node.text().partition(SEPARATOR)
    for child in children(node):
        child.remove()
    node.insert_child(title + separator + heading)


def show_as_text(document: Document, node: LexborNode) -> None:
    """What is in a link that leads nowhere."""
    span = create_element(document, "span", class_="broken")
    replace_node(node, span)
    for child in children(node):
        span.insert_child(child, move=True)
    if span.css_first("img, video, audio"):
        span.unwrap()
