"""No form of the desk is answered by a bare error page: what was sent is shown, and sent again."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from desk import urls
from desk.models import Revision
from tests.admin.test_unsaved import HERE
from tests.desk.writing_helpers import draft_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PLACES = {each.name: list(each.pattern.converters) for each in urls.urlpatterns}
del PLACES["desk"]  # has no form
SENT = {"title": "T", "body": "written\nfor hours", "name": "first", "place-1": "ours"}
PAGE = "Not saved, and not lost"


@pytest.fixture
def path(article, request):
    values = {"article": article.pk, "revision": draft_of(article).head_id}
    return reverse(
        request.param, kwargs={each: values.get(each, 1) for each in PLACES[request.param]}
    )


def browser(user=None):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": HERE})
    if user:
        client.force_login(user)
    return client


def fields(page):
    """What the button of the page sends."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in [*hidden, *texts]}


@pytest.mark.parametrize("path", PLACES, indirect=True)
def test_what_is_sent_with_a_stale_token_is_shown_again(path, author):
    client = browser(author)
    shown = client.post(path, SENT)
    assert shown.status_code == 403
    assert PAGE in shown.text
    again = fields(shown.text)
    assert again.items() >= SENT.items()
    answer = client.post(path, again)
    assert PAGE not in answer.text
    assert answer.status_code in {200, 302, 400, 404, 405, 409, 422}


@pytest.mark.parametrize("path", PLACES, indirect=True)
def test_what_is_sent_after_signing_out_is_shown_again(path):
    client = Client(headers={"accept-language": "en"})
    shown = client.post(path, SENT)
    if shown.status_code == 405:  # a page without a form
        assert "POST" not in shown.headers["Allow"]
        return
    assert shown.status_code == 403
    assert PAGE in shown.text
    assert fields(shown.text).items() >= SENT.items()


def test_forms_that_only_do_something_do_it_when_they_are_sent_again(article, author):
    head = draft_of(article).head_id
    client, path = browser(author), reverse("desk_name", args=[article.pk, head])
    shown = client.post(path, {"name": "first"})
    assert "Send it again" in shown.text
    client.post(path, fields(shown.text))
    assert Revision.objects.get(pk=head).name == "first"


def test_forms_of_other_sites_are_neither_shown_nor_accepted(article, author):
    path = reverse("desk_name", args=[article.pk, draft_of(article).head_id])
    answer = browser(author).post(path, SENT, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "for hours" not in answer.text
