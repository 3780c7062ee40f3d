"""What the writing form needs for its editor: words, and leave for its styles."""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from articles.middleware import allow_sources
from rendering import FRAME_ORIGINS, keep_ready

TEMPLATE = "desk/write.html"


def editor_page(
    request: HttpRequest, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The writing form. The editor may write its style sheet, which the policy forbids all others,
    and the preview beside the text may show every player, also of a card that is typed later.

    Without the editor, which setup builds, the form has its plain text field only.
    """
    keep_ready()  # the preview comes next
    if not (settings.EDITOR / "js" / "editor.js").is_file():
        return render(request, TEMPLATE, context, status=status)
    nonce = token_urlsafe(16)
    words = {"nonce": nonce, "phrases": phrases()}
    context |= {"editor": {**words, **upload_limit()}, "counted": status_counts()}
    response = render(request, TEMPLATE, context, status=status)
    return allow_sources(response, {"style-src": {f"'nonce-{nonce}'"}, "frame-src": FRAME_ORIGINS})


def status_counts() -> list[tuple[str, str, str]]:
    """What the status line counts: its name, and the words for one and for the number `#`."""
    return [
        ("han", _("1 character"), _("# characters")),
        ("words", _("1 word"), _("# words")),
        ("formulas", _("1 formula"), _("# formulas")),
        ("code_blocks", _("1 block of code"), _("# blocks of code")),
        ("minutes", _("about 1 min"), _("about # min")),
    ]


def phrases() -> dict[str, str]:
    """CodeMirror's own words and ours, by the English ones."""
    return {
        "Find": _("Find"),
        "Replace": _("Replace with"),
        "next": _("next"),
        "previous": _("previous"),
        "all": _("all"),
        "match case": _("match case"),
        "by word": _("whole words"),
        "regexp": _("regular expression"),
        "replace": _("replace"),
        "replace all": _("replace all"),
        "close": _("close"),
        "current match": _("current match"),
        "on line": _("on line"),
        "replaced $ matches": _("replaced $ matches"),
        "replaced match on line $": _("replaced match on line $"),
        "Go to line": _("Go to line"),
        "go": _("go"),
        "Completions": _("Completions"),
        "Control character": _("Control character"),
        "Selection deleted": _("Selection deleted"),
        "Warning on line $": _("Warning on line $"),
        "No warnings": _("No warnings"),
        "Change to": _("Change to"),
        "Leave it": _("Leave it"),
        "Write the alternative text": _("Write the alternative text"),
        **sentences(),
    }


def upload_limit() -> dict[str, str]:
    most = settings.LONGEST_UPLOAD
    return {"most": str(most), "most_in_words": filesizeformat(most)}


def sentences() -> dict[str, str]:
    """What the editor says of files that are dropped, pasted or chosen."""
    return {
        "files: long": _("This file is too long to be inserted."),
        "files: plain": _("Drop a file on the text: it is inserted there."),
        "pasted: failed": _("The formats could not be taken over; the plain text is here."),
        "screenshot": _("screenshot"),
        "Uploading $": _("Uploading $"),
        "$ is in the text.": _("$ is in the text."),
        "$ is empty.": _("$ is empty."),
        "$1 is larger than $2. Make it smaller.": _("$1 is larger than $2. Make it smaller."),
        "upload: failed": _("Not sent: there is no connection, or no answer. The file is kept."),
        "upload: signed-out": _("Not sent: you are no longer signed in. The file is kept."),
        "upload: lost": _("Stored, but its place is no longer in the text."),
        "Keep a copy": _("Keep a copy"),
        "A copy is in the text.": _("A copy is in the text."),
        "copies: failed": _("Not copied: there is no connection, or no answer. It is tried again."),
        "Stop": _("Stop"),
        "Send again": _("Send again"),
        "Remove": _("Remove"),
        "Insert here": _("Insert at the cursor"),
        "Close": _("Close"),
        "This goes on as soon as the files are there.": _(
            "This goes on as soon as the files are there."
        ),
        "A file is not there yet. Send it again, or remove it.": _(
            "A file is not there yet. Send it again, or remove it."
        ),
        "A file was not sent before, and is no longer in this browser. Insert it again.": _(
            "A file was not sent before, and is no longer in this browser. Insert it again."
        ),
    }
