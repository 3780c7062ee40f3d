"""What the editor shows of a text while it is written, as JSON. It saves nothing.

`page` is the page of the preview, None if the text could not be rendered; the warnings say why
then. `lines` has the source line of each block of the text, `toc` the headings with theirs, from
1 and None where it is not known. `counts` and `warnings` are those of an article. `strip` is the
HTML of the seam: a button for each section, with its drawing. `excerpt` is the beginning of the
text, plain and as HTML. `remote_files` is the list of files of other sites.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article
from articles.publishing.wording import editor_warnings
from desk.pages.copy_pages import remote_files_html
from desk.pages.preview import preview_page, shown_or_404, take_sent_text
from desk.pages.seam import seam_html
from desk.pages.signed_in import article_page
from desk.writing.drafted import drafted_article


@require_POST
@article_page
def render_text(request: HttpRequest, article: Article) -> JsonResponse:
    shown = shown_or_404(drafted_article(article.pk))
    take_sent_text(request, shown)
    answer = {
        "page": None if shown.has_failed else page_of(request, shown),
        "lines": shown.lines.blocks,
        "warnings": editor_warnings(shown.warnings),
        "counts": shown.counts,
        "toc": list(toc_entries(shown.toc, shown.lines.headings)),
        "strip": seam_html(shown, shown.lines.headings),
        "remote_files": remote_files_html(shown.body, access.signed_in_user(request)),
        "excerpt": {"text": shown.excerpt, "html": shown.safe_excerpt},
    }
    return JsonResponse(answer)


def page_of(request: HttpRequest, shown: Article) -> str:
    address, source = (reverse(name, args=[shown.pk]) for name in ("desk_preview", "desk_markdown"))
    return preview_page(request, shown, address=address, source=source).text


def toc_entries(
    toc: Iterable[dict[str, Any]], lines: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """All headings in the order of the page."""
    for each in toc:
        yield {name: each[name] for name in ("id", "text", "level")} | {
            "line": lines.get(each["id"])
        }
        yield from toc_entries(each["children"], lines)
