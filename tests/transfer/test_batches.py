"""Files are imported in batches: read once, rendered ahead, stored together, reported each."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

import rendering
from articles.models import Article
from desk.models.revisions import Revision, RevisionQuerySet
from tests.each import check_each
from tests.factories import make_article
from tests.transfer.imports import import_folder
from transfer import importer, plan, read_files
from transfer.models import ImportedFile
from transfer.read_files import ReadFile, batches_of_files
from transfer.reading import source_file

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DATED = "---\ntitle: {0}\ndate: 2024-01-02\ntags: [共有]\n---\n正文{0}，见 [a](a.md)。\n"


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "posts"
    root.mkdir()
    return root


def write(root, names):
    for name in names:
        (root / f"{name}.md").write_text(DATED.format(name))


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were read."""
    names, original = [], source_file.read_source

    def read_source(path, *arguments):
        names.append(path.name)
        return original(path, *arguments)

    monkeypatch.setattr(source_file, "read_source", read_source)
    return names


def stored_texts():
    rows = Article.objects.order_by("slug").values_list("slug", "body", "html", "status")
    tags = {name: set(Article.objects.get(slug=name).tags.names()) for name, *_rest in rows}
    return list(rows), tags, Revision.objects.count(), ImportedFile.objects.count()


@pytest.mark.either_database
def test_each_file_is_read_once_and_long_sites_are_read_again(folder, author, read, monkeypatch):
    write(folder, "abc")
    assert import_folder(folder, author=author).imported == 3
    assert sorted(read) == ["a.md", "b.md", "c.md"]
    there = stored_texts()
    Article.objects.all().delete()
    Revision.objects.all().delete()
    monkeypatch.setattr(plan.KeptSources, "keep", lambda kept, source: None)
    assert import_folder(folder, author=author).imported == 3
    assert sorted(read[3:]) == ["a.md", "a.md", "b.md", "b.md", "c.md", "c.md"]
    assert stored_texts() == there


def test_room_for_texts_in_memory_is_limited(folder):
    kept = plan.KeptSources(left=10)
    (folder / "a.md").write_text("# A\n\n12345")
    source = source_file.read_source(folder / "a.md", folder, "commonmark")
    assert [kept.keep(source) is source for _turn in range(2)] == [True, False]


@pytest.mark.either_database
def test_queries_grow_with_new_articles_by_their_rows_only(folder, author, monkeypatch):
    monkeypatch.setattr(importer, "MOST_RELATED_AT_ONCE", 0)

    def queries_with(names):
        """Of an import with these files too."""
        write(folder, names)
        with CaptureQueriesContext(connection) as asked:
            import_folder(folder, author=author)
        return sum("SAVEPOINT" not in query["sql"] for query in asked)

    queries_with("a")
    four_new, ten_new = queries_with("bcde"), queries_with("fghijklmno")
    none_new = queries_with("")
    assert ten_new - four_new <= 6
    (folder / "o.md").unlink()
    assert queries_with("") == none_new < four_new


@pytest.mark.either_database
def test_what_fails_when_a_batch_is_stored_stops_no_other_file(folder, author, monkeypatch):
    """One that cannot be recorded, and one whose topic is gone."""
    record = RevisionQuerySet.record_batch

    def refuse(revisions, articles, change):
        if Article.objects.filter(pk__in=articles, title="b").exists():
            raise RuntimeError("no history")
        record(revisions, articles, change)

    write(folder, "abc")
    monkeypatch.setattr(RevisionQuerySet, "record_batch", refuse)
    report = import_folder(folder, author=author)
    assert (report.created, [each.file for each in report.skipped]) == (["a.md", "c.md"], ["b.md"])
    assert "no history" in report.skipped[0].what
    rows, tags, revisions, files = stored_texts()
    assert [row[0] for row in rows] == ["a", "c"]
    assert (tags, revisions, files) == ({"a": {"共有"}, "c": {"共有"}}, 2, 2)


def test_a_slug_that_was_taken_meanwhile_is_named(folder, author, monkeypatch):
    original = plan.plan_import

    def plan_import(*arguments):
        entries = original(*arguments)
        make_article(slug="b")
        return entries

    write(folder, "abc")
    monkeypatch.setattr(plan, "plan_import", plan_import)
    report = import_folder(folder, author=author)
    assert report.created == ["a.md", "c.md"]
    assert "slug" in report.skipped[0].what


def test_batches_of_long_texts_are_short(monkeypatch):
    files = [ReadFile(None, None, None, {"body": "x" * n}, None) for n in (1, 1, 1, 9, 1, 5, 5, 1)]
    monkeypatch.setattr(read_files, "MOST_FILES", 3)
    monkeypatch.setattr(read_files, "MOST_CHARACTERS", 9)
    batches = [[len(file.stated["body"]) for file in batch] for batch in batches_of_files(files)]
    assert batches == [[1, 1, 1], [9], [1, 5, 5], [1]]


def test_a_rendering_that_was_begun_is_taken_for_the_same_values_only(author):
    article = Article(title="一", body="*一*", author=author, written_by=author)
    begun = article.begin_rendering(rendering.KnownNames(), {})
    article.begun = begun._replace(result=lambda: rendering.render("begun"))
    article.render()
    assert "begun" in article.html
    others = {"body": "*二*", "dialect": "python-markdown", "language": "en", "source_path": "a/b"}

    def is_rendered_anew(name):
        text = Article(title="一", body="*一*", author=author, written_by=author)
        text.begun = article.begun
        setattr(text, name, others[name])
        text.render()
        assert "<em" in text.html

    check_each(others, is_rendered_anew)


def test_a_rendering_for_somebody_who_may_publish_raw_html_is_not_taken_for_others(author, editor):
    body = "<b onclick='x()'>一</b>"
    trusted = Article(title="一", body=body, author=author, written_by=author)
    other = Article(title="一", body=body, author=author, written_by=editor)
    author.user_permissions.add(Permission.objects.get(codename="publish_raw_html"))
    assert trusted.rendered_values != other.rendered_values
