"""Parts of a page that stay the same until something changes."""

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles import memo

register = template.Library()


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """{% kept "card" article.pk here %}…{% endkept %}: a part of a page, made once for its values.

    The first value is the name of the part. What stands inside may depend on the values, the
    language and what the site holds, and on nothing else of the request. It is made each time for
    who is signed in, and where one of the values is None or unknown.
    """
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(values, nodes)


class Kept(template.Node):
    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        # A page is searched for its blocks each time; most of it stands in here.
        self.get_nodes_by_type = cache(super().get_nodes_by_type)  # type: ignore[assignment,method-assign]

    def render(self, context: template.Context) -> SafeString:
        values = [value.resolve(context, ignore_failures=True) for value in self.values]
        if None in values or is_personal(context):
            return self.nodelist.render(context)
        key = (get_language(), *values)
        return mark_safe(memo.text(key, lambda: self.nodelist.render(context)))


def is_personal(context: Any) -> bool:
    """Whether the part may be for one person, or for who writes templates."""
    request = context.get("request")
    signed_in = request is None or settings.SESSION_COOKIE_NAME in request.COOKIES
    return signed_in or settings.DEBUG
