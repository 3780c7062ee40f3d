"""The English sentences of notes and errors, by their codes."""

from rendering.messages.extraction import gettext_noop as _

ERRORS = {
    "export-unknown": _(
        "%(name)s is no export that is known here. Give a folder, .zip or .tar of Markdown files, "
        "or what WordPress, Ghost, Notion, Medium, Substack, Blogger, Halo, Typecho, DjangoBlog, "
        "Yuque, cnblogs or Jupyter have exported, or a feed with full texts."
    ),
    "export-missing": _("There is no file %(name)s. Give the path of the export."),
    "export-zip-broken": _(
        "%(name)s is a .zip file that cannot be read (%(reason)s). Download the export again, or "
        "unpack it yourself and give the folder."
    ),
    "export-zip-encrypted": _(
        "%(name)s is encrypted. Unpack it with its password, and give the folder."
    ),
    "export-too-large": _(
        "%(name)s contains more than %(limit)s when it is unpacked. Divide it, and import the "
        "parts one after the other."
    ),
    "export-too-many-files": _("%(name)s contains more than %(limit)d files. Divide it."),
    "export-broken": _(
        "%(name)s looks like an export of %(system)s, but cannot be read: %(reason)s. Export it "
        "again."
    ),
    "export-empty": _("%(name)s is an export of %(system)s without any text in it."),
    "export-damaged": _(
        "%(name)s looks like an export of %(system)s, but is damaged or ends too early, and no "
        "text of it can be read. Export it again."
    ),
    "export-archive": _(
        "%(name)s is a packed archive of a kind that is not read here. Unpack it and give the "
        "folder, or pack it as .zip."
    ),
}
NOTES = {
    "export-cut-off": _("The file ends in the middle: what stands before its end was read"),
    "export-file-too-large": _("%(name)s is larger than %(limit)s and was left out"),
    "export-name-unsafe": _(
        "Files whose names lead out of the export, or are too long, were left out: %(count)d"
    ),
    "export-trash-left-out": _("Texts in the trash were left out: %(count)d"),
    "export-revisions-left-out": _("Former versions of texts were left out: %(count)d"),
    "export-kind-left-out": _("Contents of the kind “%(kind)s” were left out: %(count)d"),
    "export-members-left-out": _("Members and their addresses were left out: %(count)d"),
    "export-comments-left-out": _(
        "Comments that were not approved, spam or deleted were left out: %(count)d"
    ),
    "export-shortcode-unknown": _(
        "The shortcode [%(name)s] is unknown and stays as it is: %(count)d times"
    ),
    "export-block-unknown": _(
        "Blocks of the kind “%(name)s”, which the old system fills when it shows a page, were left "
        "out: %(count)d"
    ),
    "export-card-unknown": _(
        "Cards of the kind “%(name)s” are unknown; their texts were taken over: %(count)d"
    ),
    "export-forms-left-out": _("Forms that visitors filled in were left out: %(count)d"),
    "export-pictures-apart": _(
        "Pictures and files are no part of this export: %(count)d. Put the folder content of the "
        "old server beside it, or both into a .zip, and import again"
    ),
    "export-mailed-left-out": _("Parts that only mails had were left out: %(count)d"),
    "export-scripts-left-out": _(
        "Code that pages of the old site ran in the browser was left out: %(count)d texts"
    ),
    "export-file-missing": _("%(name)s is named in the text, but is no part of the export"),
    "export-text-unreadable": _("%(name)s could not be read and was left out: %(reason)s"),
    "export-encrypted-left-out": _("Encrypted texts were left out: %(count)d"),
    "export-excerpts-only": _(
        "The feed has only the beginning of texts; set it to full texts and export again: %(count)d"
    ),
    "export-settings-left-out": _("Settings and accounts of the old site were left out"),
}
SENTENCES = {**ERRORS, **NOTES}
