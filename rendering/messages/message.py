"""Messages as values, and their words."""

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any, TypedDict

from . import (
    code_sentences,
    failure_sentences,
    formula_sentences,
    link_sentences,
    macro_sentences,
    markdown_sentences,
    service_sentences,
    tag_sentences,
)
from .extraction import gettext_noop

SENTENCES: dict[str, str] = {
    **failure_sentences.SENTENCES,
    **markdown_sentences.SENTENCES,
    **tag_sentences.SENTENCES,
    **link_sentences.SENTENCES,
    **service_sentences.SENTENCES,
    **code_sentences.SENTENCES,
    **formula_sentences.SENTENCES,
    **macro_sentences.SENTENCES,
}
QUOTED = gettext_noop("%(sentence)s: %(quote)s")
LISTED_WORDS = gettext_noop("%(before)s, %(after)s")
LISTED_MESSAGES = gettext_noop("%(before)s; %(after)s")

Translate = Callable[[str], str]


class Message(TypedDict):
    """A stored message keeps its meaning: a sentence with other parameters gets another code."""

    code: str
    params: dict[str, Any]


def message(code: str, /, **params: Any) -> Message:
    return {"code": code, "params": params}


def in_words(told: Mapping[str, Any], translate: Translate = str) -> str:
    """The sentence of a message, behind it what it quotes. `translate` gets English sentences.

    A code of another version stands for itself.
    """
    values = {name: parameter_in_words(value, translate) for name, value in told["params"].items()}
    sentence = SENTENCES.get(told["code"])
    words = (translate(sentence) % values).rstrip() if sentence else told["code"]
    if quote := values.get("quote"):
        return translate(QUOTED) % {"sentence": words, "quote": quote}
    return words


def parameter_in_words(value: Any, translate: Translate) -> str:
    if isinstance(value, dict):
        return in_words(value, translate)
    if isinstance(value, list):
        return list_in_words(value, translate)
    return str(value)


def list_in_words(values: list[Any], translate: Translate) -> str:
    has_messages = any(isinstance(each, dict) for each in values)
    pattern = translate(LISTED_MESSAGES if has_messages else LISTED_WORDS)
    words = (parameter_in_words(each, translate) for each in values)
    return reduce(lambda before, after: pattern % {"before": before, "after": after}, words)


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Parameters with each text among them changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: with_texts(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [with_texts(each, change) for each in value]
    return value


def texts_in(value: Any) -> Iterator[str]:
    """The texts among parameters: what they quote of the source."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)
