"""Signs that stand in a rewritten source for a while, and the characters that decide about them."""

CJK = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3020\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff"
)
# Beside asterisks: punctuation, and what is neither that nor white space.
MARK, LETTER = "\u2042", "\ue0f0"
# The beginning of a tag that is a word.
ANGLE = "\ue0f1"
# On both sides of the number of a piece of code.
CODE_SIGN = "\ue0f2"


def without_signs(text: str) -> str:
    return text.replace(MARK, "").replace(LETTER, "").replace(ANGLE, "<")
