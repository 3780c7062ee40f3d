"""Macros of the site: validation, and rendering of the texts that use changed macros."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from articles.models import Page, SiteSettings
from articles.publishing.macros import changed_macros, macro_errors
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def set_macros(text):
    site = SiteSettings.current()
    site.macros = text
    site.full_clean()
    site.save()


def make_page(body):
    return Page.objects.create(title="页", slug="page", body=body)


@pytest.mark.parametrize("make", [make_article, make_page])
def test_texts_use_the_macros_of_the_site(make):
    set_macros(r"\vx \mathbf{x}")
    text = make(body=r"令 $\vx$")
    assert "bad-math" not in text.html
    assert text.warnings == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("vx x", "第 1 行"),
        ("\\a \\a", "没有尽头"),
        ("\\good x\n\\a \\nosuch{#1}", r"\a: 不认识命令"),
    ],
)
def test_a_bad_table_is_refused_in_words(text, reason):
    with pytest.raises(ValidationError) as caught:
        set_macros(text)
    assert reason in str(caught.value.message_dict["macros"])


def test_half_of_an_environment_is_a_macro_too():
    assert macro_errors("\\be \\begin{equation}\n\\ee \\end{equation}") == []


@pytest.mark.asks_a_database
def test_what_changes_is_found_through_other_macros():
    before = "\\a x\n\\b \\a\n\\c y"
    assert changed_macros(before, "\\a z\n\\b \\a\n\\c y") == {"a", "b"}
    assert changed_macros(before, before) == set()


@pytest.mark.asks_a_database
def test_articles_follow_a_changed_macro(committed):
    article = make_article(body=r"令 $\vx$")
    other = make_article(body=r"令 $\vxy$")
    assert "bad-math" in article.html
    set_macros(r"\vx \mathbf{x}")
    article.refresh_from_db()
    other.refresh_from_db()
    assert "bad-math" not in article.html
    assert "bad-math" in other.html


def test_articles_beyond_what_can_be_done_at_once_wait_for_rerender(settings):
    article = make_article(body=r"令 $\vx$")
    set_macros(r"\vx \mathbf{x}")
    article.refresh_from_db()
    assert article.renderer_version == 0
    call_command("rerender", workers=1)
    article.refresh_from_db()
    assert "bad-math" not in article.html


def test_a_stored_table_that_is_bad_stops_no_article():
    SiteSettings.objects.update_or_create(pk=1, defaults={"macros": "{"})
    assert "<math" in make_article(body="$x$").html


def test_the_admin_has_a_field_for_macros(admin_client):
    page = admin_client.get("/admin/articles/sitesettings/", follow=True)
    assert 'name="macros"' in page.text
