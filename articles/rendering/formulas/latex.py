r"""LaTeX that people write and the converter does not know, put in words that it does.

What the author wrote stays in the annotation; only the converter reads the rewritten form.
"""

import re

MACROS = {
    "KaTeX": r"\mathrm{K\!A\!T\!_EX}",
    "LaTeX": r"\mathrm{L\!A\!T\!_EX}",
    "TeX": r"\mathrm{T\!_EX}",
    "abs": r"\left\lvert #1 \right\rvert",
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "ensuremath": "#1",
    "hbox": r"\text{#1}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "mathnormal": "#1",
    "mathsfit": r"\mathsf{#1}",
    "mbox": r"\text{#1}",
    "nobreak": "",
    "norm": r"\left\lVert #1 \right\rVert",
    "pmb": r"\boldsymbol{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
}

ENVIRONMENTS = {"split": "aligned", "eqnarray": "align", "eqnarray*": "align*"}
ENVIRONMENT = re.compile(r"\\(begin|end)\{(split|eqnarray\*?)\}")
ALIGNEDAT = re.compile(
    r"\\begin\{alignedat\}\s*(?:\[\w\])?\s*\{[^{}]*\}|\\(begin|end)\{alignedat\}"
)
CARRIAGE_RETURN = re.compile(r"\\cr(?![A-Za-z])")
ANGLE = re.compile(r"\\(left|right|[bB]igg?[lr]?)\s*([<>])")
OPERATOR = re.compile(r"\\operatorname(?:\*|\s)*\{\s*(\\math\w+\s*\{[^{}]*\})\s*\}")
LIMITS = re.compile(r"(\\mathop\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})\s*\\limits")
TEXT = re.compile(r"\\(?:text|mbox|hbox)\s*\{([^{}]*\$[^{}$]*\$[^{}]*)\}")
TAG = re.compile(r"\\tag\*?\s*\{[^{}]*\}")
LENGTH = re.compile(r"(-?\d+(?:\.\d*)?)\s*(em|ex|mu|pt|cm|mm|in)\b")
LONGEST = {"em": 20, "ex": 40, "mu": 360, "pt": 240, "cm": 8, "mm": 80, "in": 3}


def rewrite(latex: str, display: bool) -> str:
    latex = ENVIRONMENT.sub(lambda m: rf"\{m[1]}{{{ENVIRONMENTS[m[2]]}}}", latex)
    latex = ALIGNEDAT.sub(lambda m: rf"\{m[1] or 'begin'}{{aligned}}", latex)
    latex = CARRIAGE_RETURN.sub(lambda _: r"\\", latex).replace("\\\n", "\\ ")
    latex = ANGLE.sub(lambda m: rf"\{m[1]}\{'l' if m[2] == '<' else 'r'}angle ", latex)
    latex = LIMITS.sub(r"\1", OPERATOR.sub(r"\\mathop{\1}", latex))
    latex = LENGTH.sub(clamp, TEXT.sub(split_text, latex))
    return whole_lines(latex) if display else TAG.sub(inline_tag, latex)


def clamp(match: re.Match[str]) -> str:
    """No space of an author's may push a formula off the page."""
    most = LONGEST[match[2]]
    return f"{max(-most, min(most, float(match[1]))):g}{match[2]}"


def split_text(match: re.Match[str]) -> str:
    """Formulas inside text stand beside it."""
    words, out = match[1].split("$"), []
    for number, part in enumerate(words):
        out.append(part if number % 2 else rf"\text{{{part}}}" if part else "")
    return "{" + "".join(out) + "}"


def inline_tag(match: re.Match[str]) -> str:
    """A tag needs a line of its own; in a sentence it is text behind the formula."""
    return rf"\quad\text{{({match[0].partition('{')[2][:-1]})}}"


def whole_lines(latex: str) -> str:
    """Line breaks and tags outside an environment get the environment they need."""
    if r"\begin{" in latex and not has_loose_tag(latex):
        return latex
    if tags := TAG.findall(latex):
        content = TAG.sub("", latex).strip()
        return rf"\begin{{equation*}}{content}{tags[0]}\end{{equation*}}"
    return rf"\begin{{gathered}}{latex}\end{{gathered}}" if r"\\" in latex else latex


def has_loose_tag(latex: str) -> bool:
    numbered = re.search(r"\\begin\{(?:equation|align|gather|multline|flalign|alignat)", latex)
    return numbered is None and TAG.search(latex) is not None
