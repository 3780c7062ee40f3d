"""What readers choose for themselves is remembered, and leads nowhere else."""

import pytest

pytestmark = pytest.mark.django_db
PAGE = "http://testserver/archive/?tag=x"


def choose(client, *, page=PAGE, origin="http://testserver", **choice):
    return client.post("/preferences/", choice, HTTP_REFERER=page, HTTP_ORIGIN=origin)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_remembered(client, theme):
    choose(client, theme=theme)
    assert f'data-theme="{theme}"' in client.get("/").text


def test_without_a_choice_the_theme_is_the_readers_system(client):
    assert "data-theme" not in client.get("/").text


def test_a_chosen_language_wins_over_the_browsers(client):
    choose(client, language="en")
    assert '<html lang="en"' in client.get("/", HTTP_ACCEPT_LANGUAGE="zh-CN").text


def test_the_reader_stays_on_the_page(client):
    assert choose(client, theme="dark").url == PAGE


def test_a_choice_leads_to_no_other_site(client):
    assert choose(client, theme="dark", page="https://evil.example/").url == "/"


def test_another_site_cannot_choose(client):
    assert choose(client, theme="dark", origin="https://evil.example").status_code == 403


@pytest.mark.parametrize("choice", [{"theme": "<script>"}, {"language": "xx"}, {}])
def test_what_cannot_be_chosen_changes_nothing(client, choice):
    assert not choose(client, **choice).cookies


def test_looking_at_a_choice_changes_nothing(client):
    assert client.get("/preferences/").status_code == 405
