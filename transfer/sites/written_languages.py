"""Languages that names of folders and files state: en/post.md, post.zh-CN.md."""

import re
from collections.abc import Mapping
from pathlib import Path

CODE = re.compile(r"(zh|cn|tw|en|ja|jp|ko|kr|de|es|fr|pt|ru)(?:[-_]([A-Za-z]{2,4}))?", re.I)
WORDS = {"chinese": "zh-hans", "english": "en", "中文": "zh-hans", "英文": "en", "japanese": "ja"}
COUNTRIES = {"cn": "zh", "tw": "zh", "jp": "ja", "kr": "ko"}
TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})
SCRIPTS_AND_COUNTRIES = frozenset(
    {
        *("cn", "sg", "hans", "tw", "hk", "mo", "hant", "us", "gb", "uk", "au", "ca", "in", "jp"),
        *("kr", "de", "at", "ch", "es", "mx", "ar", "fr", "be", "pt", "br", "ru"),
    }
)


def written_language(name: str) -> str | None:
    """Return the language of articles (zh-hans, zh-hant, en …) for a code such as zh-CN or cn."""
    if word := WORDS.get(name.casefold()):
        return word
    match = CODE.fullmatch(name)
    if match is None:
        return None
    first, second = match[1].lower(), (match[2] or "").lower()
    if second and second not in SCRIPTS_AND_COUNTRIES:
        return None
    primary = COUNTRIES.get(first, first)
    if primary != "zh":
        return primary
    return "zh-hant" if {first, second} & TRADITIONAL else "zh-hans"


def language_folders(content: Path) -> dict[str, str]:
    """Return the languages of the folders in `content`. One such folder alone may be a subject."""
    if not content.is_dir():
        return {}
    names = [each.name for each in content.iterdir() if each.is_dir()]
    found = {name: code for name in names if (code := written_language(name))}
    return found if len(found) > 1 else {}


def of_parts(parts: tuple[str, ...], folders: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the language of a file, and the name that its translations share.

    `parts` are its folders and its name. `folders` are the languages of folders at its top.
    """
    if not parts:
        return None, None
    if language := folders.get(parts[0]):
        return language, "/".join((*parts[1:-1], without_endings(parts[-1])[0]))
    stem, ending = without_endings(parts[-1])
    return written_language(ending), "/".join((*parts[:-1], stem))


def without_endings(name: str) -> tuple[str, str]:
    """post.en.md is post, with the language “en”; post.md is post, with “”."""
    stem, _dot, _ending = name.rpartition(".")
    base, dot, last = stem.rpartition(".")
    return (base, last) if dot and written_language(last) else (stem, "")
