"""Emoji by GitHub's names, which the renderer replaces."""

from functools import lru_cache

TONE = "skin_tone"  # five of each hand would hide the others


@lru_cache(maxsize=1)
def emoji_names() -> list[tuple[str, str]]:
    """Each name, as `:rocket:`, with its characters."""
    import emoji  # 5,000 names and the renderer: a start of the server need not wait for them

    from rendering.dialects.commonmark.emoji import NAME

    known = emoji.EMOJI_DATA.items()
    pairs = {(name, text) for text, data in known for name in (data["en"], *data.get("alias", ()))}
    return sorted(pair for pair in pairs if NAME.fullmatch(pair[0]) and TONE not in pair[0])
