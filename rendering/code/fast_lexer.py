"""Makes Pygments' lexers four times as fast: each position tries only the rules that can match.

A lexer tries dozens of regular expressions at each position, and nearly all fail. The ASCII
characters that each expression can begin with are computed once from the parsed expression. If they
cannot be computed, the rule is always tried, so the tokens are the same.

This relies on parts that are not documented: `re._parser` and `re._constants` of Python, and the
`_tokens` of Pygments' RegexLexer. tests/test_private_parts.py fails if they change. Without this
module, rendering a CommonMark article with code takes a third longer, and some lexers take
quadratic time.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers.c_cpp import CFamilyLexer
from pygments.token import Error, Keyword, Name, Whitespace

TOKEN_TYPE = type(Error)
Rule = tuple[Callable[[str, int, int], re.Match[str] | None], Any, Any]
Token = tuple[int, Any, str]


class RulesByCharacter(dict[str, list[Rule]]):
    """The rules of a state that can match, by the next character; non-ASCII characters get all."""

    def __init__(self, rules: list[Rule]) -> None:
        self.all = rules
        starts = [first_characters(rule[0].__self__) for rule in rules]  # type: ignore[attr-defined]
        pairs = list(zip(rules, starts, strict=True))
        super().__init__((each, [r for r, start in pairs if each in start]) for each in ASCII)

    def __missing__(self, character: str) -> list[Rule]:
        return self.all


Tables = dict[str, RulesByCharacter]

# How many characters a rule may look ahead, by the length of all code in the article: many rules
# take quadratic time. Only tokens longer than that differ from those of Pygments.
REACHES = ((12_500, 32_000), (50_000, 8_000), (200_000, 2_000))

ASCII = frozenset(map(chr, range(128)))
CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
WITHOUT_WIDTH = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)


def lookahead_for(length: int) -> int:
    return next((reach for most, reach in REACHES if length <= most), REACHES[-1][1])


def speed_up_lexer(lexer: Lexer, reach: int = REACHES[0][1]) -> Lexer:
    """Make `lexer` fast and return it; a lexer with a loop of its own only gets the limit."""
    loop: Any = type(lexer).get_tokens_unprocessed
    quick: Any = FAST_LOOPS.get(loop)
    if quick is not None:
        tables = tables_of(type(lexer))
        bound = partial(quick, lexer, tables, reach)
        lexer.get_tokens_unprocessed = bound  # type: ignore[method-assign]
    elif isinstance(lexer, RegexLexer) and reach < REACHES[0][1]:
        lexer._tokens = {  # type: ignore[attr-defined]
            name: [(limited_match(rule[0], reach), *rule[1:]) for rule in rules]
            for name, rules in lexer._tokens.items()  # type: ignore[attr-defined]
        }
    return lexer


@cache
def tables_of(kind: type[Lexer]) -> Tables:
    """The rule tables of a lexer class; filled as states occur, and shared by its instances."""
    return {}


def limited_match(match_at: Any, reach: int) -> Any:
    return lambda text, at, end=sys.maxsize: match_at(text, at, min(end, at + reach))


def tokenize_fast(
    lexer: RegexLexer, tables: Tables, reach: int, text: str, stack: Sequence[str] = ("root",)
) -> Iterator[Token]:
    """A copy of RegexLexer.get_tokens_unprocessed that uses the rule tables."""
    states, at = list(stack), 0
    rules = rules_of(lexer, tables, states[-1])
    while at < len(text):
        character = text[at]
        for match_at, action, change in rules[character]:
            match = match_at(text, at, at + reach)
            if match is None:
                continue
            if type(action) is TOKEN_TYPE:
                yield at, action, match[0]
            elif action is not None:
                yield from action(lexer, match)
            at = match.end()
            if change is not None:
                change_states(states, change)
                rules = rules_of(lexer, tables, states[-1])
            break
        else:
            at += 1
            if character == "\n":
                states, rules = ["root"], rules_of(lexer, tables, "root")
            yield at - 1, Whitespace if character == "\n" else Error, character


def tokenize_c_family(
    lexer: Any, tables: Tables, reach: int, text: str, stack: Sequence[str] = ("root",)
) -> Iterator[Token]:
    """The loop of CFamilyLexer, which also marks the type names of the standard library."""
    types = lexer.stdlib_types | lexer.c99_types | lexer.c11_atomic_types | lexer.linux_types
    for at, token, value in tokenize_fast(lexer, tables, reach, text, stack):
        yield at, Keyword.Type if token is Name and value in types else token, value


FAST_LOOPS: dict[Any, Any] = {
    RegexLexer.get_tokens_unprocessed: tokenize_fast,
    CFamilyLexer.get_tokens_unprocessed: tokenize_c_family,
}


def change_states(states: list[str], change: Any) -> None:
    """Apply a state change; the bottom of the stack always stays."""
    if isinstance(change, int):
        del states[max(1, len(states) + change) :]
        return
    for state in change if isinstance(change, tuple) else (change,):
        if state == "#pop":
            del states[max(1, len(states) - 1) :]
        else:
            states.append(states[-1] if state == "#push" else state)


def rules_of(lexer: RegexLexer, tables: Tables, state: str) -> RulesByCharacter:
    if state not in tables:
        tables[state] = RulesByCharacter(lexer._tokens[state])  # type: ignore[attr-defined]
    return tables[state]


def first_characters(pattern: re.Pattern[str]) -> frozenset[str]:
    """The ASCII characters that a match may begin with; all if a match may be empty."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    starts, may_be_empty = first_characters_of_sequence(tree, bool(pattern.flags & re.IGNORECASE))
    return ASCII if may_be_empty else starts


def first_characters_of_sequence(sequence: Any, folded: bool) -> tuple[frozenset[str], bool]:
    """The first characters of a sequence, and whether it may match the empty string."""
    starts: frozenset[str] = frozenset()
    for kind, value in sequence:
        if kind in WITHOUT_WIDTH:
            continue
        found, may_be_empty = first_characters_of_item(kind, value, folded)
        starts |= found
        if not may_be_empty:
            return starts, False
    return starts, True


def first_characters_of_item(kind: Any, value: Any, folded: bool) -> tuple[frozenset[str], bool]:
    if kind in (sre.LITERAL, sre.NOT_LITERAL, sre.IN):
        return characters_in_class(kind, value, folded), False
    if kind is sre.BRANCH:
        branches = [first_characters_of_sequence(branch, folded) for branch in value[1]]
        union = frozenset[str]().union(*(starts for starts, _ in branches))
        return union, any(empty for _, empty in branches)
    if kind is sre.SUBPATTERN:
        return first_characters_of_sequence(value[3], folded or bool(value[1] & re.IGNORECASE))
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        starts, may_be_empty = first_characters_of_sequence(value[2], folded)
        return starts, may_be_empty or value[0] == 0
    return ASCII, kind is not sre.ANY


def characters_in_class(kind: Any, value: Any, folded: bool) -> frozenset[str]:
    items = value if kind is sre.IN else [(kind, value)]
    found, negated = set[str](), False
    for item, what in items:
        if item in (sre.NEGATE, sre.NOT_LITERAL):
            negated = True
        if item in (sre.LITERAL, sre.NOT_LITERAL):
            found.add(chr(what))
        elif item is sre.RANGE:
            found |= {c for c in ASCII if what[0] <= ord(c) <= what[1]}
        elif item is sre.CATEGORY:
            found |= set(filter(re.compile(CATEGORIES[what]).match, ASCII))
    if folded:
        # A few non-ASCII characters fold to ASCII ones, so only ASCII sets can be computed.
        if negated or not found <= ASCII:
            return ASCII
        found |= {form for c in found for form in (c.lower(), c.upper())}
    return ASCII - found if negated else frozenset(found) & ASCII
