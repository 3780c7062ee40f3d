"""What is pasted from other programs, as Markdown: HTML, and the rows of spreadsheets, in JSON.

`html` is HTML, `rows` are rows with tabs, `csv` is a file; the address is asked for one of them.
`notes` say what was left out. What cannot be converted is answered with `problem`: the editor
keeps the plain text then.
"""

import csv
from collections.abc import Mapping
from io import StringIO

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from desk.pages.sent_text import clean_text
from desk.pages.signed_in import desk_page

LONGEST = 2_000_000  # characters
DELIMITERS = ",;\t"


@require_POST
@desk_page
def convert_pasted(request: HttpRequest) -> JsonResponse:
    from rendering.from_html import TooLarge  # a start of the server need not wait for it

    sent = {name: request.POST.get(name, "") for name in ("html", "rows", "csv")}
    if sum(map(len, sent.values())) > LONGEST:
        return too_long()
    try:
        return converted(sent)
    except TooLarge:
        return too_long()
    except csv.Error:
        text = _("This file is no table: its quotation marks have no end.")
        return JsonResponse({"problem": text}, status=400)


def too_long() -> JsonResponse:
    text = _("This is too long to be converted, so it stays plain text. Paste it in parts.")
    return JsonResponse({"problem": text}, status=413)


def converted(sent: Mapping[str, str]) -> JsonResponse:
    from rendering.from_html import markdown_from_html, markdown_table

    if sent["html"]:
        found = markdown_from_html(sent["html"])
        return JsonResponse({"markdown": found.markdown, "notes": notes(found.left_out)})
    rows = copied_rows(clean_text(sent["rows"])) or file_rows(clean_text(sent["csv"]))
    return JsonResponse({"markdown": markdown_table(rows), "notes": []})


def copied_rows(text: str) -> list[list[str]]:
    """Spreadsheets quote only cells with line ends; others may begin with a quotation mark."""
    try:
        return list(csv.reader(StringIO(text), delimiter="\t", strict=True))
    except csv.Error:
        return [line.split("\t") for line in text.split("\n")]


def file_rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text), delimiter=delimiter_of(text), strict=True))


def delimiter_of(text: str) -> str:
    """What separates the values of a file: the sign that its first line has most often."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def notes(left_out: Mapping[str, int]) -> list[str]:
    """Sentences about what Markdown could not take over."""
    texts = []
    if n := left_out.get("pictures"):
        text = ngettext(
            "%(n)d picture is left out: it is in the document, not on the web.",
            "%(n)d pictures are left out: they are in the document, not on the web.",
            n,
        )
        texts.append(text % {"n": n})
    if left_out.get("merged_cells"):
        texts.append(_("Merged cells of a table are divided again."))
    return texts
