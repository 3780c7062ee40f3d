"""The article that somebody writes, as PDF: with the text of the form, as in the preview.

Chromium takes seconds and hundreds of megabytes, so only those who may change the article can ask
for it, one at a time in each process.
"""

import logging
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.middleware import absolute_url
from articles.models import Article
from books.chromium import PrintError
from books.print_server import PAPERS
from books.printed_articles import print_html
from desk.pages.preview import preview_text

logger = logging.getLogger(__name__)
printing = Lock()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def article_pdf(request: HttpRequest, article: int) -> HttpResponseBase:
    """`?paper=letter` for letter paper; else A4."""
    page = preview_text(request, article=article)
    if page.status_code != 200 or not isinstance(page, HttpResponse):
        return page
    if not printing.acquire(blocking=False):
        return not_printed(request, is_busy=True)
    try:
        data = print_html(page.content, absolute_url(request, "/"), asked_paper(request))
    except PrintError as failure:
        logger.warning("article %d was not printed: %s", article, failure)
        return not_printed(request, is_busy=False)
    finally:
        printing.release()
    slug = Article.objects.values_list("slug", flat=True).get(pk=article)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, f"{slug}.pdf") or ""
    return response


def asked_paper(request: HttpRequest) -> str:
    paper = request.GET.get("paper", "")
    return paper if paper in PAPERS else PAPERS[0]


def not_printed(request: HttpRequest, *, is_busy: bool) -> HttpResponse:
    return render(request, "desk/not_printed.html", {"is_busy": is_busy}, status=503)
