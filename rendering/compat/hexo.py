"""The tags of Hexo and of its themes NexT, Butterfly, Volantis and others.

| tag | becomes |
|---|---|
| `codeblock`, `code` | code |
| `math`, `mermaid` | a formula, code |
| `asset_img`, `img`, `image`, `video` | a picture, a player |
| `note`, `tip` … | a note |
| `hideToggle`, `folding` … | a folded text |
| `tabs` with its comments | tabs |
| `blockquote`, `cq`, `pullquote` | a quote |
| `post_link`, `asset_link`, `link`, `btn` … | a link |
| `youtube`, `gist`, `bilibili` … | a link |
| `raw`, `gallery` … | what they enclose |
| `label`, `u`, `kbd` … | words in the sentence |
"""

import re

from .actions import Box, Outcome, Picture, Text
from .callout_aliases import kind_of
from .handlers import (
    CALLOUTS,
    THIRD_PARTIES,
    callout,
    code_of,
    fold,
    formula,
    is_title,
    keep,
    player,
    tabs,
)
from .hexo_code import code, codeblock
from .mark import Handler, Tag
from .markdown import in_sentence, link

SIZE = re.compile(r"\d{1,5}(?:px|%)?")
ADDRESS = re.compile(r"(?:https?:)?/|\.{1,2}/|[^\s/]+\.\w{2,5}(?:$|[?#])|.*/")
DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")


def picture(tag: Tag) -> Outcome:
    """`[class …] address [width] [height] ["title" ["description"]]`."""
    words = list(tag.options.words)
    while len(words) > 1 and not ADDRESS.match(words[0]):
        words.pop(0)
    if not words:
        return None
    target, *rest = words
    sizes = [rest.pop(0) for _ in range(2) if rest and SIZE.fullmatch(rest[0])]
    # The last two are quoted together in older articles: `'"title" "description"'`.
    said = [text for word in rest for text in (re.findall(r'"([^"]*)"', word) or [word])]
    title, alt = [*said, "", ""][:2]
    title = title or tag.options.get("title", "caption") or tag.options.get("alt")
    return Picture(target, alt, title, *[*sizes, "", ""][:2])


def post_link(tag: Tag) -> Outcome:
    """`slug [title] [escape]`."""
    slug = tag.options.word(0)
    words = [word for word in tag.options.words[1:] if word not in ("true", "false")]
    name = slug.rstrip("/").rpartition("/")[2].removesuffix(".md")
    return Text(link(" ".join(words) or name, slug)) if slug else None


def post_path(tag: Tag) -> Outcome:
    return Text(tag.options.word(0)) if tag.options.words else None


def named_link(tag: Tag) -> Outcome:
    """`words address [external] [title]`; Jekyll's `link` has a path alone."""
    words = [word.rstrip(",") for word in tag.options.text.split(",")]
    if len(words) < 2:
        words = tag.options.words
    words = [word.strip().strip("\"'") for word in words]
    place = next((i for i, word in enumerate(words) if ADDRESS.match(word)), None)
    if place is None:
        return None
    if len(words) == 1:
        name = DATED.sub("", words[0].rpartition("/")[2]).removesuffix(".md")
        return Text(name if tag.is_address else link(name, name))
    title = words[0] if place else " ".join(words[1:2]) or words[0].rpartition("/")[2]
    return Text(link(title, words[place]))


def button(tag: Tag) -> Outcome:
    """`address, words, icon [class], [title]`, or with `::` between them."""
    parts = re.split(r"\s*(?:,|::)\s*", tag.options.text)
    parts = [part.strip().strip("\"'") for part in parts]
    place = next((i for i, part in enumerate(parts) if ADDRESS.match(part)), None)
    if place is None:
        return None
    words = next((part for i, part in enumerate(parts) if i != place and part), "")
    return Text(link(words, parts[place]))


def note(tag: Tag) -> Outcome:
    """NexT's: a kind and switches, then the words of a fold; Butterfly's: an icon and a style."""
    words = [word for word in tag.options.words if is_title(word)]
    kind = kind_of(words[0]) if words else ""
    title = " ".join(words[1:] if kind else words)
    if not tag.end_tag:
        return callout(tag)
    return Box("fold" if title else "callout", kind or kind_of(tag.name) or "note", title)


def quote(tag: Tag) -> Outcome:
    """`author, source address title`."""
    words = tag.options.text.split()
    address = next((word for word in words if word.startswith(("http://", "https://"))), "")
    before, _, title = (
        tag.options.text.partition(address) if address else (tag.options.text, "", "")
    )
    credit = before.strip()
    if address:
        credit = " ".join(filter(None, [credit, link(title.strip() or address, address)]))
    return Box("quote", credit=credit)


def tab_comment(tag: Tag) -> Outcome:
    return Box("tab", "", tag.options.text.partition("@")[0].strip()) if tag.end_tag else Text()


def folding(tag: Tag) -> Outcome:
    """`[colour] [open], title`, or `title,colour`."""
    parts = [part.strip().strip("\"'") for part in tag.options.text.split(",")]
    words = [part for part in parts if part and not re.fullmatch(r"[a-z#0-9 ]*", part)]
    title = words[0] if words else next((part for part in parts if part), "")
    return Box("fold", "", title, open="open" in parts[0].split())


def words(tag: Tag) -> Outcome:
    """`class@words`, `colour, words`, `words colour`."""
    text = tag.options.text
    if tag.end_tag:
        return Text()
    for sign in ("@", ","):
        if sign in text:
            text = text.partition(sign)[2]
            return Text(in_sentence(text.strip().strip("\"'")))
    said = [word for word in tag.options.words if is_title(word)] or tag.options.words
    return Text(in_sentence(said[0])) if said else None


def wrapped(name: str) -> Handler:
    def handler(tag: Tag) -> Outcome:
        said = tag.options.text.partition("@")[2] or tag.options.text
        return Text(f"<{name}>{in_sentence(said)}</{name}>") if said else None

    return handler


def inline_fold(tag: Tag) -> Outcome:
    """Butterfly's `hideInline content,display`: hiding within a sentence needs a script."""
    said = tag.options.text.partition(",")[0].strip()
    return Text(in_sentence(said)) if said else None


VERBATIM = frozenset(
    {"codeblock", "code", "math", "mermaid", "raw", "comment", "plantuml", "chart", "echarts"}
)
HANDLERS: dict[str, Handler] = {
    **THIRD_PARTIES,
    **CALLOUTS,
    "codeblock": codeblock,
    "code": code,
    "math": formula,
    **{name: code_of(name) for name in ("mermaid", "plantuml")},
    **dict.fromkeys(("chart", "echarts"), code_of("json")),
    **dict.fromkeys(("asset_img", "img", "image", "inlineimg", "imgcap", "figure", "fi"), picture),
    **dict.fromkeys(("video", "audio"), player),
    **dict.fromkeys(("note", "subnote", "notel", "tip", "tips"), note),
    **dict.fromkeys(("hidetoggle", "hideblock", "folding", "fold", "foldings", "details"), folding),
    "spoiler": fold,
    **dict.fromkeys(("tabs", "subtabs", "subsubtabs"), tabs),
    **dict.fromkeys(("<!--tab", "<!--timeline"), tab_comment),
    **dict.fromkeys(("blockquote", "quote", "pullquote", "cq", "centerquote"), quote),
    **dict.fromkeys(("post_link", "asset_link"), post_link),
    **dict.fromkeys(("post_path", "asset_path"), post_path),
    "link": named_link,
    **dict.fromkeys(("btn", "button", "btns"), button),
    **dict.fromkeys(("label", "span", "p", "badge", "color"), words),
    **{name: wrapped(name) for name in ("u", "del", "kbd", "sub", "sup", "mark")},
    "emp": wrapped("em"),
    "wavy": wrapped("u"),
    "psw": words,
    "hideinline": inline_fold,
    **dict.fromkeys(
        (
            *("raw", "gallery", "grouppicture", "gp", "timeline", "center", "row", "cell", "grid"),
            *("centerimage", "ablock", "noteblock", "markdown", "swiper", "columns", "border"),
        ),
        keep,
    ),
    **dict.fromkeys(("bvideo", "bilivideo"), THIRD_PARTIES["bilibili"]),
    **dict.fromkeys(("ghcard", "github_card"), THIRD_PARTIES["github"]),
    **dict.fromkeys(("twitter", "x"), THIRD_PARTIES["tweet"]),
}
