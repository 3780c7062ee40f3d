"""What was withdrawn here, or is nobody else's to know, stays so whatever is imported."""

import pytest

from articles.models import Article, Page, PathRedirect
from tests.factories import make_article
from tests.transfer.imports import import_folder

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def text(title="题", **head):
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"---\ntitle: {title}\n{lines}---\n\n正文\n"


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "blog"
    root.mkdir()
    return root


@pytest.mark.parametrize("words", ["x", "更多的话"])
def test_what_was_withdrawn_here_is_not_published_by_the_next_import(folder, author, words):
    article, page = folder / "a.md", folder / "p.md"
    article.write_text(text(date="2020-01-01", draft="false"))
    page.write_text(text(layout="page", published="true"))
    import_folder(folder, author=author)
    assert Article.objects.get().is_public()
    Article.objects.all().unpublish()
    Page.objects.update(is_published=False)
    article.write_text(article.read_text() + words)
    for _again in range(2):
        report = import_folder(folder, author=author)
        assert Article.objects.get().status == "draft"
        assert not Page.objects.get().is_published
        assert {remark.what.code for remark in report.withheld} >= {"taken-back"}


def test_a_file_that_was_private_and_is_public_again_is_published(folder, author):
    file = folder / "a.md"
    for draft, status in [("false", "published"), ("true", "draft"), ("false", "published")]:
        file.write_text(text(date="2020-01-01", draft=draft))
        import_folder(folder, author=author)
        assert Article.objects.get().status == status


def test_undated_file_stays_a_draft_in_the_second_import(folder, author):
    (folder / "a.md").write_text(text(published="true"))
    for _again in range(2):
        import_folder(folder, author=author, dates_of_files=False)
        assert Article.objects.get().status == "draft"


def test_report_names_no_draft_of_others(folder, author, editor):
    secret = make_article(author=editor, slug="plan", title="秘密计划", status="draft")
    PathRedirect.objects.set_paths(secret, ["/old-plan"], "")
    (folder / "a.md").write_text(text(slug="plan", aliases="[/old-plan]", date="2020-01-01"))
    for reader, is_named in [(author, False), (editor, True)]:
        Article.objects.exclude(pk=secret.pk).delete()
        report = import_folder(folder, author=reader, by=reader)
        codes = {remark.what.code for remark in report.problems}
        assert codes == {"address-taken", "old-address-refused"}
        assert ("秘密计划" in str(report.as_json())) is is_named
