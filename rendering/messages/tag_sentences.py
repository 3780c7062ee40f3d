"""HTML and attributes that an article may not have, or that the page shows otherwise."""

from .extraction import gettext_noop as _

SENTENCES = {
    "frame-is-link": _(
        "“<iframe>” shows another page, from which readers' browsers load nothing, and is a link"
    ),
    "tag-shown-as-text": _("“%(tag)s” is shown as text; if it is code, put it between backticks"),
    "tags-too-deep": _("Tags more than %(most)s deep in one another are shown as text"),
    "tag-left-out": _("“%(tag)s” is left out, and what it holds is shown"),
    "tag-left-out-whole": _("“%(tag)s” is left out with what it holds"),
    "class-unknown": _(
        "The class “%(name)s” is left out, since the site has no look for it; there are center,"
        " left, right, small, wide, w5 to w100, and the colours %(colours)s"
    ),
    "id-refused": _(
        "The id “%(id)s” is left out: the site uses it itself, or it has unusual characters"
    ),
    "id-repeated": _("The id “%(id)s” is given twice; the second is left out"),
    "size-refused": _("“%(name)s=%(value)s” is left out: write %(name)s=60%% or %(name)s=300"),
    "attribute-left-out": _(
        "The attribute “%(name)s” is left out: an article may have id, class, width and height"
    ),
    "styles-left-out": _("The site has no look for some styles, which are left out: %(styles)s"),
    "style-times": _("%(style)s (%(times)s times)"),
}
