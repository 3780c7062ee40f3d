"""URLconf of the site with the files of KaTeX from npm."""

from pathlib import Path

from django.conf import settings
from django.urls import path
from django.views.static import serve

from blog.urls import handler404, handler500
from blog.urls import urlpatterns as site

FILES = Path(settings.BASE, "build/npm/node_modules/katex/dist")
__all__ = ["handler404", "handler500", "urlpatterns"]
urlpatterns = [path("katex/<path:path>", serve, {"document_root": FILES}), *site]
