"""Random Markdown for properties: prose in two scripts, formulas, code, blank lines."""

from hypothesis import strategies as st

WORDS = (
    *("一步", "写出", "分布", "的", "。", "，", "score", "noise", "don't", " ", " ", "！"),
    *("$x_t$", "`a = 1`", "é", "👩‍🔬", "$", "`", "\\", "https://example.org/a"),
)
LINES = ("", "", "```", "```python", "$$", "x = y", "- item", "| a | b |", "    indented", "\x0b")

line = st.one_of(st.sampled_from(LINES), st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
texts = st.tuples(st.lists(line, max_size=9).map("\n".join), st.sampled_from(["", "\n"])).map(
    "".join
)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """`text` after a few insertions, removals and replacements of words."""
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        text = text[:start] + draw(st.sampled_from(["", *WORDS, "\n", "\n\n"])) + text[end:]
    return text


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text and what two people made of it, by few changes or by many."""
    base = draw(texts)
    return base, *(draw(st.one_of(edited(base), texts)) for _ in range(2))
