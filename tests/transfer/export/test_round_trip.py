"""Whoever leaves takes everything along: an export that is imported and exported again is equal."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, Page, Tag
from articles.models.cover_field import cover_of
from desk.models import Draft, Revision
from desk.writing.saving import autosave
from media.models import MediaFile
from media.storing import add_file
from tests.examples import examples
from tests.factories import make_article, make_topic, make_user
from tests.media import samples
from tests.transfer.export.made_sites import MadeSite
from tests.transfer.export.round_trip import (
    empty_site,
    export_to,
    exported_again,
    import_whole,
)
from transfer.importer import import_folder

SAMPLE = Path(__file__).parents[3] / "sample"
pytestmark = pytest.mark.django_db


def test_the_sample_site_is_equal_after_a_round_trip(tmp_path):
    import_folder(SAMPLE, author=make_user())
    first, second = exported_again(tmp_path)
    assert sorted(second) == sorted(first)
    assert {name for name in first if first[name] != second[name]} == set()


@settings(max_examples=examples(10))
@given(data=st.data())
def test_any_site_is_equal_after_a_round_trip(data):
    with transaction.atomic(), TemporaryDirectory() as folder:
        empty_site()
        MadeSite(data)
        first, second = exported_again(Path(folder), trash=True, history=True)
        transaction.set_rollback(True)
    assert {
        name: (first.get(name), second.get(name))
        for name in {*first, *second}
        if first.get(name) != second.get(name)
    } == {}


def test_files_translations_and_drafts_are_equal_after_a_round_trip(tmp_path, media_folders):
    """Files of every kind, also what is used twice, by a draft, by a topic, by code, by nothing."""
    ada = make_user("ada")
    kinds = {ending: make() for ending, make in samples.GOOD.items()}
    kinds |= {"jpg": samples.picture("JPEG", exif=samples.exif(6)), "svg": samples.svg()}
    words = {"alt_zh": "图", "caption_en": 'A, "b"\nc', "focus_x": 0, "source_url": "https://x.y/"}
    files = [add_file(BytesIO(data), f"文 件.{kind}", ada, **words) for kind, data in kinds.items()]
    old = add_file(BytesIO(kinds["png"]), "旧.png", ada, former_path="covers/2020/旧.png")
    unused, of_topic, of_code, of_draft = files[:4]
    body = "".join(f"{file.markdown}\n\n" for file in files[4:]) + f"`{of_code.get_absolute_url()}`"
    make_topic("甲", description=of_topic.markdown)
    original = make_article(title="原文", slug="b", body=body, cover=cover_of(files[-1]))
    make_article(slug="a", language="en", translation_of=original, body=body, cover=old.former_path)
    draft = Draft.objects.with_revisions().get(pk=original.pk)
    content = draft.head.content.changed(body=f"{of_draft.markdown}\n{body}")
    autosave(original, content, base=draft.head_id, by=ada)
    late = content.changed(body="too late")
    autosave(original, late, base=draft.head_id, by=ada)  # kept beside the draft
    first, second = exported_again(tmp_path, history=True)
    assert sorted(second) == sorted(first)
    assert [name for name in first if first[name] != second[name]] == []
    history = Revision.objects.filter(article__slug="b").order_by("pk")
    assert [each.author and each.author.username for each in history] == [None, "ada", "ada"]
    assert [each.fork_id for each in history] == [None, None, history[0].pk]
    assert history[0].created_at < history[1].created_at < history[2].created_at
    assert f"files/{unused.token}/{unused.name}" in first
    assert any(name.startswith("articles/b/") and of_draft.name in name for name in first)
    assert Article.objects.get(slug="a").translation_of.draft.has_changes


def test_a_second_import_of_an_export_changes_nothing(tmp_path, media_folders):
    make_article(slug="a", status="archived", category=make_topic("甲")).tags.add("乙")
    Page.objects.create(title="P", slug="p", body="x", in_menu=False)
    export_to(tmp_path / "a")
    empty_site()
    import_whole(tmp_path / "a")
    before = Revision.objects.count()
    report = import_whole(tmp_path / "a")
    assert sorted(report.unchanged) == ["articles/a/index.md", "pages/p/index.md"]
    assert Revision.objects.count() == before


def test_links_by_name_lead_to_what_comes_later_in_the_import(tmp_path, media_folders):
    make_article(slug="a", body="[x](b.md) [[乙]] [[Nobody]]")
    make_article(slug="b", title="乙")
    export_to(tmp_path / "x")
    empty_site()
    report = import_whole(tmp_path / "x")
    assert [str(each.message) for each in report.problems if "Nobody" not in str(each)] == []
    assert len(report.problems) == 1
    assert Article.objects.get(slug="a").html.count('href="/articles/b/"') == 2


def test_site_that_imports_its_own_export_stays_as_it_was(tmp_path, media_folders):
    """Nothing is there twice, and a later import of the first folder finds its articles."""
    ada, notes = make_user("ada"), tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text("---\ntitle: A\ndate: 2024-01-01\n---\n\n![图](a.png)\n")
    (notes / "about.md").write_text("---\ntitle: About\ntype: page\n---\n\n![图](a.png)\n")
    (notes / "a.png").write_bytes(samples.picture("PNG"))
    import_folder(notes, author=ada)
    make_article(slug="b", author=ada)
    export_to(tmp_path / "x")
    names = ["articles/a/index.md", "articles/b/index.md", "pages/about/index.md"]
    assert sorted(import_whole(tmp_path / "x").unchanged) == names
    assert sorted(import_folder(notes, author=ada).unchanged) == ["a.md", "about.md"]
    Page.objects.update(body="Edited since.")
    assert import_whole(tmp_path / "x").created == ["pages/about/index.md"]


def test_a_hostile_export_touches_no_other_file_and_stops_nowhere(tmp_path, media_folders):
    root = tmp_path / "a"
    text = "---\nlongwave: 1\ntitle: T\nslug: {}\nfiles:\n  {}: {}\n---\n\n![x]({})\n"
    (tmp_path / "secret.png").write_bytes(samples.picture("PNG"))
    hostile = {
        "out": ("../../../secret.png", "/uploads/a.png"),
        "up": ("x.png", "/uploads/../../x.png"),
        "page": ("x.png", "/uploads/x.html"),
        "far": ("x.png", "https://x.example/a.png"),
    }
    for name, (beside, address) in hostile.items():
        place = root / "articles" / name
        place.mkdir(parents=True)
        (place / "x.png").write_bytes(samples.picture("PNG"))
        (place / "index.md").write_text(text.format(name, beside, address, beside))
    (root / "site.yaml").write_text(
        "longwave: 1\nsettings: {title: [1], articles_per_page: many}\n"
    )
    (root / "topics.yaml").write_text("- {name: A, former_slugs: 3}\n- {name: [x], position: y}\n")
    (root / "tags.yaml").write_text("- {name: B, slug: '../x'}\n- {name: C}\n")
    (root / "series.yaml").write_text(": [broken")
    (root / "authors.yaml").write_text("- {username: 'a b/'}\n- {}\n")
    token = "a" * 12
    rows = [f"{token},x.png,../../x.png", "b,x.png,", f"{'c' * 12},../../../secret.png,"]
    (root / "files" / token).mkdir(parents=True)
    (root / "files" / token / "x.png").write_bytes(samples.picture("PNG"))
    (root / "files.csv").write_text("\n".join(["token,name,former_path", *rows]))
    report = import_whole(root)
    assert len(report.created) == len(hostile)
    assert not MediaFile.objects.exists(), str(report)
    assert list(Tag.objects.values_list("name", flat=True)) == ["C"]
    assert {each.file for each in report.problems} >= {"series.yaml", "tags.yaml", "site.yaml"}


def test_control_characters_that_an_export_names_are_left_out(tmp_path, media_folders):
    """YAML can write them, and PostgreSQL can store no NUL."""
    folder = tmp_path / "a/articles/x"
    folder.mkdir(parents=True)
    named = (
        '\ntitle: "T\\0"\nsummary: "S\\0\\x01"\ncategory: "C\\0"\nseries: "R\\0"\ntags: ["G\\0"]'
    )
    named += (
        '\naliases: ["/old\\0.html"]\nauthor: "a\\0"\nfiles: {"x\\0.png": "/uploads/\\0.png"}\n'
    )
    uid = "0b0e7a52-5c0e-4b0e-9a52-5c0e4b0e9a52"
    (folder / "index.md").write_text(f"---\nlongwave: 1\nslug: x\nuid: {uid}{named}---\n\nbody\n")
    (folder / "draft.md").write_text(
        f"---\nlongwave: 1\nslug: x\ntext_of: {uid}{named}---\n\nnew\n"
    )
    (tmp_path / "a/site.yaml").write_text("longwave: 1\n")
    report = import_whole(tmp_path / "a")
    assert not report.failed, str(report)
    article, draft = Article.objects.get(), Draft.objects.with_revisions().get()
    metadata = draft.head.metadata
    assert (draft.head.title, article.title, draft.has_changes) == ("T", "T", True)
    assert (metadata["summary"], metadata["category"][1], metadata["tags"][0][1]) == ("S", "C", "G")
    assert [str(article.category), str(article.series), article.summary] == ["C", "R", "S"]
