"""The sign-in page."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.mark.parametrize(
    ("address", "aim"),
    [
        ("/admin/login/", "/desk/"),
        ("/admin/login/?next=", "/desk/"),
        ("/admin/login/?next=/admin/", "/desk/"),
        ("/admin/login/?next=/admin/articles/article/", "/admin/articles/article/"),
    ],
)
def test_a_sign_in_that_no_page_asked_for_leads_to_the_desk(author, address, aim):
    author.set_password("a long enough phrase")
    author.save()
    form = Client().get(address)
    sent = {"username": author.get_username(), "password": "a long enough phrase"}
    answer = Client().post(address, {**sent, "next": form.context["next"]}, follow=True)
    assert answer.redirect_chain == [(aim, 302)]
    assert answer.status_code == 200


def test_who_is_signed_in_gets_from_the_sign_in_to_the_desk(client, author):
    client.force_login(author)
    assert client.get("/admin/login/").headers["Location"] == "/desk/"
