"""The page of an article with a text that is not published: for who writes it, or has a link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.tokens import TokenScope, accepts_token
from articles import access
from articles.detail.article_context import ArticleContext
from articles.detail.markdown_export import markdown_source
from articles.middleware import allow_frames
from articles.models import Article
from articles.theme_templates import render_page
from desk.models import Draft, PreviewLink
from desk.models.preview_links import signed_article
from desk.pages.sent_text import SentForm, SentText
from desk.pages.signed_in import readable_article_page
from desk.writing.drafted import (
    article_of_draft,
    drafted_article,
    forget_rendering,
    render_drafted,
    take_content,
)
from rendering import frame_origins_of

MARKDOWN = "text/markdown; charset=utf-8"


# For the person who writes


@require_http_methods(["GET", "HEAD", "POST"])
@readable_article_page
def preview_text(request: HttpRequest, article: Article) -> HttpResponse:
    """The article as readers would see it: with the text of the form, else with the saved draft."""
    if request.method == "POST":
        shown = sent_article(request, article.pk)
    else:
        shown = shown_or_404(drafted_article(article.pk))
        render_drafted(shown)
    source = reverse("desk_markdown", args=[article.pk])
    return preview_page(request, shown, address=request.path, source=source)


def sent_article(request: HttpRequest, pk: int) -> Article:
    """The article with what was sent, rendered."""
    draft = get_object_or_404(Draft.objects.with_head(), pk=pk)
    shown = shown_or_404(article_of_draft(draft))
    take_sent_text(request, shown, draft)
    shown.render()
    return shown


def take_sent_text(request: HttpRequest, shown: Article, draft: Draft) -> None:
    """Who changed the text decides whether it may contain raw HTML."""
    content = SentForm(SentText.of(request), shown, draft).content
    if content.changes_text_of(draft.head.content):
        shown.written_by = access.signed_in_user(request)
    if content.metadata == draft.head.metadata:  # as it is shown already
        shown.title, shown.body = content.title, content.body
        forget_rendering(shown)
    else:
        take_content(shown, content)


@require_safe
@accepts_token(TokenScope.READ)
@readable_article_page
def draft_markdown(request: HttpRequest, article: Article) -> HttpResponse:
    """The Markdown source of the draft."""
    shown = shown_or_404(drafted_article(article.pk))
    return HttpResponse(markdown_source(shown), content_type=MARKDOWN)


def shown_or_404(article: Article | None) -> Article:
    if article is None:
        raise Http404("no revision yet")
    return article


# For everybody who has a link


def linked_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the article that a preview link shows. Where it shows none, a page says so.

    Nothing of it is stored or indexed, and its address is not sent to other sites.
    """

    @never_cache
    @require_safe
    @wraps(view)
    def linked_view(request: HttpRequest, token: str) -> HttpResponse:
        article, status = linked_article(token)
        if article is None:
            response = render(request, "preview_ended.html", {"status": status}, status=status)
        else:
            response = view(request, article, token)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return linked_view


def linked_article(token: str) -> tuple[Article | None, int]:
    """The article of a link; else None and why: 410 for a link that has worked, 404 for others."""
    link = PreviewLink.objects.filter(token=token).first()
    if link is None:
        article = signed_article(token)
        return (drafted_article(article) if article else None), 404
    shown = None if link.has_ended else drafted_article(link.article_id, link.revision_id)
    return shown, 410


@linked_page
def linked_preview(request: HttpRequest, article: Article, token: str) -> HttpResponse:
    render_drafted(article)
    source = reverse("preview_markdown", args=[token])
    return preview_page(request, article, address=request.path, source=source, token=token)


@linked_page
def linked_markdown(request: HttpRequest, article: Article, token: str) -> HttpResponse:
    return HttpResponse(markdown_source(article), content_type=MARKDOWN)


# For both


def preview_page(
    request: HttpRequest, shown: Article, *, address: str, source: str, **more: Any
) -> HttpResponse:
    """`address` and `source` are the paths of the preview and of its Markdown source."""
    context = {
        "is_preview": True,
        "preview_address": address,
        "preview_source": source,
        "body": shown.safe_html,
        **more,  # `token` is for themes
    }
    context |= ArticleContext(request, lambda: shown).context()
    response = render_page(request, "article.html", context)
    return allow_frames(response, frame_origins_of(shown.html))
