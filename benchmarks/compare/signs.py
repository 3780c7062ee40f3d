"""Placeholder characters for rewritten sources, and classes of characters."""

CJK = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3020\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff"
)
# Characters beside asterisks: punctuation, and neither punctuation nor white space.
MARK, LETTER = "\u2042", "\ue0f0"
# The beginning of a tag that is text.
ANGLE = "\ue0f1"
# Around the number of a masked piece of code.
CODE_SIGN = "\ue0f2"


def without_signs(text: str) -> str:
    return text.replace(MARK, "").replace(LETTER, "").replace(ANGLE, "<")
