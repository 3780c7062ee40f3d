"""Finds the tags of other systems in one scan of the source, and matches start with end tags."""

import re
from collections import Counter

from . import block_rules, inline_rules
from .code_spans import PREFIX
from .foreign_tag import ForeignTag
from .scan_state import SourceScan

# Regular expressions for the start of each construct, with the rule that reads it. A rule returns
# the position from which the scan continues. Code and comments have rules that skip them.
LINE = rf"\n(?=    |[ >]*\t|{PREFIX}(?:`{{3}}|~{{3}}|:{{3}}|[@{{(\[]))"
STARTS = {
    LINE: block_rules.line_rule,
    r"`+": inline_rules.code_span_rule,
    r"\{\{[<%]": inline_rules.shortcode_rule,
    r"\{\{": inline_rules.output_rule,
    r"\{%": inline_rules.liquid_tag_rule,
    r"<!--": inline_rules.comment_rule,
    r"</?escape>": inline_rules.hexo_escape_rule,
    r"<(?:script|span|div)\b": inline_rules.math_rule,
    r":(?:begin|end)_tab:": inline_rules.d2l_tab_rule,
    r":[a-z_]{1,20}:(?=`)|\{[a-z][a-z:_+-]{0,30}\}(?=`)": inline_rules.role_rule,
    r"[\[(](?:\*\*|~~)": inline_rules.slide_rule,
    r"\[caption\b": inline_rules.wordpress_rule,
    r"\]\(": inline_rules.image_size_rule,
    r"\{(?:static|filename|attach|photo)\}": inline_rules.site_path_rule,
    r"\\[^\n]": inline_rules.escape_rule,
}
# A set of first characters comes first, so that other characters are skipped fast.
STOP = re.compile(r"(?=[\n`{<:\[(\]\\])(?:" + "|".join(f"({start})" for start in STARTS) + ")")
RULES = tuple(STARTS.values())
# A source without any of these has no tags.
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


def find_tags(source: str) -> list[ForeignTag]:
    """Every tag outside of code, in the order of the source."""
    if not any(sign in source for sign in SIGNS) and not RARE_SIGNS.search(source):
        return []
    scan = SourceScan(source)
    at = block_rules.line_rule(scan, 0)
    while stop := STOP.search(source, at):
        rule = RULES[(stop.lastindex or 1) - 1]
        # `LINE` matches the line break; the line begins behind it.
        at = rule(scan, stop.start() + (rule is block_rules.line_rule))
    return sorted(scan.tags, key=lambda tag: tag.start)


def match_end_tags(tags: list[ForeignTag]) -> None:
    """Set `end_tag`: an end tag belongs to the nearest open tag of its system and name before it.

    Open tags in between stay without an end tag.
    """
    open_tags: list[ForeignTag] = []
    open_counts: Counter[tuple[str, str]] = Counter()
    for tag in tags:
        key = (tag.system, tag.name)
        if tag.is_matched or tag.is_single or tag.end_tag is not None:
            continue
        if not tag.is_end:
            open_tags.append(tag)
            open_counts[key] += 1
        elif open_counts[key]:
            while True:
                opening = open_tags.pop()
                open_counts[opening.system, opening.name] -= 1
                if (opening.system, opening.name) == key:
                    break
            opening.end_tag = tag
            tag.is_matched = True
