"""Preload links for fonts."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
LINK = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'


@register.simple_tag
def preload_font(name: str) -> SafeString | str:
    """<link rel=preload> for a font; '' if set-up could not make the font."""
    made = (settings.FONTS / f"{name}.woff2").is_file()
    return format_html(LINK, static(f"fonts/{name}.woff2")) if made else ""
