"""Presentation only: no queries, no Markdown."""

from typing import Any

from django import template

from articles import languages
from articles.absolute import absolute as absolute_address

register = template.Library()

register.filter(languages.html_lang)


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    return absolute_address(context["request"], path)
