"""Each refusal has a sentence, in both languages, with all of its values."""

import re

import pytest
from django.utils import translation

from media.inspection import RefusedFile
from media.refusal_sentences import SENTENCES, refusal_in_words

pytestmark = pytest.mark.either_database


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_has_the_same_values_in_chinese(code):
    english = set(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])))
    values = {name: f"<{name}>" for name in english}
    with translation.override("zh-hans"):
        words = refusal_in_words(RefusedFile(code, **values))
    assert re.search("[一-鿿]", words)
    assert all(value in words for value in values.values())
