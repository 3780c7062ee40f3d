"""Elements whose content is left as it is: code, scripts, formulas."""


def element_pattern(names: str) -> str:
    """A pattern of whole elements, with the group `closed`. `names` are separated by bars.

    It does not read past another start of the same name, so that a text with many starts and no
    end takes no longer than another one.
    """
    start = rf"<(?P<closed>{names})\b"
    return rf"{start}[^<]*+(?:<(?!/?(?P=closed)\b)[^<]*+)*+</(?P=closed)\s*>"
