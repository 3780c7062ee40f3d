"""Saving a form keeps the microseconds of datetimes, which its widgets do not show."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from articles.models import Article, User
from tests.admin.test_authors_and_editors import change
from tests.factories import make_article
from tests.transfer.imports import import_folder

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
MOMENT = datetime(2024, 5, 6, 7, 8, 59, 123456, tzinfo=UTC)


def filled_in(client, address):
    """Form data as a browser submits it."""
    form = client.get(address).context["adminform"].form
    data = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if hasattr(widget, "widgets") and hasattr(widget, "decompress"):
            parts = widget.decompress(value)
            for number, (each, part) in enumerate(zip(widget.widgets, parts, strict=True)):
                data[f"{bound.html_name}_{number}"] = each.format_value(part) or ""
        elif isinstance(value, list):
            data[bound.html_name] = value
        elif (shown := widget.format_value(value)) not in (None, "False"):
            data[bound.html_name] = shown
    return data


@pytest.mark.asks_a_database
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_saving_unchanged_keeps_the_microseconds(admin_client, language):
    article = make_article(published_at=MOMENT)
    address = change(article)
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for _ in range(2):
        data = filled_in(admin_client, address)
        assert admin_client.post(address, data | {"title": "anders"}).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.published_at) == ("anders", MOMENT)


def test_a_date_that_is_changed_is_taken(admin_client):
    article = make_article(published_at=MOMENT)
    data = filled_in(admin_client, change(article))
    data |= {"published_at_0": "2024-05-07", "published_at_1": "10:00"}
    admin_client.post(change(article), data)
    article.refresh_from_db()
    assert article.published_at == datetime(2024, 5, 7, 2, tzinfo=UTC)


def test_a_date_can_be_emptied(admin_client):
    article = make_article(published_at=MOMENT, status="draft")
    data = filled_in(admin_client, change(article))
    admin_client.post(change(article), data | {"published_at_0": "", "published_at_1": ""})
    article.refresh_from_db()
    assert article.published_at is None


@pytest.mark.asks_a_database
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_unchanged_date_is_no_conflict(admin_client, language):
    """Chinese forms show minutes, not seconds."""
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    article = make_article(body="one", published_at=MOMENT)
    address = reverse("admin:articles_article_change", args=[article.pk])
    data = filled_in(admin_client, address) | {"_version": "of long ago", "body": "two"}
    stale = admin_client.post(address, data).context["adminform"].form
    assert [each.label for each in stale.differences] == [stale["body"].label]


def test_dates_of_users_are_kept_too(admin_client, author):
    User.objects.filter(pk=author.pk).update(date_joined=MOMENT, last_login=MOMENT)
    address = reverse("admin:articles_user_change", args=[author.pk])
    data = filled_in(admin_client, address) | {"display_name": "Anders"}
    assert admin_client.post(address, data).status_code == 302
    author.refresh_from_db()
    assert author.display_name == "Anders"
    assert (author.date_joined, author.last_login) == (MOMENT, MOMENT)


@pytest.mark.parametrize("said", ["2024-05-06", "2024-05-06 15:08", "2024-05-06 15:08:59"])
def test_import_with_less_precision_keeps_the_date(tmp_path, author, said):
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: A\ndate: {said}\n---\nx")
    import_folder(tmp_path, author=author)
    Article.objects.update(published_at=MOMENT)
    assert import_folder(tmp_path, author=author).unchanged == ["a.md"]
    assert Article.objects.get().published_at == MOMENT


@pytest.mark.parametrize("said", ["2024-05-07", "2024-05-06 15:09", "2024-05-06 15:08:58"])
def test_import_with_another_date_changes_it(tmp_path, author, said):
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: A\ndate: {said}\n---\nx")
    import_folder(tmp_path, author=author)
    Article.objects.update(published_at=MOMENT)
    assert import_folder(tmp_path, author=author).updated == ["a.md"]
    assert abs(Article.objects.get().published_at - MOMENT) > timedelta(milliseconds=500)
