"""URL patterns of the desk."""

from django.urls import path

from desk.pages import article_history as history
from desk.pages import conflict, home, preview, write

urlpatterns = [
    path("", home.desk_home, name="desk"),
    path("articles/new/", write.write_new_article, name="desk_new"),
    path("articles/<int:article>/", write.write_article, name="desk_article"),
    path("articles/<int:article>/preview/", preview.preview_text, name="desk_preview"),
    path("articles/<int:article>/history/", history.article_history, name="desk_history"),
    path(
        "articles/<int:article>/restore/<int:revision>/",
        history.restore_revision,
        name="desk_restore",
    ),
    path(
        "articles/<int:article>/name/<int:revision>/",
        history.name_revision,
        name="desk_name",
    ),
    path(
        "articles/<int:article>/conflict/<int:revision>/",
        conflict.merge_conflict,
        name="desk_conflict",
    ),
]
