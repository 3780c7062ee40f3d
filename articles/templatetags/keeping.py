"""Deprecated: the library `fragments` under its former name, for themes of an older version."""

from django import template
from django.template.base import Parser, Token

from articles.templatetags import fragments

register = template.Library()
register.filter("shown", fragments.content_digest)


@register.tag("kept")
def old_fragment(parser: Parser, token: Token) -> fragments.FragmentNode:
    return fragments.fragment(parser, token)


@register.tag("lasting")
def old_content_fragment(parser: Parser, token: Token) -> fragments.ContentFragmentNode:
    return fragments.content_fragment(parser, token)


@register.tag("fresh")
def old_uncached(parser: Parser, token: Token) -> fragments.UncachedNode:
    return fragments.uncached(parser, token)
