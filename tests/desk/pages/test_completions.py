"""What the editor offers: every command is one that the renderer knows, and nothing is told."""

import pytest
from django.urls import reverse

from desk.completions.emoji_names import emoji_names
from desk.completions.latex import commands
from rendering import render
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def titles(client, query):
    return [
        item["title"] for item in client.get(reverse("desk_titles"), {"q": query}).json()["items"]
    ]


def test_every_command_that_is_offered_can_be_rendered():
    for command in commands():
        form = command.form.replace("#", "x")
        html = render(f"$$\n{form}\n$$").html
        assert "<math" in html, form
        assert "bad-math" not in html, form


def test_every_emoji_that_is_offered_is_drawn():
    names = emoji_names()
    assert (":rocket:", "🚀") in names
    text = render("\n\n".join(name for name, _text in names)).prose
    assert ":" not in text


def test_titles_are_those_to_which_one_may_link(signed_in, author):
    make_article(title="扩散一", author=author, status="draft")
    make_article(title="扩散二", author=make_user("rival"))
    make_article(title="扩散三", author=make_user("other"), status="draft")
    assert set(titles(signed_in, "扩散")) == {"扩散一", "扩散二"}
    assert titles(signed_in, "扩散 二") == ["扩散二"]


@pytest.mark.parametrize("query", ["a " * 6000, "x" * 70_000])
def test_titles_take_words_of_any_number_and_length(signed_in, query):
    assert titles(signed_in, query) == []


def test_titles_take_one_query_more_than_signing_in(
    signed_in, author, django_assert_max_num_queries
):
    for number in range(20):
        make_article(title=f"扩散 {number}", author=author)
    signed_in.get(reverse("desk_titles"))
    with django_assert_max_num_queries(6):
        assert len(titles(signed_in, "扩散")) == 12


@pytest.mark.parametrize("name", ["desk_latex", "desk_emoji", "desk_titles"])
def test_nothing_is_offered_to_others(client, name):
    assert client.get(reverse(name)).status_code == 302
