"""Submitted text that cannot be saved is shown again, but not text from other origins."""

import re

import pytest
from django.test import Client

from articles.models import Article
from tests.admin.test_authors_and_editors import LIST, change, form
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HERE, ELSEWHERE = "http://testserver", "https://evil.example"
TEXT = "long work\nof a whole evening <b>"
ESCAPED = "of a whole evening &lt;b&gt;"


@pytest.fixture
def browser():
    """A client with CSRF checks."""
    return Client(enforce_csrf_checks=True)


def fields(answer):
    """Form data that the button of the page submits."""
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    return dict(pairs)


def token(client, address=LIST + "add/"):
    return fields(client.get(address))["csrfmiddlewaretoken"]


def test_text_sent_after_the_session_has_ended_comes_back(browser, author):
    browser.force_login(author)
    old = token(browser)
    browser.cookies.pop("sessionid")
    data = form(title="x", body=TEXT, csrfmiddlewaretoken=old)
    answer = browser.post(LIST + "add/", data, HTTP_ORIGIN=HERE)
    assert answer.status_code == 403
    assert ESCAPED in answer.text
    assert "/desk/sign-in/" in answer.text
    assert answer.headers["Cache-Control"].startswith("max-age=0")


def test_text_sent_with_an_old_token_goes_back_to_the_form_and_is_saved_there(browser, author):
    article = make_article(author=author, title="first")
    browser.force_login(author)
    data = form(title="x", body=TEXT, csrfmiddlewaretoken="0" * 64, _save="")
    page = browser.post(change(article), data, HTTP_ORIGIN=HERE)
    assert page.status_code == 403
    assert ESCAPED in page.text
    again = fields(page) | {"body": TEXT}
    shown = browser.post(change(article), again, HTTP_ORIGIN=HERE)
    assert shown.status_code == 200
    assert ESCAPED in shown.text
    article.refresh_from_db()
    assert article.title == "first"
    final = {k: v for k, v in again.items() if k != "_unsaved"}
    final["csrfmiddlewaretoken"] = fields(shown)["csrfmiddlewaretoken"]
    assert browser.post(change(article), final, HTTP_ORIGIN=HERE).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.body.splitlines()) == ("x", TEXT.splitlines())


def test_what_came_back_is_still_compared_with_what_is_stored(browser, author):
    article = make_article(author=author, title="first")
    browser.force_login(author)
    version = fields(browser.get(change(article)))["_version"]
    Article.objects.filter(pk=article.pk).update(title="theirs")
    data = form(title="x", _version=version, csrfmiddlewaretoken="0" * 64)
    again = fields(browser.post(change(article), data, HTTP_ORIGIN=HERE))
    shown = browser.post(change(article), again, HTTP_ORIGIN=HERE)
    final = {k: v for k, v in again.items() if k != "_unsaved"}
    final |= {k: fields(shown)[k] for k in ("csrfmiddlewaretoken", "_version")}
    assert "theirs</del>" in browser.post(change(article), final, HTTP_ORIGIN=HERE).text


@pytest.mark.parametrize(
    "sender",
    [
        {"HTTP_ORIGIN": ELSEWHERE},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": HERE + ".evil.example"},
        {"HTTP_REFERER": ELSEWHERE + "/?" + HERE},
        {"HTTP_ORIGIN": ELSEWHERE, "HTTP_REFERER": HERE + "/"},
        {},
    ],
)
@pytest.mark.parametrize("resumed", [{}, {"_unsaved": "1"}])
def test_no_other_site_fills_in_a_form(browser, author, sender, resumed):
    article = make_article(author=author)
    browser.force_login(author)
    token(browser)
    answer = browser.post(change(article), form(title="x", body="planted", **resumed), **sender)
    assert answer.status_code == 403
    assert "planted" not in answer.text


@pytest.mark.parametrize("address", ["/desk/sign-in/", "/admin/password_change/", LIST])
def test_no_password_and_no_list_comes_back(browser, author, address):
    browser.force_login(author)
    data = {"username": "xiaoyun", "password": "secret one", "old_password": "secret one"}
    answer = browser.post(address, data, HTTP_ORIGIN=HERE)
    assert answer.status_code == 403
    assert "secret one" not in answer.text


def test_users_form_with_an_old_token_shows_no_password(browser, admin_user):
    browser.force_login(admin_user)
    data = {"username": "new", "password1": "secret one", "password2": "secret one"}
    answer = browser.post("/admin/articles/user/add/", data, HTTP_ORIGIN=HERE)
    assert answer.status_code == 403
    assert "secret one" not in answer.text


@pytest.mark.parametrize("loss", ["deleted", "given away", "published"])
def test_text_for_what_is_out_of_reach_can_become_a_new_article(client, author, editor, loss):
    article = make_article(author=author, status="draft")
    if loss == "deleted":
        article.delete()
        article.pk = 999_999
    elif loss == "given away":
        Article.objects.update(author=editor)
    else:
        permissions = author.groups.get().permissions
        permissions.remove(permissions.get(codename="publish_articles"))
        Article.objects.update(status="published")
    client.force_login(author)
    page = client.post(change(article), form(title="x", body=TEXT))
    assert page.status_code in {403, 404}
    assert f'action="{LIST}add/"' in page.text
    assert ESCAPED in page.text
    again = fields(page) | {"body": TEXT}
    assert client.post(LIST + "add/", again).status_code == 200
    again.pop("_unsaved")
    assert client.post(LIST + "add/", again).status_code == 302
    assert Article.objects.filter(title="x", author=author).count() == 1


@pytest.mark.parametrize(("language", "said"), [("en", "not lost"), ("zh-CN", "没有丢失")])
def test_page_speaks_the_language_of_the_browser(client, language, said):
    answer = client.post(LIST + "add/", form(title="x"), HTTP_ACCEPT_LANGUAGE=language)
    assert said in answer.text


def test_reading_the_admin_signed_out_still_leads_to_the_sign_in(client):
    answer = client.get(LIST, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/desk/sign-in/?next=")
