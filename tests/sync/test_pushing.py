"""Texts that somebody sends become articles, with what belongs to them."""

import pytest

from articles.models import Article
from sync.pushing import push_files
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
NOTE = "---\ntitle: 送来的\ndate: 2024-01-02\n---\n\n正文 ![图](p.png)。\n"


def test_a_text_is_created_once_and_then_updated(author, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = {"sub/a.md": NOTE.encode(), "sub/p.png": picture("PNG")}
    first = push_files(files, folder="notes", author=author)
    assert (first.files("created"), first.problems) == (["sub/a.md"], [])
    changed = {**files, "sub/a.md": NOTE.replace("正文", "改过").encode()}
    assert push_files(changed, folder="notes", author=author).files("updated") == ["sub/a.md"]
    article = Article.objects.get()
    assert "改过" in article.body
    assert "<img" in article.html


def test_names_lead_nowhere_else_and_rights_count(author):
    author.groups.clear()
    files = {"../a.md": NOTE.encode(), "/etc/b.md": NOTE.encode(), "c.md": NOTE.encode()}
    report = push_files(files, folder="../../x", author=author, by=author)
    assert [each.file for each in report.skipped] == ["../a.md", "/etc/b.md"]
    assert Article.objects.get().status == "draft"
