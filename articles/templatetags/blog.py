"""Presentation only: no queries, no Markdown."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.absolute import absolute as absolute_address
from articles.models import Article

register = template.Library()

LANGUAGES = {"zh-hans": "zh-CN", "zh-hant": "zh-TW"}
SCRIPT_ENDS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def html_lang(code: str) -> str:
    """The language as HTML names it: zh-hans is zh-CN."""
    return LANGUAGES.get(code, code)


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    return absolute_address(context["request"], path)


@register.simple_tag(takes_context=True)
def json_ld_article(context: dict[str, Any], article: Article) -> SafeString:
    request, site = context["request"], context["site"]
    address = absolute_address(request, article.get_absolute_url())
    author = absolute_address(request, article.author.get_absolute_url())
    data = {
        "@type": "BlogPosting",
        "@id": address,
        "headline": article.title,
        "description": article.lede,
        "inLanguage": html_lang(article.language),
        "datePublished": article.published_at and article.published_at.isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "author": {"@type": "Person", "name": article.author.byline, "url": author},
        "publisher": {"@type": "Organization", "name": site.title},
        "keywords": [tag.name for tag in article.tags.all()],
        "articleSection": article.category and article.category.name,
        "image": article.cover and absolute_address(request, article.cover.url),
        "mainEntityOfPage": address,
    }
    return json_ld(data)


@register.simple_tag(takes_context=True)
def json_ld_site(context: dict[str, Any]) -> SafeString:
    site = context["site"]
    data = {
        "@type": "Blog",
        "@id": absolute_address(context["request"], "/"),
        "name": site.title,
        "description": site.description or site.tagline,
        "inLanguage": html_lang(site.language),
    }
    return json_ld(data)


def json_ld(data: dict[str, Any]) -> SafeString:
    """A data block: no script runs, and no text can end it."""
    filled = {name: value for name, value in data.items() if value}
    text = json.dumps({"@context": "https://schema.org", **filled}, ensure_ascii=False)
    block = f'<script type="application/ld+json">{text.translate(SCRIPT_ENDS)}</script>'
    return mark_safe(block)
