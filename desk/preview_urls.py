"""URL patterns of preview links, which work without an account."""

from django.urls import path

from desk.pages import preview

urlpatterns = [
    path("<str:token>.md", preview.linked_markdown, name="preview_markdown"),
    path("<str:token>/", preview.linked_preview, name="preview"),
]
