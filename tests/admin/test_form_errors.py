"""Above a form that was refused stand links to its fields, which need no script."""

import pytest

from articles.models import Page
from tests.admin.test_authors_and_editors import LIST, form

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_each_refused_field_is_linked_above_the_form(admin_client):
    sent = form(title="", published_at_0="nonsense", published_at_1="10:00")
    text = admin_client.post(LIST + "add/", sent).text
    for field in ("id_title", "id_published_at_0"):
        assert f'href="#{field}"' in text
        assert f'id="{field}"' in text
    assert "form_errors.js" in text


def test_so_is_a_field_in_a_row_of_a_list(admin_client):
    page = Page.objects.create(title="关于")
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": page.pk, "_save": "Save"}
    sent |= {"form-0-position": "x", "form-0-position-shown": page.position}
    text = admin_client.post("/admin/articles/page/", sent).text
    assert 'href="#id_form-0-position"' in text


def test_users_have_the_links_too(admin_client, admin_user):
    text = admin_client.post("/admin/articles/user/add/", {"username": ""}).text
    assert 'href="#id_username"' in text


@pytest.mark.parametrize("kind", ["article", "user", "page"])
def test_a_form_that_was_not_sent_has_none(admin_client, kind):
    assert 'class="form-errors"' not in admin_client.get(f"/admin/articles/{kind}/add/").text


def test_dates_name_the_time_zone_of_the_site(admin_client, admin_user):
    for address in (LIST + "add/", f"/admin/articles/user/{admin_user.pk}/change/"):
        assert "Asia/Shanghai" in admin_client.get(address).text
