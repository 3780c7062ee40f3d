"""Two people write at one article: what they wrote apart is merged, and they choose the rest."""

import pytest
from django.urls import reverse

from articles.models import Article
from desk.models import Revision
from tests.desk.writing_helpers import all_texts, draft_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TEXT = "一。\n\n二二二二。\n\n三。\n"


@pytest.fixture
def article(author):
    return make_article(author=author, title="Diffusion", body=TEXT)


def send(client, article, body, base, title="Diffusion"):
    where = reverse("desk_article", args=[article.pk])
    return client.post(where, {"title": title, "body": body, "base": base})


@pytest.fixture
def clash(signed_in, editors_browser, article):
    """The editor and the author change the same article; return the id of the author's text."""

    def make(theirs, ours, **more):
        base = draft_of(article).head_id
        send(editors_browser, article, theirs, base)
        assert send(signed_in, article, ours, base, **more).status_code == 409
        return Revision.objects.of(article).filter(fork__isnull=False).first().pk

    return make


def choose(client, article, ours, **choices):
    sent = {"theirs": draft_of(article).head_id, **choices}
    return client.post(reverse("desk_conflict", args=[article.pk, ours]), sent)


def body_of(article):
    return draft_of(article).head.content.body


def test_what_lies_apart_needs_no_choice(signed_in, article, clash):
    ours = clash(TEXT.replace("三", "叁"), TEXT.replace("一", "壹"))
    assert choose(signed_in, article, ours).status_code == 302
    assert body_of(article) == TEXT.replace("三", "叁").replace("一", "壹")
    assert draft_of(article).head.kind == "merged"


@pytest.mark.parametrize(
    ("choice", "chosen"), [("ours", "甲"), ("theirs", "乙"), ("both", "甲。\n\n乙")]
)
def test_each_place_is_decided_in_one_of_three_ways(signed_in, article, clash, choice, chosen):
    ours = clash(TEXT.replace("二二二二", "乙"), TEXT.replace("二二二二", "甲"))
    choose(signed_in, article, ours, **{"place-1": choice})
    assert body_of(article) == TEXT.replace("二二二二", chosen)


@pytest.mark.parametrize("choices", [{}, {"place-1": "neither"}, {"place-2": "ours"}])
def test_a_missing_choice_is_asked_for_again(signed_in, article, clash, choices):
    ours = clash(TEXT.replace("二二二二", "乙"), TEXT.replace("二二二二", "甲"))
    before = draft_of(article).head_id
    assert choose(signed_in, article, ours, **choices).status_code == 409
    assert draft_of(article).head_id == before


def test_two_titles_are_chosen_from(signed_in, article, clash):
    base = draft_of(article).head_id
    ours = clash(TEXT.replace("三", "叁"), TEXT, title="Ours")
    assert draft_of(article).head_id != base
    assert choose(signed_in, article, ours).status_code == 302
    assert draft_of(article).head.title == "Ours"


def test_a_text_that_came_meanwhile_is_a_conflict_again(signed_in, editors_browser, article, clash):
    ours = clash(TEXT.replace("二二二二", "乙"), TEXT.replace("二二二二", "甲"))
    seen = draft_of(article).head_id
    send(editors_browser, article, TEXT.replace("二二二二", "丙"), seen)
    response = choose(signed_in, article, ours, theirs=seen, **{"place-1": "ours"})
    assert response.status_code == 409
    assert body_of(article) == TEXT.replace("二二二二", "丙")
    assert {TEXT.replace("二二二二", each) for each in "甲乙丙"} <= set(all_texts(article))


def test_the_conflict_waits_in_the_history(signed_in, article, clash):
    ours = clash(TEXT.replace("二二二二", "乙"), TEXT.replace("二二二二", "甲"))
    where = reverse("desk_conflict", args=[article.pk, ours])
    assert where in signed_in.get(reverse("desk_history", args=[article.pk])).text
    assert signed_in.get(where).status_code == 200


def test_names_of_others_are_shown_to_whom_may_see_them(
    signed_in, editors_browser, article, author, clash
):
    ours = clash(TEXT.replace("二二二二", "乙"), TEXT.replace("二二二二", "甲"))
    assert "somebody else" in signed_in.get(reverse("desk_conflict", args=[article.pk, ours])).text


def test_a_draft_beside_a_changed_article_is_merged_without_publishing(signed_in, article, writer):
    writer.save(TEXT.replace("二二二二", "甲"))
    Article.objects.filter(pk=article.pk).unpublish()
    Article.objects.filter(pk=article.pk).update(body=TEXT.replace("二二二二", "乙"))
    draft = draft_of(article)
    form = signed_in.get(reverse("desk_article", args=[article.pk])).text
    assert reverse("desk_conflict", args=[article.pk, draft.head_id]) in form
    sent = {"theirs": draft.live_id, "place-1": "both"}
    choose(signed_in, article, draft.head_id, **sent)
    assert Article.objects.get(pk=article.pk).body == TEXT.replace("二二二二", "甲。\n\n乙")
    assert not draft_of(article).has_changes


def test_a_revision_without_a_conflict_has_no_such_page(signed_in, article):
    where = reverse("desk_conflict", args=[article.pk, draft_of(article).head_id])
    assert signed_in.get(where).status_code == 404


def test_conflicts_of_others_are_not_found(signed_in, clash, article):
    other = make_article(author=make_user("rival"))
    ours = clash(TEXT.replace("二二二二", "乙"), TEXT.replace("二二二二", "甲"))
    assert signed_in.get(reverse("desk_conflict", args=[other.pk, ours])).status_code == 404
