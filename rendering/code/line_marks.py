"""Comments that mark lines: `// [!code ++]` (VitePress), `# highlight-next-line` (Docusaurus).

They go wherever they stand; what they say stays. `[!!code ++]` shows the comment itself.
"""

import re

SIGN = "[!code "
# Longer ones before those that they end with.
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


def take_marks(source: str) -> tuple[str, Marks]:
    """The code without such comments, and the lines that they mark."""
    if SIGN not in source and "highlight-" not in source:
        return source.replace("[!!code ", SIGN), []
    kept: list[str] = []
    marks: Marks = []
    started = 0
    for line in source.split("\n"):
        word = docusaurus(line)
        if word is None:
            code, found = vitepress(line)
            # A comment alone on its line speaks of the next one.
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


def docusaurus(line: str) -> str | None:
    if "highlight-" not in line:
        return None
    stripped = line.strip()
    match = WORDS.match(stripped)
    if match is None:
        return None
    rest = stripped[match.end() :].strip()
    return match[1] if not rest or rest in CLOSERS else None


def vitepress(line: str) -> tuple[str, list[tuple[str, int]]]:
    """The line without the comments at its end, and what they said."""
    found: list[tuple[str, int]] = []
    for _ in range(MOST_ON_A_LINE):
        head, _, tail = line.rpartition(SIGN)
        head = head.rstrip()
        said, bracket, rest = tail.partition("]")
        name, _, count = (word.strip() for word in said.partition(":"))
        opener = next((opener for opener in OPENERS if head.endswith(opener)), "")
        if not opener or not bracket or name not in NAMES or rest.strip() not in ("", *CLOSERS):
            break
        line = head.removesuffix(opener).rstrip()
        if NAMES[name]:
            found.append((NAMES[name], int(count) if re.fullmatch("[0-9]{1,4}", count) else 1))
    return line, found
