"""What a token is for. Its user may do more; the token may do what both may."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class TokenScope(models.TextChoices):
    READ = "read", _("read drafts")
    DRAFT = "draft", _("write drafts")
    PUBLISH = "publish", _("publish")
    MEDIA = "media", _("add pictures and files")


# Whose articles they may be is up to the user. Nothing deletes, or concerns people or settings.
OBJECTS = frozenset({"articles.edit_all_articles", "articles.read_all_drafts"})
READING = OBJECTS | {"articles.view_article", "articles.view_tag", "articles.view_category"}
WRITING = READING | {"articles.add_article", "articles.change_article", "articles.add_tag"}
PERMISSIONS: dict[str, frozenset[str]] = {
    # The desk shows drafts to those who may change them; `accepts_token()` lets it only read.
    TokenScope.READ: READING | {"articles.change_article"},
    TokenScope.DRAFT: WRITING,
    TokenScope.PUBLISH: WRITING | {"articles.publish_articles", "articles.publish_raw_html"},
    TokenScope.MEDIA: OBJECTS | {"media.add_mediafile"},
}


def permissions_of(scopes: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(PERMISSIONS[scope] for scope in scopes))
