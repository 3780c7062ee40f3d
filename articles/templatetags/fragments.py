"""Template fragment caching: {% fragment %}, {% content_fragment %} and {% uncached %}."""

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
def fragment(parser: Parser, token: Token) -> "FragmentNode":
    """Cache a part of a page: {% fragment "card" article.pk here %}…{% endfragment %}.

    The first value is the name of the fragment; all values and the language form the cache key.
    The content may depend on these and on what the site contains, but on nothing else of the
    request. Every visible change of the site ends the cached text. The content is rendered each
    time for signed-in users, with LONGWAVE_DEBUG, and where a value is None or undefined.
    """
    return FragmentNode(*parse_block(parser, token))


@register.tag
def content_fragment(parser: Parser, token: Token) -> "ContentFragmentNode":
    """Like {% fragment %}, for content that depends on the values and the language alone.

    The cached text outlives changes of the site:
    {% content_fragment "card" article|content_digest %}…{% endcontent_fragment %}.
    """
    return ContentFragmentNode(*parse_block(parser, token))


@register.tag
def uncached(parser: Parser, token: Token) -> "UncachedNode":
    """Render a part of a fragment each time: {% uncached %}…{% enduncached %}.

    It must not stand in a loop or a condition within the fragment, since it is rendered exactly
    once for each occurrence in the template.
    """
    return UncachedNode(parse_block(parser, token)[1])


@register.filter
def content_digest(article: Article) -> bytes:
    """Digest of all fields that were loaded of an article, its topic, author and tags."""
    related = (article, article.category, article.author, *article.tags.all())
    loaded = [sorted(field_values(each)) for each in related if each]
    return blake2b(repr(loaded).encode(), digest_size=16).digest()


def field_values(instance: Any) -> Iterator[tuple[str, str]]:
    return ((name, repr(value)) for name, value in vars(instance).items() if name[0] != "_")


def parse_block(parser: Parser, token: Token) -> tuple[list[FilterExpression], NodeList]:
    """The values of an opening tag, and the nodes up to the closing tag."""
    name, *values = token.split_contents()
    expressions = [parser.compile_filter(value) for value in values]
    nodes = parser.parse((f"end{name}",))
    parser.delete_first_token()
    return expressions, nodes


class UncachedNode(template.Node):
    """Emits a marker that the surrounding fragment replaces on every render.

    The sanitizer strips the comments that authors write, so that no text contains the marker.
    """

    MARKER = "<!--uncached-->"

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        return self.MARKER


class FragmentNode(template.Node):
    cached = staticmethod(memory.cached)

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self.uncached: list[Any] = nodelist.get_nodes_by_type(UncachedNode)
        # Django searches a page for its blocks on each render; fragments contain most nodes.
        self.get_nodes_by_type = cache(super().get_nodes_by_type)  # type: ignore[assignment,method-assign]

    def render(self, context: template.Context) -> SafeString:
        text = self.text(context)
        return self.with_uncached(text, context) if self.uncached else mark_safe(text)

    def text(self, context: template.Context) -> str:
        values = [value.resolve(context, ignore_failures=True) for value in self.values]
        if None in values or is_personal(context):
            return self.nodelist.render(context)
        key = (get_language(), *values)
        return self.cached(key, lambda: self.nodelist.render(context))

    def with_uncached(self, text: str, context: template.Context) -> SafeString:
        first, *rest = text.split(UncachedNode.MARKER)
        pairs = zip(self.uncached, rest, strict=True)
        return mark_safe(
            first + "".join(node.nodelist.render(context) + part for node, part in pairs)
        )


class ContentFragmentNode(FragmentNode):
    cached = staticmethod(memory.content_cached)


def is_personal(context: Any) -> bool:
    """Whether the user may be signed in, or writes templates with LONGWAVE_DEBUG."""
    request = context.get("request")
    signed_in = request is None or settings.SESSION_COOKIE_NAME in request.COOKIES
    return signed_in or settings.DEBUG
