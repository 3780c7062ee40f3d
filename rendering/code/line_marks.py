"""Comments that mark lines: `// [!code ++]` (VitePress), `# highlight-next-line` (Docusaurus).

The comments are removed from the code. `[!!code ++]` shows `[!code ++]` itself.
"""

import re

SIGN = "[!code "
# Longer ones come before those that they end with.
OPENERS = ("{/*", "<!--", "/*", "(*", "//", "--", "#", ";", "%")
CLOSERS = ("*/}", "*/", "-->", "*)")
NAMES = {
    "++": "ins",
    "--": "del",
    "highlight": "hll",
    "hl": "hll",
    "error": "hll",
    "warning": "hll",
    "focus": "focus",
    "word": "",
}
MOST_ON_A_LINE = 8
WORDS = re.compile(r"(?://|#|--|;|%|/\*|<!--|\{/\*)[ \t]*highlight-(next-line|start|end)\b")

Marks = list[tuple[str, int, int]]


def extract_line_marks(source: str) -> tuple[str, Marks]:
    """The code without these comments, and the marks of its lines."""
    if SIGN not in source and "highlight-" not in source:
        return source.replace("[!!code ", SIGN), []
    kept: list[str] = []
    marks: Marks = []
    started = 0
    for line in source.split("\n"):
        word = docusaurus_mark(line)
        if word is None:
            code, found = vitepress_marks(line)
            # A comment alone on its line marks the next line.
            here = len(kept) + 1
            marks += [(name, here, here + count - 1) for name, count in found]
            if code.strip() or not found:
                kept.append(code.replace("[!!code ", SIGN))
        elif word == "next-line":
            marks.append(("hll", len(kept) + 1, len(kept) + 1))
        elif word == "start":
            started = len(kept) + 1
        elif started:
            marks.append(("hll", started, len(kept)))
            started = 0
    return "\n".join(kept), marks


def docusaurus_mark(line: str) -> str | None:
    if "highlight-" not in line:
        return None
    stripped = line.strip()
    match = WORDS.match(stripped)
    if match is None:
        return None
    rest = stripped[match.end() :].strip()
    return match[1] if not rest or rest in CLOSERS else None


def vitepress_marks(line: str) -> tuple[str, list[tuple[str, int]]]:
    """The line without the comments at its end, and their marks: name and number of lines."""
    found: list[tuple[str, int]] = []
    for _ in range(MOST_ON_A_LINE):
        head, _, tail = line.rpartition(SIGN)
        head = head.rstrip()
        content, bracket, rest = tail.partition("]")
        name, _, count = (word.strip() for word in content.partition(":"))
        opener = next((opener for opener in OPENERS if head.endswith(opener)), "")
        if not opener or not bracket or name not in NAMES or rest.strip() not in ("", *CLOSERS):
            break
        line = head.removesuffix(opener).rstrip()
        if NAMES[name]:
            found.append((NAMES[name], int(count) if re.fullmatch("[0-9]{1,4}", count) else 1))
    return line, found
