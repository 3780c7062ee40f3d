"""The audit log says who did what, keeps it as it was, and has neither texts nor secrets."""

import json
from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from accounts import audit
from accounts.audit.entries import AppendOnlyError, AuditEntry
from accounts.audit.retention import delete_old_entries
from articles.models import Article, SiteSettings
from tests.desk.writing_helpers import draft_of
from tests.each import check_each
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
ADDRESS, SECRET = "203.0.113.7", "right horse 9"
TABLE = AuditEntry._meta.db_table


def told(**values):
    """Action, person and object of the entries, the oldest first."""
    rows = AuditEntry.objects.filter(**values).order_by("pk")
    return [(row.action, row.actor_name, row.object_name) for row in rows]


def test_it_says_who_published_withdrew_and_deleted_an_article_from_where(author):
    client = Client(REMOTE_ADDR=ADDRESS)
    client.force_login(author)
    article = make_article(author=author, title="梯度", status="draft")
    sent = {"title": "梯度", "body": "正文", "base": draft_of(article).head.pk}
    client.post(f"/desk/articles/{article.pk}/", {**sent, "do": "publish"})
    Article.objects.filter(pk=article.pk).unpublish()
    client.post(f"/desk/articles/{article.pk}/trash/", {"post": "yes"})
    client.post(f"/desk/trash/{article.pk}/restore/")
    client.post(f"/desk/articles/{article.pk}/links/", {"lifetime": "week"})
    client.post(f"/desk/articles/{article.pk}/trash/", {"post": "yes"})
    client.post(f"/desk/trash/{article.pk}/delete/")
    did = [action for action, person, thing in told(address=ADDRESS, actor=author)]
    assert did == ["published", "trashed", "restored", "link-made", "trashed", "deleted"]
    assert told(actor=None) == [("withdrawn", "", "梯度")]
    assert {row.object_id for row in AuditEntry.objects.all()} == {str(article.pk)}


def test_what_was_there_before_the_history_is_not_told_as_published(author):
    article = make_article(author=author)
    before = AuditEntry.objects.count()
    connection.cursor().execute("UPDATE articles_article SET title = 'plain SQL'")
    article.refresh_from_db()
    article.body = "another text"
    article.save()
    assert AuditEntry.objects.count() == before


def test_it_says_who_changed_settings_people_and_roles(admin_client, admin_user):
    SiteSettings.objects.create()
    form = admin_client.get("/admin/articles/sitesettings/1/change/").context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value is not None}
    admin_client.post("/admin/articles/sitesettings/1/change/", {**sent, "footer": SECRET})
    person = make_user("xiaoyun", password=SECRET)
    editors = make_user("ada", group="editors").groups.get()
    sent = {"username": "xiaoyun", "is_active": "on", "is_staff": "on", "groups": [editors.pk]}
    dates = {"last_login_0": "", "last_login_1": "", "date_joined_0": "2026-01-01"}
    answer = admin_client.post(
        f"/admin/articles/user/{person.pk}/change/", {**sent, **dates, "date_joined_1": "10:00"}
    )
    assert answer.status_code == 302, answer.context["errors"]
    admin_client.post(f"/admin/articles/user/{person.pk}/delete/", {"post": "yes"})
    admin_client.post(f"/admin/auth/group/{editors.pk}/change/", {"name": "editors"})
    name = admin_user.get_username()
    assert told(actor=admin_user) == [
        ("settings-changed", name, "Longwave"),
        ("roles-changed", name, "xiaoyun"),
        ("person-changed", name, "xiaoyun"),
        ("person-deleted", name, "xiaoyun"),
        ("role-changed", name, "editors"),
    ]
    changed = AuditEntry.objects.get(action="roles-changed").details
    assert changed == {"fields": ["groups"], "roles": ["editors"]}
    assert AuditEntry.objects.get(action="settings-changed").details == {"fields": ["Footer text"]}


def test_it_says_who_signed_in_and_who_failed_to():
    make_user("xiaoyun", password=SECRET)
    client = Client(REMOTE_ADDR=ADDRESS)
    for name, password in (("xiaoyun", "wrong"), ("a password", "x"), ("xiaoyun", SECRET)):
        client.post("/desk/sign-in/", {"login": name, "password": password})
    failed = "sign-in-failed"
    assert told(address=ADDRESS) == [
        *[(failed, "xiaoyun", ""), (failed, "", ""), ("signed-in", "xiaoyun", "")]
    ]


def test_it_says_which_commands_made_a_link_exported_and_imported(
    author, admin_user, tmp_path, media_folders
):
    make_article(author=author, title="梯度")
    silent = {"stdout": StringIO()}
    call_command("reset_password", "xiaoyun", **silent)
    call_command("export", tmp_path / "all", **silent)
    call_command("import_articles", tmp_path / "all", dry_run=True, **silent)
    call_command("import_articles", tmp_path / "all", **silent)
    did = ("password-link-made", "exported", "imported")
    assert told(actor=None, action__in=did) == [
        *[("password-link-made", "", "Wang Xiaoyun"), ("exported", "", ""), ("imported", "", "")]
    ]


def everything_stored():
    out = StringIO()
    call_command("audit_log", stdout=out)
    return out.getvalue()


def test_neither_texts_nor_secrets_are_in_it(admin_client, author):
    author.set_password(SECRET)
    author.save()
    make_article(author=author, body="BodyOfTheArticle", summary="ItsSummary")
    Client().post("/desk/sign-in/", {"login": "xiaoyun", "password": SECRET})
    Client().post("/desk/sign-in/", {"login": SECRET, "password": "WrongPassword"})
    admin_client.post(
        f"/admin/articles/user/{author.pk}/password/",
        {"password1": "NewPassword-9", "password2": "NewPassword-9", "usable_password": "true"},
    )
    author.refresh_from_db()
    assert author.check_password("NewPassword-9")
    audit.record(
        author, audit.Action.EXPORTED, long="x" * 10_000, many=range(10_000), names=["y"] * 10_000
    )
    stored = everything_stored()
    assert len(stored) < 5000
    secrets = ("BodyOfTheArticle", "ItsSummary", SECRET, "WrongPassword", "NewPassword-9")
    assert [each for each in secrets if each in stored] == []
    assert "pbkdf2" not in stored


# Append only


@pytest.mark.asks_a_database
def test_no_verb_of_the_orm_and_no_statement_changes_or_deletes_an_entry(author):
    audit.record(author, audit.Action.EXPORTED)
    entry, rows = AuditEntry.objects.get(), AuditEntry.objects.all()
    plain = models.QuerySet(AuditEntry)
    refused = [
        (AppendOnlyError, entry.save),
        (AppendOnlyError, entry.delete),
        (AppendOnlyError, lambda: rows.update(actor_name="x")),
        (AppendOnlyError, rows.delete),
        (AppendOnlyError, lambda: rows.bulk_update([entry], ["action"])),
        (AppendOnlyError, lambda: rows.update_or_create({"action": "x"}, pk=entry.pk)),
        (DatabaseError, lambda: plain.update(actor_name="x")),
        (DatabaseError, plain.delete),
        (DatabaseError, lambda: execute(f"UPDATE {TABLE} SET actor_name = 'x'")),
        (DatabaseError, lambda: execute(f"DELETE FROM {TABLE}")),
    ]
    if connection.vendor == "postgresql":
        refused.append((DatabaseError, lambda: execute(f"TRUNCATE {TABLE}")))

    def check(error, change):
        with pytest.raises(error, match="cannot be changed or deleted"), transaction.atomic():
            change()

    check_each(refused, check)
    assert told() == [("exported", "xiaoyun", "")]


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.asks_a_database
def test_entries_are_deleted_after_their_days_and_no_others(author, settings):
    settings.AUDIT_DAYS = 30
    for days in (40, 20):
        AuditEntry.objects.create(
            action=audit.Action.EXPORTED,
            actor_name=str(days),
            at=timezone.now() - timedelta(days=days),
        )
    assert delete_old_entries() == 1
    assert told() == [("exported", "20", "")]
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(AuditEntry).delete()


def test_entries_stay_when_their_person_is_deleted(author):
    audit.record(author, audit.Action.EXPORTED, author)
    author.delete()
    assert told() == [("exported", "xiaoyun", "Wang Xiaoyun")]


@pytest.mark.asks_a_database
def test_what_it_tells_of_is_done_even_where_it_cannot_be_written(author, monkeypatch, caplog):
    monkeypatch.setattr(AuditEntry._meta, "db_table", "no_such_table")
    article = make_article(author=author)
    assert Article.objects.get() == article
    assert "audit log could not be written" in caplog.text


def test_it_is_undone_with_what_it_tells_of(author):
    with suppress(RuntimeError), transaction.atomic():
        make_article(author=author)
        raise RuntimeError
    assert told() == []


# Reading it


def test_administrators_search_it_and_nobody_else_opens_it(admin_client, client, editor):
    audit.record(editor, audit.Action.EXPORTED, editor, details="NamedDetail")
    page = "/admin/accounts/auditentry/"
    entry = AuditEntry.objects.get()
    for query, number in (("?q=ada", 1), ("?q=nobody", 0), ("?action=exported", 1)):
        assert admin_client.get(page + query).context["cl"].queryset.count() == number, query
    assert "NamedDetail" in admin_client.get(f"{page}{entry.pk}/change/").text
    assert admin_client.post(f"{page}{entry.pk}/change/", {"actor_name": "x"}).status_code == 403
    assert admin_client.post(f"{page}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(editor)
    assert client.get(page).status_code == 403


def test_it_is_exported_as_lines_of_json(author):
    audit.record(author, audit.Action.EXPORTED, author)
    audit.record(None, audit.Action.BACKED_UP)
    out = StringIO()
    call_command("audit_log", action="exported", since=timezone.localdate(), stdout=out)
    (line,) = out.getvalue().splitlines()
    told = json.loads(line)
    assert (told["action"], told["actor"]["name"]) == ("exported", "xiaoyun")
    assert told["object"] == {"type": "articles.user", "id": str(author.pk), "name": "Wang Xiaoyun"}
