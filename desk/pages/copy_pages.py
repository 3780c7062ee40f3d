"""Files of other sites that a text shows: how far their copies are, and the wish for them."""

from dataclasses import asdict
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article, User
from desk.pages.sent_text import clean_text, id_of
from desk.pages.signed_in import article_page
from desk.remote_files.copying_verbs import ask_for_copies, ask_to_keep_copies, files_of
from desk.remote_files.remote_links import (
    addresses_on_line,
    lines_with_changes,
    remote_addresses,
    with_copies,
)
from media.models import RemoteCopy
from media.refusal_sentences import refusal_in_words

COPY = "copy"  # the name of the buttons; their value is an address, or nothing for all


class RemoteFile(NamedTuple):
    """`problem` says why there is no copy; '' if nobody wished for one, or it is on its way."""

    address: str
    is_waiting: bool = False
    is_there: bool = False
    problem: str = ""

    @classmethod
    def of(cls, address: str, copy: RemoteCopy | None) -> "RemoteFile":
        if copy is None:
            return cls(address)
        problem = refusal_in_words(copy.refused) if copy.refused else ""
        return cls(address, copy.is_waiting, copy.is_there, problem)


def remote_files(text: str, user: User) -> list[RemoteFile]:
    """Those that the text shows, by at most one query."""
    addresses = remote_addresses(text)
    wished = RemoteCopy.objects.of(user, addresses) if addresses else ()
    copies = {copy.address: copy for copy in wished}
    return [RemoteFile.of(address, copies.get(address)) for address in addresses]


def remote_files_html(text: str, user: User) -> str:
    files = remote_files(text, user) if access.may_upload(user) else []
    return render_to_string("desk/_remote_files.html", {"remote_files": files}) if files else ""


@require_POST
@article_page
def copy_remote_files(request: HttpRequest, article: Article) -> JsonResponse:
    """For the editor, which sends its text as `body` and puts the copies into it by itself.

    `ask` are addresses that are wished, one a line, or `all`; `line` is a line with some. The
    answer names them as `asked`: sent as `look`, they are only looked for. `lines` are those that
    change, `waiting` is the number of files on their way, and `html` the list of all.
    """
    user, text = access.signed_in_user(request), clean_text(request.POST.get("body", ""))
    asked = sent_addresses(request, text)
    if asked and access.may_upload(user):
        ask_for_copies(asked, user)
    wanted = [*asked, *request.POST.get("look", "").split("\n")]
    return JsonResponse({"asked": asked, **state_of_copies(text, wanted, user)})


def sent_addresses(request: HttpRequest, text: str) -> list[str]:
    if line := id_of(request.POST.get("line", "")):
        return addresses_on_line(text, line)
    asked = request.POST.get("ask", "").split("\n")
    return [each for each in remote_addresses(text) if asked == ["all"] or each in asked]


def state_of_copies(text: str, wanted: list[str], user: User) -> dict[str, Any]:
    changed = with_copies(text, files_of(wanted, user))
    lines = [asdict(line) for line in lines_with_changes(text, changed)]
    waiting = RemoteCopy.objects.of(user, wanted).waiting().count()
    return {"lines": lines, "waiting": waiting, "html": remote_files_html(text, user)}


def wish_for_copies(request: HttpRequest, article: Article, text: str) -> None:
    """Have the files copied that a button of the form names, and put into the saved text."""
    chosen = request.POST.get(COPY)
    addresses = [each for each in remote_addresses(text) if chosen in ("", each)]
    if not (addresses and access.may_upload(access.signed_in_user(request))):
        return
    ask_to_keep_copies(article, addresses, access.signed_in_user(request))
    words = ngettext(
        "%(n)d file is being copied. Open this page again in a moment, before you go on writing.",
        "%(n)d files are being copied. Open this page again in a moment, before you go on writing.",
        len(addresses),
    )
    messages.info(request, words % {"n": len(addresses)})
