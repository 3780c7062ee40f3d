import sys
from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Blog")

    def ready(self) -> None:
        from articles.publishing import indexing, rerender
        from media.storing.following import register_follower

        for name in ("Page", "Category", "User"):
            model: Any = self.get_model(name)
            model.register_texts()
        register_follower(rerender.rerender_users)
        connection_created.connect(indexing.prepare)


class AuthorsAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "articles.admin_site.AuthorsAdminSite"

    def ready(self) -> None:
        """`manage.py start` shows no pages: the server that it becomes loads them."""
        is_start = sys.argv[1:2] == ["start"]
        config = admin_apps.SimpleAdminConfig if is_start else admin_apps.AdminConfig
        config.ready(self)
