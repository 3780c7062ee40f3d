"""What an import tells the person who runs it: a sentence with a code."""

from typing import Any, Self

from django.utils.translation import gettext, gettext_noop

# Where a sentence concerns a file, the report names the file before it.
SENTENCES: dict[str, str] = {
    # The file
    "not-a-file": gettext_noop("it is no regular file"),
    "link-outside": gettext_noop("it is a link to a file outside the folder, and is not followed"),
    "too-large": gettext_noop("it is larger than %(most)d MiB: divide it"),
    "empty": gettext_noop("the file is empty"),
    "not-text": gettext_noop("it is no text in UTF-8; save it as UTF-8 and import it again"),
    "neither-encoding": gettext_noop(
        "line %(line)d is neither in UTF-8 nor in GB18030; save it as UTF-8 and import it again"
    ),
    "mdx-components": gettext_noop(
        "these components of the old site became the text that they have: %(names)s"
    ),
    "mdx-expressions": gettext_noop(
        "this was computed by the old site, and stays as it is written: %(names)s"
    ),
    "rst-broken": gettext_noop(
        "docutils cannot read its reStructuredText (%(reason)s): correct it, or convert it with "
        "pandoc to a .md file"
    ),
    "rst-directives": gettext_noop(
        "these directives are not known here; their texts were taken over: %(names)s"
    ),
    "notebook-broken": gettext_noop(
        "it is no notebook of Jupyter (%(reason)s): open it in Jupyter and save it again"
    ),
    "notebook-without-cells": gettext_noop("it is no notebook of Jupyter, because it has no cells"),
    "sync-notebook": gettext_noop("the site changes no notebook; edit it in Jupyter"),
    "outputs-left-out": gettext_noop(
        "interactive outputs of cells were left out, because readers need scripts for them: "
        "%(number)d"
    ),
    "unknown-encoding": gettext_noop(
        "its encoding is unknown; save it as UTF-8 and import it again"
    ),
    "unreadable": gettext_noop("it cannot be read (%(reason)s)"),
    "unexpected": gettext_noop("unexpected, please report it: %(error)s"),
    "invalid": gettext_noop("%(reason)s"),
    # Its front matter
    "broken-syntax-because": gettext_noop(
        "the %(language)s of its front matter is broken (%(reason)s)"
    ),
    "broken-syntax-on-line": gettext_noop(
        "the %(language)s of its front matter is broken on line %(line)d: %(reason)s"
    ),
    "never-closed": gettext_noop("its front matter is never closed: end it with a line %(fence)s"),
    "front-matter-list": gettext_noop(
        "its front matter is a list; write keys and values (title: …)"
    ),
    "line-not-read": gettext_noop("line %(line)d of its front matter was not read: %(text)s"),
    "private-first-lines": gettext_noop(
        "its first lines say %(marks)s, but are no front matter: begin and end it with a line --- "
        "and write key: value"
    ),
    "key-in-front-matter": gettext_noop("“%(key)s” in its front matter"),
    "value-in-front-matter": gettext_noop("“%(key)s: %(value)s” in its front matter"),
    "mark-in-text": gettext_noop("“%(mark)s” in its text"),
    "hidden-part": gettext_noop(
        "the old site did not show a part of its text to everybody: “%(mark)s”"
    ),
    "key-refused": gettext_noop("“%(key)s” in its front matter %(problem)s"),
    "name-refused": gettext_noop("the beginning of its name %(problem)s"),
    "list-broken": gettext_noop("it cannot be read: take it from the export again"),
    "row-refused": gettext_noop("“%(name)s” was not added: %(reason)s"),
    "format-newer": gettext_noop(
        "it was written by a newer version of Longwave: update this one, then import it again"
    ),
    # What a value must be: continues a sentence that begins with the key
    "must-be-text": gettext_noop("must be text, not %(value)s"),
    "must-be-date": gettext_noop(
        "must be a date like 2024-01-31 or 2024-01-31 10:00, not %(value)s"
    ),
    "must-be-number": gettext_noop("must be a number from 1 to %(most)d, not %(value)s"),
    "must-be-number-from-zero": gettext_noop(
        "must be a number from 0 to %(most)d, not “%(value)s”"
    ),
    "must-be-uid": gettext_noop("must be an id as an export has it, not “%(value)s”"),
    "must-be-slug": gettext_noop(
        "cannot be an address: “%(value)s”; use letters (of any script), digits, - and _"
    ),
    "must-be-one-of": gettext_noop("must be one of %(choices)s, not %(value)s"),
    "must-be-mapping": gettext_noop("must be a group of keys, not %(value)s"),
    "too-many-names": gettext_noop("names more than %(most)d"),
    "name-too-long": gettext_noop("has a name that is too long: “%(name)s…”"),
    "address-changed": gettext_noop("cannot be an address: “%(wanted)s”; it became “%(slug)s”"),
    "a-list": gettext_noop("a list"),
    "a-mapping": gettext_noop("a group of keys"),
    "true-or-false": gettext_noop("true or false"),
    "quoted": gettext_noop("“%(value)s”"),
    # Its title, its text, its date
    "title-shortened": gettext_noop(
        "its title is longer than %(most)d characters: it was shortened"
    ),
    "no-text": gettext_noop("there is no text below the title"),
    "undated": gettext_noop("it has no date: give it one in its front matter, or publish it here"),
    # Who may read it
    "in-folder": gettext_noop("it is in the folder %(folder)s"),
    "no-date-scheduled": gettext_noop("it is scheduled, but has no date"),
    "expired": gettext_noop("it expired on %(date)s"),
    "will-expire": gettext_noop(
        "it expires on %(date)s, and stays until somebody archives it, or imports the folder after "
        "that day"
    ),
    "scheduled-for": gettext_noop("scheduled for %(date)s"),
    "state-because": gettext_noop("%(state)s: %(reason)s"),
    "withdrawn": gettext_noop("was public, is now %(state)s"),
    "draft": gettext_noop("draft"),
    "archived": gettext_noop("archived"),
    "unpublished-page": gettext_noop("unpublished page"),
    "taken-back": gettext_noop("it was withdrawn on this site: publish it here, if you want that"),
    "may-not-publish": gettext_noop("you may not publish; ask somebody who may"),
    "public-already": gettext_noop(
        "readers see it already, and you may not publish: change it at the desk, or ask somebody "
        "who may"
    ),
    "not-yours": gettext_noop("its article belongs to somebody else"),
    "no-pages": gettext_noop("it is a page, and you may not publish pages"),
    "edit-kept": gettext_noop(
        "it was edited here since the last import, and its file has not changed: the text stays"
    ),
    "page-edit-kept": gettext_noop(
        "it was edited here since the last import: the text stays; delete the page and import "
        "again to have that of the file"
    ),
    "edit-replaced": gettext_noop(
        "it was edited here since the last import, and its file has changed too: the text of the "
        "file replaced that one, which is in its history"
    ),
    # Its address
    "address-taken": gettext_noop(
        "its address “%(wanted)s” belongs to %(holder)s: it is at “%(slug)s”"
    ),
    "article-called": gettext_noop("the article “%(title)s”"),
    "page-called": gettext_noop("the page “%(title)s”"),
    "another-text": gettext_noop("a text that you may not see"),
    "the-site": gettext_noop("the site itself"),
    "in-trash": gettext_noop("its article is in the trash: restore it, or delete it for ever"),
    "old-address-refused": gettext_noop("the old address %(path)s does not lead here: %(reason)s"),
    # Why it is no article
    "no-article-readme": gettext_noop("it is about the repository, not an article"),
    "no-article-template": gettext_noop("it is a template for new articles"),
    "no-article-layout": gettext_noop("its layout is not that of an article"),
    "no-article-article-false": gettext_noop("it says that it is no article"),
    "no-article-fragment": gettext_noop("it is a part of other pages"),
    "no-article-section-index": gettext_noop("it describes its folder"),
    "no-article-include": gettext_noop("other pages include it"),
    "no-article-outside-content": gettext_noop("it is outside the folder of the articles"),
    "no-article-list-page": gettext_noop("it only lists other pages"),
    "no-article-old-version": gettext_noop("it documents an older version"),
    "no-article-not-written": gettext_noop("it says that it has no page of its own"),
    "no-article-ignored": gettext_noop("the configuration of its site leaves it out"),
    "no-article-drawing": gettext_noop("it is a drawing of Excalidraw"),
    "no-article-board": gettext_noop("it is a Kanban board"),
    "no-article-attachment": gettext_noop("it is a file of the library, not an article"),
    "no-article-other-markup": gettext_noop(
        "it is not Markdown: convert it with pandoc, as docs/moving.md shows, and import it again"
    ),
    # Why its system would not have published it
    "withheld-publish-false": gettext_noop("it says that it is not published"),
    "withheld-encrypted-tag": gettext_noop("its site encrypts texts with one of its tags"),
    "withheld-encrypted-path": gettext_noop("its site encrypts texts at its address"),
    "withheld-by-default": gettext_noop("the configuration of its site says so: %(reason)s"),
    "withheld-publish-missing": gettext_noop(
        "other notes of this vault say “publish: true”, and this one does not"
    ),
    # Its files and links
    "target-not-copied": gettext_noop("%(target)s was not copied: %(reason)s"),
    "outside": gettext_noop("it is outside the folder"),
    "kind-not-taken": gettext_noop("files of the kind “%(suffix)s” are not taken"),
    "picture-missing": gettext_noop("the picture %(target)s was not found in the folder"),
    "file-missing": gettext_noop("the file %(target)s was not found in the folder"),
    "part-is-link": gettext_noop("%(target)s is shown as a link, without its text: %(reason)s"),
    "part-not-public": gettext_noop("its note is not public, or will not stay so"),
    "part-in-circle": gettext_noop("it shows itself"),
    "part-too-long": gettext_noop("this text would become too long"),
    "part-with-footnotes": gettext_noop(
        "it has footnotes or labels that stand elsewhere in its note"
    ),
    "place-missing": gettext_noop(
        "%(target)s leads to the article and not to its part: this has no heading and no block of "
        "that name"
    ),
    "cover-not-copied": gettext_noop("the cover %(target)s was not copied: %(reason)s"),
    "cover-missing": gettext_noop("the cover %(target)s is no picture in the folder"),
    "cover-elsewhere": gettext_noop("the cover %(target)s is on another site: upload it here"),
    "remote-pictures": gettext_noop(
        "Pictures on other sites: %(number)d. The option to copy them (--fetch-images) stores them "
        "here."
    ),
    "remote-pictures-planned": gettext_noop(
        "Pictures on other sites, which the import copies: %(number)d."
    ),
    "picture-not-copied": gettext_noop("%(address)s was not copied: %(reason)s"),
    "pictures-refused": gettext_noop("%(host)s, %(number)d not copied: %(reason)s"),
    "pages-not-in-menu": gettext_noop(
        "%(number)d new pages are not in the menu, which has no place for so many: choose those "
        "that readers need in the admin, under Pages"
    ),
    "name-of-another-site": gettext_noop(
        "Another site with a folder called “%(name)s” was imported before, and stays as it is: "
        "this one is remembered as “%(remembered)s”"
    ),
    "git-history-shallow": gettext_noop(
        "This copy of the repository lacks the older history, which says how old undated files "
        "are: run “git fetch --unshallow” in it, or choose the times of the files "
        "(--dates-of-files)"
    ),
    "git-history-unread": gettext_noop(
        "The history of the repository, which says how old undated files are, could not be read: "
        "import as the user whom it belongs to, or choose the times of the files "
        "(--dates-of-files)"
    ),
    # What the site's configuration leaves open
    "site-configuration-broken": gettext_noop(
        "%(detail)s could not be read: correct it, or name the old addresses with --old-address"
    ),
    "site-configuration-missing": gettext_noop(
        "%(detail)s was not found, and its defaults are taken: import the whole site, or name the "
        "old addresses with --old-address"
    ),
    "site-configuration-unreadable": gettext_noop(
        "%(detail)s is a program and was not run; what it computes is not known: name the old "
        "addresses with --old-address"
    ),
    "site-value-not-literal": gettext_noop(
        "the configuration computes “%(detail)s”, which was not run: its default is taken"
    ),
    "site-placeholder-without-value": gettext_noop(
        "some files have no value for %(detail)s in the pattern of the old addresses"
    ),
    "site-placeholder-unknown": gettext_noop(
        "%(detail)s in the pattern of the old addresses is not known"
    ),
    "site-permalink-template": gettext_noop(
        "an old address is computed by “%(detail)s”, which was not run: it is not redirected"
    ),
    "site-route-unknown": gettext_noop(
        "no page of src/pages shows the collection “%(detail)s”: its old addresses are taken to "
        "begin with its name"
    ),
    # Rendering
    "failed-kept": gettext_noop(
        "%(reason)s (its last good version is shown; the next import and manage.py rerender try "
        "again)"
    ),
    "failed-draft": gettext_noop(
        "%(reason)s (a draft until it can be; the next import and manage.py rerender try again)"
    ),
    "not-rendered": gettext_noop("it was not rendered"),
}


class ImportMessage(str):
    """A sentence in the language of the interface. `code` says which, so that reports can group."""

    code: str

    def __new__(cls, code: str, /, **params: Any) -> Self:
        return cls.worded(code, gettext(SENTENCES[code]) % params)

    @classmethod
    def worded(cls, code: str, words: str) -> Self:
        """A sentence that another part of the project has made."""
        message = super().__new__(cls, words)
        message.code = code
        return message


class ImportFailure(Exception):
    """A file cannot be imported, or a value cannot be read. The message says what to do."""

    def __init__(self, code: str, /, **params: Any) -> None:
        self.message = ImportMessage(code, **params)
        super().__init__(self.message)
