"""Parts of a page that stay the same until something changes."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.cache import memory
from articles.models import Article

register = template.Library()


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """{% kept "card" article.pk here %}…{% endkept %}: a part of a page, made once for its values.

    The first value is the name of the part. What stands inside may depend on the values, the
    language and what the site holds, and on nothing else of the request. It is made each time for
    who is signed in, and where one of the values is None or unknown.
    """
    return Kept(*parsed(parser, token, "endkept"))


@register.tag
def lasting(parser: Parser, token: Token) -> "Lasting":
    """{% lasting "card" article|shown %}…{% endlasting %}: the same, kept when the site changes.

    What stands inside must follow from the values and the language alone.
    """
    return Lasting(*parsed(parser, token, "endlasting"))


@register.tag
def fresh(parser: Parser, token: Token) -> "Fresh":
    """{% fresh %}…{% endfresh %}: within a part that is kept, what is made anew each time.

    It is made as often as it stands there: no loop and no condition may stand between.
    """
    return Fresh(parsed(parser, token, "endfresh")[1])


@register.filter
def shown(article: Article) -> bytes:
    """Equal for two that look the same: all that was read of one, and what belongs to it."""
    related = (article, article.category, article.author, *article.tags.all())
    read = [sorted(fields(each)) for each in related if each]
    return blake2b(repr(read).encode(), digest_size=16).digest()


def fields(thing: Any) -> Iterator[tuple[str, str]]:
    return ((name, repr(value)) for name, value in vars(thing).items() if name[0] != "_")


def parsed(parser: Parser, token: Token, end: str) -> tuple[list[FilterExpression], NodeList]:
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    nodes = parser.parse((end,))
    parser.delete_first_token()
    return values, nodes


class Fresh(template.Node):
    """Leaves a mark that no text has, since comments are taken out of what people write."""

    MARK = "<!--fresh-->"

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        return self.MARK


class Kept(template.Node):
    keep = staticmethod(memory.text)

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self.fresh: list[Any] = nodelist.get_nodes_by_type(Fresh)
        # A page is searched for its blocks each time; most of it stands in here.
        self.get_nodes_by_type = cache(super().get_nodes_by_type)  # type: ignore[assignment,method-assign]

    def render(self, context: template.Context) -> SafeString:
        text = self.text(context)
        return self.refreshed(text, context) if self.fresh else mark_safe(text)

    def text(self, context: template.Context) -> str:
        values = [value.resolve(context, ignore_failures=True) for value in self.values]
        if None in values or is_personal(context):
            return self.nodelist.render(context)
        key = (get_language(), *values)
        return self.keep(key, lambda: self.nodelist.render(context))

    def refreshed(self, text: str, context: template.Context) -> SafeString:
        first, *rest = text.split(Fresh.MARK)
        each = zip(self.fresh, rest, strict=True)
        return mark_safe(first + "".join(f.nodelist.render(context) + part for f, part in each))


class Lasting(Kept):
    keep = staticmethod(memory.lasting_text)


def is_personal(context: Any) -> bool:
    """Whether the part may be for one person, or for who writes templates."""
    request = context.get("request")
    signed_in = request is None or settings.SESSION_COOKIE_NAME in request.COOKIES
    return signed_in or settings.DEBUG
