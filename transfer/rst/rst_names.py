"""Directives and roles that docutils does not know: what they become.

docutils leaves out the text of those that are unknown. So each name in a text is registered before
it is read: known ones of Sphinx and of blogs with what they mean, others with their text.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.body import CodeBlock, MathBlock
from docutils.parsers.rst.languages import en

DIRECTIVE = re.compile(r"^[ \t]*\.\. +(?:\|[^|\n]+\|[ \t]+)?([A-Za-z][\w:+.-]*?)::", re.MULTILINE)
ROLE = re.compile(r":([A-Za-z][\w:+.-]*):(?=`)")
TITLE_AND_TARGET = re.compile(r"(.*?)\s*<([^<>]+)>", re.DOTALL)
MORE_MARK = "\ue010more\ue011"
# What only arranges, indexes or lists pages
WITHOUT_TEXT = frozenset(
    {
        *("toctree", "index", "highlight", "currentmodule", "module", "tabularcolumns", "postlist"),
        *("meta", "default-role", "sectnum", "title", "contents", "tags", "post-list"),
    }
)
OTHER_FILES = frozenset({"include", "literalinclude", "listing"})
CODE = frozenset({"code-block", "sourcecode", "code"})
CALLOUTS: dict[str, type[nodes.Element]] = {
    **dict.fromkeys(("seealso", "todo", "versionadded", "versionchanged", "info"), nodes.note),
    **dict.fromkeys(("deprecated", "attention"), nodes.warning),
}
PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v=%s",
    "vimeo": "https://vimeo.com/%s",
    "gist": "https://gist.github.com/%s",
}
LITERALS = frozenset(
    {
        *("class", "func", "meth", "mod", "attr", "data", "exc", "obj", "kbd", "file", "samp"),
        *("command", "program", "envvar", "option", "guilabel", "menuselection"),
    }
)


class AnyOptions(dict[str, Callable[[str], Any]]):
    """Every option as text."""

    def __getitem__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged

    def __bool__(self) -> bool:
        return True


class TextDirective(Directive):
    """One that nobody knows, with any options: its argument and its content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = AnyOptions()

    @property
    def argument(self) -> str:
        return " ".join(self.arguments)

    def run(self) -> Sequence[nodes.Node]:
        made = list[nodes.Node]()
        if self.argument:
            inline, messages = self.state.inline_text(self.argument, self.lineno)
            made += [nodes.paragraph("", "", *inline), *messages]
        container = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, container)
        return [*made, *container.children]


class NoTextDirective(TextDirective):
    def run(self) -> Sequence[nodes.Node]:
        return []


class MoreDirective(TextDirective):
    def run(self) -> Sequence[nodes.Node]:
        return [nodes.paragraph("", MORE_MARK)]


class CalloutDirective(TextDirective):
    def run(self) -> Sequence[nodes.Node]:
        made = CALLOUTS[self.name]()
        made.extend(super().run())
        return [made]


class PlayerDirective(TextDirective):
    def run(self) -> Sequence[nodes.Node]:
        if not self.argument:
            return []
        address = PLAYERS[self.name] % self.argument.split()[0]
        return [nodes.paragraph("", "", nodes.reference("", address, refuri=address))]


class CodeDirective(CodeBlock):
    """Code with any options of Sphinx and Pelican."""

    option_spec = AnyOptions()

    def run(self) -> Sequence[nodes.Node]:
        self.options.clear()
        return super().run()


class MathDirective(MathBlock):
    """Formulas with the options of Sphinx, of which one is a label."""

    option_spec = AnyOptions()

    def run(self) -> Sequence[nodes.Node]:
        label = self.options.get("label") or ""
        self.options.clear()
        made = super().run()
        for node in made[:1] if label else ():
            node += nodes.Text(f"\n\\label{{{label}}}")
        return made


def text_role(name: str, rawtext: str, text: str, *_rest: Any, **_more: Any) -> Any:
    """A role that nobody knows is its text. One of Sphinx that leads elsewhere is a link."""
    title = TITLE_AND_TARGET.fullmatch(text)
    if title and name in ("doc", "ref", "download"):
        return [nodes.reference(rawtext, title[1], refuri=title[2])], []
    shown = title[1] if title else text.rpartition(".")[2] if text[:1] == "~" else text
    is_literal = ":" in name or name in LITERALS
    return [nodes.literal(rawtext, shown) if is_literal else nodes.inline(rawtext, shown)], []


def register_names(text: str) -> list[str]:
    """Register the names in a text. Return the directives that nobody knows, as they are written.

    What other files hold is not read: their directives are among them.
    """
    found = list(dict.fromkeys(DIRECTIVE.findall(text)))
    for name in found:
        if made := directive_named(name):
            directives.register_directive(name.lower(), made)
    for name in dict.fromkeys(ROLE.findall(text)):
        if name.lower() not in en.roles:
            roles.register_local_role(name.lower(), text_role)
    unknown = (n for n in found if directive_named(n) is TextDirective or n in OTHER_FILES)
    return [f".. {name}::" for name in unknown]


def directive_named(name: str) -> type[Directive] | None:
    """Return the directive of a name, None for those of docutils."""
    known: tuple[tuple[Any, type[Directive]], ...] = (
        (CODE, CodeDirective),
        (("math",), MathDirective),
        (WITHOUT_TEXT, NoTextDirective),
        (OTHER_FILES, TextDirective),
        (("more",), MoreDirective),
        (CALLOUTS, CalloutDirective),
        (PLAYERS, PlayerDirective),
    )
    made = next((made for names, made in known if name in names), None)
    return made or (None if name.lower() in en.directives else TextDirective)
