"""The default dialect: CommonMark with GitHub's extensions, formulas, definition lists and more."""

from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ...block_lines import mark_first_tag
from ...code import code_block, inline_language
from ...document import Document
from ...lint import lint_plugin
from ...math.formula_delimiters import MATH_FENCE
from ...parts.missing_footnotes import report_unused_notes
from ...placeholders import EquationReference, Formula
from ..html_formulas import hold_html_formulas
from .abbreviations import abbreviations_plugin
from .attribute_rules import attributes_plugin
from .autolinks import BareLinks
from .block_marks import block_marks_plugin
from .callouts import callouts_plugin
from .cjk_emphasis import CJKInlineParser
from .code_like_text import code_like_text_plugin
from .comments import comments_plugin
from .emoji import emoji_plugin
from .highlight import highlight_plugin
from .keys import keys_plugin
from .markdown_in_html import markdown_in_html_plugin
from .math import math_plugin
from .placeholder_lines import placeholder_lines_plugin
from .prose_tag_rules import prose_tags_plugin
from .rule_limits import rule_limits_plugin
from .scripts import scripts_plugin
from .table_pipes import table_pipes_plugin
from .task_lists import task_lists_plugin
from .text_joins import text_joins_plugin
from .wiki_links import wiki_links_plugin

# Ten times as deep as real articles. The parser drops what is nested deeper.
MAX_NESTING = 100


class Renderer(RendererHTML):
    """Renders formulas and code as placeholders of the document in `env["document"]`."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return "".join(self.render_pieces(tokens, options, env))

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return "".join(self.render_pieces(tokens, options, env))

    def render_pieces(
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> Iterator[str]:
        """A generator, since adding each piece to a growing string takes quadratic time."""
        for index, token in enumerate(tokens):
            if token.type == "inline":
                yield self.renderInline(token.children or [], options, env)
            elif rule := self.rules.get(token.type):
                yield rule(tokens, index, options, env)
            else:
                yield self.renderToken(tokens, index, options, env)

    def formula(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        line = token.meta.get("line")
        formula = Formula(token.content, token.meta["display"], token.block, line)
        document: Document = env["document"]
        return document.hold(formula) + ("\n" if token.block else "")

    def reference(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token, document = tokens[idx], env["document"]
        reference = EquationReference(token.content, token.meta["brackets"], token.meta.get("line"))
        held: str = document.hold(reference)
        return held

    def html_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        document, token = env["document"], tokens[idx]
        html = hold_html_formulas(document, token.content)
        return mark_first_tag(document, html, token.map[0] + 1) if token.map else html

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token, document = tokens[idx], env["document"]
        line = token.map[0] + 1 if token.map else None
        info = unescapeAll(token.info).strip()
        if MATH_FENCE.match(info):
            # The formula begins on the line below the fence.
            below = line + 1 if line else None
            return f"{document.hold(Formula(token.content, True, True, below))}\n"
        return f"{document.hold(code_block(token.content, info, line))}\n"

    code_block = fence

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        name, text = inline_language(token.content, token.meta.get("language", ""))
        if name:
            token.attrJoin("class", name)
        return f"<code{self.renderAttrs(token)}>{escapeHtml(text)}</code>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Without words it has no `alt`: an empty one is written in HTML, and means no words."""
        token = tokens[idx]
        token.attrs["alt"] = self.renderInlineAsText(token.children, options, env)
        if not token.attrs["alt"]:
            del token.attrs["alt"]
        return self.renderToken(tokens, idx, options, env)

    def s_open(self, *_: object) -> str:
        return "<del>"

    def s_close(self, *_: object) -> str:
        return "</del>"

    def footnote_block_open(self, *_: object) -> str:
        return '<section class="footnotes">\n<ol>\n'

    def renderInlineAsText(
        self, tokens: Sequence[Token] | None, options: OptionsDict, env: EnvType
    ) -> str:
        """The alternative text of an image, with the LaTeX of formulas and the text of code."""
        document: Document = env["document"]
        readable = [readable_token(document, token) for token in tokens or ()]
        return document.alternative_text(super().renderInlineAsText(readable, options, env))


def readable_token(document: Document, token: Token) -> Token:
    """The text of formulas, code and the like as a text token; of formulas the placeholder."""
    content = token.content
    if token.type == "formula":
        content = document.placeholder_name(Formula(content, display=False, block=False))
    elif token.type not in ("reference", "code_inline", "text_special"):
        return token
    return Token("text", "", 0, content=content)


def to_html(document: Document) -> str:
    env: EnvType = {"document": document}
    html: str = commonmark_parser().render(document.source, env)
    notes = env.get("footnotes", {}).get("refs", {})
    report_unused_notes(document, (label[1:] for label, number in notes.items() if number < 0))
    return html


@cache
def commonmark_parser() -> MarkdownIt:
    """One parser for all articles: it keeps no state between them."""
    markdown = MarkdownIt(
        "gfm-like", {"html": True, "maxNesting": MAX_NESTING}, renderer_cls=Renderer
    )
    markdown.linkify = BareLinks()
    markdown.inline = CJKInlineParser()
    for plugin in (
        deflist_plugin,
        footnote_plugin,
        rule_limits_plugin,
        task_lists_plugin,
        math_plugin,
        callouts_plugin,
        attributes_plugin,
        highlight_plugin,
        keys_plugin,
        scripts_plugin,
        comments_plugin,
        abbreviations_plugin,
        markdown_in_html_plugin,
        prose_tags_plugin,
        code_like_text_plugin,
        table_pipes_plugin,
        lint_plugin,
        text_joins_plugin,
        emoji_plugin,
        wiki_links_plugin,
        placeholder_lines_plugin,
        block_marks_plugin,
    ):
        markdown.use(plugin)
    markdown.core.ruler.push("columns", align_columns)
    # The plugin's own begins with a `<hr>`.
    markdown.add_render_rule("footnote_block_open", Renderer.footnote_block_open)
    # The step `join_lines` handles line breaks between Han characters for both dialects.
    markdown.add_render_rule("softbreak", RendererHTML.softbreak)
    return markdown


def align_columns(state: StateCore) -> None:
    """Put the alignment of columns into attributes; the sanitizer removes inline styles."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"align": str(token.attrs["style"]).removeprefix("text-align:")}
