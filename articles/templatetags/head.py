"""Template tags for the head of a page: style sheet of the theme, fonts, Open Graph, JSON-LD."""

import json
from functools import partial
from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from articles import languages
from articles.detail import cover_pictures
from articles.lists import taxonomies
from articles.metadata import json_ld, share_image
from articles.middleware import absolute_url
from articles.models import Article, User

register = template.Library()
register.filter(languages.locale)

SCRIPT_ENDS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
LONGEST = 200
SHEET = "css/theme.css"
PRELOAD = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'


@register.simple_tag
def theme_stylesheet() -> SafeString | str:
    """<link> to css/theme.css of the theme; '' if it does not exist or was not collected."""
    if not staticfiles_storage.exists(SHEET):
        return ""
    return format_html('<link rel="stylesheet" href="{}">\n', static(SHEET))


@register.simple_tag
def preload_font(name: str) -> SafeString | str:
    """<link rel=preload> for a font; '' if set-up could not make the font."""
    made = (settings.FONTS / f"{name}.woff2").is_file()
    return format_html(PRELOAD, static(f"fonts/{name}.woff2")) if made else ""


@register.simple_tag(takes_context=True, name="absolute")
def absolute_url_tag(context: dict[str, Any], path: str) -> str:
    return absolute_url(context["request"], path)


@register.filter("plain")
def plain_description(html: str) -> str:
    """Plain text of the beginning of rendered HTML, for descriptions."""
    return Truncator(" ".join(unescape(strip_tags(html)).split())).chars(LONGEST)


@register.simple_tag(takes_context=True, name="picture_of")
def share_picture_tag(context: dict[str, Any], article: Article | None) -> share_image.ShareImage:
    return share_image.share_image_of(article or None, context["site"])


@register.simple_tag(name="cover_of")
def cover_tag(article: Article) -> cover_pictures.Cover | None:
    return cover_pictures.cover_picture(article)


@register.simple_tag
def picture_of_author(author: User) -> cover_pictures.Cover | None:
    name = author.picture.name
    return cover_pictures.public_picture(name, get_language() or "") if name else None


@register.simple_tag
def other_locales(article: Article | None, translations: list[Article] | None) -> list[str]:
    """Locales of the translations; for other pages, the other languages of the interface."""
    if article:
        return [languages.locale(each.language) for each in translations or ()]
    return [languages.locale(code) for code, _n in settings.LANGUAGES if code != get_language()]


@register.simple_tag
def original_of(article: Article, translations: list[Article]) -> Article:
    """The original of the translations, for hreflang=x-default."""
    return next((t for t in translations if t.pk == article.translation_of_id), article)


@register.simple_tag(takes_context=True)
def json_ld_article(context: dict[str, Any], article: Article) -> SafeString:
    translations = context.get("translations", [])
    address = partial(absolute_url, context["request"])
    author = taxonomies.author_address(article)
    data = json_ld.article_data(article, context["site"], translations, address, author)
    return script_element(data)


@register.simple_tag(takes_context=True)
def json_ld_author(context: dict[str, Any], author: User) -> SafeString:
    """Of the page of an author. `description` is the beginning of the text about them."""
    picture = picture_of_author(author)
    person = json_ld.person_data(author, partial(absolute_url, context["request"]))
    return script_element(
        {
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "mainEntity": {
                **person,
                "description": plain_description(author.bio_html),
                "image": picture and absolute_url(context["request"], picture.plain.address),
            },
        }
    )


@register.simple_tag(takes_context=True)
def json_ld_site(context: dict[str, Any]) -> SafeString:
    return script_element(
        json_ld.blog_data(context["site"], partial(absolute_url, context["request"]))
    )


def script_element(data: dict[str, Any]) -> SafeString:
    """<script> element with JSON-LD, in which no text can close the element."""
    text = json.dumps(json_ld.json_without_empty(data), ensure_ascii=False)
    block = f'<script type="application/ld+json">{text.translate(SCRIPT_ENDS)}</script>'
    return mark_safe(block)
