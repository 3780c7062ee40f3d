r"""Undoes the escapes that other systems' Markdown requires inside formulas.

- `&lt;`, `&gt;`, `&amp;` become characters: LaTeX has no entities.
- `\*` becomes a star: LaTeX has no such command.
- `\\\\` becomes `\\` if all row breaks of the formula are written so, and `\\{` becomes `\{` if
  the formula has no rows.
"""

import re

ENTITY = re.compile(r"&(lt|gt|amp);")
SIGNS = {"lt": "<", "gt": ">", "amp": "&"}
STAR = re.compile(r"(\\\\)|\\\*")
ROW = re.compile(r"\\{2,}")
BRACE = re.compile(r"\\\\(?=[{}])")


def unescape_latex(written: str) -> str:
    if "\\" not in written and "&" not in written:
        return written
    latex = ENTITY.sub(lambda entity: SIGNS[entity[1]], written)
    if r"\*" in latex:
        latex = STAR.sub(lambda star: star[1] or "*", latex)
    if r"\\" in latex:
        latex = unescape_row_breaks(latex)
    return latex


def unescape_row_breaks(latex: str) -> str:
    rows = [len(match[0]) for match in ROW.finditer(latex)]
    if all(length == 4 for length in rows):
        return latex.replace(r"\\\\", r"\\")
    if r"\begin" not in latex and latex.count(r"\\{") == latex.count(r"\\}") > 0:
        return BRACE.sub(lambda _: "\\", latex)
    return latex
