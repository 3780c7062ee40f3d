"""Short Markdown texts at the top of a list: of a topic, of an author."""

from django.conf import settings

import rendering
from articles.publishing.link_resolver import RenderSource, known_names
from articles.publishing.macros import site_macros


def rendered_short_text(text: str, former: str = "") -> str:
    """The HTML, sanitized; `former`, that of an earlier text, if it cannot be rendered."""
    if not text:
        return ""
    try:
        rendered = rendering.render_safely(
            text,
            dialect="commonmark",
            language=settings.LANGUAGE_CODE,
            macros=site_macros() if "\\" in text else {},
            known=known_names(RenderSource(text)),
            cards=False,
            seconds=settings.RENDER_TIMEOUT,
        )
    except rendering.RenderError:
        return former
    return rendered.html
