"""Finds the marks of other systems: one walk through the source, from left to right."""

import re

from . import block_rules, inline_rules
from .code_spans import PREFIX
from .mark import Tag
from .scan_state import Walk

# Where anything may begin that the walk must know, and the rule for it.
LINE = rf"\n(?=    |[ >]*\t|{PREFIX}(?:`{{3}}|~{{3}}|:{{3}}|[@{{(\[]))"
STARTS = {
    LINE: block_rules.line,
    r"`+": inline_rules.code,
    r"\{\{[<%]": inline_rules.shortcode,
    r"\{\{": inline_rules.output,
    r"\{%": inline_rules.liquid_tag,
    r"<!--": inline_rules.comment,
    r"</?escape>": inline_rules.hexo_escape,
    r"<(?:script|span|div)\b": inline_rules.math,
    r":(?:begin|end)_tab:": inline_rules.tab,
    r":[a-z_]{1,20}:(?=`)|\{[a-z][a-z:_+-]{0,30}\}(?=`)": inline_rules.role,
    r"[\[(](?:\*\*|~~)": inline_rules.slide,
    r"\[caption\b": inline_rules.wordpress,
    r"\]\(": inline_rules.target,
    r"\{(?:static|filename|attach|photo)\}": inline_rules.place,
    r"\\[^\n]": inline_rules.escape,
}
# What they begin with comes first, so that other characters are passed at once.
STOP = re.compile(r"(?=[\n`{<:\[(\]\\])(?:" + "|".join(f"({start})" for start in STARTS) + ")")
RULES = tuple(STARTS.values())
# Without any of these there is nothing to find.
SIGNS = (
    *(
        "{%",
        "{{<",
        "{{%",
        ":::",
        ":`",
        "}`",
        "_tab:",
        "#@tab",
        "```{",
        "~~~{",
        "```toc",
        "eval_rst",
    ),
    *("{: .", "{:.", "{:toc", "{: toc", "toc]", "TOC]", "_toc_", "_TOC_", "{{TOC"),
    *("<escape>", "math/tex", 'class="math', "class='math", "class=math"),
    *("{static}", "{filename}", "{attach}", "{photo}"),
)
RARE_SIGNS = re.compile(
    r" =\d*%?x?\d*%?\)|\[caption\b|^[ \t>]*\([\w:.-]+\)=[ \t]*$"
    r"|\{\{-?[ \t]*(?:site|page|layout|[\"'])",
    re.MULTILINE,
)


def scan(source: str) -> list[Tag]:
    """Every mark outside code, in order."""
    if not any(sign in source for sign in SIGNS) and not RARE_SIGNS.search(source):
        return []
    walk = Walk(source)
    at = block_rules.line(walk, 0)
    while stop := STOP.search(source, at):
        rule = RULES[(stop.lastindex or 1) - 1]
        # A line begins behind its break.
        at = rule(walk, stop.start() + (rule is block_rules.line))
    return sorted(walk.tags, key=lambda tag: tag.start)
