"""Links, and files that are shown in the text."""

from .extraction import gettext_noop as _

SENTENCES = {
    "link-without-target": _("This link has no target and is shown as text"),
    "heading-missing": _("No heading of this article has the id that this link leads to"),
    "link-broken": _(
        "This link leads to no article or file that readers can see, and is shown as text; correct"
        " its name"
    ),
    "link-to-draft": _(
        "This link is shown as text until what it leads to, which is a draft, is published"
    ),
    "note-is-link": _(
        "The text of other articles is not shown inside this one; this is a link to it"
    ),
    "file-elsewhere": _(
        "This is on another site, from which readers' browsers load nothing, and is shown as a"
        " link; keep a copy of it, or upload it here and use its new address"
    ),
    "file-missing": _(
        "This file was not found among the uploaded ones, and its description is shown instead;"
        " upload it, or correct its name"
    ),
    "picture-without-file": _(
        "A picture without the address of a file is not shown (data: is none); upload it and use"
        " its address"
    ),
    "page-not-fetched": _("The title and picture of this page could not be fetched (%(reason)s)"),
}
