"""Comments on lines: they follow their line, and stay when it is gone."""

import pytest

from desk.models import Comment
from desk.models.line_comments import LONGEST_COMMENT
from desk.reviewing.commenting import add_comment, answer_comment, place_comments
from desk.writing.outcomes import Refused
from tests.desk.writing_helpers import draft_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TEXT = "# One\n\nA long sentence about samplers.\n\nThe end of it.\n"


@pytest.fixture
def comment(article, writer, editor):
    writer.save(TEXT)
    return add_comment(draft_of(article).head, 3, "Which samplers?", by=editor)


def place_of_comment(article):
    placed = place_comments(draft_of(article).head)
    return next(iter(placed.at_lines), None), len(placed.elsewhere), len(placed.resolved)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (TEXT, (3, 0, 0)),
        (f"Before it.\n\n{TEXT}", (5, 0, 0)),
        (TEXT.replace("about samplers", "about two samplers"), (3, 0, 0)),
        (TEXT.replace("A long sentence about samplers.\n\n", ""), (None, 1, 0)),
        ("", (None, 1, 0)),
    ],
)
def test_a_comment_follows_its_line_and_stays_when_it_is_gone(
    article, writer, comment, text, place
):
    writer.save(text)
    assert place_of_comment(article) == place
    assert Comment.objects.get(pk=comment.pk).quote == "A long sentence about samplers."


@pytest.mark.asks_a_database
def test_a_comment_on_a_line_that_comes_back_is_there_again(article, writer, comment):
    writer.save("something else\n")
    assert place_of_comment(article) == (None, 1, 0)
    writer.save(TEXT)
    assert place_of_comment(article) == (3, 0, 0)


def test_a_comment_on_an_older_text_follows_too(article, writer, editor):
    old = writer.save(TEXT).revision
    writer.save(f"First\n{TEXT}")
    add_comment(old, 5, "too short", by=editor)
    assert place_of_comment(article)[0] == 6


@pytest.mark.parametrize("line", [0, 6, 10**17])
def test_there_is_no_comment_on_a_line_that_the_text_does_not_have(article, writer, editor, line):
    head = writer.save(TEXT).revision
    assert "line" in add_comment(head, line, "text", by=editor).problems
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_COMMENT + 1)])
def test_a_comment_is_neither_empty_nor_too_long(article, writer, editor, comment, text):
    head = draft_of(article).head
    assert isinstance(add_comment(head, 1, text, by=editor), Refused)
    assert isinstance(answer_comment(comment, text, by=editor), Refused)


@pytest.mark.asks_a_database
def test_an_answer_opens_a_resolved_comment_again(article, comment, author, editor):
    comment.set_resolved(editor)
    assert place_of_comment(article) == (None, 0, 1)
    answer_comment(comment, "Not quite.", by=author)
    assert place_of_comment(article) == (3, 0, 0)


@pytest.mark.asks_a_database
def test_queries_do_not_grow_with_comments(article, writer, comment, django_assert_num_queries):
    head = draft_of(article).head
    with django_assert_num_queries(3):
        place_comments(head)
    for n in range(5):
        new = writer.save(f"{n}\n{TEXT}").revision
        answer_comment(add_comment(new, 1, "?", by=writer.user), "!", by=writer.user)
    head = draft_of(article).head
    with django_assert_num_queries(3):
        assert sum(map(len, place_comments(head).at_lines.values())) >= 2
