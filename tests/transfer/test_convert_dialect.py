"""manage.py convert_dialect: shows differences first, and saves with --write only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

import rendering
from articles.models import Article, Page
from tests.factories import make_article
from tests.rendering.casefiles import canonical
from transfer.convert import conversion

pytestmark = pytest.mark.django_db

NOTE = '!!! note "标题"\n    内容\n'
CALLOUT = "> [!note] 标题\n> 内容\n"
# A footnote that nothing refers to: Python-Markdown alone shows it.
OTHER_PAGE = "a\n\n[^1]: b\n"


def convert(*arguments):
    out = StringIO()
    call_command("convert_dialect", *arguments, stdout=out)
    return out.getvalue()


def old_article(**values):
    return make_article(**{"dialect": "python-markdown", "body": NOTE, **values})


@pytest.mark.either_database
def test_difference_is_shown_and_nothing_is_saved():
    article = old_article(slug="a")
    said = convert("a")
    assert "unchanged on the page" in said
    assert "-!!! note" in said
    assert "+> [!note] 标题" in said
    assert "Nothing was saved" in said
    article.refresh_from_db()
    assert article.body == NOTE


def test_write_saves_articles_with_an_equal_page():
    article = old_article(slug="a")
    before = canonical(article.html), article.updated_at
    assert "1 converted" in convert("a", "--write")
    article.refresh_from_db()
    assert (article.dialect, article.body) == ("commonmark", CALLOUT)
    assert (canonical(article.html), article.updated_at) == before


def test_page_is_converted_with_its_date():
    page = Page.objects.create(title="P", slug="p", body=NOTE, dialect="python-markdown")
    convert("p", "--write")
    before = page.updated_at
    page.refresh_from_db()
    assert (page.body, page.updated_at) == (CALLOUT, before)


@pytest.mark.either_database
def test_changed_too_is_needed_for_a_changed_page():
    article = old_article(slug="a", body=OTHER_PAGE)
    said = convert("a", "--write")
    assert "1 changed on the page" in said
    assert "page -" in said
    article.refresh_from_db()
    assert article.dialect == "python-markdown"
    assert "1 converted" in convert("a", "--write", "--changed-too")
    article.refresh_from_db()
    assert article.dialect == "commonmark"


def test_converted_articles_are_skipped():
    old_article(slug="a")
    convert("--all", "--write")
    assert "Everything is CommonMark already" in convert("--all", "--write")
    assert "1 CommonMark already" in convert("a", "--write")


def test_all_converts_articles_and_pages():
    old_article(slug="a")
    Page.objects.create(title="P", slug="p", body=NOTE, dialect="python-markdown")
    make_article(body="> commonmark")
    assert "2 converted" in convert("--all", "--write")
    assert not Article.objects.exclude(dialect="commonmark").exists()


def test_an_article_that_changes_meanwhile_is_not_saved(monkeypatch):
    article = old_article(slug="a")
    convert_source = conversion.to_commonmark

    def slowly(source):
        Article.objects.filter(pk=article.pk).update(body="newer")
        return convert_source(source)

    monkeypatch.setattr(conversion, "to_commonmark", slowly)
    assert "somebody has just changed it" in convert("a", "--write")
    article.refresh_from_db()
    assert (article.body, article.dialect) == ("newer", "python-markdown")


def test_a_rendering_error_does_not_stop_the_command(monkeypatch):
    old_article(slug="a", body="a")
    old_article(slug="b", body="b")
    render = conversion.render_stored

    def fail_on_a(text):
        if text.slug == "a":
            raise rendering.RenderError(rendering.message("machine-busy"))
        return render(text)

    monkeypatch.setattr(conversion, "render_stored", fail_on_a)
    said = convert("--all", "--write")
    assert "failed (The machine was too busy" in said
    assert "1 converted" in said


def test_unknown_slug_suggests_the_nearest():
    old_article(slug="attention")
    with pytest.raises(CommandError, match="did you mean attention"):
        convert("atention")
    with pytest.raises(CommandError, match="has the address “zzz”"):
        convert("zzz")


@pytest.mark.either_database
@pytest.mark.parametrize("arguments", [(), ("a", "--all"), ("a", "--changed-too")])
def test_contradicting_arguments_are_refused(arguments):
    with pytest.raises(CommandError):
        convert(*arguments)


@pytest.mark.either_database
def test_context_sets_the_lines_around_a_difference():
    old_article(slug="a", body=f"一\n\n二\n\n三\n\n{NOTE}")
    assert "一" not in convert("a", "--context=1")
    assert "一" in convert("a", "--context=9")
