"""Repairs the HTML that Word and WPS write: conditional comments, formulas, empty paragraphs."""

import re


def between(start: str, end: str) -> str:
    """A pattern of what stands between two tags. It does not read past another start.

    So HTML with many starts and no end takes no longer than other HTML.
    """
    return rf"<{start}([^<]*+(?:<(?!{start})[^<]*+)*?)<{end}"


# `[if !supportLists]` holds the marks of lists; what is for newer programs holds formulas.
FOR_NEWER = between(r"!--\[if gte msEquation [0-9]+\]>", r"!\[endif\]-->")
FOR_OLDER = between(r"!\[if !msEquation\]>", r"!\[endif\]>")
FOR_ALL_OLDER = between(r"!--\[if !msEquation\]-->", r"!--\[endif\]-->")
FORMULA = re.compile(rf"{FOR_NEWER}(?:\s*+{FOR_OLDER})?", re.IGNORECASE)
PICTURE_OF_FORMULA = re.compile(f"{FOR_ALL_OLDER}|{FOR_OLDER}", re.IGNORECASE)
OTHER_PROGRAMS = re.compile(between(r"!--\[if (?!!)[^\]<>]*\]>", r"!\[endif\]-->"), re.IGNORECASE)
SINGLE = re.compile(r"<(m:[A-Za-z]+)((?:\s[^<>]*)?)/>")
SMART_TAG = re.compile(r"</?(?:st1|o|w|v):[A-Za-z]+(?:\s[^<>]*)?>", re.IGNORECASE)
SIGNS = ("[if", "<o:p", "<m:", "<st1:", "<w:", "<v:")


def repair_word_html(html: str) -> str:
    """HTML as the parser understands it. Elements of formulas get end tags."""
    if not any(sign in html for sign in SIGNS):
        return html
    html = FORMULA.sub(r"\1", html)
    html = PICTURE_OF_FORMULA.sub("", html)
    html = OTHER_PROGRAMS.sub("", html)
    html = SINGLE.sub(r"<\1\2></\1>", html)
    return SMART_TAG.sub("", html)
