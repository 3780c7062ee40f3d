"""Which object has an address, or had it before; named to those who may know of it."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import access
from articles.models import Article, User
from articles.models.base import Sluggable
from articles.models.redirects import Redirect

Thing = TypeVar("Thing", bound=Sluggable)


def slug_holder(thing: Thing, slug: str) -> Thing | None:
    """Another object of the same kind that has this slug."""
    others: QuerySet[Any] = type(thing)._default_manager.exclude(pk=thing.pk)
    return others.filter(slug=slug).first()


def former_slug_holder(thing: Thing, slug: str) -> Thing | None:
    """Another object of the same kind that had this slug, so that old links mean that one."""
    former = Redirect.objects.filter(kind=thing.KIND, slug=slug).exclude(target=thing.pk)
    return type(thing)._default_manager.filter(pk__in=former.values("target")).first()


def taken_message(user: User, holder: Sluggable) -> str:
    """Why a slug cannot be used, with a link to the form of what has it."""
    if not (address := address_for(user, holder)):
        return _("Another one has this address already. Choose a different address.")
    text = _("{} has this address already. Choose a different address.")
    if is_trashed(holder):
        text = _("{} has this address, and is in the trash. Choose a different address.")
    return format_html(text, link(address, holder))


def former_message(user: User, holder: Sluggable) -> str:
    """What to tell after a former slug of another object was used again."""
    if not (address := address_for(user, holder)):
        return _("Another one had this address before. Old links to it lead here now.")
    text = _("{} had this address before. Old links to it lead here now.")
    return format_html(text, link(address, holder))


def link(address: str, holder: Sluggable) -> SafeString:
    """In a new tab, so that nothing is lost of a form that is not saved."""
    html = '<a class="underline" href="{}" target="_blank">“{}”</a>'
    return format_html(html, address, str(holder))


def address_for(user: User, holder: Sluggable) -> str:
    """Where this user finds the object; '' if they may not know of it."""
    if is_trashed(holder):
        restorable = access.restorable_articles(user).filter(pk=holder.pk)
        return reverse("desk_trash") if restorable.exists() else ""
    if access.may_see(user, holder):
        return reverse(f"admin:articles_{holder._meta.model_name}_change", args=[holder.pk])
    may_read = isinstance(holder, Article) and access.may_name_article(user, holder.pk)
    return holder.get_absolute_url() if may_read else ""


def is_trashed(holder: Sluggable) -> bool:
    return isinstance(holder, Article) and holder.is_in_trash()
