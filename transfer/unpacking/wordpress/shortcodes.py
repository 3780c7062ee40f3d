"""Shortcodes of WordPress and its common plugins, as HTML: [caption], [gallery], [code] …"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from rendering.code.code_languages import language_named
from transfer.html.closed_elements import element_pattern
from transfer.html.kept_markdown import code_html, formula_html

CODE = frozenset(
    {
        *("code", "sourcecode", "source", "cc", "crayon", "enlighter", "codeblock", "prism"),
        *("highlight", "hl", "geshi", "syntax", "pre", "precode", "code_block", "codesyntax"),
    }
)
FORMULAS = frozenset({"latex", "tex", "math", "katex", "mathjax", "equation", "displaymath"})
HIDDEN = frozenset(
    {"latexpage", "toc", "noformat", "no_toc", "mathjax-on"}
)  # pages have a contents
FIXED = rf"{element_pattern('pre|code|script|style|textarea')}|<!--.*?-->"
OPENING = re.compile(
    rf"{FIXED}|\[(?P<escaped>\[?)(?P<name>[A-Za-z][\w-]{{1,40}})"
    r"(?P<attributes>(?:[\s=][^\[\]]*?)?)(?P<single>/?)\]",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)""")
QUOTES = re.compile("&quot;|&#822[01];|&#8243;|[“”″]")
Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Attachment:
    """An uploaded file. `parent` is the id of its post."""

    url: str
    title: str = ""
    caption: str = ""
    alternative: str = ""
    parent: str = "0"


@dataclass(slots=True)
class Shortcodes:
    """The shortcodes of one text. `attachments` are those of the site, by id."""

    attachments: Mapping[str, Attachment]
    pk: str
    unknown: Counter[str] = field(default_factory=Counter)

    def expand(self, text: str) -> str:
        """The text with HTML in the place of known shortcodes. Unknown ones stay."""
        made, at, lower = list[str](), 0, text.lower()
        while match := OPENING.search(text, at):
            made.append(text[at : match.start()])
            at = match.end()
            if not match["name"]:
                made.append(match[0])
                continue
            if match["escaped"]:  # [[code]] shows [code]
                made.append(match[0][1:])
                at += text.startswith("]", at)
                continue
            name = match["name"].lower()
            end = -1 if match["single"] else lower.find(f"[/{name}]", at)
            written = self.written(match, name, text[at:end] if end >= 0 else None)
            if written is None:
                made.append(match[0])
                continue
            made.append(written)
            at = end + len(name) + 3 if end >= 0 and takes_content(name) else at
        return "".join([*made, text[at:]])

    def written(self, match: re.Match[str], name: str, content: str | None) -> str | None:
        attributes = shortcode_attributes(match["attributes"])
        if name in CODE or (content is not None and is_language(name)):
            return self.code(name, attributes, content)
        if name in HIDDEN:
            return ""
        if handler := self.handlers().get(name):
            return handler(attributes, content)
        if content is not None or (match["single"] or "=" in match["attributes"]):
            self.unknown[name] += 1
        return None

    def handlers(self) -> dict[str, Callable[[Attributes, str | None], str | None]]:
        return {
            **dict.fromkeys(FORMULAS, formula_shortcode),
            **dict.fromkeys(("caption", "wp_caption"), self.caption),
            "gallery": self.gallery,
            **dict.fromkeys(("embed", "youtube", "vimeo", "gist", "tweet", "bilibili"), embed),
            **dict.fromkeys(("video", "audio", "wpvideo"), player),
            "playlist": self.playlist,
            "mermaid": lambda _attributes, content: (
                content and code_html(typed_code(content), "mermaid")
            ),
        }

    def code(self, name: str, attributes: Attributes, content: str | None) -> str | None:
        if content is None:
            return None
        named = next((attributes[key] for key in ("language", "lang") if key in attributes), "")
        language = named or attributes.get("0", "") or ("" if name in CODE else name)
        return code_html(typed_code(content), language, attributes.get("title", ""))

    def caption(self, attributes: Attributes, content: str | None) -> str | None:
        """The picture, and behind it the words."""
        if content is None:
            return None
        match = re.match(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", content, re.DOTALL)
        if match is None:
            return self.expand(content)
        words = (attributes.get("caption") or match[2]).strip()
        return figure(match[1], words)

    def gallery(self, attributes: Attributes, _content: str | None) -> str:
        found = self.chosen(attributes)
        images = (
            figure(image(each), escape(each.caption)) for each in found if is_picture(each.url)
        )
        return f'\n\n<div class="gallery">{"".join(images)}</div>\n\n'

    def playlist(self, attributes: Attributes, _content: str | None) -> str:
        tags = (
            f'<p><audio src="{escape(each.url)}"></audio></p>' for each in self.chosen(attributes)
        )
        return f"\n\n{''.join(tags)}\n\n"

    def chosen(self, attributes: Attributes) -> Sequence[Attachment]:
        """The named attachments; without names those of the post."""
        ids = attributes.get("ids") or attributes.get("include")
        if ids:
            names = re.findall(r"\d+", ids)
            return [self.attachments[pk] for pk in names if pk in self.attachments]
        parent = attributes.get("id") or self.pk
        return [each for each in self.attachments.values() if each.parent == parent]


def takes_content(name: str) -> bool:
    return name not in ("gallery", "playlist") and name not in HIDDEN


def shortcode_attributes(written: str) -> dict[str, str]:
    """Named values, and those without a name by their position: "0", "1" …"""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(QUOTES.sub('"', written)):
        name, *values = match.groups()
        value = next((each for each in values if each is not None), "")
        found[name.lower() if name else str(len(found))] = unescape(value)
    if written.startswith("=") and "0" in found:  # [code=python]
        found["0"] = found["0"].lstrip("=")
    return found


def is_language(name: str) -> bool:
    return (
        name not in FORMULAS and language_named(name) is not None and name not in ("text", "html")
    )


def typed_code(content: str) -> str:
    """Code as it was typed: some editors store it with entities, some with breaks too."""
    if "<" not in content or re.fullmatch(
        r"(?:[^<]|<br\s*/?>|</?p>|</?pre>)*", content, re.IGNORECASE
    ):
        content = re.sub(r"<br\s*/?>\n?|</p>\s*<p>", "\n", content, flags=re.IGNORECASE)
        return unescape(re.sub(r"</?(?:p|pre)>", "", content, flags=re.IGNORECASE))
    return content


def formula_shortcode(attributes: Attributes, content: str | None) -> str | None:
    if content is None:
        return None
    displayed = attributes.get("display") in ("true", "block", "1")
    latex = typed_code(content).strip()
    is_block = displayed or latex.startswith(("$$", "\\[", "\\begin"))
    return formula_html(latex.strip("$"), display=is_block)


def embed(attributes: Attributes, content: str | None) -> str | None:
    """The address on a line of its own. Some shortcodes have only an id."""
    names = ("src", "url", "href", "0", "id")
    address = (content or "").strip() or next(
        (attributes[name] for name in names if attributes.get(name)), ""
    )
    address = address.lstrip("=")
    if re.fullmatch(r"[\w-]{11}", address):
        address = f"https://www.youtube.com/watch?v={address}"
    if not address.startswith(("http://", "https://")):
        return None
    return f'\n\n<p><a href="{escape(address)}">{escape(address)}</a></p>\n\n'


def player(attributes: Attributes, content: str | None) -> str | None:
    names = ("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flac", "0")
    address = next((attributes[name] for name in names if attributes.get(name)), "")
    if "/" not in address:
        return None
    return f'\n\n<p><video src="{escape(address)}"></video></p>{content or ""}\n\n'


def figure(inner: str, caption: str) -> str:
    label = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{inner}{label}</figure>\n\n"


def image(attachment: Attachment) -> str:
    alternative = escape(attachment.alternative or attachment.title)
    return f'<img src="{escape(attachment.url)}" alt="{alternative}">'


def is_picture(url: str) -> bool:
    return re.search(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$", url, re.IGNORECASE) is not None
