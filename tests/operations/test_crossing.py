"""A backup of one database is restored into the other, and back, without a difference."""

import pytest

from tests.operations.sites import Site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asks_a_database,
    pytest.mark.skipif("not config.getoption('--postgres')", reason="needs both databases"),
]
# What the two databases store in different ways: moments, flags, JSON, bytes, numbers, signs.
MORE = """
import django; django.setup()
from articles.models import Article, User
from desk.models import StoredText
from accounts import audit
author = User.objects.get()
hard = "\\\\N \\\\.\\t列\\r\\n\\v\\f\\b \\\\t 𝄞 'x' \\x7f"
article = Article.objects.create(title=hard, slug="hard", body=hard + "`$`", author=author)
audit.record(author, audit.Action.EXPORTED, article, n=1.5, text=hard, none=None, yes=True)
assert StoredText.objects.exists()
"""
ROWS = """
import django; django.setup()
from django.apps import apps
from django.core import serializers
# Rows that the restore adds itself, and the index, which has another form
left_out = {"SearchEntry", "SearchWord", "DBTaskResult", "SiteVersion", "ContentType"}
left_out |= {"Permission", "AuditEntry", "BackupRun"}
for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.label):
    if model.__name__ not in left_out and model._meta.managed:
        for row in model._base_manager.order_by("pk"):
            print(serializers.serialize("json", [row], ensure_ascii=False))
from articles.models import Article, User
for name in ("文章 1", "正文"):
    print(sorted(Article.objects.filter(title__contains=name).values_list("pk", flat=True)))
print("next", Article.objects.create(title="n", slug="n", author=User.objects.get()).pk)
"""


def test_a_site_goes_to_sqlite_and_back_without_a_difference(library, sites, site, tmp_path):
    site.do("-c", MORE)
    site.manage("migrate", "-v0")  # as a restore does, which adopts the file
    lite, back = Site(tmp_path / "lite"), sites.empty()
    site.manage("backup", tmp_path / "b.tar", "--with-key")
    said = lite.manage("restore", tmp_path / "b.tar")
    assert "From postgresql to sqlite" in said
    assert "are equal" in said
    lite.manage("reindex", "--check")
    lite.manage("backup", tmp_path / "c.tar", "--with-key")
    said = back.manage("restore", tmp_path / "c.tar")
    assert "From sqlite to postgresql" in said
    back.manage("reindex", "--check")
    assert back.articles == lite.articles == site.articles
    assert back.files == lite.files == site.files
    rows = [{*each.do("-c", ROWS).splitlines()} for each in (site, lite, back)]
    assert rows[0] - rows[1] == rows[1] - rows[2] == set()  # a restore may add some
    assert any(line.startswith("next") for line in rows[0])
    lite.query("UPDATE articles_article SET body = 'a' || char(0) WHERE slug = 'a1' RETURNING id")
    lite.manage("backup", tmp_path / "d.tar")
    before = back.articles
    assert "NUL character in body" in back.refusal("restore", tmp_path / "d.tar")
    assert back.articles == before
