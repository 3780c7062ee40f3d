"""Slugs as github-slugger makes them, which Astro uses for the names of entries."""

import unicodedata

# Connectors and letters such as ⅷ and ª, which are kept beside letters, marks and digits
KEPT_CATEGORIES = frozenset({"Pc", "Nd", "Nl"})


def github_slug(text: str) -> str:
    kept = (each for each in text.lower() if each in " -" or is_kept_in_slug(each))
    return "".join(kept).replace(" ", "-")


def is_kept_in_slug(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in KEPT_CATEGORIES
