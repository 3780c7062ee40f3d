"""Each answer says who may keep it."""

import pytest

pytestmark = pytest.mark.django_db
EVERYBODY = "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["/", "/nothing/", "/feed.xml", "/topics", "/robots.txt"])
def test_pages_for_everybody_may_be_kept_and_are_asked_for_each_time(client, path):
    assert client.get(path).headers["Cache-Control"] == EVERYBODY


def test_a_cache_in_front_may_be_given_some_seconds(client, settings):
    settings.FRONT_SECONDS = 60
    said = client.get("/").headers["Cache-Control"]
    assert said == "public, max-age=0, s-maxage=60, stale-while-revalidate=60"


def test_pages_for_somebody_who_is_signed_in_are_theirs_alone(client, author):
    client.force_login(author)
    assert client.get("/").headers["Cache-Control"] == "private, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["/admin/login/", "/preview/x/"])
def test_what_is_private_is_never_for_everybody(client, path):
    assert "public" not in client.get(path).headers.get("Cache-Control", "")


def test_an_answer_that_sets_a_cookie_is_for_nobody_else(client):
    answer = client.post(
        "/preferences/", {"theme": "dark"}, headers={"origin": "http://testserver"}
    )
    assert answer.cookies
    assert "public" not in answer.headers["Cache-Control"]
