"""A history of 2,000 revisions of 50 kB takes little space, and is listed without its texts.

A part of it is made: revisions cost the same whatever their number.
"""

import random

import pytest
from django.db.models import Sum
from django.db.models.functions import Length

from desk.models import Revision, StoredText
from desk.models.revisions import NewRevision
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]

REVISIONS, BYTES = 400, 50_000
MOST = 15_000_000 * REVISIONS // 2_000  # bytes
# Words that do not compress well, as those of prose do not.
CHANCE = random.Random(1)
WORDS = ["".join(CHANCE.choices("abcdefghijklmnopqrstuvwxyz", k=n % 9 + 2)) for n in range(4_000)]


def edited(text):
    """The text after a few sentences of the same length were written in place of others."""
    for _ in range(CHANCE.choice([1, 1, 1, 4])):
        sentence = " ".join(CHANCE.choices(WORDS, k=12))
        place = CHANCE.randrange(len(text) - len(sentence))
        text = text[:place] + sentence + text[place + len(sentence) :]
    return text


def test_a_long_history_is_small(author, django_assert_num_queries):
    paragraphs = (" ".join(CHANCE.choices(WORDS, k=50)) for _ in range(BYTES // 250))
    text = "\n\n".join(paragraphs)[:BYTES]
    article = make_article(author=author, body="x")
    parent = draft_of(article).head
    for _ in range(REVISIONS):
        text = edited(text)
        content = parent.content.changed(body=text)
        new = NewRevision(article.pk, content, "autosave", author, author.pk, parent)
        [parent] = Revision.objects.append([new])
    stored = StoredText.objects.filter(article=article).aggregate(n=Sum(Length("data")))["n"]
    rest = REVISIONS * 1_000  # of a row without its text, with indexes, at most
    assert stored + rest <= MOST
    with django_assert_num_queries(1) as asked:
        assert len(list(Revision.objects.of(article).for_time_line())) == REVISIONS + 1
    assert "desk_storedtext" not in asked.captured_queries[0]["sql"]
    assert Revision.objects.with_texts().get(pk=parent.pk).text.text == text
