"""Why a service did not say what a page of its site is; `articles/embeds/` asks them."""

from .extraction import gettext_noop as _

SENTENCES = {
    "service-status": _("the service answered with status %(status)s"),
    "service-silent": _("%(host)s did not answer"),
    "service-says": _("the service says: %(words)s"),
    "service-names-no-title": _("the service gave no title"),
    "service-not-understood": _("the answer of the service was not understood"),
    "service-answer-too-large": _("the answer is too large"),
    "service-answer-too-slow": _("the answer took too long"),
    "service-host-unknown": _("an address of an unknown host was given"),
}
