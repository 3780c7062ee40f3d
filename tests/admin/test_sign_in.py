"""The sign-in page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_sign_in_that_no_page_asked_for_leads_to_the_admin(author):
    author.set_password("a long enough phrase")
    author.save()
    sent = {"username": author.get_username(), "password": "a long enough phrase"}
    answer = Client().post("/admin/login/", sent, follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    assert answer.status_code == 200
