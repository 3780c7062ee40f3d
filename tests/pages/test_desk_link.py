"""The page of an article leads to its writing form, for who may write it, and for nobody else."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.models import User
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def article(author):
    return make_article(author=author)


def browser_of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def page_for(article, user):
    return browser_of(user).get(article.get_absolute_url())


def test_page_leads_to_the_form_for_who_may_write_it(article, author, editor):
    link = f'href="{reverse("desk_article", args=[article.pk])}"'
    for user in (author, editor):
        response = page_for(article, user)
        assert response.text.count(link) == 1
        assert response.headers["Cache-Control"].startswith("private")
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert browser_of(user).get(reverse("desk_article", args=[article.pk])).status_code == 200


def test_all_others_get_the_same_bytes(article):
    readers = page_for(article, None)
    outdated = Client()
    outdated.cookies[settings.SESSION_COOKIE_NAME] = "outdated"
    member = User.objects.create_user("member", password="x")
    former = make_user("former", is_active=False)
    same = [
        page_for(article, None),
        outdated.get(article.get_absolute_url()),
        *(page_for(article, user) for user in (make_user("rival"), member, former)),
    ]
    assert [response.content == readers.content for response in same] == [True] * 5
    assert "/desk/" not in readers.text


def test_who_reads_is_asked_only_with_a_session(article):
    response = page_for(article, None)
    assert not response.wsgi_request.session.accessed
