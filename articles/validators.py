"""Validators for slugs."""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from articles.slugs import UNICODE_SLUG


def validate_slug(slug: str) -> None:
    if not UNICODE_SLUG.match(slug):
        raise ValidationError(
            _("“%(slug)s” cannot be an address. Use letters (of any script), digits, - and _."),
            params={"slug": slug},
        )


def validate_page_slug(slug: str) -> None:
    if belongs_to_the_site(slug):
        raise ValidationError(
            _("“%(slug)s” is an address that the site itself needs. Choose another one."),
            params={"slug": slug},
        )


def belongs_to_the_site(slug: str) -> bool:
    """Whether another URL pattern than that of pages matches the address of a page."""
    try:
        taken = resolve(f"/{slug}/").url_name != "page"
    except Resolver404:
        taken = False
    return taken or slug in {"static", "uploads", "files", "admin"}
