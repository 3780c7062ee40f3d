"""The list of articles in the admin leads to the desk."""

import pytest
from django.urls import reverse

from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_each_listed_article_leads_to_its_writing_form(client, author):
    article = make_article(author=author)
    client.force_login(author)
    text = client.get(reverse("admin:articles_article_changelist")).text
    assert reverse("desk_article", args=[article.pk]) in text
