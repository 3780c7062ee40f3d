"""A page of an article with a text that is not published, for the person who writes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from articles import access
from articles.detail import preview_links
from articles.detail.article_context import ArticleContext
from articles.lists import taxonomies
from articles.middleware import allow_frames
from articles.models import Article
from articles.theme_templates import render_page
from desk.pages.sent_text import SentText
from desk.pages.signed_in import article_page
from rendering import frame_origins_of


@require_POST
@article_page
def preview_text(request: HttpRequest, article: Article) -> HttpResponse:
    """The article as readers would see it with the text of the form. Nothing is saved."""
    shown = get_object_or_404(Article.objects.for_page(), pk=article.pk)
    sent = SentText.of(request)
    shown.title, shown.body = sent.title, sent.body
    # Who sent the text decides whether it may contain raw HTML.
    shown.written_by = access.signed_in_user(request)
    shown.render()
    context = {
        "is_preview": True,
        "token": preview_links.token_of(shown),
        "body": shown.safe_html,
        "has_author_page": taxonomies.author_by_name(shown.author.username) is not None,
    }
    context |= ArticleContext(request, lambda: shown).context()
    response = render_page(request, "article.html", context)
    return allow_frames(response, frame_origins_of(shown.html))
