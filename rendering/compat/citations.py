"""Makes readable text of BibTeX keys: `Vaswani.Shazeer.ea.2017` → [Vaswani et al., 2017]."""

import re

YEAR = re.compile(r"\d{4}[a-z]?")
JOINED_KEY = re.compile(r"([A-Za-z][A-Za-z-]*?)[_:-]?((?:19|20)\d{2})(?:[a-z]|[_:-]\w*|[a-zA-Z]*)$")


def citation_text(keys: str, others: str) -> str:
    """The text for comma-separated keys. `others` stands for further authors: 等, et al."""
    works = (cited_work(key.strip(), others) for key in keys.split(","))
    return f"[{'; '.join(filter(None, works))}]"


def cited_work(key: str, others: str) -> str:
    *names, year = key.split(".")
    if names and YEAR.fullmatch(year):
        return f"{author_names(names, others)}, {year}"
    joined = JOINED_KEY.fullmatch(key)
    return f"{joined[1].capitalize()}, {joined[2]}" if joined else key


def author_names(names: list[str], others: str) -> str:
    if len(names) == 1:
        return names[0]
    if len(names) == 2 and names[1] != "ea":
        return f"{names[0]} & {names[1]}"
    return f"{names[0]} {others}"
