"""The addresses of the URL map, each with what its parts name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

# Kinds of objects that have an owner, by the addresses that name one
KINDS = {
    "article": r"desk/articles/<|desk/trash/<|admin/articles/article/(<|$)|articles/<|preview/",
    "formula": r"(formulas|diagrams)/",
    "file": r"desk/library/<|admin/media/mediafile/<|files/",
    "export": r"admin/transfer/exportrun/(<|$)",
    "import": r"admin/transfer/importrun/(<|$)",
    "token": r"admin/accounts/accesstoken/(<|$)|desk/account/tokens/<",
    "session": r"desk/account/sessions/<",
    "identity": r"desk/account/sites/<int",
    "passkey": r"desk/account/passkeys/<",
    "person": r"admin/articles/user/(<|$)|admin/people/",
    "site": r"admin/r/",
}
# Whoever signs in proves a password or a token there, which these tests do not try.
PROOFS = "desk/sign-in/"


@dataclass(frozen=True)
class Address:
    """`kind` is that of the object with an owner which it names; `` for none."""

    name: str
    text: str
    parts: tuple[str, ...]
    kind: str

    @property
    def has_states(self) -> bool:
        return self.kind in {"article", "formula", "site"}

    @property
    def is_private(self) -> bool:
        return self.text.startswith(("admin/", "desk/"))

    def path(self, values: dict[str, Any]) -> str:
        namespace, name = self.name.rpartition(":")[::2]
        known = {part: values[part] for part in self.parts}
        return reverse(f"{namespace}:{name}" if namespace else name, kwargs=known)


@cache
def all_addresses() -> tuple[Address, ...]:
    found = {each.name + each.text: each for each in walk() if not each.text.startswith(PROOFS)}
    return tuple(found.values())


def walk(resolver: Any = None, before: str = "") -> Iterator[Address]:
    for each in (resolver or get_resolver()).url_patterns:
        text = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each, text)
        elif each.name:
            is_admins = text.startswith("admin/") and not text.startswith("admin/people/")
            parts = [*each.pattern.converters] or [*each.pattern.regex.groupindex]
            kind = next((kind for kind, start in KINDS.items() if re.match(start, text)), "")
            name = f"admin:{each.name}" if is_admins else each.name
            yield Address(name, text, tuple(parts), kind)
