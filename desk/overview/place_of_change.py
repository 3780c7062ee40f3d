"""Where somebody stopped writing: the sentence in which a text changed last."""

import re

from desk.comparing.changed_characters import common_length

LONGEST = 120
SENTENCE = re.compile(r".+?(?:[。！？；][”’」』]*|[.!?;][\"')]*(?=\s|$)|$)")
MARKS = re.compile(r"^\s*(?:#{1,6}\s|>\s?|[-*+]\s|\d+[.)]\s)+")  # of headings, quotes, lists
HAS_WORDS = re.compile(r"\w")


def sentence_of_change(old: str, new: str) -> str:
    """The last sentence of `new` that differs from `old`, without the marks of its line.

    If nothing was added, it is what stands before the place. '' if there are no words.
    """
    before, after = old.splitlines(), new.splitlines()
    same = common_length(before[::-1], after[::-1])
    changed = after[: len(after) - same] or after[:1]
    following = before[: len(before) - same]
    for number, line in enumerate(reversed(changed)):
        if HAS_WORDS.search(line):
            end = end_of_change(following[-1] if following and not number else "", line)
            return last_part(sentence_at(MARKS.sub("", line), end - len(line)))
    return ""


def end_of_change(old: str, new: str) -> int:
    """Where the last change of a line ends."""
    return len(new) - common_length(old[::-1], new[::-1])


def sentence_at(line: str, from_end: int) -> str:
    """The sentence that contains the place so many characters before the end of the line."""
    place = max(1, len(line) + from_end)
    for match in SENTENCE.finditer(line):
        if match.end() >= place:
            return match[0].strip()
    return line.strip()


def last_part(text: str) -> str:
    """The end of a long sentence: that is where one stopped."""
    return text if len(text) <= LONGEST else f"…{text[-LONGEST:]}"
