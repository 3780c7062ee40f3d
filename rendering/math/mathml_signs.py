"""Replaces operators in the converter's MathML by those that browsers draw as LaTeX would."""

import re

# Accents that stretch: combining marks have no width, and an ASCII tilde does not stretch.
GROWING = {
    '<mo stretchy="true">\u0332</mo></mover>': '<mo stretchy="true">‾</mo></mover>',
    '<mo stretchy="true">\u0332</mo></munder>': '<mo stretchy="true">_</mo></munder>',
    '<mo stretchy="true">\u0302</mo>': '<mo stretchy="true">ˆ</mo>',
    '<mo stretchy="true">~</mo>': '<mo stretchy="true">˜</mo>',
    "<mo>⏠</mo>": "<mo>⏜</mo>",
    "<mo>⏡</mo>": "<mo>⏝</mo>",
    "<mo>~</mo></munder>": '<mo stretchy="true">˜</mo></munder>',
}
GROWN = re.compile("|".join(map(re.escape, GROWING)))
# An arrow with a label has its space beside it; by default an operator would add other space.
ARROW = re.compile(
    r'(<mspace width="0\.2777778em"/><m(?:over|under|underover)><mo)(?: stretchy="true")?'
    r'(?: lspace="0" rspace="0")?>'
)
# Chromium adds the space after the lower script of an integral twice: as the sign's and as its own.
INTEGRAL = re.compile(r'(<msub><mo lspace="0")(>[∫∬∭⨌∮∯∰]</mo>)')
# Signs that grow and are not in the first font of formulas (scripts/build_fonts.py): the class
# selects the second one. An equals sign grows only below or above a label.
GROWING_RARELY = "∐∮∯∰⨀⨁⨂⨄⨆⟪⟫⎴⎵⏜⏝ˇ↕⇑⇓⇕↠↩↪↼↽⇀⇁⇄⇆⇋⇌"
RARE = re.compile(
    rf'<mo(?! stretchy="false")((?: (?!class=)[a-z]+="[^"]*")*>[{GROWING_RARELY}]'
    r'| stretchy="true"[^<>]*>=)(?=</mo>)'
)

# The sizes of `\Big` and larger, as in TeX.
SIZE = re.compile(r'(m(?:in|ax)size=)"(1\.623|2\.047|2\.470)em"')
SIZES = {"1.623": "1.8", "2.047": "2.38", "2.470": "3"}


def with_stretchy_signs(mathml: str) -> str:
    mathml = GROWN.sub(lambda match: GROWING[match[0]], mathml)
    mathml = ARROW.sub(r'\1 stretchy="true" lspace="0" rspace="0">', mathml)
    mathml = INTEGRAL.sub(r'\1 rspace="0.1em"\2', mathml)
    return RARE.sub(r'<mo class="rare"\1', mathml)


def with_large_brackets(mathml: str) -> str:
    return SIZE.sub(lambda match: f'{match[1]}"{SIZES[match[2]]}em"', mathml)
