"""`manage.py export --format`: what it writes, and what it says instead."""

import zipfile
from argparse import ArgumentParser

import pytest
from django.utils import translation

from tests.transfer.export.site_to_leave import BASE, make_site
from transfer.export import formats
from transfer.export.formats import add_format_arguments, export_in_format
from transfer.export.targets import ExportRefused

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def export(path, *arguments, **options):
    parser = ArgumentParser()
    add_format_arguments(parser)
    given = vars(parser.parse_args(["--base", f"{BASE}/", *arguments]))
    with translation.override("en"):
        return export_in_format(path, given, **options)


def test_each_format_is_written_and_told(tmp_path):
    make_site()
    wxr, ghost, book = (tmp_path / name for name in ("a.xml", "a.zip", "a.epub"))
    assert export(wxr, "--format", "wxr") == [f"{wxr}: 6 articles and pages, 1 files"]
    assert export(ghost, "--format", "ghost") == [f"{ghost}: 6 articles and pages, 1 files"]
    assert export(book, "--format", "epub") == [f"{book}: 1 article"]
    assert zipfile.ZipFile(book).namelist()[0] == "mimetype"
    assert f"<wp:base_blog_url>{BASE}</wp:base_blog_url>" in wxr.read_text()


def test_a_book_can_be_of_one_thing(tmp_path):
    article = make_site()
    for kind, slug in (
        ("article", article.slug),
        ("series", article.series.slug),
        ("topic", article.category.slug),
    ):
        path = tmp_path / f"{kind}.epub"
        export(path, "--format", "epub", f"--{kind}", slug)
        assert path.is_file()


def test_pdfs_are_printed_one_or_all(tmp_path, monkeypatch, settings):
    settings.ALLOWED_HOSTS = ["blog.example"]
    article = make_site()
    monkeypatch.setattr(
        formats, "print_article", lambda one, base, paper: f"{base} {paper}".encode()
    )
    monkeypatch.setattr(formats, "find_chromium", lambda: "chromium")
    one = tmp_path / "one.pdf"
    export(one, "--format", "pdf", "--article", article.slug, "--paper", "letter")
    assert one.read_bytes() == f"{BASE} letter".encode()
    (tmp_path / "all").mkdir()
    export(tmp_path / "all", "--format", "pdf")
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["attention.pdf"]
    (tmp_path / "all/attention.pdf").write_text("mine")
    with pytest.raises(ExportRefused, match="--force"):
        export(tmp_path / "all", "--format", "pdf")
    assert (tmp_path / "all/attention.pdf").read_text() == "mine"
    export(tmp_path / "all", "--format", "pdf", force=True)
    assert (tmp_path / "all/attention.pdf").read_text() == f"{BASE} A4"


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("a.xml", ["--format", "wxr", "--base", "blog"], "LONGWAVE_URL"),
        ("no/a.xml", ["--format", "wxr"], "does not exist"),
        ("taken.xml", ["--format", "wxr"], "--force"),
        ("a.epub", ["--format", "epub", "--article", "a", "--series", "b"], "Name one article"),
        ("a.epub", ["--format", "epub", "--article", "draft-one"], "Nothing public"),
        ("a.pdf", ["--format", "pdf", "--base", "http://localhost"], "Name a folder"),
        ("a.pdf", ["--format", "pdf"], "Add blog.example to LONGWAVE_HOSTS"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    tmp_path, monkeypatch, name, arguments, words
):
    monkeypatch.setattr(formats, "find_chromium", lambda: "chromium")
    make_site()
    (tmp_path / "taken.xml").write_text("mine")
    with pytest.raises(ExportRefused, match=words):
        export(tmp_path / name, *arguments)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xml"]
    assert (tmp_path / "taken.xml").read_text() == "mine"


def test_without_articles_or_chromium_there_is_a_sentence(tmp_path, monkeypatch):
    with pytest.raises(ExportRefused, match="Nothing is published"):
        export(tmp_path / "a.epub", "--format", "epub")
    monkeypatch.setattr(formats, "find_chromium", lambda: None)
    with pytest.raises(ExportRefused, match="Chromium is not installed"):
        export(tmp_path / "a.pdf", "--format", "pdf")
