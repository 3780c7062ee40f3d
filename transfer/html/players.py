"""Players of other sites: the old ways to embed a video become links on lines of their own."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

FLASH = re.compile(r"youtube(?:-nocookie)?\.com/v/([\w-]{11})")
VIMEO = re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d+)")


def replace_players(tree: LexborHTMLParser) -> None:
    for node in tree.css("object, embed"):
        if address := flash_address(node):
            node.replace_with(link_paragraph(tree, address))
    for frame in tree.css("iframe"):
        source = frame.attributes.get("src") or frame.attributes.get("data-src") or ""
        if match := VIMEO.match(source):
            source = f"https://vimeo.com/{match[1]}"
        if source:
            frame.attrs["src"] = source
    for script in tree.css('script[src^="https://gist.github.com/"]'):
        address = (script.attributes.get("src") or "").partition(".js")[0]
        script.replace_with(link_paragraph(tree, address))


def flash_address(node: LexborNode) -> str:
    """The page of the video that an old player shows; its file for others."""
    inner = node.css_first("embed[src]") if node.tag == "object" else node
    source = (inner.attributes.get("src") if inner is not None else "") or ""
    source = source or node.attributes.get("data") or player_file(node)
    if match := FLASH.search(source):
        return f"https://www.youtube.com/watch?v={match[1]}"
    source = f"https:{source}" if source.startswith("//") else source
    return source if source.startswith(("http://", "https://")) else ""


def player_file(node: LexborNode) -> str:
    found = node.css_first('param[name="movie"], param[name="src"]')
    return (found.attributes.get("value") if found is not None else "") or ""


def link_paragraph(tree: LexborHTMLParser, address: str) -> LexborNode:
    paragraph = tree.create_node("p")
    link = tree.create_node("a")
    link.attrs["href"] = address
    link.insert_child(address)
    paragraph.insert_child(link)
    return paragraph
