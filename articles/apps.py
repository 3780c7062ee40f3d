from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Blog")

    def ready(self) -> None:
        from articles.models import indexing

        connection_created.connect(indexing.prepare)
