"""Probable mistakes in Markdown, and what is lost or shown otherwise than it is written."""

from .extraction import gettext_noop as _

SENTENCES = {
    # Lines
    "heading-wide": _("A heading begins with # in half width"),
    "heading-needs-space": _("If this is a heading, it needs a space after #"),
    "item-malformed": _(
        "An item of a list begins with “1. ” or “- ”, in half width and with a space"
    ),
    "link-wide": _("A link or picture has its brackets in half width"),
    "address-has-spaces": _("An address has no spaces; write %%20 for each"),
    "definition-malformed": _("A definition begins with “: ”, in half width and with a space"),
    "task-needs-space": _("A task needs a space after its box"),
    "marks-with-spaces": _("No space may stand just inside marks, or they show"),
    # Blocks
    "table-wide": _("A table is drawn with | in half width"),
    "table-dashes-too-few": _(
        "The row of dashes needs as many cells as the row above it, %(cells)s"
    ),
    "table-dashes-wide": _("The row of dashes is written with - : | in half width"),
    "table-needs-dashes": _("A table needs a row of dashes below its first row"),
    "table-too-large": _(
        "This table has more than %(most)s cells, and the rest is shown as text; divide it into"
        " several"
    ),
    "table-lacks-cells": _(
        "The rows of this table lack so many cells that the rest is shown as text"
    ),
    "fence-end-too-short": _(
        "A block of code ends with as many marks as it begins with, %(marks)s"
    ),
    "fence-without-end": _("This block of code never ends: put %(marks)s below its last line"),
    "list-restarts": _(
        "This code ends the list above it, and the one below begins with 1 again: indent the code"
        " by %(spaces)s spaces, its fences too, and the list goes on"
    ),
    "item-too-shallow": _(
        "This item is not inside the one above it: this dialect nests by four spaces, not by"
        " %(spaces)s"
    ),
    "callout-unknown": _(
        "“%(kind)s” is no kind of callout, so it looks like a note; the kinds are %(kinds)s"
    ),
    "paragraph-too-dense": _(
        "This paragraph has more than %(most)s signs such as *, [ and `, and is shown as text;"
        " divide it by empty lines, or make code of it"
    ),
    "alt-missing": _(
        "This picture has no alternative text: write between the brackets what it shows, for those"
        " who do not see it"
    ),
    # What shows as text, or does not show
    "bold-shows": _(
        "“**” shows, since Markdown takes hold of words only where no space, and no punctuation"
        " before a letter, is beside it inside"
    ),
    "link-shows": _(
        "This picture or link shows as its source: its address ends before a space or a bracket"
    ),
    "note-shows": _(
        "The mark of this note shows: a note stands on a line of its own, indented by four spaces"
        " for each list it is in"
    ),
    "note-of-other-dialect": _(
        "The mark of this note shows: this dialect writes a note as a quote that begins with"
        " “> [!NOTE]”"
    ),
    "caption-shows": _(
        "A caption of WordPress has a picture, its words and an end: [caption]…[/caption]"
    ),
    "comment-shows": _(
        "This shows: a comment between %%%% needs white space, or a line's end, on both sides"
    ),
    "script-shows": _(
        "The marks show: a superscript or subscript ends before a space, or is a number before a"
        " letter; write $…$ or code"
    ),
    "comment-hidden": _("This comment is not shown, since it stands between %%%%"),
    "text-lost": _(
        "“%(text)s” is not on the page: Markdown takes it for something else here, in column"
        " %(column)s"
    ),
    "more-text-lost": _("Something is not on the page on %(lines)s more lines"),
    "file-not-included": _("No file is included here; paste its text instead"),
    "direction-changed": _(
        "An invisible character (%(character)s) changes the direction of text and may mislead;"
        " delete it"
    ),
    # Footnotes
    "footnote-without-text": _("The footnote %(mark)s has no text: add a line “%(mark)s: …”"),
    "footnote-unused": _(
        "The footnote %(mark)s is nowhere referred to, so that no reader comes to it"
    ),
    # Marks of other systems
    "citation-unknown": _(
        "What “:cite:” refers to is not known here, so that it is small grey text%(times)s; write"
        " a link or a footnote in its place"
    ),
    "label-unknown": _(
        "Nothing in this article is called “%(name)s”, so that the reference is small grey"
        " text%(times)s; correct the name, or write a link"
    ),
    "label-repeated": _(
        "“%(name)s” is the name of more than one thing%(times)s; references lead to the first"
    ),
    "label-without-target": _(
        "“%(name)s” names nothing%(times)s; put it behind a figure, a table, a heading or a formula"
    ),
    "mark-unknown": _(
        "“%(name)s” is a mark of another system that is not known here, and is shown as small grey"
        " text%(times)s; say in Markdown what it stands for, or put it between backticks if it is"
        " code"
    ),
    "mark-without-end": _(
        "“%(name)s” begins something that does not end%(times)s; write its end, or take it away"
    ),
    "mark-without-beginning": _(
        "“%(name)s” ends something that has not begun%(times)s; write its beginning, or take it"
        " away"
    ),
    "mark-crosses": _(
        "“%(name)s” begins in one list, quote or paragraph and ends in another%(times)s; set both"
        " its marks on lines of their own, with the same indent"
    ),
    "times": _(" (%(times)s times)"),
}
