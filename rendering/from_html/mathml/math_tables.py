"""Tables: matrices, cases, aligned equations and arrays with lines."""

import re
from collections.abc import Sequence

from .math_tree import MathNode
from .scripts_and_limits import Write

MATRICES = {
    "()": "pmatrix",
    "[]": "bmatrix",
    "{}": "Bmatrix",
    "||": "vmatrix",
    "∣∣": "vmatrix",
    "‖‖": "Vmatrix",
    "∥∥": "Vmatrix",
}
ROWS = ("mtr", "mlabeledtr")
ALIGNMENT = re.compile(r"(?:text-align:\s*|^)(left|right|center)")
# Cells beside an equation that take its number.
BESIDE = frozenset({"pad", "tag", "side"})
LETTERS = {"left": "l", "right": "r", "center": "c", "": "c"}


def bracketed_table(opening: MathNode, table: MathNode, closing: MathNode, write: Write) -> str:
    """A table in brackets that LaTeX has an environment for, or ""."""
    if table.tag != "mtable" or has_lines(table):
        return ""
    name = MATRICES.get(opening.text + closing.text, "")
    if name:
        return environment(name, table, write)
    if opening.text == "{" and closing.text in ("", "\u2063", "."):
        return environment("cases", table, write)
    if opening.text in ("", "\u2063", ".") and closing.text == "}":
        return environment("rcases", table, write)
    return ""


def table_latex(node: MathNode, write: Write) -> str:
    alignments = column_alignments(node)
    if has_lines(node):
        columns = column_letters(node, alignments)
        return environment("array", node, write, f"{{{columns}}}")
    if is_aligned(alignments):
        return environment("aligned", node, write)
    if set(alignments) == {""} and len(alignments) == 1 and node.get("displaystyle") == "true":
        return environment("gathered", node, write)
    if set(alignments) <= {"", "center"}:
        small = node.get("scriptlevel") == "1"
        return environment("smallmatrix" if small else "matrix", node, write)
    return environment("array", node, write, f"{{{''.join(LETTERS[a] for a in alignments)}}}")


def is_aligned(alignments: Sequence[str]) -> bool:
    """Whether columns are to the right and to the left by turns, as equations are."""
    expected = ("right", "left")
    return bool(alignments) and all(each == expected[n % 2] for n, each in enumerate(alignments))


def environment(name: str, table: MathNode, write: Write, columns: str = "") -> str:
    rows = [row for row in table.children if row.tag in ROWS]
    lines = list[str]()
    for number, row in enumerate(rows):
        if has_line_above(table, row, number):
            lines.append(r"\hline")
        end = r" \\" if number < len(rows) - 1 else ""
        if any(write(cell).strip() for cell in equation_cells(row)) or end:
            lines.append(f"{row_latex(row, write)}{end}")
    body = "\n".join(lines)
    return f"\\begin{{{name}}}{columns}\n{body}\n\\end{{{name}}}"


def row_latex(row: MathNode, write: Write) -> str:
    cells = " & ".join(write(cell).strip() for cell in equation_cells(row)).strip()
    if row.tag == "mlabeledtr" and row.children:
        label = write(row.child(0)).strip()
        text = re.sub(r"^\\text\{(.*)\}$", r"\1", label).strip("()")
        return rf"{cells} \tag{{{text}}}"
    return cells


def equation_cells(row: MathNode) -> Sequence[MathNode]:
    cells = [cell for cell in row.children if BESIDE.isdisjoint(cell.get("class").split())]
    return cells[1:] if row.tag == "mlabeledtr" else cells


def column_alignments(table: MathNode) -> list[str]:
    """What each column is aligned to; "" where nothing says it."""
    named = table.get("columnalign").split()
    rows = [equation_cells(row) for row in table.children if row.tag in ROWS]
    width = max(map(len, rows), default=0)
    if named:
        return [named[min(n, len(named) - 1)] for n in range(width)]
    columns = ([row[n] for row in rows if n < len(row)] for n in range(width))
    return [next(filter(None, map(cell_alignment, cells)), "") for cells in columns]


def cell_alignment(cell: MathNode) -> str:
    names = cell.get("class").split()
    if "r" in names or "l" in names:
        return "right" if "r" in names else "left"
    match = ALIGNMENT.search(cell.get("columnalign") or cell.get("style"))
    return match[1] if match else ""


def has_lines(table: MathNode) -> bool:
    lines = f"{table.get('columnlines')} {table.get('rowlines')}"
    if "solid" in lines or "dashed" in lines:
        return True
    cells = (cell for row in table.children for cell in row.children)
    return any(has_border(cell, side) for cell in cells for side in ("right", "top", "bottom"))


def has_border(cell: MathNode, side: str) -> bool:
    classes = cell.get("class").split()
    return f"border-{side}" in cell.get("style") or f"b{side[0]}" in classes


def has_line_above(table: MathNode, row: MathNode, number: int) -> bool:
    named = table.get("rowlines").split()
    if number and named:
        return named[min(number - 1, len(named) - 1)] in ("solid", "dashed")
    return bool(row.children) and has_border(row.child(0), "top")


def column_letters(table: MathNode, alignments: Sequence[str]) -> str:
    named = table.get("columnlines").split()
    rows = [equation_cells(row) for row in table.children if row.tag in ROWS]
    letters_latex = ""
    for n, alignment in enumerate(alignments):
        line = n < len(alignments) - 1 and (
            (bool(named) and named[min(n, len(named) - 1)] in ("solid", "dashed"))
            or any(n < len(row) and has_border(row[n], "right") for row in rows)
        )
        letters_latex += LETTERS.get(alignment, "c") + ("|" if line else "")
    return letters_latex
