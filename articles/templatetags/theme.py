"""Stylesheet of the theme (docs/theming.md)."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
SHEET = "css/theme.css"


@register.simple_tag
def theme_stylesheet() -> SafeString | str:
    """<link> to css/theme.css of the theme; '' if it does not exist or was not collected."""
    if not staticfiles_storage.exists(SHEET):
        return ""
    return format_html('<link rel="stylesheet" href="{}">\n', static(SHEET))
