"""The words for refused files, in the language of the reader."""

from django.utils.translation import gettext_lazy as _

from media.inspection import RefusedFile

SENTENCES = {
    "empty": _("The file is empty."),
    "over-quota": _(
        "Your files have %(used)s MB, and %(megabytes)s MB more would exceed the %(most)s MB that "
        "an author may store. Delete files that nothing uses, also for ever in the trash, or ask "
        "whoever runs this site to raise LONGWAVE_MEDIA_QUOTA_MEGABYTES."
    ),
    "not-stored": _(
        "The place where this site stores files does not answer. Nothing was added; try again in a "
        "few minutes."
    ),
    "too-many-bytes": _(
        "The file has %(megabytes)s MB; at most %(most)s MB are allowed. Make it smaller, or ask "
        "whoever runs this site to raise LONGWAVE_UPLOAD_MEGABYTES."
    ),
    "too-many-pixels": _(
        "The picture has %(width)s × %(height)s pixels; at most %(most)s million are allowed. "
        "Scale it to a width of %(fitting_width)s pixels or less."
    ),
    "too-many-frames": _(
        "The animation has %(frames)s frames of %(width)s × %(height)s pixels, too many to show. "
        "Make it shorter or smaller, or upload it as a video (MP4 or WebM)."
    ),
    "damaged": _(
        "The file begins as %(format)s, but is damaged or not complete. Export it again, or copy "
        "it again from where it comes."
    ),
    "web-page": _(
        "The file contains %(format)s, which a browser would run as a page of this site. Upload a "
        "picture of it, or pack it in a ZIP file."
    ),
    "program": _("The file is a program. Programs cannot be uploaded."),
    "format-not-allowed": _(
        "Files in the format %(format)s cannot be uploaded. Convert it to %(instead)s."
    ),
    "format-unknown": _(
        "The format of the file is unknown. Pictures (PNG, JPEG, WebP, AVIF, GIF, SVG), video "
        "(MP4, WebM), sound (MP3, M4A, OGG, FLAC, WAV), PDF, ZIP, notebooks and text in UTF-8 can "
        "be uploaded; anything else can be packed in a ZIP file."
    ),
    "two-formats": _(
        "The file is %(format)s and %(other)s at once. Export it again as only one of them."
    ),
    "not-utf8": _(
        "The text is not in UTF-8. Save it again with the encoding UTF-8, then upload it."
    ),
    "not-a-notebook": _(
        "The notebook cannot be read: %(reason)s. Open it in Jupyter and save it again."
    ),
    "too-many-entries": _(
        "The archive has %(entries)s entries; at most %(most)s are allowed. Pack fewer files."
    ),
    "svg-not-read": _("The SVG cannot be read: line %(line)s is not correct XML. Export it again."),
    "svg-entities": _(
        "The SVG defines entities, which can hide what it contains. Save it as plain SVG."
    ),
    "svg-too-complex": _("The SVG draws more than %(most)s elements. Export it as PNG or WebP."),
    "too-slow": _(
        "The file took longer than %(seconds)s seconds to read. Make it smaller or simpler."
    ),
    "too-much-memory": _("The file needs more memory than is allowed. Make it smaller or simpler."),
    "stopped": _("Reading the file ended unexpectedly, so it may be damaged. Export it again."),
    "not-shown": _(
        "It is no picture, video or sound, but %(format)s. Perhaps the site shows its pictures "
        "only on its own pages: save the picture there, then upload it."
    ),
    "remote-address": _("“%(address)s” is no address of a file on the web. Correct it."),
    "remote-credentials": _(
        "The address contains a name or a password for %(host)s, which readers could see then. "
        "Download the file, then upload it."
    ),
    "remote-port": _(
        "The address has the port %(port)s, which this server does not ask. Download the file, "
        "then upload it."
    ),
    "remote-unknown": _("There is no site %(host)s. Correct the address."),
    "remote-private": _(
        "%(host)s is in a private network, which this server does not ask. Upload the file."
    ),
    "remote-unreachable": _("%(host)s cannot be reached. Try again later, or upload the file."),
    "remote-certificate": _(
        "The certificate of %(host)s is not valid, so another machine may answer in its place. "
        "Upload the file."
    ),
    "remote-slow": _(
        "The site does not answer, or too slowly. Try again later, or upload the file."
    ),
    "remote-status": _(
        "%(host)s answers with the status %(status)s instead of the file. Open the address in a "
        "browser: if it is there, save it, then upload it."
    ),
    "remote-redirects": _(
        "The address leads to others more than %(most)s times. Use the address that a browser "
        "shows in the end."
    ),
    "remote-answer": _("The answer of %(host)s cannot be read. Download the file, then upload it."),
    "remote-too-long": _(
        "The file has %(megabytes)s MB or more; at most %(most)s MB are allowed. Make it smaller, "
        "then upload it."
    ),
}


def refusal_in_words(refused: RefusedFile) -> str:
    """A sentence that says what is wrong with the file and what to do."""
    return str(SENTENCES[refused.code]) % refused.values
