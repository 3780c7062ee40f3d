"""Tables: classes for cells that wrap, for numbers, and for a first column that stays in place.

Cells stay on one line unless they are marked `long`. Numbers of a column have their decimal points
below each other: `data-pad` has the decimals that a number lacks, `data-lead` the digits that it
lacks in a centred column. The style sheet draws both invisibly, and they are not copied.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.characters import CHINESE
from ..html.text_flow import flow_text
from ..placeholders import CodeBlock
from ..tree import add_class, children, rename_element

# The longest line of a cell that does not wrap, in em: of most cells, of those in a first column
# that stays in place, and of headers above numbers.
LONGEST_UNBROKEN, LONGEST_STICKY, LONGEST_ABOVE_NUMBERS = 12, 8, 6
FEWEST_STICKY = 5  # columns
FEWEST_NUMBERS = 2  # in a column of numbers
NUMBER = re.compile(r"(?P<whole>[-+−±]?\d+(?:,\d{3})*)(?P<decimals>(?:\.\d+)?)(?P<unit>[%‰×]?)")
EMPTY = frozenset({"", "-", "–", "—", "−", "/"})
MARKUP = re.compile(r"<[^>]*>|&[a-z]+;")
SPANS = ("colspan", "rowspan")


@dataclass(slots=True)
class Cell:
    """`text` is '' for a cell without text; `is_plain` means that it has no formula."""

    node: LexborNode
    text: str
    is_plain: bool = True

    @property
    def number(self) -> re.Match[str] | None:
        return NUMBER.fullmatch(self.text) if self.is_plain else None

    @property
    def is_empty(self) -> bool:
        return self.is_plain and self.text in EMPTY

    @property
    def side(self) -> str:
        """The class of the author's alignment."""
        return self.node.attributes.get("class") or ""


def format_tables(document: Document) -> None:
    for table in document.body.css("table"):
        rows = [[read_cell(document, cell) for cell in row_cells(row)] for row in table_rows(table)]
        if is_regular(rows):
            format_columns(table, rows)
        mark_long(cell for row in rows for cell in row)
        for header in table.css("th"):
            if not header.text().strip() and header.css_first("img, svg") is None:
                rename_element(document, header, "td")  # a header must not be empty


def mark_long(cells: Iterable[Cell], longest: float = LONGEST_UNBROKEN) -> None:
    """Let the cells wrap that are longer than `longest` em."""
    for cell in cells:
        if text_width(cell.text) > longest:
            add_class(cell.node, "long")


def format_columns(table: LexborNode, rows: list[list[Cell]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    for column in columns[1:]:
        align_numbers(column)
    box = table.parent
    if len(columns) >= FEWEST_STICKY and box is not None and is_box(box):
        add_class(box, "sticky")
        mark_long(columns[0], LONGEST_STICKY)


def is_box(node: LexborNode) -> bool:
    return node.attributes.get("class") == "tbl"


def table_rows(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of `table`, without those of tables in its cells."""
    for part in children(table):
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in children(part) if row.tag == "tr")


def row_cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in children(row) if cell.tag in ("td", "th"))


def is_regular(rows: list[list[Cell]]) -> bool:
    """Whether every row has the same number of cells, and no cell covers several."""
    cells = (cell for row in rows for cell in row)
    return len({len(row) for row in rows}) == 1 and not any(
        name in cell.node.attributes for cell in cells for name in SPANS
    )


def read_cell(document: Document, node: LexborNode) -> Cell:
    """The cell with its longest line. Of a formula, the text is what it shows."""
    plain = True

    def held_text(element: LexborNode) -> str | None:
        nonlocal plain
        if element.tag == "table":  # it has cells of its own
            plain = False
            return ""
        held = document.held_by(element)
        if held is None:
            return None
        plain = False
        if isinstance(held, CodeBlock):
            return max(held.source.split("\n"), key=len)
        return MARKUP.sub("", held.html.partition("<annotation")[0])

    lines = flow_text(node, held_text).split("\n")
    longest = max((" ".join(line.split()) for line in lines), key=text_width)
    return Cell(node, longest, plain)


def text_width(text: str) -> float:
    """The approximate width in em: Chinese characters have 1, others half of that."""
    return (len(text) + len(CHINESE.findall(text))) / 2


def align_numbers(column: list[Cell]) -> None:
    """Align the cells of `column` by their decimal points if it has only numbers."""
    body = [cell for cell in column if cell.node.tag == "td"]
    numbers = [number for cell in body if (number := cell.number)]
    if len(numbers) < FEWEST_NUMBERS or len(numbers) + count_empty(body) < len(body):
        return
    if len({number["unit"] for number in numbers}) > 1 or not has_one_side(column):
        return
    centred = "center" in column[0].side
    for cell in column:
        add_class(cell.node, "num")
    mark_long((cell for cell in column if cell.node.tag == "th"), LONGEST_ABOVE_NUMBERS)
    whole, decimals = longest_parts(numbers)
    for cell in body:
        number = cell.number
        if lacking := decimals[len(number["decimals"]) if number else 0 :]:
            cell.node.attrs["data-pad"] = lacking
        if centred and number and (lacking := whole[len(number["whole"]) :]):
            cell.node.attrs["data-lead"] = lacking


def count_empty(cells: Iterable[Cell]) -> int:
    return sum(cell.is_empty for cell in cells)


def has_one_side(column: list[Cell]) -> bool:
    """Whether all cells are aligned alike, and not to the left by the author."""
    sides = {cell.side for cell in column}
    return len(sides) == 1 and not any("left" in side for side in sides)


def longest_parts(numbers: Iterable[re.Match[str]]) -> tuple[str, str]:
    """The longest whole part and the longest decimals, with zeros for digits."""
    found = [(number["whole"], number["decimals"]) for number in numbers]
    whole = max((whole for whole, _ in found), key=len)
    decimals = max((decimals for _, decimals in found), key=len)
    return re.sub(r"\d", "0", whole), re.sub(r"\d", "0", decimals)
