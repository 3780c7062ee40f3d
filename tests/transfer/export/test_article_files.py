"""Article files: what is written is read again, exactly."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from articles.models import Article, Page, PathRedirect, Redirect, Series
from media.models import FileContent, MediaFile
from media.storing import add_file
from tests.factories import make_article, make_topic, make_user
from tests.media.samples import picture
from transfer.export.article_files import article_file, page_file
from transfer.export.file_links import linked_files, names_beside
from transfer.export.surroundings import surroundings_of
from transfer.importer import import_folder
from transfer.models import ImportedFile

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
MOMENT = datetime(2021, 3, 4, 5, 6, 7, 123456, tzinfo=UTC)
BODIES = {
    "a heading that is the title": "# T\n\n正文",
    "no line end": "正文",
    "line ends at both ends": "\n\n正文\n\n",
    "spaces": "  a  \nb  \n ",
    "no text": "",
    "front matter of its own": "---\ndraft: true\n---\n\n私密",
    "marks of Obsidian": "#private\n\npublish:: false\n",
    "links": "[a](../b) ![](missing.png) [[b]] ![[b.png]] [x](/articles/b/)\n",
    "shortcodes": '{{< figure src="x.png" >}}\n{% asset_img x.png %}\n<!-- more -->\n',
    "rare characters": "a\u2028b\x85c\ufeffd😀𠀀\tx\n",
}


def file_of(thing):
    around = surroundings_of([thing])[thing.pk]
    return page_file(thing, around) if isinstance(thing, Page) else article_file(thing, around)


def read_again(folder, author, *things):
    """Write files of these, delete all, import the files. Return the files of what is there now."""
    texts = [file_of(thing) for thing in things]
    for number, text in enumerate(texts):
        place = folder / f"private {number}"
        place.mkdir()
        (place / "index.md").write_text(text, encoding="utf-8")
    (folder / "site.yaml").write_text("longwave: 1\n")
    Article.objects.all().delete()
    Page.objects.all().delete()
    Redirect.objects.all().delete()
    PathRedirect.objects.all().delete()
    report = import_folder(folder, author=author)
    found = [*Article.objects.order_by("created_at", "pk"), *Page.objects.order_by("pk")]
    assert not report.skipped, str(report)
    return texts, [file_of(thing) for thing in found]


def test_everything_of_an_article_is_read_again(tmp_path):
    ada, editor = make_user("ada"), make_user("editor")
    original = make_article(title="原文", slug="原文", language="zh-hans", created_at=MOMENT)
    article = make_article(
        title="- “Odd”: #title 'x' ",
        slug="Odd_slug-1",
        status="archived",
        published_at=MOMENT,
        author=ada,
        category=make_topic("A, B；C"),
        series=Series.objects.create(name="系列 “x”"),
        part=0,
        language="en",
        dialect="python-markdown",
        translation_of=original,
        featured=True,
        summary="one\n\n  two: 'x'\n---\n",
    )
    article.tags.add("甲，乙", "draft", "private", "123", "true")
    Redirect.set_target("article", "former", article.pk)
    PathRedirect.objects.set_paths(article, ["/2020/01/旧.html", "/?p=12"], "test")
    keys = {"weight": 3, "draft": "true", "math": True, "status": "x", "list": ["a", {"b": "1.0"}]}
    ImportedFile.objects.create(article=article, digest="x", keys=keys)
    Article.objects.filter(pk=article.pk).update(updated_at=MOMENT)
    article.refresh_from_db()
    texts, again = read_again(tmp_path, editor, original, article)
    assert again == texts
    for line in ("status: archived", "weight: 3", "math: true", "- /?p=12", "- former"):
        assert line in texts[1].split("\n"), line
    assert Article.objects.get(slug="Odd_slug-1").author == ada


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_texts_are_read_again_byte_for_byte(tmp_path, body):
    article = make_article(title="T", body=body)
    page = Page.objects.create(title="T", slug="t", body=body, in_menu=False, position=7)
    texts, again = read_again(tmp_path, make_user(), article, page)
    assert again == texts
    assert Article.objects.get().body == body


@pytest.mark.parametrize("status", ["draft", "published", "archived"])
def test_a_status_stays_and_a_scheduled_article_is_scheduled(tmp_path, status):
    coming = make_article(status=status, published_at=datetime(2100, 1, 1, tzinfo=UTC))
    undated = make_article(title="", status="draft", published_at=None)
    texts, again = read_again(tmp_path, make_user(), coming, undated)
    assert again == texts
    assert Article.objects.get(pk__in=Article.objects.exclude(title="")).is_public() is False


def test_a_key_that_somebody_added_can_only_hide_a_text(tmp_path):
    text = file_of(make_article(status="draft")).replace("lang:", "published: true\nlang:")
    (tmp_path / "a.md").write_text(text)
    public = file_of(make_article()).replace("lang:", "private: true\nlang:")
    (tmp_path / "b.md").write_text(public)
    Article.objects.all().delete()
    import_folder(tmp_path, author=make_user())
    assert {each.status for each in Article.objects.all()} == {"draft"}


def test_a_copied_file_is_an_article_of_its_own(tmp_path):
    text = file_of(make_article(slug="a"))
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(text)
    import_folder(tmp_path, author=make_user())
    assert Article.objects.count() == Article.objects.values("uid").distinct().count() == 2


def test_a_file_of_a_later_version_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "a.md").write_text("---\nlongwave: 99\ntitle: T\n---\n\nx\n")
    report = import_folder(tmp_path, author=make_user())
    assert "newer version of Longwave" in str(report)
    assert not Article.objects.exists()


def test_files_beside_a_text_get_their_addresses_back(tmp_path, author):
    """Also a file that has a former path, and one that is in the text under an earlier name."""
    samples = {"图 (1).png": {}, "b.png": {"former_path": "covers/2020/旧.png"}}
    made = [
        add_file(BytesIO(picture("PNG", (8 + n, 8))), name, author, **values)
        for n, (name, values) in enumerate(samples.items())
    ]
    addresses = [made[0].get_absolute_url(), "/uploads/covers/2020/旧.png"]
    earlier = f"/files/{made[0].token}/earlier.png"
    body = f"![]({made[0].get_absolute_url()}#x) <img src='{addresses[1]}'>\n\n![a]: {earlier}\n"
    body += f"[a]: {earlier}\n\n`{earlier}` ![](<{earlier}>)\n"
    article = make_article(body=body, cover="covers/2020/旧.png", author=author)
    beside = names_beside([body], linked_files(body))
    text = article_file(article, beside=beside)
    contents = {file.token: file.content for file in MediaFile.objects.select_related("content")}
    for address, name in beside.items():
        file = MediaFile.objects.lookup([address])[address]
        with default_storage.open(file.content.name) as stored:
            (tmp_path / name).write_bytes(stored.read())
    (tmp_path / "index.md").write_text(text)
    Article.objects.all().delete()
    MediaFile.objects.all().delete()
    FileContent.objects.all().delete()
    for name in {content.name for content in contents.values()}:
        default_storage.delete(name)
    report = import_folder(tmp_path, author=author)
    again = Article.objects.get()
    assert again.body == body
    assert again.cover.name == "covers/2020/旧.png"
    assert set(MediaFile.objects.lookup(beside)) == set(beside)
    assert {"![](图-%281%29.png#x)", "src='旧.png'>"} <= set(text.split())
    assert not report.skipped, str(report)
