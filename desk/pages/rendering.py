"""What the editor shows of a text while it is written, as JSON. It saves nothing.

`page` is the page of the preview, None if the text could not be rendered; the warnings say why
then. `blocks` has a digest of each block of the text and its HTML. If the field `known` has the
digests that the editor has already, separated by spaces, `page` is without the text, and the HTML
of those is None; without that field, `page` is whole, and no block has HTML. `blocks` is None if
the page does not have them, as they are, at the beginning of the element `lw-text`.

`lines` has the source line of each block of the text, `toc` the headings with theirs, from 1 and
None where it is not known. `counts` and `warnings` are those of an article. `strip` is the HTML of
the seam: a button for each section, with its drawing. `excerpt` is the beginning of the text, plain
and as HTML. `remote_files` is the list of files of other sites.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article
from articles.publishing.wording import editor_warnings
from desk.pages.copy_pages import remote_files_html
from desk.pages.preview import preview_page, sent_article
from desk.pages.seam import seam_html
from desk.pages.signed_in import article_page

TAG_OF_TEXT = re.compile(r"""<[^<>]*\sid=(["']?)lw-text\1(?=[\s>])[^<>]*>\s*""")


@require_POST
@article_page
def render_text(request: HttpRequest, article: Article) -> JsonResponse:
    shown = sent_article(request, article.pk)
    answer = {
        **page_and_blocks(request, shown),
        "lines": shown.lines.blocks,
        "warnings": editor_warnings(shown.warnings),
        "counts": shown.counts,
        "toc": list(toc_entries(shown.toc, shown.lines.headings)),
        "strip": seam_html(shown, shown.lines.headings),
        "remote_files": remote_files_of(request, shown),
        "excerpt": {"text": shown.excerpt, "html": shown.safe_excerpt},
    }
    return JsonResponse(answer)


def page_and_blocks(request: HttpRequest, shown: Article) -> dict[str, Any]:
    if shown.has_failed:
        return {"page": None, "blocks": None}
    page = page_of(request, shown)
    place = place_of_text(page, shown)
    if place is None:
        return {"page": page, "blocks": None}
    blocks = [(block_digest(html), html) for html in html_of_blocks(shown)]
    if "known" not in request.POST:
        return {"page": page, "blocks": [(digest, None) for digest, _html in blocks]}
    known = set(request.POST["known"].split())
    return {
        "page": page[:place] + page[place + len(shown.html) :],
        "blocks": [(digest, None if digest in known else html) for digest, html in blocks],
    }


def place_of_text(page: str, shown: Article) -> int | None:
    """Where the blocks begin in the page. A theme may change them, or put something before them."""
    tag = TAG_OF_TEXT.search(page)
    if tag is None or (shown.html and not shown.lines.starts):  # text without any element
        return None
    return tag.end() if page.startswith(shown.html, tag.end()) else None


def html_of_blocks(shown: Article) -> list[str]:
    places = [*shown.lines.starts, len(shown.html)]
    return [shown.html[start:end] for start, end in pairwise(places)]


def block_digest(html: str) -> str:
    return blake2b(html.encode(), digest_size=6).hexdigest()


def page_of(request: HttpRequest, shown: Article) -> str:
    address, source = (reverse(name, args=[shown.pk]) for name in ("desk_preview", "desk_markdown"))
    return preview_page(request, shown, address=address, source=source).text


def remote_files_of(request: HttpRequest, shown: Article) -> str:
    """Rendering warns of each such file. To look for them again takes longer than the database."""
    if shown.has_failed or any(each["code"] == "file-elsewhere" for each in shown.warnings):
        return remote_files_html(shown.body, access.signed_in_user(request))
    return ""


def toc_entries(
    toc: Iterable[dict[str, Any]], lines: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """All headings in the order of the page."""
    for each in toc:
        yield {name: each[name] for name in ("id", "text", "level")} | {
            "line": lines.get(each["id"])
        }
        yield from toc_entries(each["children"], lines)
