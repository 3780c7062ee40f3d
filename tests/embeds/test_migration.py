"""Faults that were stored as sentences become messages."""

from importlib import import_module

import pytest

from rendering import in_words

message_of = import_module("articles.migrations.0029_faults_of_embeds_as_messages").message_of


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("the service answered with status 404", "service-status"),
        ("api.github.com did not answer", "service-silent"),
        ("the service says: 啥都木有", "service-says"),
        ("the service gave no title", "service-names-no-title"),
        ("the answer of the service was not understood", "service-not-understood"),
        ("the answer is too large", "service-answer-too-large"),
        ("the answer took too long", "service-answer-too-slow"),
        ("an address of an unknown host was given", "service-host-unknown"),
    ],
)
def test_each_sentence_becomes_a_message_of_the_same_words(sentence, code):
    assert message_of(sentence)["code"] == code
    assert in_words(message_of(sentence)) == sentence


def test_other_sentences_are_kept():
    assert in_words(message_of("of a fork")) == "the service says: of a fork"
