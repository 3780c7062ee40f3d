"""Reads the literals of a JavaScript configuration without executing it.

Objects, arrays, strings, numbers and booleans are read. A call such as defineConfig({…}) stands for
its first argument. Everything else is UNKNOWN. Input is bounded by the size of a configuration.
"""

import json
import re
from typing import Any

STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
TOKEN = re.compile(
    r"(?P<space>(?:\s|//[^\n]*|/\*.*?\*/)+)"
    rf"|(?P<string>{STRING})"
    r"|(?P<number>\d[\d_]*(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z_$][\w$]*)"
    r"|(?P<other>\.\.\.|=>|.)",
    re.DOTALL,
)
EXPORT = re.compile(r"export\s+default\b|module\.exports\s*=")
EXPORTED_NAME = re.compile(r"\s*(?:\w+\(\s*)?([A-Za-z_$][\w$]*)\s*\)?\s*(?:;|\n|$)")
DEEPEST = 40  # levels of objects
PAIRS = {"{": "}", "[": "]", "(": ")"}
WORDS = {"true": True, "false": False, "null": None, "undefined": None}
# A regular expression literal may hold quotes and brackets: it stands after one of these.
PATTERN = re.compile(
    rf"(?P<kept>{STRING}|//[^\n]*|/\*.*?\*/)"
    r"|(?<=[=(,:\[!&|?{};])(?P<space>\s*)"
    r"/(?:[^/\\\n\[*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*/[a-z]*",
    re.DOTALL,
)
ESCAPES = {"n": "\n", "t": "\t"}


class Unknown:
    """A value that is no literal."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


class ScriptToken(str):
    """The text of a token, and its kind."""

    kind: str


def exported_values(text: str) -> dict[str, Any]:
    """Return the exported object of a configuration, {} if there is none.

    An exported name stands for the object that is assigned to it. An exported function stands for
    the object that it returns.
    """
    text = PATTERN.sub(lambda match: match["kept"] or f"{match['space']}null", text)
    export = EXPORT.search(text)
    value = value_at(text, export.end()) if export else UNKNOWN
    if isinstance(value, dict):
        return value
    name = EXPORTED_NAME.match(text, export.end()) if export else None
    if name and isinstance(found := assigned_value(text, name[1]), dict):
        return found
    returned = [value_at(text, match.end()) for match in re.finditer(r"\breturn\b|=>\s*\(", text)]
    return next((each for each in reversed(returned) if isinstance(each, dict)), {})


def assigned_value(text: str, name: str) -> Any:
    """Return the value of `const name = …`."""
    match = re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\b[^=\n]*=(?!=)", text)
    return value_at(text, match.end()) if match else UNKNOWN


def value_at(text: str, start: int) -> Any:
    reader = LiteralReader(text, start)
    try:
        return reader.value(0)
    except (IndexError, RecursionError):
        return UNKNOWN


class LiteralReader:
    def __init__(self, text: str, start: int) -> None:
        self.tokens = list[ScriptToken]()
        self.source = TOKEN.finditer(text, start)
        self.position = 0

    def peek(self) -> str:
        """Return the next token, “” at the end."""
        while self.position == len(self.tokens):
            match = next(self.source, None)
            if match is None:
                return ""
            if match.lastgroup != "space":
                token = ScriptToken(match[0])
                token.kind = match.lastgroup or ""
                self.tokens.append(token)
        return self.tokens[self.position]

    def take(self) -> ScriptToken:
        """Return the next token and go on. Raises IndexError at the end."""
        self.peek()
        self.position += 1
        return self.tokens[self.position - 1]

    def value(self, depth: int) -> Any:
        """Read a value, up to the comma or the bracket after it."""
        if depth > DEEPEST:
            raise RecursionError
        found = self.primary(depth)
        if self.peek() in ("as", "satisfies"):
            self.skip()
            return found
        if self.peek() in ("", ",", "}", "]", ")", ";") or self.peek() in ("const", "export"):
            return found
        if isinstance(found, dict | list | str) and self.ends_statement():
            return found
        self.skip()
        return UNKNOWN

    def ends_statement(self) -> bool:
        """Whether a new statement begins: a configuration may have no semicolons."""
        return self.tokens[self.position].kind == "word" and self.peek() not in ("in", "instanceof")

    def primary(self, depth: int) -> Any:
        token = self.take()
        if token == "{":
            return self.object(depth)
        if token == "[":
            return self.array(depth)
        if token == "(":
            inner = self.value(depth + 1)
            self.close(")")
            return inner
        if token.kind == "string":
            return string_value(token)
        if token.kind == "number":
            return float(token.replace("_", "")) if "." in token else int(token.replace("_", ""))
        if token in WORDS:
            return WORDS[token]
        if token.kind == "word":
            return self.call(depth)
        self.position -= 1
        return UNKNOWN

    def call(self, depth: int) -> Any:
        """Read `name(…)` or `module.name(…)` as its first argument."""
        while self.peek() == ".":
            self.take()
            self.take()
        if self.peek() != "(":
            return UNKNOWN
        self.take()
        first = self.value(depth + 1) if self.peek() != ")" else UNKNOWN
        self.close(")")
        return first

    def object(self, depth: int) -> dict[str, Any]:
        values = dict[str, Any]()
        while self.peek() not in ("}", ""):
            key = self.take()
            if self.peek() == ":" and key.kind in ("word", "string", "number"):
                self.take()
                name = string_value(key) if key.kind == "string" else str(key)
                values[str(name)] = self.value(depth + 1)
            elif key != ",":
                self.position -= 1
                self.skip()
            if self.peek() == ",":
                self.take()
        self.close("}")
        return values

    def array(self, depth: int) -> list[Any]:
        values = list[Any]()
        while self.peek() not in ("]", ""):
            if self.peek() == "...":
                self.take()
            values.append(self.value(depth + 1))
            if self.peek() == ",":
                self.take()
        self.close("]")
        return values

    def close(self, bracket: str) -> None:
        while self.peek() and self.peek() != bracket:
            self.skip()
            if self.peek() == "," or self.peek() != bracket:
                self.take()
        if self.peek():
            self.take()

    def skip(self) -> None:
        """Skip an expression up to the comma or bracket after it."""
        open_brackets = list[str]()
        while token := self.peek():
            if not open_brackets and token in (",", "}", "]", ")"):
                return
            self.take()
            if token in PAIRS:
                open_brackets.append(PAIRS[token])
            elif open_brackets and token == open_brackets[-1]:
                open_brackets.pop()


def string_value(token: str) -> str | Unknown:
    """Return the value of a string. A template with ${…} is no literal."""
    if token[0] == "`" and "${" in token:
        return UNKNOWN
    try:
        return re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", unescaped_character, token[1:-1], flags=re.DOTALL)
    except ValueError:
        return UNKNOWN


def unescaped_character(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 5:
        return str(json.loads(f'"\\{code}"'))
    return ESCAPES.get(code, code)
