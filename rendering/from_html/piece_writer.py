"""Writes pieces with delimiters where the dialect reads them, and with tags elsewhere."""

import re
from collections.abc import Iterator

from ..dialects.commonmark.cjk_emphasis import neighbour
from ..dialects.commonmark.highlight import can_be_highlighted
from ..math.formula_delimiters import formula_at
from .inline_marks import Mark
from .span_pieces import SpanPiece, target, title_of
from .text_escapes import OBJECT, escapes_in

DELIMITERS = {"strong": "**", "em": "*", "del": "~~", "mark": "=="}
TAGS = {"strong": "strong", "em": "em", "del": "del", "mark": "mark", "ins": "ins"}
SCRIPTS = {"sup": "^", "sub": "~"}
SIMPLE_SCRIPT = re.compile(r"[0-9A-Za-z+-]{1,12}")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+")
# Beside these, `==` is an operator.
OPERATOR = re.compile("[0-9A-Za-z!<>=\"'‘’“”]")
STARRED = frozenset({"strong", "em"})


class PieceWriter:
    """Writes pieces one after the other. Delimiters look at the characters on both sides."""

    def __init__(self, pieces: list[SpanPiece], in_cell: bool) -> None:
        self.pieces = pieces
        self.in_cell = in_cell
        self.texts = [*self.escaped_texts()]
        self.tags: set[int] = set()
        self.nested = {*self.starred_within_stars()}

    def starred_within_stars(self) -> Iterator[int]:
        depth = 0
        for n, piece in enumerate(self.pieces):
            if piece.mark is not None and piece.mark.name in STARRED:
                if piece.kind == "open" and depth:
                    yield n
                depth += 1 if piece.kind == "open" else -1

    def escaped_texts(self) -> Iterator[str]:
        """The text of each piece, escaped with a view to the whole paragraph."""
        whole = "".join(p.text if p.kind == "text" else OBJECT for p in self.pieces if not p.mark)
        escapes, at, links = escapes_in(whole), 0, 0
        for piece in self.pieces:
            if piece.mark:
                links += (piece.mark.name == "link") * (1 if piece.kind == "open" else -1)
                yield ""
                continue
            if piece.kind != "text":
                at += 1
                yield self.whole(piece)
                continue
            characters = (escapes.get(n) or whole[n] for n in range(at, at + len(piece.text)))
            text = "".join(with_brackets(c, whole) if links else c for c in characters)
            at += len(piece.text)
            yield text.replace("|", "\\|") if self.in_cell else text

    def whole(self, piece: SpanPiece) -> str:
        if not self.in_cell:
            return piece.text
        if piece.kind == "formula":
            return piece.text.replace("\\|", "\\Vert ").replace("|", "\\vert ")
        return piece.text.replace("|", "\\|")

    def write(self) -> str:
        """Decide from the inside out: a tag at its edge changes what is around a mark."""
        ends = [piece.partner for piece in self.pieces if piece.kind == "close"]
        for n in ends:
            mark = self.pieces[n].mark
            if mark is not None and mark.name in DELIMITERS and not self.works(n):
                self.tags.add(n)
        return "".join(self.written(n) for n in range(len(self.pieces)))

    def written(self, n: int) -> str:
        piece = self.pieces[n]
        if piece.kind == "formula":
            return self.formula(n)
        if piece.mark is None:
            is_address = n > 0 and self.pieces[n - 1].kind == "open" and self.is_bare(n - 1)
            return piece.text if is_address else self.texts[n]
        return self.opening(n) if piece.kind == "open" else self.closing(n)

    def opening(self, n: int) -> str:
        mark = self.pieces[n].mark
        assert mark is not None
        if mark.name == "link":
            return "<" if self.is_bare(n) else "["
        if mark.name in SCRIPTS:
            return SCRIPTS[mark.name] if self.is_simple_script(n) else f"<{mark.name}>"
        if mark.name in DELIMITERS and n not in self.tags:
            return DELIMITERS[mark.name]
        return f"<{TAGS.get(mark.name, mark.name)}>"

    def closing(self, n: int) -> str:
        mark, start = self.pieces[n].mark, self.pieces[n].partner
        assert mark is not None
        if mark.name == "link":
            return ">" if self.is_bare(start) else f"]({target(mark.href)}{title_of(mark.title)})"
        opening = self.opening(start)
        return f"</{opening[1:]}" if opening.startswith("<") else opening

    # How marks can be written

    def is_bare(self, n: int) -> bool:
        """Whether a link shows its own address."""
        mark, inner = self.pieces[n].mark, self.pieces[n + 1 : self.pieces[n].partner]
        if mark is None or len(inner) != 1 or inner[0].kind != "text":
            return False
        return inner[0].text == mark.href and ADDRESS.fullmatch(mark.href) is not None

    def is_simple_script(self, n: int) -> bool:
        end = self.pieces[n].partner
        inner = "".join(piece.text for piece in self.pieces[n + 1 : end] if piece.kind == "text")
        if end != n + 2 or not SIMPLE_SCRIPT.fullmatch(inner) or self.touches_marks(n):
            return False
        before, after = self.before(n), self.after(end)
        goes_on = after.isascii() and (after.isalnum() or after in "({[\\^~")
        return before.isalnum() and (not goes_on or (inner.isdigit() and after.isalpha()))

    def touches_marks(self, n: int) -> bool:
        end = self.pieces[n].partner
        beside = (*self.pieces[max(0, n - 1) : n], *self.pieces[end + 1 : end + 2])
        return any(piece.mark is not None for piece in beside)

    def works(self, n: int) -> bool:
        """Whether delimiters are read as such here: not inside a word, nor beside other ones."""
        mark, end = self.pieces[n].mark, self.pieces[n].partner
        assert mark is not None
        if self.touches(n, end, mark) or not self.flanks(n, end):
            return False
        if mark.name in STARRED and n in self.nested and self.is_ambiguous(n, end):
            return False
        if mark.name not in ("mark", "del"):
            return True
        inner = "".join(self.texts[n + 1 : end])
        outer = self.before(n) + self.after(end)
        if mark.name == "del":
            return "~" not in inner and "~" not in outer
        return not OPERATOR.search(outer) and "=" not in inner and can_be_highlighted("=", inner)

    def touches(self, n: int, end: int, mark: Mark) -> bool:
        """Whether stars that end stand directly before stars that begin: `**a***b*`."""
        before = self.pieces[n - 1] if n else None
        if mark.name not in STARRED or before is None or before.mark is None:
            return False
        return (
            before.kind == "close"
            and before.mark.name in STARRED
            and before.partner not in self.tags
        )

    def flanks(self, n: int, end: int) -> bool:
        """CommonMark's rule for delimiters beside punctuation, with the exception for Chinese."""
        outer, inner = neighbour(self.before(n)), neighbour(self.first_inside(n))
        last, after = neighbour(self.last_inside(end)), neighbour(self.after(end))
        if inner.space or last.space:
            return False
        opens = not inner.prevents_emphasis or outer.allows_emphasis
        return opens and (not last.prevents_emphasis or after.allows_emphasis)

    def is_ambiguous(self, n: int, end: int) -> bool:
        """Whether stars within others could begin as well as end, as in `***重*点***`."""
        if self.is_star(n - 1, "open", n) and self.pieces[n - 1].partner == end + 1:
            return False
        outer, inner = neighbour(self.before(n)), neighbour(self.first_inside(n))
        last, after = neighbour(self.last_inside(end)), neighbour(self.after(end))
        closes = not outer.space and (not outer.prevents_emphasis or inner.allows_emphasis)
        opens = not after.space and (not after.prevents_emphasis or last.allows_emphasis)
        return closes or opens

    def before(self, n: int) -> str:
        """The character before a piece; stars that begin there too are looked through."""
        while n and self.is_star(n - 1, "open", n):
            n -= 1
        return self.edge(n - 1, -1) if n else " "

    def after(self, n: int) -> str:
        while n + 1 < len(self.pieces) and self.is_star(n + 1, "close", n):
            n += 1
        return self.edge(n + 1, 0) if n + 1 < len(self.pieces) else " "

    def first_inside(self, n: int) -> str:
        while self.is_star(n + 1, "open", n):
            n += 1
        return self.edge(n + 1, 0)

    def last_inside(self, n: int) -> str:
        while self.is_star(n - 1, "close", n):
            n -= 1
        return self.edge(n - 1, -1)

    def is_star(self, n: int, kind: str, of: int) -> bool:
        """Whether the piece is part of one run of stars with the piece `of`."""
        if self.pieces[n].kind != kind or self.is_tag(n):
            return False
        pair = (self.pieces[n], self.pieces[of])
        return all(p.mark is not None and p.mark.name in STARRED for p in pair)

    def is_tag(self, n: int) -> bool:
        return (n if self.pieces[n].kind == "open" else self.pieces[n].partner) in self.tags

    def edge(self, n: int, at: int) -> str:
        piece = self.pieces[n]
        if piece.mark is not None or piece.kind == "formula":
            return "$"  # some punctuation
        return self.texts[n][at] if self.texts[n] else " "

    def formula(self, n: int) -> str:
        """The formula between dollars, if they are read as such where it stands."""
        latex = self.texts[n]
        before, after = (self.edge(n - 1, -1) if n else ""), self.after(n)
        text = f"{before}${latex}${after}"
        found = formula_at(text, len(before))
        if found and found.end == len(before) + len(latex) + 2:
            return f"${latex}$"
        return f"$`{latex}`$" if "`" not in latex else rf"\({latex}\)"


def with_brackets(character: str, whole: str) -> str:
    r"""Brackets in the words of a link; `\[x=1\]` would be a formula."""
    if character not in ("[", "]", "\\["):
        return character
    is_formula = any(sign in whole for sign in "\\^_=")
    sign = character[-1]
    return f"&#{ord(sign)};" if is_formula else f"\\{sign}"
