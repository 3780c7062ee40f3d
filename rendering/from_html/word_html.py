"""Repairs the HTML that Word and WPS write: conditional comments, formulas, empty paragraphs."""

import re

# `[if !supportLists]` holds the marks of lists; what is for newer programs holds formulas.
FORMULA = re.compile(
    r"<!--\[if gte msEquation \d+\]>(.*?)<!\[endif\]-->"
    r"(?:\s*<!\[if !msEquation\]>.*?<!\[endif\]>)?",
    re.DOTALL | re.IGNORECASE,
)
PICTURE_OF_FORMULA = re.compile(
    r"<!--\[if !msEquation\]-->.*?<!--\[endif\]-->|<!\[if !msEquation\]>.*?<!\[endif\]>",
    re.DOTALL | re.IGNORECASE,
)
OTHER_PROGRAMS = re.compile(r"<!--\[if (?!!)[^\]]*\]>.*?<!\[endif\]-->", re.DOTALL | re.IGNORECASE)
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
