"""Moving a site in: its addresses, its links, its translations, and what its files state."""

import ast
import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article, Page, PathRedirect, Relation
from operations.tasks.running import run_due
from tests.desk.writing_helpers import all_texts
from tests.factories import make_user
from tests.transfer.imports import import_folder
from tests.transfer.sites.fixture_sites import write_files
from transfer import importer, messages
from transfer.imports import import_path
from transfer.models import ImportedFile
from transfer.sites import git_dates

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.either_database]

CONFIGURATION = "url: https://old.example\npermalink: :year/:month/:title/\ntheme: next\n"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def blog(tmp_path):
    """Return a function that writes files of a Hexo site, and returns the folder of the site."""
    root = tmp_path / "blog"

    def write(**texts):
        for name, text in {"_config.yml": CONFIGURATION, **texts}.items():
            is_post = name.endswith(".md")
            path = root / "source/_posts" / name if is_post else root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return root

    return write


def text_of(title, *lines, body="正文。", date="2020-03-04 05:06:07"):
    return "\n".join(["---", f"title: {title}", f"date: {date}", *lines, "---", "", body, ""])


@pytest.mark.asks_a_database
def test_every_old_address_leads_to_its_article(blog, author, client):
    root = blog(
        **{
            "ti-du.md": text_of("梯度", "tags: [自动微分]", "categories: [深度学习]"),
            "alias.md": text_of("别名", "alias: /2019/older.html", "permalink: /own/place/"),
        }
    )
    report = import_folder(root, author=author)
    assert report.redirects >= 4
    for old, new in {
        "/2020/03/ti-du/": "/articles/ti-du/",
        "/2020/03/ti-du": "/articles/ti-du/",
        "/2020/03/ti-du/index.html": "/articles/ti-du/",
        "/own/place/": "/articles/place/",
        "/2019/older.html": "/articles/place/",
        "/tags/自动微分/": "/tags/自动微分/",
    }.items():
        answer = client.get(old)
        if old != new:
            assert answer.status_code == 301, old
            assert answer.headers["Location"] == new, old


@pytest.mark.asks_a_database
def test_links_to_old_addresses_lead_to_the_new_ones(blog, author):
    body = (
        "[one](/2020/03/b/) [two](https://old.example/2020/03/b/#节) "
        "[three](https://other.example/2020/03/b/)"
    )
    import_folder(blog(**{"a.md": text_of("A", body=body), "b.md": text_of("B")}), author=author)
    text = Article.objects.get(slug="a").body
    assert "[one](/articles/b/) [two](/articles/b/#节) [three](https://other" in text


def test_a_front_page_takes_no_links_of_others(tmp_path, author):
    """A link to the text itself, or to what is no text, does not lead to the front page."""
    (tmp_path / "CNAME").write_text("old.example")
    (tmp_path / "index.md").write_text(text_of("Home"))
    body = "[a](#节) [b](/b) [home](/) [gone](https://old.example/gone/)\n\n## 节"
    (tmp_path / "a.md").write_text(text_of("A", body=body))
    (tmp_path / "b.md").write_text(text_of("B"))
    import_folder(tmp_path, author=author)
    text = Article.objects.get(slug="a").body
    assert "[a](#节) [b](/articles/b/) [home](/articles/" in text
    assert "[gone](https://old.example/gone/)" in text


def test_a_link_to_a_draft_that_comes_later_is_one_to_a_draft(tmp_path, author):
    (tmp_path / "a.md").write_text(text_of("A", body="[b](b.md) [c](/articles/none/)"))
    (tmp_path / "b.md").write_text(text_of("B", "draft: true\n"))
    report = import_folder(tmp_path, author=author)
    found = sorted(each.code for each in report.problems)
    assert found == ["link-broken", "link-to-draft"]


def test_a_dry_run_counts_the_addresses_of_lists(blog, author):
    root = blog(**{"a.md": text_of("A", "tags: [x, y]\ncategories: [z]\n")})
    with (root / "_config.yml").open("a") as file:
        file.write("tag_map: {x: ex}\n")
    planned = import_folder(root, author=author, dry_run=True).redirects
    assert planned == import_folder(root, author=author).redirects == 3


def test_a_line_in_the_report_is_that_of_the_file(tmp_path, author):
    (tmp_path / "a.md").write_text("---\ntitle: A\ndate: 2020-01-02\n---\n\n一\n\n[b](b.md)\n")
    (tmp_path / "c.md").write_text("# C\n\n[b](b.md)\n")
    report = import_folder(tmp_path, author=author)
    found = {each.file: str(each.what) for each in report.problems if each.code == "link-broken"}
    assert "8" in found["a.md"].split("b.md")[0]
    assert "3" in found["c.md"].split("b.md")[0]


def test_undated_files_without_history_say_why_they_are_drafts(tmp_path, author, monkeypatch):
    def notes(**history):
        read = git_dates.GitHistory(**history)
        monkeypatch.setattr(git_dates, "read_git_history", lambda root: read)
        return [note.code for note in import_folder(tmp_path, author=author, dry_run=True).notes]

    (tmp_path / "dated.md").write_text(text_of("A"))
    assert notes(is_shallow=True) == []
    (tmp_path / "undated.md").write_text("# A\n\nx\n")
    assert notes(is_shallow=True) == ["git-history-shallow"]
    assert notes(problem="not-trusted") == ["git-history-unread"]
    assert notes() == []


def test_many_pages_do_not_fill_the_menu(tmp_path, author):
    def import_pages(folder, number):
        (tmp_path / folder).mkdir()
        for each in range(number):
            text = text_of(f"{folder} {each}", "layout: page")
            (tmp_path / folder / f"{folder}{each}.md").write_text(text)
        return [note.code for note in import_folder(tmp_path / folder, author=author).notes]

    assert import_pages("few", 5) == []
    assert Page.objects.in_menu().count() == 5
    assert import_pages("many", 6) == ["pages-not-in-menu"]
    assert Page.objects.in_menu().count() == 5


def test_texts_that_are_not_markdown_are_named(tmp_path, author):
    for name in ("a.md", "post.org", "c.adoc", "made.rmd", "made.md", "README.org"):
        (tmp_path / name).write_text(text_of(name))
    report = import_folder(tmp_path, author=author, dry_run=True)
    found = {each.file for each in report.left_out if each.code == "no-article-other-markup"}
    assert found == {"post.org", "c.adoc"}


def test_texts_with_the_same_name_are_both_stored_with_their_addresses(tmp_path, author, client):
    for folder in ("publish", "sync"):
        (tmp_path / "notes" / folder).mkdir(parents=True)
        (tmp_path / "notes" / folder / "security.md").write_text(text_of(folder))
    report = import_folder(tmp_path / "notes", author=author)
    assert not report.skipped
    for old, slug in (("/publish/security", "security"), ("/sync/security", "sync-security")):
        assert client.get(old).headers["Location"] == f"/articles/{slug}/"


@pytest.mark.asks_a_database
def test_translations_of_one_text_are_linked(tmp_path, author):
    for folder, body in (("zh", "这是中文的正文。"), ("en", "This is the English text.")):
        (tmp_path / "docs" / folder).mkdir(parents=True)
        (tmp_path / "docs" / folder / "attention.md").write_text(text_of(folder, body=body))
    import_folder(tmp_path / "docs", author=author)
    english, chinese = Article.objects.order_by("language")
    assert (english.language, chinese.language) == ("en", "zh-hans")
    assert english.translation_of == chinese


@pytest.mark.asks_a_database
def test_a_renamed_file_stays_its_article(blog, author):
    root = blog(**{"a.md": text_of("A")})
    import_folder(root, author=author)
    before = Article.objects.get()
    (root / "source/_posts/a.md").rename(root / "source/_posts/renamed.md")
    report = import_folder(root, author=author)
    after = Article.objects.get()
    assert (after.pk, after.slug) == (before.pk, before.slug)
    assert report.updated == ["source/_posts/renamed.md"]
    assert len(import_folder(root, author=author).unchanged) == 1


def test_unknown_keys_are_named_once_and_kept(blog, author):
    files = {f"{name}.md": text_of(name, "mood: [happy]", "toc: true") for name in "ab"}
    report = import_folder(blog(**files), author=author)
    assert report.unknown_keys == {"mood": 2}
    kept = ImportedFile.objects.get(article__slug="a").keys
    assert kept == {"mood": ["happy"], "toc": "true"}
    assert "mood (2)" in str(report)


def test_authors_with_an_account_are_the_authors(blog, author):
    other = make_user("li", display_name="李雷")
    files = {"a.md": text_of("A", "author: 李雷"), "b.md": text_of("B", "author: Unknown")}
    report = import_folder(blog(**files), author=author)
    assert Article.objects.get(slug="a").author == other
    assert Article.objects.get(slug="b").author == author
    assert report.unknown_authors == {"Unknown": 1}


@pytest.mark.parametrize("line", ["sticky: 100", "top: true", "pinned: yes", "featured: 1"])
def test_texts_at_the_top_are_featured(blog, author, line):
    import_folder(
        blog(**{"a.md": text_of("A", line), "b.md": text_of("B", "top: 0")}), author=author
    )
    assert list(Article.objects.filter(featured=True).values_list("slug", flat=True)) == ["a"]


def test_dates_of_mkdocs_material_are_read(tmp_path, author):
    text = "---\ndate:\n  created: 2023-01-31\n  updated: 2024-02-01\n---\n# A\n\nx\n"
    (tmp_path / "a.md").write_text(text)
    import_folder(tmp_path, author=author)
    article = Article.objects.get()
    assert (article.published_at.year, article.updated_at.year) == (2023, 2024)


def test_files_that_are_no_articles_are_left_out_unless_they_are_named(blog, author):
    root = blog(**{"a.md": text_of("A"), "w.md": text_of("W", "layout: wiki")})
    report = import_folder(root, author=author)
    assert dict(report.left_out).keys() == {"source/_posts/w.md"}
    assert import_folder(root, author=author, include=["*/w.md"]).created == ["source/_posts/w.md"]
    assert not import_folder(root, author=author, exclude=["source"]).imported


def test_pictures_of_the_site_are_found_from_its_posts(blog, author):
    root = blog(**{"a.md": text_of("A", body="![p](/images/p.svg)")})
    (root / "source/images").mkdir()
    (root / "source/images/p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    report = import_folder(root / "source/_posts", author=author)
    assert not report.problems
    assert "/images/p.svg" not in Article.objects.get().body


def test_the_report_is_written_as_json(blog, author, tmp_path):
    root = blog(**{"a.md": text_of("A", "draft: true"), "b.md": text_of("B", body="![](none.png)")})
    file = tmp_path / "report.json"
    call_command(
        "import_articles", root, "--author", author.username, "--dry-run", "--json", str(file)
    )
    report = json.loads(file.read_text())
    assert report["kinds"]["withheld"] == {"value-in-front-matter": 1}
    assert report["kinds"]["problems"] == {"picture-missing": 1}
    assert len(report["created"]) == 2
    assert not Article.objects.exists()
    assert not PathRedirect.objects.exists()


def test_a_zip_of_a_site_is_imported_as_its_folder(blog, author, tmp_path):
    root = blog(**{"a.md": text_of("A")})
    file = shutil.make_archive(str(tmp_path / "old-blog"), "zip", root)
    for expected in ("created", "unchanged"):
        report = import_path(Path(file), author=author)
        assert getattr(report, expected) == ["source/_posts/a.md"]
    assert PathRedirect.objects.filter(path="/2020/03/a").exists()


def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, author):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 none")
    with pytest.raises(CommandError, match=r"a\.pdf"):
        call_command("import_articles", tmp_path / "a.pdf", "--author", author.username)


@pytest.mark.asks_a_database
@pytest.mark.django_db(transaction=True)
def test_related_articles_of_many_are_found_in_the_background(blog, author, monkeypatch):
    monkeypatch.setattr(importer, "MOST_RELATED_AT_ONCE", 1)
    words = {"a": "注意力机制", "b": "注意力机制", "c": "归并排序", "d": "快速傅里叶变换"}
    files = {f"{n}.md": text_of(f"{each} {n}", body=f"{each}的写法。") for n, each in words.items()}
    import_folder(blog(**files), author=author)
    assert not Relation.objects.exists()
    run_due()
    assert Relation.objects.exists()


def test_relative_links_between_old_addresses_lead_to_the_new_ones(blog, author):
    files = {"a.md": text_of("A", body="[b](../b/) ![none](../p.png)"), "b.md": text_of("B")}
    import_folder(blog(**files), author=author)
    assert Article.objects.get(slug="a").body.startswith("[b](/articles/b/) ![none](../p.png)")


def test_a_page_never_takes_an_address_of_the_site(blog, author):
    files = {"search.md": text_of("搜索页", "layout: page", "permalink: /own/search/")}
    report = import_folder(blog(**files), author=author)
    assert Page.objects.get().slug == "own-search"
    assert "the site itself" in report.problems[0].what


def reasons_in(function):
    """Yield the codes that a function returns."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value:
            tests = [each for each in ast.walk(node.value) if isinstance(each, ast.Compare)]
            compared = {part for test in tests for part in ast.walk(test)}
            for each in {*ast.walk(node.value)} - compared:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def test_each_reason_of_a_site_has_a_sentence():
    files = Path(settings.BASE, "transfer/sites").rglob("*.py")
    functions = (
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("not_an", "excluded"))
    )
    codes = {code for function in functions for code in reasons_in(function)}
    assert len(codes) > 5
    assert {f"no-article-{code}" for code in codes} <= messages.SENTENCES.keys()


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_feed_among_the_files_of_a_site_makes_it_no_export(blog, author, tmp_path, is_packed):
    feed = '<rss version="2.0"><channel><item><title>{{ .Title }}</title></item></channel></rss>'
    root = blog(**{"a.md": text_of("A")}, **{"layouts/rss.xml": feed})
    path = shutil.make_archive(str(tmp_path / "old"), "zip", root) if is_packed else root
    assert import_path(Path(path), author=author).created == ["source/_posts/a.md"]


def test_an_edit_here_stays_while_the_file_is_the_same(blog, author):
    files = {"a.md": text_of("A"), "p.md": text_of("P", "layout: page")}
    root = blog(**files)
    import_folder(root, author=author)
    for thing in (Article.objects.get(), Page.objects.get()):
        thing.body = "改过。\n"
        thing.save()
    for _again in range(2):
        report = import_folder(root, author=author)
        assert len(report.unchanged) == 2
        assert {remark.code for remark in report.problems} == {"edit-kept"}
    assert {Article.objects.get().body, Page.objects.get().body} == {"改过。\n"}


@pytest.mark.asks_a_database
def test_a_changed_file_replaces_an_edit_only_where_there_is_a_history(blog, author):
    import_folder(
        blog(**{"a.md": text_of("A"), "p.md": text_of("P", "layout: page")}), author=author
    )
    for thing in (Article.objects.get(), Page.objects.get()):
        thing.body = "改过。\n"
        thing.save()
    changed = {"a.md": text_of("A", body="新。"), "p.md": text_of("P", "layout: page", body="新。")}
    report = import_folder(blog(**changed), author=author)
    assert {remark.code for remark in report.problems} == {"edit-replaced", "page-edit-kept"}
    assert Article.objects.get().body == "新。\n"
    assert "改过。\n" in all_texts(Article.objects.get())
    assert Page.objects.get().body == "改过。\n"


def test_a_link_that_an_import_changes_is_no_edit_here(blog, author):
    root = blog(**{"a.md": text_of("A", body="[b](b.md)")})
    import_folder(root, author=author)
    blog(**{"a.md": text_of("A", body="[b](b.md)"), "b.md": text_of("B")})
    assert "source/_posts/a.md" in import_folder(root, author=author).updated
    (root / "source/_posts/a.md").write_text(text_of("A", body="[b](b.md) 新。"))
    report = import_folder(root, author=author)
    assert not report.problems
    assert Article.objects.get(slug="a").body == "[b](/articles/b/) 新。\n"


def test_texts_of_zola_link_to_files_and_pictures_by_their_places_and_addresses(tmp_path, author):
    one = "+++\ntitle = 'One'\ndate = 2020-01-01\npath = 'first'\n+++\n"
    two = "+++\ntitle = 'Two'\ndate = 2020-01-01\npath = 'second'\n+++\nText.\n"
    links = "[a](@/blog/2/index.md#x), [b] ![p](../second/p.svg)\n\n[b]: @/blog/2/index.md\n"
    files = {
        "config.toml": "base_url = 'https://z.example'\nignored_content = ['*/README.md']\n",
        "content/README.md": "About this folder.\n",
        "content/blog/1/index.md": one + links,
        "content/blog/2/index.md": two,
        "content/blog/2/p.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    }
    report = import_folder(write_files(tmp_path / "zola", files), author=author)
    html = Article.objects.get(title="One").html
    assert html.count('href="/articles/2/') == 2
    assert '<img src="/uploads/' in html
    assert [each.code for each in report.problems] == ["place-missing"]
    assert [each.code for each in report.left_out] == ["no-article-ignored"]


def test_markdown_that_a_text_of_jekyll_includes_is_part_of_it(tmp_path, author):
    included = "{% capture zh %}{% include zh.md %}{% endcapture %}\n    {{ zh | markdownify }}\n"
    others = "{% include members.md %}\n\n{% include ../secret.md %}\n"
    files = {
        "_config.yml": "title: x",
        "_posts/2020-01-01-a.md": f"---\ntitle: A\n---\n<div>\n    {included}</div>\n\n{others}",
        "_includes/zh.md": "正文 **重点**\n",
        "_includes/members.md": "[members]secret[/members]\n",
        "secret.md": "secret\n",
    }
    import_folder(write_files(tmp_path / "jekyll", files), author=author)
    html = Article.objects.get(title="A").html
    assert "<p>正文 <strong>重点</strong></p>" in html
    assert "secret<" not in html
    assert "markdownify" not in html
