"""Rules for tags at the beginning of a line, which return from where the scan continues."""

import re

from . import d2l, jekyll, myst
from .code_spans import FENCE, closes_fence, fence_end
from .foreign_tag import ForeignTag
from .inline_rules import find_escaped_tags
from .scan_state import SourceScan

DIRECTIVE = re.compile(r"\{([\w:-]+)\}[ \t]*([^\n]*)")
CONTAINER = re.compile(r"[ \t>]*(:{3,})[ \t]*([A-Za-z{][^\n]*|)$", re.MULTILINE)
CONTAINER_NAME = re.compile(r"\{?[ \t]*[.]?([A-Za-z][\w:-]*)\}?")
OPTION = re.compile(r"\n[ \t>]*:([\w-]+):[ \t]*([^\n]*)")
AT_TAB = re.compile(r"[ \t>]*(@tab)(?::active)?(?:[ \t]+([^\n]*))?$", re.MULTILINE)
GROUP_TITLE = re.compile(r"\[([^\]\n]+)\]")
CONTENTS = re.compile(
    r"[ \t>]*(?:(?P<kramdown>\{:[ \t]*\.?toc\b[^}\n]*\})"
    r"|\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^)\n]*\))?|\{\{toc\}\})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# Kramdown writes `{:toc}` below a list item, which the table of contents replaces.
LIST_ABOVE = re.compile(r"\n[ \t>]*(?:[-*+]|\d\.)[ \t]+[^\n]{0,40}\n\Z")
LONGEST_LIST_ABOVE = 100
TARGET = re.compile(r"[ \t>]*(\(([\w:.-]+)\)=)[ \t]*$", re.MULTILINE)
PROMPT = re.compile(r"[ \t>]*(\{:[ \t]*\.([\w-]+)[^}\n]*\})[ \t]*$", re.MULTILINE)
TAB_CONTAINERS = frozenset({"tabs", "code-tabs", "tab-set"})
MAX_CONTAINERS = 20


def line_rule(scan: SourceScan, start: int) -> int:
    if (
        scan.source[start : start + 1] in (" ", "\t")
        and scan.line_number(start) in scan.indented_code
    ):
        end = scan.line_end(start)
        find_escaped_tags(scan, start, end)
        return end
    for rule in (fence_rule, container_rule, at_tab_rule, contents_rule, target_rule, prompt_rule):
        next_position = rule(scan, start)
        if next_position is not None:
            return next_position
    return start


def fence_rule(scan: SourceScan, start: int) -> int | None:
    match = FENCE.match(scan.source, start)
    if match is None or (match["fence"][0] == "`" and "`" in match["info"]):
        return None
    sign, info = match["fence"], match["info"].strip()
    if scan.open_fences and not info and closes_fence(sign, scan.open_fences[-1][0]):
        _, tag = scan.open_fences.pop()
        tag.end_tag = scan.add_tag("directive", tag.name, "", match.start("fence"), match.end())
        tag.end_tag.is_end = tag.end_tag.is_matched = True
        return match.end()
    directive = DIRECTIVE.match(info)
    if directive and directive[1].rpartition("-")[0] in myst.DIVIDED_DIRECTIVES:
        return divided_directive(scan, match, directive)
    if directive and directive[1] in myst.DIRECTIVES:
        return open_directive(scan, match, directive)
    stop, end = fence_end(scan.source, match.end(), sign)
    if info in d2l.FENCES and stop < len(scan.source):
        tag = scan.add_tag("d2l", info, "", match.start("fence"), match.end())
        scan.add_end_tag(tag, stop, end)
        return end
    d2l.find_code_tab(scan, match, end)
    title = GROUP_TITLE.search(match["info"])
    if title and scan.open_containers and scan.open_containers[-1][1].name == "code-group":
        at = match.start("info")
        scan.add_tag("group", title[1], "", at + title.start(), at + title.end())
    find_escaped_tags(scan, match.end(), stop)
    return end


def open_directive(scan: SourceScan, fence: re.Match[str], directive: re.Match[str]) -> int:
    """A MyST directive: `{note} title`, with lines of options below it."""
    end, options = options_below(scan, fence.end())
    tag = scan.add_tag("directive", directive[1], directive[2], fence.start("fence"), end)
    tag.options.read(options)
    if directive[1] in myst.VERBATIM:
        stop, last = fence_end(scan.source, end, fence["fence"])
        scan.add_end_tag(tag, stop, last)
        return last
    scan.open_fences.append((fence["fence"], tag))
    return end


def divided_directive(scan: SourceScan, fence: re.Match[str], directive: re.Match[str]) -> int:
    """`{exercise-start}` or `{exercise-end}`: one end of what stands between them."""
    name, _hyphen, which = directive[1].rpartition("-")
    _options_end, options = options_below(scan, fence.end())
    _stop, end = fence_end(scan.source, fence.end(), fence["fence"])
    start, is_end = fence.start("fence"), which == "end"
    tag = scan.add_tag("directive", name, directive[2], start, end, is_end=is_end)
    tag.options.read(options)
    return end


def options_below(scan: SourceScan, end: int) -> tuple[int, str]:
    """`:key: value` lines below a directive, returned as `key="value"`, with their end."""
    options = ""
    while option := OPTION.match(scan.source, end):
        options += f' {option[1]}="{option[2].strip().replace(chr(34), "")}"'
        end = option.end()
    return end, options


def container_rule(scan: SourceScan, start: int) -> int | None:
    """`::: tip title` of VuePress and Docusaurus, `:::{note}` of MyST, `::: {.note}` of Pandoc."""
    match = CONTAINER.match(scan.source, start)
    if match is None:
        return None
    if not match[2].strip():
        return close_container(scan, match)
    name = CONTAINER_NAME.match(match[2])
    if name is None:
        return None
    arguments, end, options = match[2][name.end() :], match.end(), ""
    if match[2].startswith("{"):
        end, options = options_below(scan, end)
    tag = scan.add_tag("container", name[1].lower(), arguments, match.start(1), end)
    tag.options.read(options)
    if len(scan.open_containers) < MAX_CONTAINERS:
        scan.open_containers.append((len(match[1]), tag))
    return end


def close_container(scan: SourceScan, match: re.Match[str]) -> int | None:
    """Close the innermost container with as many colons, else the innermost with fewer."""
    colons = len(match[1])
    counts = [count for count, _ in scan.open_containers]
    fitting = [i for i, count in enumerate(counts) if count == colons] or [
        i for i, count in enumerate(counts) if count < colons
    ]
    if not fitting:
        return None
    tag = scan.open_containers[fitting[-1]][1]
    del scan.open_containers[fitting[-1] :]
    close_tab(scan, tag, match.start(1))
    scan.add_end_tag(tag, match.start(1), match.end())
    return match.end()


def at_tab_rule(scan: SourceScan, start: int) -> int | None:
    """`@tab title` of VuePress themes."""
    if not scan.open_containers or scan.open_containers[-1][1].name not in TAB_CONTAINERS:
        return None
    match = AT_TAB.match(scan.source, start)
    if match is None:
        return None
    owner = scan.open_containers[-1][1]
    close_tab(scan, owner, match.start(1))
    owner.open_tab = scan.add_tag("container", "@tab", match[2] or "", match.start(1), match.end())
    return match.end()


def close_tab(scan: SourceScan, owner: ForeignTag, position: int) -> None:
    if owner.open_tab is not None:
        scan.add_end_tag(owner.open_tab, position, position)
        owner.open_tab = None


def contents_rule(scan: SourceScan, start: int) -> int | None:
    """A marker for a table of contents, which every page has anyway."""
    match = CONTENTS.match(scan.source, start)
    if match is None:
        return None
    if match["kramdown"]:
        first = max(0, start - LONGEST_LIST_ABOVE)
        above = LIST_ABOVE.search(f"\n{scan.source[first:start]}")
        start = first + above.start() if above else start
    return scan.add_tag("contents", "toc", "", start, match.end()).end


def target_rule(scan: SourceScan, start: int) -> int | None:
    match = TARGET.match(scan.source, start)
    if match is None:
        return None
    return scan.add_tag("role", "target", match[2], match.start(1), match.end(1)).end


def prompt_rule(scan: SourceScan, start: int) -> int | None:
    """`{: .prompt-tip }`: Jekyll themes make a callout of the block above it, or below."""
    match = PROMPT.match(scan.source, start)
    if match is None or match[2] not in jekyll.PROMPTS:
        return None
    before = scan.source[:start].endswith("\n\n") or not start
    after = scan.source[match.end() : match.end() + 2].strip(" \t") not in ("", "\n", "\n\n")
    tag = scan.add_tag("liquid", "{:", match[2], match.start(1), match.end(1))
    tag.is_single = before and after
    return tag.end
