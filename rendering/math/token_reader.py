"""Reads a list of tokens as TeX reads its input: from the front, with push-back."""

from collections.abc import Iterable

from ..messages import message
from .latex_tokens import Malformed, Token

UNCLOSED = message("brace-not-closed")


class TokenReader:
    def __init__(self, tokens: Iterable[Token]) -> None:
        self.stack = list(tokens)[::-1]
        self.at = 0

    def push(self, tokens: list[Token]) -> None:
        self.stack.extend(reversed(tokens))

    def next(self) -> Token:
        """Read the next token that is not blank. Raises Malformed at the end of the input."""
        self.skip_blank()
        if not self.stack:
            raise Malformed(message("argument-missing-at-end"), self.at)
        return self.stack.pop()

    def skip_blank(self) -> None:
        while self.stack and self.stack[-1].blank:
            self.stack.pop()

    def read_if(self, text: str) -> bool:
        """Read the next token if it is `text`; return whether it was."""
        if self.peek() != text:
            return False
        self.stack.pop()
        return True

    def peek(self) -> str:
        """The text of the next token that is not blank; "" at the end."""
        self.skip_blank()
        return self.stack[-1].text if self.stack else ""

    def argument(self) -> list[Token]:
        """Read an argument: one token, or the content of a group."""
        token = self.next()
        if token.text == "}":
            raise Malformed(message("argument-missing"), token.at)
        return self.until_brace(token.at) if token.text == "{" else [token]

    def until_brace(self, at: int) -> list[Token]:
        content: list[Token] = []
        depth = 1
        while self.stack:
            token = self.stack.pop()
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return content
            content.append(token)
        raise Malformed(UNCLOSED, at)

    def optional(self) -> list[Token] | None:
        """Read an optional argument; None if no `[` comes next."""
        if self.peek() != "[":
            return None
        opening = self.stack.pop()
        content: list[Token] = []
        depth = 0
        while self.stack:
            token = self.stack.pop()
            if token.text == "]" and not depth:
                return content
            depth += (token.text == "{") - (token.text == "}")
            content.append(token)
        raise Malformed(message("square-bracket-not-closed"), opening.at)

    def argument_text(self) -> str:
        """Read an argument as plain text: a name, a length, a label."""
        return "".join(token.text for token in self.argument()).strip()
