"""Importing folders: articles, pages, images, links; a broken file does not stop the import."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

import rendering
from articles.models import Article, Category, Page, Series, Tag
from media.models import MediaFile
from media.storing import trash_file
from tests.transfer.imports import import_folder
from transfer import importer, table_statistics

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files, and returns their folder."""
    root = tmp_path / "posts"
    root.mkdir()

    def write(files):
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


GOOD = "---\ntitle: 梯度\ndate: 2024-01-02\ntags: [自动微分]\ncategories: 深度学习\n---\n**好**\n"


def test_file_becomes_an_article(folder, author):
    report = import_folder(folder({"ti-du.md": GOOD}), author=author)
    article = Article.objects.get()
    assert report.created == ["ti-du.md"]
    assert (article.title, article.slug, article.status) == ("梯度", "ti-du", "published")
    assert (article.category.name, article.language) == ("深度学习", "zh-hans")
    assert [tag.name for tag in article.tags.all()] == ["自动微分"]
    assert "<strong>好</strong>" in article.html
    assert article.updated_at == article.published_at


def test_parts_of_a_series_are_imported_in_their_order(folder, author, client):
    parts = {"b.md": 2, "a.md": 1, "c.md": 3}
    text = "---\ntitle: {0}\nseries: 读懂注意力\npart: {1}\n---\nText of {0}.\n"
    files = folder({name: text.format(name[0], n) for name, n in parts.items()})
    assert not import_folder(files, author=author).skipped
    series = Series.objects.get()
    assert series.name == "读懂注意力"
    page = client.get(series.get_absolute_url()).context
    assert [article.title for article in page["articles"]] == ["a", "b", "c"]
    (files / "a.md").write_text(client.get("/articles/a.md").text)
    assert len(import_folder(files, author=author).unchanged) == 3


def test_second_import_changes_nothing(folder, author):
    files = {
        "a.md": GOOD,
        "b.md": "# B\n\n![p](p.svg)",
        "p.svg": PICTURE,
        "c.md": "# C\n\n[b](b.md)",
    }
    root = folder(files)
    import_folder(root, author=author)
    before = list(Article.objects.order_by("pk").values())
    report = import_folder(root, author=author)
    assert sorted(report.unchanged) == ["a.md", "b.md", "c.md"]
    assert list(Article.objects.order_by("pk").values()) == before


def test_changed_file_updates_its_article(folder, author):
    root = folder({"a.md": GOOD})
    import_folder(root, author=author)
    (root / "a.md").write_text(GOOD.replace("好", "更好").replace("自动微分", "求导"))
    report = import_folder(root, author=author)
    article = Article.objects.get()
    assert report.updated == ["a.md"]
    assert "更好" in article.html
    assert [tag.name for tag in article.tags.all()] == ["求导"]


def test_dry_run_reports_the_same_and_writes_nothing(folder, author, uploads):
    root = folder({"a.md": GOOD, "b.md": "![p](p.svg)\n\n# B", "p.svg": PICTURE, "c.md": ""})
    dry = import_folder(root, author=author, dry_run=True)
    assert not Article.objects.exists()
    assert not Tag.objects.exists()
    assert not Category.objects.exists()
    assert not uploads.exists()
    assert import_folder(root, author=author) == dry


@pytest.mark.either_database
def test_title_falls_back_to_the_first_heading(folder, author):
    import_folder(folder({"a.md": "# 凸包 {#hull}\n\n正文"}), author=author)
    article = Article.objects.get()
    assert article.title == "凸包"
    assert "<h" not in article.html


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 目录\n\n- [甲](#甲)\n\n# 甲\n\n一\n\n# 乙\n\n二", "凸包 笔记"),
        ("## Contents\n\n1. A\n\n## A\n\nx\n\n## B\n\ny", "凸包 笔记"),
        ("# 目录\n\n- 甲\n", "凸包 笔记"),
        ("## 📖 目录\n\n- 甲\n\n# 凸包的写法\n\n## 甲\n\n一", "凸包的写法"),
        ("# 目录树的遍历\n\n一", "目录树的遍历"),
    ],
)
def test_a_heading_of_contents_is_no_title(folder, author, text, title):
    import_folder(folder({"凸包-笔记.md": text}), author=author)
    assert Article.objects.get().title == title


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 前言\n\n零\n\n# 甲\n\n一\n\n# 乙\n\n二", "凸包 笔记"),
        ("## 一、引言\n\n零\n\n## 二、甲\n\n一", "凸包 笔记"),
        ("## 0. Introduction\n\nx", "凸包 笔记"),
        ("## 前言\n\n零\n\n# 凸包的写法\n\n## 甲\n\n一", "凸包的写法"),
        ("# 前言\n\n零\n\n## 关于本书\n\n一", "前言"),
        ("# 前言中的凸包\n\n一", "前言中的凸包"),
    ],
)
def test_preface_is_the_title_only_of_what_is_below_it(folder, author, text, title):
    import_folder(folder({"凸包-笔记.md": text}), author=author)
    assert Article.objects.get().title == title


@pytest.mark.either_database
def test_date_falls_back_to_the_file(folder, author):
    import os

    root = folder({"a.md": "# A\n\nx"})
    moment = datetime(2023, 5, 6, 7, 8, tzinfo=UTC)
    os.utime(root / "a.md", (moment.timestamp(),) * 2)
    import_folder(root, author=author)
    assert Article.objects.get().published_at == moment


@pytest.mark.either_database
def test_jekyll_file_name_gives_date_and_address(folder, author):
    import_folder(folder({"_posts/2024-02-03-hello-world.md": "# Hi\n\nx"}), author=author)
    article = Article.objects.get()
    assert (article.slug, article.published_at.strftime("%Y-%m")) == ("hello-world", "2024-02")


@pytest.mark.either_database
def test_draft_stays_a_draft(folder, author):
    import_folder(folder({"a.md": "---\ntitle: A\ndraft: true\n---\nx"}), author=author)
    assert Article.objects.get().status == "draft"


def test_page_becomes_a_page(folder, author):
    root = folder({"about.md": "---\ntitle: 关于\nlayout: page\n---\n你好"})
    assert import_folder(root, author=author).created == ["about.md"]
    assert Page.objects.get().slug == "about"
    assert import_folder(root, author=author).unchanged == ["about.md"]


BROKEN = {
    "bytes.md": (b"\xff\x00\xfe\x80\x81 \xff\xff", "UTF-8"),
    "empty.md": ("", "empty"),
}
DOUBTFUL = {
    "yaml.md": ("---\ntitle: a: b\n---\nx", "a: b", "YAML"),
    "toml.md": ("+++\ntitle = \n+++\nx", "Toml", "TOML"),
    "open.md": ("---\ntitle: A\n\nx", "A", "never closed"),
    "stub.md": ("# Stub", "Stub", "no text"),
}
CHANGED = {
    "long.md": ("# " + "x" * 300 + "\n\ny", "shortened"),
    "slug.md": ("---\ntitle: A\nslug: 深度学习 与 Python\n---\nx", "“深度学习-与-python”"),
    "tag.md": (f"---\ntitle: A\ntags: [{'x' * 90}]\n---\nx", "too long"),
    "date.md": ("---\ntitle: A\ndate: soon\n---\nx", "soon"),
}


def test_a_file_without_readable_text_is_skipped_and_named(folder, author):
    files = {name: content for name, (content, _) in BROKEN.items()}
    report = import_folder(folder(files | {"good.md": GOOD}), author=author)
    assert list(dict(report.skipped)) == list(BROKEN)
    for name, (_, reason) in BROKEN.items():
        assert reason in dict(report.skipped)[name], name
    assert report.created == ["good.md"]


def test_a_file_that_is_not_read_whole_becomes_a_draft_and_is_named(folder, author):
    root = folder({name: content for name, (content, *_) in DOUBTFUL.items()})
    report = import_folder(root, author=author)
    withheld = dict(report.withheld)
    for name, (_, title, reason) in DOUBTFUL.items():
        article = Article.objects.get(source_path=f"posts/{name}")
        assert (article.title, article.status) == (title, "draft"), name
        assert reason in withheld[name], name


def test_values_that_cannot_be_stored_are_left_out_or_changed_and_named(folder, author):
    root = folder({name: content for name, (content, _) in CHANGED.items()})
    report = import_folder(root, author=author)
    problems = dict(report.problems)
    assert sorted(report.created) == sorted(CHANGED)
    for name, (_, reason) in CHANGED.items():
        assert reason in problems[name], name
    assert Article.objects.filter(slug="深度学习-与-python").exists()


def test_a_text_without_a_title_is_named_after_its_file(folder, author):
    import_folder(folder({"a-note.md": "just text"}), author=author)
    assert Article.objects.get().title == "A note"


def test_an_undated_file_never_has_the_date_of_today(folder, author):
    root = folder({"a.md": "# A\n\nx"})
    report = importer.import_folder(root, author=author)
    assert Article.objects.get().status == "draft"
    assert report.withheld[0].code == "undated"
    Article.objects.publish()
    assert importer.import_folder(root, author=author).unchanged == ["a.md"]
    assert Article.objects.get().status == "published"


@pytest.mark.either_database
def test_the_second_file_with_a_slug_gets_another_and_is_named(folder, author):
    head = "---\ntitle: {}\nslug: same\n---\nx"
    root = folder({"a.md": head.format("A"), "b.md": head.format("B")})
    report = import_folder(root, author=author)
    ((name, reason),) = report.problems
    assert name == "b.md"
    assert reason == "its address “same” belongs to posts/a.md: it is at “posts-same”"
    assert len(import_folder(root, author=author).unchanged) == 2


def test_equal_file_names_in_two_folders_are_both_imported(folder, author):
    root = folder({"dp/basic.md": "# 动规\n\nx", "string/basic.md": "# 字符串\n\nx"})
    import_folder(root, author=author)
    assert set(Article.objects.values_list("slug", flat=True)) == {"basic", "string-basic"}
    assert len(import_folder(root, author=author).unchanged) == 2


def test_article_written_on_the_site_is_never_overwritten(folder, author):
    Article.objects.create(title="Mine", slug="a", author=author, body="mine")
    report = import_folder(folder({"a.md": "---\ntitle: A\nslug: a\n---\nx"}), author=author)
    assert "“Mine”" in report.problems[0].what
    assert Article.objects.get(slug="a").body == "mine"
    assert Article.objects.get(slug="posts-a").title == "A"


@pytest.mark.either_database
def test_images_beside_the_file_are_copied(folder, author, uploads):
    text = """# A\n\n![图](img/图%201.svg "t")\n\n<img src='img/图%201.svg'>\n\n![r][r]

[r]: img/r.svg"""
    import_folder(
        folder({"a.md": text, "img/图 1.svg": PICTURE, "img/r.svg": b"<svg/>"}), author=author
    )
    html = Article.objects.get().html
    assert html.count('src="/uploads/imported/') == 3
    assert len([f for f in uploads.rglob("*") if f.is_file()]) == 2


@pytest.mark.either_database
def test_links_in_code_are_unchanged(folder, author):
    text = "# A\n\n`![p](p.svg)`\n\n```markdown\n![p](p.svg)\n```\n\n~~~\n![p](p.svg)\n~~~\n"
    import_folder(folder({"a.md": text, "p.svg": PICTURE}), author=author)
    assert "uploads" not in Article.objects.get().body


@pytest.mark.either_database
def test_missing_image_is_reported(folder, author):
    report = import_folder(folder({"a.md": "# A\n\n![p](none.png)"}), author=author)
    assert report.problems == [("a.md", "the picture none.png was not found in the folder")]
    assert Article.objects.count() == 1


@pytest.mark.either_database
@pytest.mark.parametrize("link", ["../secret.png", "/etc/passwd", "%2e%2e/secret.png", "link.png"])
def test_image_outside_the_folder_is_not_copied(folder, author, uploads, tmp_path, link):
    (tmp_path / "secret.png").write_bytes(b"secret")
    root = folder({"a.md": f"# A\n\n![p]({link})"})
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    report = import_folder(root, author=author)
    assert report.problems
    assert not uploads.exists()


def test_links_between_files_lead_to_the_articles(folder, author):
    root = folder(
        {"a.md": "# A\n\n[b](sub/b.md#part) [c](sub/b)", "sub/b.md": "# B\n\n[a](../a.md)"}
    )
    import_folder(root, author=author)
    assert "[b](/articles/b/#part) [c](/articles/b/)" in Article.objects.get(slug="a").body
    assert "[a](/articles/a/)" in Article.objects.get(slug="b").body


@pytest.mark.either_database
def test_gb18030_and_utf16_are_read(folder, author):
    root = folder(
        {"a.md": "# 梯度\n\n好".encode("gb18030"), "b.md": "# 凸包\n\n好".encode("utf-16")}
    )
    import_folder(root, author=author)
    assert set(Article.objects.values_list("title", flat=True)) == {"梯度", "凸包"}


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("files", "dialect"),
    [
        ({"a.md": '# A\n\n!!! note "题"\n    x'}, "python-markdown"),
        ({"a.md": "# A\n\nx", "../mkdocs.yml": ""}, "python-markdown"),
        ({"a.md": "Title: A\nDate: 2024-01-01\n\nx"}, "python-markdown"),
        ({"a.md": "# A\n\n```\n!!! note\n```"}, "commonmark"),
        ({"a.md": "# A\n\n> [!NOTE]\n> x"}, "commonmark"),
    ],
)
def test_dialect_is_recognised(folder, author, files, dialect):
    import_folder(folder(files), author=author)
    assert Article.objects.get().dialect == dialect


@pytest.mark.either_database
def test_hidden_folders_are_left_out(folder, author):
    root = folder({".git/a.md": "# A", "node_modules/b.md": "# B", "c.md": "# C\n\nx"})
    assert import_folder(root, author=author).created == ["c.md"]


@pytest.mark.either_database
def test_command_prints_the_report(folder, admin_user):
    out = StringIO()
    root = folder({"a.md": GOOD, "bad.md": "", "b.md": "# B\n\n$\\nosuchcommand$"})
    call_command("import_articles", root, stdout=out)
    assert "2 created, 0 updated, 0 unchanged, 1 skipped, 1 withheld" in out.getvalue()
    assert "bad.md: the file is empty" in out.getvalue()
    assert "b.md: draft: it has no date" in out.getvalue()
    assert "nosuchcommand" in out.getvalue()


def fail(*args, **options):
    raise rendering.RenderError(rendering.message("machine-busy"))


@pytest.mark.either_database
def test_a_rendering_error_is_reported_and_repeated_later(folder, author, monkeypatch):
    root = folder({"a.md": GOOD, "b.md": "---\ntitle: P\nlayout: page\n---\n**p**\n"})
    out = StringIO()
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render_safely", fail)
        broken.setattr(rendering, "render_ahead", fail)
        dry = import_folder(root, author=author, dry_run=True)
        for expected in ("2 created", "2 unchanged"):
            with pytest.raises(CommandError, match="could not be rendered"):
                call_command("import_articles", root, "--author", author.username, stdout=out)
            assert expected in out.getvalue()
            assert "failed   a.md: The machine was too busy" in out.getvalue()
            assert "2 failed" in out.getvalue()
    assert [remark.file for remark in dry.failed] == ["a.md", "b.md"]
    assert not Article.objects.published()
    assert not Page.objects.published()
    report = import_folder(root, author=author)
    assert sorted(report.updated) == ["a.md", "b.md"]
    assert not report.failed
    article = Article.objects.published().get()
    assert "<strong>" in article.html
    assert article.updated_at == article.published_at
    assert Page.objects.published().exists()
    assert sorted(import_folder(root, author=author).unchanged) == ["a.md", "b.md"]


@pytest.mark.either_database
def test_a_rendering_error_keeps_the_last_page(folder, author, monkeypatch):
    root = folder({"a.md": GOOD})
    import_folder(root, author=author)
    (root / "a.md").write_text(GOOD.replace("好", "更好"))
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render_safely", fail)
        broken.setattr(rendering, "render_ahead", fail)
        report = import_folder(root, author=author)
    assert "its last good version is shown" in report.failed[0].what
    article = Article.objects.published().get()
    assert "<strong>好" in article.html
    import_folder(root, author=author)
    article.refresh_from_db()
    assert "<strong>更好" in article.html


@pytest.mark.either_database
def test_a_failed_file_that_becomes_private_stays_a_draft(folder, author, monkeypatch):
    root = folder({"a.md": GOOD})
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render_safely", fail)
        broken.setattr(rendering, "render_ahead", fail)
        import_folder(root, author=author)
    (root / "a.md").write_text(GOOD.replace("title", "private: true\ntitle"))
    import_folder(root, author=author)
    assert Article.objects.get().status == "draft"
    call_command("rerender", "--workers=1", stdout=StringIO())
    assert not Article.objects.published()


@pytest.mark.either_database
def test_command_without_a_known_file_or_an_author_is_refused(folder, author, tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("import_articles", tmp_path / "none")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(CommandError, match=r"paper\.pdf is no export that is known here"):
        call_command("import_articles", tmp_path / "paper.pdf", author=author.username)
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("import_articles", folder({"a.md": GOOD}))


@pytest.mark.either_database
def test_sample_articles_import_without_problems(author, settings):
    report = import_folder(settings.BASE / "sample", author=author)
    assert not report.skipped
    assert not report.problems
    assert Article.objects.published().count() >= 12
    assert {page.slug for page in Page.objects.all()} == {"about", "about-en"}


@pytest.mark.either_database
def test_mkdocs_titles_come_from_nav_or_the_file_name(folder, author):
    menu = "nav:\n  - 首页: index.md\n  - 字符串:\n      - 前缀函数: string/kmp.md\n"
    root = folder(
        {
            "../mkdocs.yml": f"docs_dir: posts\nplugins: !!python/name:os.system\n{menu}",
            "string/kmp.md": "## 引入\n\nx\n\n## 定义\n\ny",
            "string/suffix-tree.md": "author: a, b\n\n## 引入\n\nx\n\n## 定义\n\ny",
        }
    )
    import_folder(root, author=author)
    titles = dict(Article.objects.values_list("slug", "title"))
    assert titles == {"kmp": "前缀函数", "suffix-tree": "Suffix tree"}
    assert "引入" in Article.objects.get(slug="kmp").html


@pytest.mark.either_database
def test_heading_of_a_section_is_the_title_and_stays(folder, author):
    import_folder(folder({"a.md": "## 引入\n\nx\n\n## 定义\n\ny"}), author=author)
    article = Article.objects.get()
    assert article.title == "引入"
    assert "引入" in article.html


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A :label:`sec_a`\n\nx", "A"),
        ("# A\n:label:`sec_a`\n\nx", "A"),
        ("# `dict` and **set** ##\n\nx", "dict and set"),
        ("```\n# no\n```\n\n# yes\n\nx", "yes"),
        ("A title\n=======\n\nx", "A title"),
        ("[![badge](https://a.b/c.svg)](https://a.b)\n\n# A\n\nx", "A"),
    ],
)
def test_title_is_the_plain_text_of_a_heading(folder, author, text, title):
    import_folder(folder({"a.md": text}), author=author)
    article = Article.objects.get()
    assert article.title == title
    assert "sec_a" not in article.html


@pytest.mark.either_database
def test_title_repeated_as_a_heading_is_shown_once(folder, author):
    import_folder(folder({"a.md": "---\ntitle: A\n---\n# A\n\nx"}), author=author)
    assert "<h" not in Article.objects.get().html


def test_changes_of_an_editor_stay_if_the_file_states_nothing(folder, author):
    root = folder({"a.md": "# A\n\nx"})
    import_folder(root, author=author)
    topic = Category.objects.create(name="NLP")
    Article.objects.update(slug="other", category=topic, language="zh-hans", status="archived")
    Article.objects.get().tags.set(["kept"])
    assert import_folder(root, author=author, topic="Rest").unchanged == ["a.md"]
    (root / "a.md").write_text("# A\n\nchanged")
    assert import_folder(root, author=author).updated == ["a.md"]
    article = Article.objects.get()
    assert (article.slug, article.category, article.status) == ("other", topic, "archived")
    assert [tag.name for tag in article.tags.all()] == ["kept"]
    assert article.updated_at > article.published_at


def test_changed_slug_leaves_a_redirect(folder, author, client):
    root = folder({"a.md": "---\ntitle: A\nslug: old\n---\nx"})
    import_folder(root, author=author)
    (root / "a.md").write_text("---\ntitle: A\nslug: new\n---\nx")
    assert import_folder(root, author=author).updated == ["a.md"]
    assert client.get("/articles/old/").headers["Location"] == "/articles/new/"


@pytest.mark.either_database
def test_index_of_two_folders_are_two_articles(folder, author, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.md").write_text(f"# {name}\n\nx")
        assert import_folder(tmp_path / name, author=author).created == ["index.md"]
    assert set(Article.objects.values_list("slug", flat=True)) == {"one", "two"}


@pytest.mark.either_database
def test_each_subfolder_has_its_dialect(folder, author):
    root = folder({"wiki/a.md": "# A\n\n??? note\n    x", "wiki/b.md": "# B\n\nx"})
    folder({f"{name}/{name}.md": "# C\n\nx" for name in "cde"})
    import_folder(root, author=author)
    assert Article.objects.filter(dialect="python-markdown").count() == 2
    assert Article.objects.filter(dialect="commonmark").count() == 3


@pytest.mark.either_database
def test_links_in_formulas_and_comments_are_unchanged(folder, author):
    text = "# A\n\n$[x](p.svg)$ <!-- ![p](gone.svg) -->\n\n$$\n[p](p.svg)\n$$\n"
    report = import_folder(folder({"a.md": text, "p.svg": PICTURE}), author=author)
    assert "uploads" not in Article.objects.get().body
    assert not report.problems


@pytest.mark.either_database
def test_dangerous_file_types_are_not_copied(folder, author, uploads):
    files = {"a.md": "# A\n\n[x](x.html) [y](y.exe) [z](z.pdf)"}
    files |= dict.fromkeys(["x.html", "y.exe", "z.pdf"], "x")
    report = import_folder(folder(files), author=author)
    assert [what.split()[0] for _name, what in report.problems] == ["x.html", "y.exe"]
    assert [file.name for file in uploads.rglob("*.*")] == ["z.pdf"]


@pytest.mark.either_database
def test_cover_and_root_relative_images_are_found(folder, author, uploads):
    text = "---\ntitle: A\ncover: /img/c.svg\n---\n![p](/img/p.svg) {static}"
    root = folder({"posts/a.md": text, "static/img/c.svg": PICTURE, "source/img/p.svg": PICTURE})
    assert not import_folder(root, author=author).problems
    article = Article.objects.get()
    assert (uploads / article.cover.name).is_file()
    assert "](/uploads/imported/" in article.body
    assert MediaFile.objects.filter(owner=author).count() == 2
    assert import_folder(root, author=author).unchanged == ["posts/a.md"]


@pytest.mark.either_database
@pytest.mark.parametrize("dry_run", [True, False])
def test_refused_pictures_are_named_with_the_reason(folder, author, uploads, dry_run):
    files = {"a.md": "# A\n\n![p](p.png) ![q](q.png) ![e](e.svg)", "p.png": b"\x89PNG\r\n\x1a\n"}
    files |= {"q.png": "a list of words", "e.svg": b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"}
    with translation.override("en"):
        report = import_folder(folder(files), author=author, dry_run=dry_run)
    reasons = [what for _name, what in report.problems]
    assert "p.png was not copied: The file begins as PNG, but is damaged" in reasons[0]
    assert "q.png was not copied: It is no picture" in reasons[1]
    assert "e.svg was not copied: The SVG defines entities" in reasons[2]
    assert not [file for file in uploads.rglob("*") if file.is_file()]


@pytest.mark.either_database
def test_a_file_in_the_trash_is_back_after_the_next_import(folder, author, media_folders):
    root = folder({"a.md": "# A\n\n![p](p.svg)", "p.svg": PICTURE})
    import_folder(root, author=author)
    trash_file(MediaFile.objects.get())
    assert import_folder(root, author=author).unchanged
    assert MediaFile.objects.get().trashed_at is None


@pytest.mark.either_database
def test_link_to_a_file_outside_is_not_read(folder, author, tmp_path):
    (tmp_path / "secret.md").write_text("# Secret\n\nx")
    root = folder({"a.md": "# A\n\nx"})
    (root / "b.md").symlink_to(tmp_path / "secret.md")
    report = import_folder(root, author=author)
    assert report.created == ["a.md"]
    assert "outside" in report.skipped[0].what


def test_unexpected_error_skips_one_file(folder, author, monkeypatch):
    save = Article.save

    def fail(article, **options):
        if article.title == "A":
            raise RuntimeError("disk on fire")
        save(article, **options)

    monkeypatch.setattr(Article, "save", fail)
    report = import_folder(folder({"a.md": "# A\n\nx", "b.md": "# B\n\nx"}), author=author)
    assert report.created == ["b.md"]
    assert "disk on fire" in report.skipped[0].what


def test_page_written_on_the_site_is_never_overwritten(folder, author):
    Page.objects.create(title="Mine", slug="about", body="mine")
    root = folder({"about.md": "---\ntitle: 关于\nlayout: page\n---\n你好"})
    import_folder(root, author=author)
    assert Page.objects.get(slug="about").body == "mine"
    assert Page.objects.get(slug="posts-about").title == "关于"


def test_article_taken_back_by_an_editor_stays_a_draft(folder, author):
    root = folder({"a.md": GOOD, "p.md": "---\ntitle: P\nlayout: page\n---\nx"})
    import_folder(root, author=author)
    Article.objects.all().unpublish()
    Page.objects.update(is_published=False)
    (root / "a.md").write_text(GOOD.replace("好", "更好"))
    import_folder(root, author=author)
    assert Article.objects.get().status == "draft"
    assert not Page.objects.get().is_published


@pytest.mark.either_database
def test_special_files_and_huge_lists_are_skipped(folder, author):
    import os

    bomb = "x0: &x0 [a, a]\n" + "".join(
        f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    root = folder({"good.md": GOOD, "bomb.md": f"---\ntitle: B\n{bomb}tags: *x11\n---\nx"})
    os.mkfifo(root / "pipe.md")
    report = import_folder(root, author=author)
    assert report.created == ["bomb.md", "good.md"]
    assert not Tag.objects.filter(name="a").exists()
    assert [name for name, _reason in report.skipped] == ["pipe.md"]


@pytest.mark.either_database
def test_images_of_shortcodes_and_tags_are_copied(folder, author):
    body = '{{< figure src="a.svg" caption="一" >}}\n\n{% asset_img b.svg 二 %}\n'
    files = {"x.md": f"# 题\n\n{body}", "a.svg": PICTURE, "b.svg": b"<svg/>"}
    assert not import_folder(folder(files), author=author).problems
    assert Article.objects.get().html.count('src="/uploads/imported/') == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not plan by numbers")
def test_a_large_import_analyzes_postgresql(committed, folder, author, monkeypatch):
    monkeypatch.setattr(table_statistics, "MANY", 2)
    names = [str(folder({f"{n}.md": GOOD for n in "ab"})), "--author", author.username]
    with connection.cursor() as cursor:
        call_command("import_articles", *names, "--dry-run", stdout=StringIO())
        known = "SELECT reltuples FROM pg_class WHERE relname = 'articles_article'"
        assert cursor.execute(known).fetchone() != (2,)
        call_command("import_articles", *names, stdout=StringIO())
        assert cursor.execute(known).fetchone() == (2,)


# Excerpts


@pytest.mark.either_database
def test_an_excerpt_ends_at_the_separator_of_its_file(folder, author):
    text = "---\ntitle: A\nexcerpt_separator: <!--end-->\n---\n\n前文。\n\n<!--end-->\n\n后文。\n"
    import_folder(folder({"a.md": text}), author=author)
    assert Article.objects.get().excerpt == "前文。"


@pytest.mark.either_database
def test_an_excerpt_ends_at_the_separator_of_the_site(folder, author):
    text = "---\ntitle: A\n---\n\n前文。\n\n<!--cut-->\n\n后文。\n"
    files = {"_config.yml": "title: x\nexcerpt_separator: <!--cut-->\n", "_posts/a.md": text}
    import_folder(folder(files), author=author)
    assert Article.objects.get().excerpt == "前文。"


@pytest.mark.either_database
def test_an_empty_line_as_separator_is_ignored(folder, author):
    text = "---\ntitle: A\n---\n\n前文。\n\n后文。\n"
    files = {"_config.yml": 'excerpt_separator: "\\n\\n"\n', "_posts/2024-01-02-a.md": text}
    import_folder(folder(files), author=author)
    assert Article.objects.get().excerpt == "前文。后文。"
