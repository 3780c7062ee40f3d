r"""LaTeX as other systems make their authors write it, for what their Markdown takes away.

- `&lt;`, `&gt;`, `&amp;`: no LaTeX has them.
- `\*` is a star: no LaTeX has it either.
- `\\\\` is `\\` where every row of a formula ends so, and `\\{` is `\{` where nothing has rows.
"""

import re

ENTITY = re.compile(r"&(lt|gt|amp);")
SIGNS = {"lt": "<", "gt": ">", "amp": "&"}
STAR = re.compile(r"(\\\\)|\\\*")
ROW = re.compile(r"\\{2,}")
BRACE = re.compile(r"\\\\(?=[{}])")


def as_latex(written: str) -> str:
    if "\\" not in written and "&" not in written:
        return written
    latex = ENTITY.sub(lambda entity: SIGNS[entity[1]], written)
    if r"\*" in latex:
        latex = STAR.sub(lambda star: star[1] or "*", latex)
    if r"\\" in latex:
        latex = with_single_rows(latex)
    return latex


def with_single_rows(latex: str) -> str:
    rows = [len(match[0]) for match in ROW.finditer(latex)]
    if all(length == 4 for length in rows):
        return latex.replace(r"\\\\", r"\\")
    if r"\begin" not in latex and latex.count(r"\\{") == latex.count(r"\\}") > 0:
        return BRACE.sub(lambda _: "\\", latex)
    return latex
