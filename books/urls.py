"""URL patterns of books. articles/urls.py has registered the converters."""

from django.urls import path

from books import pdf_views, views

urlpatterns = [
    path("articles/<any_slug:slug>.epub", views.book, {"kind": "article"}, name="article_book"),
    path("series/<any_slug:slug>.epub", views.book, {"kind": "series"}, name="series_book"),
    path("topics/<any_slug:slug>.epub", views.book, {"kind": "topic"}, name="topic_book"),
    path("desk/articles/<int:article>/article.pdf", pdf_views.article_pdf, name="article_pdf"),
]
