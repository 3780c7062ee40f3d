"""The trash at the desk: a deletion can be undone."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def trash(client, article):
    return client.post(reverse("desk_trash_article", args=[article.pk]))


def test_the_page_says_what_readers_lose(signed_in, article):
    text = signed_in.get(reverse("desk_trash_article", args=[article.pk])).text
    assert article.get_absolute_url() in text
    assert Article.objects.get(pk=article.pk).is_public()


def test_a_deleted_article_is_gone_for_readers_and_back_after_restoring(signed_in, article):
    article.tags.add("nlp")
    trash(signed_in, article)
    assert Client().get(article.get_absolute_url()).status_code == 410
    assert "Diffusion" in signed_in.get(reverse("desk_trash")).text
    signed_in.post(reverse("desk_restore_article", args=[article.pk]))
    assert Client().get(article.get_absolute_url()).status_code == 200
    assert list(article.tags.names()) == ["nlp"]
    assert "Diffusion" not in signed_in.get(reverse("desk_trash")).text


def test_what_was_sent_for_a_deleted_article_is_shown(signed_in, article):
    trash(signed_in, article)
    sent = {"title": "T", "body": "written\nfor hours", "base": "1"}
    response = signed_in.post(reverse("desk_article", args=[article.pk]), sent)
    assert response.status_code == 404
    assert "written\nfor hours" in response.text


def test_queries_do_not_grow_with_the_trash(
    signed_in, author, django_assert_max_num_queries, django_assert_num_queries
):
    trash(signed_in, make_article(author=author))
    with django_assert_max_num_queries(9) as first:
        signed_in.get(reverse("desk_trash"))
        number = len(first)
    for _ in range(3):
        trash(signed_in, make_article(author=author))
    with django_assert_num_queries(number):
        signed_in.get(reverse("desk_trash"))
