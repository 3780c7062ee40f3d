"""The editor of the writing form: its policy, and the form without it."""

import re

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def nonce_of(response):
    (nonce,) = re.findall(r'data-nonce="([\w-]+)"', response.text)
    return nonce


def test_only_the_editor_may_write_a_style_sheet(signed_in, article):
    form = reverse("desk_article", args=[article.pk])
    first, second = (signed_in.get(form) for _ in range(2))
    policy = first.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'nonce-{nonce_of(first)}';" in policy
    assert "unsafe" not in policy
    assert nonce_of(first) != nonce_of(second)
    for other in (reverse("desk"), reverse("desk_history", args=[article.pk]), "/"):
        assert "nonce" not in signed_in.get(other).headers["Content-Security-Policy"]


def test_without_the_editor_the_form_is_a_text_field(signed_in, article, settings, tmp_path):
    settings.EDITOR = tmp_path
    page = signed_in.get(reverse("desk_article", args=[article.pk]))
    assert "data-editor" not in page.text
    assert "nonce" not in page.headers["Content-Security-Policy"]
    assert "readers see this" in page.text


def test_a_new_article_has_the_editor_too(signed_in):
    assert nonce_of(signed_in.get(reverse("desk_new")))
