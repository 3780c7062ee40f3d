"""Cards of Ghost: what is no text in an article, as HTML. Both formats have the same ones."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from transfer.html.kept_markdown import KeptMarkdown, code_html
from transfer.json_values import object_of, objects_of, text_value

Card = Mapping[str, Any]
FORM = re.compile(r"\n*<form\b.*?</form\s*>\n*", re.DOTALL | re.IGNORECASE)
IN_MAILS = frozenset({"email", "email-cta"})
NOT_TEXT = frozenset({"signup", "tk"})
# What follows is for members; the importer makes a draft of a text with this mark.
MEMBERS_ONLY = "<!-- members-only -->"


class GhostCards:
    """Writes cards. `kept` holds the Markdown of Markdown cards."""

    def __init__(self, kept: KeptMarkdown) -> None:
        self.kept = kept
        self.unknown: list[str] = []
        self.mailed = 0
        self.forms = 0
        self.writers: dict[str, Callable[[Card], str]] = {
            "markdown": self.markdown_card,
            "code": code_card,
            "codeblock": code_card,
            "html": lambda card: text_value(card.get("html")),
            "image": picture_card,
            "gallery": gallery_card,
            "bookmark": bookmark_card,
            "embed": page_card,
            "callout": callout_card,
            "toggle": toggle_card,
            "button": button_card,
            "call-to-action": call_to_action,
            "file": file_card,
            "audio": media_card,
            "video": media_card,
            "product": product_card,
            "header": header_card,
            "hr": lambda _card: "<hr>",
            "horizontalrule": lambda _card: "<hr>",
        }

    def html(self, name: str, card: Card) -> str:
        """The HTML of a card. One that is unknown keeps its texts."""
        name = name.removeprefix("card-")
        if name in IN_MAILS or is_only_mailed(card):
            self.mailed += 1
            return ""
        if name in NOT_TEXT:
            return ""
        if name == "paywall":
            return self.kept.block(MEMBERS_ONLY)
        for_members = self.kept.block(MEMBERS_ONLY) if is_for_members(card) else ""
        return for_members + self.card_html(name, card)

    def markdown_card(self, card: Card) -> str:
        """The Markdown without forms, to which nothing here listens."""
        text, number = FORM.subn("\n\n", text_value(card.get("markdown")))
        self.forms += number
        return self.kept.block(text)

    def card_html(self, name: str, card: Card) -> str:
        if name in self.writers:
            return self.writers[name](card)
        self.unknown.append(name)
        return "".join(f"<p>{text}</p>" for text in texts_of_card(card))


def shown_to(card: Card) -> tuple[bool, bool]:
    """Whether pages show a card to everybody, and to members."""
    stated = object_of(card.get("visibility"))
    web = object_of(stated.get("web"))
    if stated.get("showOnWeb") is False:
        return False, False
    to_all = web.get("nonMember") is not False
    return to_all, to_all or bool(text_value(web.get("memberSegment")))


def is_only_mailed(card: Card) -> bool:
    return not any(shown_to(card))


def is_for_members(card: Card) -> bool:
    return shown_to(card) == (False, True)


def texts_of_card(card: Card) -> Iterator[str]:
    for key, value in card.items():
        if isinstance(value, str) and any(word in key.lower() for word in ("text", "html", "head")):
            yield value


def code_card(card: Card) -> str:
    listing = code_html(text_value_of(card, "code"), text_value(card.get("language")))
    return listing + caption_below(card)


def text_value_of(card: Card, key: str) -> str:
    value = card.get(key)
    return value if isinstance(value, str) else ""


def caption_below(card: Card) -> str:
    caption = text_value(card.get("caption"))
    return f"<p>{caption}</p>" if caption else ""


def picture_card(card: Card) -> str:
    image = (
        f'<img src="{attribute(card, "src")}" alt="{attribute(card, "alt", "altText")}"'
        f' title="{attribute(card, "title")}">'
    )
    if link := attribute(card, "href"):
        image = f'<a href="{link}">{image}</a>'
    caption = text_value(card.get("caption"))
    label = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{image}{label}</figure>"


def gallery_card(card: Card) -> str:
    images = "".join(
        f"<div>{picture_card(image)}</div>" for image in objects_of(card.get("images"))
    )
    return f'<div class="gallery">{images}</div>{caption_below(card)}'


def bookmark_card(card: Card) -> str:
    """A link with the title of the page, in a quotation with its description."""
    about = object_of(card.get("metadata"))
    url = attribute(card, "url") or attribute(about, "url")
    title = text_value(about.get("title")) or text_value(card.get("title"))
    words = text_value(about.get("description")) or text_value(card.get("description"))
    if not title:
        return f'<p><a href="{url}">{url}</a></p>{caption_below(card)}'
    below = f"<p>{escape(words)}</p>" if words else ""
    link = f'<p><a href="{url}">{escape(title)}</a></p>'
    return f"<blockquote>{link}{below}</blockquote>{caption_below(card)}"


def page_card(card: Card) -> str:
    url = attribute(card, "url") or attribute(object_of(card.get("metadata")), "url")
    inner = f'<p><a href="{url}">{url}</a></p>' if url else text_value(card.get("html"))
    return inner + caption_below(card)


def callout_card(card: Card) -> str:
    words = text_value(card.get("calloutText")) or text_value(card.get("html"))
    emoji = text_value(card.get("calloutEmoji"))
    text = f"{escape(emoji)} {words}" if emoji else words
    return f'<div class="markdown-alert markdown-alert-note"><p>{text}</p></div>'


def toggle_card(card: Card) -> str:
    heading, content = text_value(card.get("heading")), text_value(card.get("content"))
    return f"<details><summary>{heading}</summary><p>{content}</p></details>"


def button_card(card: Card) -> str:
    return link_line(attribute(card, "buttonUrl"), text_value(card.get("buttonText")))


def call_to_action(card: Card) -> str:
    image = picture_card({"src": card.get("imageUrl")}) if card.get("imageUrl") else ""
    return image + text_value(card.get("textValue")) + button_card(card)


def file_card(card: Card) -> str:
    name = text_value(card.get("fileTitle")) or text_value(card.get("fileName"))
    caption = text_value(card.get("fileCaption"))
    below = f"<p>{escape(caption)}</p>" if caption else ""
    return link_line(attribute(card, "src"), name) + below


def media_card(card: Card) -> str:
    title = text_value(card.get("title")) or text_value(card.get("caption"))
    label = f"<figcaption>{title}</figcaption>" if title else ""
    return f'<figure><video src="{attribute(card, "src")}"></video>{label}</figure>'


def product_card(card: Card) -> str:
    image = attribute(card, "productImageSrc")
    return "".join(
        (
            f'<p><img src="{image}" alt=""></p>' if image else "",
            f"<h4>{text_value(card.get('productTitle'))}</h4>",
            text_value(card.get("productDescription")),
            link_line(attribute(card, "productUrl"), text_value(card.get("productButton"))),
        )
    )


def header_card(card: Card) -> str:
    heading = text_value(card.get("heading")) or text_value(card.get("header"))
    below = text_value(card.get("subheading")) or text_value(card.get("subheader"))
    return f"<h2>{heading}</h2><p>{below}</p>{button_card(card)}"


def link_line(address: str, words: str) -> str:
    return f'<p><a href="{address}">{escape(words) or address}</a></p>' if address else ""


def attribute(card: Card, *names: str) -> str:
    """The first value, written for an attribute of HTML."""
    return escape(next((text for name in names if (text := text_value(card.get(name)))), ""))
