"""Messages for authors: each code has a sentence, and each sentence gets its parameters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import rendering
from articles import embeds
from rendering import RenderError, RenderWarning, in_words, message, render
from rendering.messages.message import SENTENCES

PLACE = re.compile(r"%\((\w+)\)s")


def calls_of_message() -> Iterator[ast.Call]:
    """Every place of the engines that makes a message, but not how it is defined and copied."""
    rooms = (Path(rendering.__file__).parent, Path(embeds.__file__).parent)
    for file in sorted(file for room in rooms for file in room.rglob("*.py")):
        if file.name not in ("message.py", "result.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message":
                    yield node


def code_of(call: ast.Call) -> str:
    return str(ast.literal_eval(call.args[0]))


def test_the_engines_say_every_code_and_no_other() -> None:
    assert {code_of(call) for call in calls_of_message()} == SENTENCES.keys()


def test_each_message_has_the_parameters_of_its_sentence() -> None:
    for call in calls_of_message():
        named = {str(keyword.arg) for keyword in call.keywords}
        assert named == set(PLACE.findall(SENTENCES[code_of(call)])), code_of(call)


def test_sentences_are_formatted_by_names_alone() -> None:
    for sentence in SENTENCES.values():
        assert "%" not in PLACE.sub("", sentence).replace("%%", "")


def test_a_message_may_contain_others_and_lists() -> None:
    styles = ["zoom", message("style-times", style="color", times=3)]
    told = message("styles-left-out", styles=styles)
    assert in_words(told).endswith("left out: zoom; color (3 times)")
    named = message("callout-unknown", kind="x", kinds=["note", "tip"])
    assert in_words(named).endswith("the kinds are note, tip")


def test_what_is_quoted_is_no_part_of_the_sentence() -> None:
    (warning,) = render("正文\n\n##标题 100%").warnings
    assert warning.params == {"quote": "##标题 100%"}
    assert warning.message.endswith("space after #: ##标题 100%")


def test_every_part_of_a_message_is_translated() -> None:
    told = message("formula-is-source", reason=message("argument-missing"))
    words = in_words(told, translate=lambda sentence: sentence.replace("i", "ï"))
    assert words == in_words(told).replace("i", "ï")


def test_a_code_of_another_version_stands_for_itself() -> None:
    assert in_words(message("of-a-later-version", quote="a")) == "of-a-later-version: a"


def test_an_error_has_its_message_in_english_as_text() -> None:
    error = RenderError(message("machine-busy"))
    assert str(error) == in_words(error.message)
    assert RenderWarning(1, "tag-left-out", {"tag": "<x>"}).message.startswith("“<x>” is left out")
