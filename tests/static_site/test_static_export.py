"""The public site as files: what is written, what changes, and what stays private."""

import json
import os
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from articles.models import Article, Page, PathRedirect, SiteSettings
from static_site.command_line import report_lines
from static_site.program_files import program_digest
from static_site.static_export import export_static_site
from static_site.static_options import StaticSiteError, static_options
from tests.factories import make_article, make_topic
from tests.operations.sites import Builder
from tests.static_site.walking import BASE, dead_links, export, names

# Files and addresses do not depend on the database; what is read for them does.
pytestmark = pytest.mark.either_database
SECRET = "不可外传"
# A site as small as this one would be written by one process: so few tasks are enough, and said.
EXPORT_TWICE = """
import sys, django; django.setup()
from pathlib import Path
from django.utils import timezone
from articles.models import Article
from static_site import writing_processes
from tests.static_site.walking import export
Article.objects.update(status="published", published_at=timezone.now())
writing_processes.TASKS_OF_A_PROCESS = 1
make_pool = writing_processes.process_pool
writing_processes.process_pool = lambda *given: print("pool of", given[1]) or make_pool(*given)
for processes in (1, 2):
    export(Path(sys.argv[1], str(processes)), processes=processes)
"""


@pytest.fixture
def folder(tmp_path, db, media_folders):
    return tmp_path / "site"


def text_of(folder):
    """All that the files say, compressed ones apart."""
    return "\n".join(
        file.read_text(errors="replace") for file in sorted(folder.rglob("*")) if file.is_file()
    )


def test_site_is_written_with_its_addresses(folder):
    make_article(title="注意力", slug="注意力", category=make_topic("NLP"), tags=["深度学习"])
    Page.objects.create(title="About", slug="about", body="Hello")
    with translation.override("zh-hans"):
        export(folder, languages=("zh-hans", "en"))
        assert translation.get_language() == "zh-hans"
    assert names(folder) >= {
        *("index.html", "404.html", "feed.xml", "rss.xml", "feed.json", "sitemap.xml"),
        *("articles/注意力/index.html", "articles/注意力.md", "articles/注意力/card.png"),
        *("topics/nlp/index.html", "topics/nlp/feed.xml", "about/index.html", "robots.txt"),
        *("archive/index.html", "search/index.html", "search/index/meta.json", ".nojekyll"),
        *("en/index.html", "en/articles/注意力/index.html", "_redirects", "_headers"),
    }
    assert dead_links(folder, "/blog") == []
    assert "longwave-static-site" not in text_of(folder)


def test_pages_are_those_that_a_visitor_gets(folder, client):
    article = make_article(title="同样的字", body="正文 `code` $x^2$。")
    export(folder)
    served = client.get(article.get_absolute_url(), headers={"accept-language": "zh-CN"})
    prose = re.compile(r'<div class="prose".*?</div>', re.DOTALL)
    page = (folder / f"articles/{article.slug}/index.html").read_text()
    assert prose.search(page)[0] == prose.search(served.content.decode())[0]


@pytest.mark.asks_a_database
def test_what_is_not_public_is_in_no_file(folder):
    shown = make_article(title="公开", slug="open", body="[草稿](/articles/draft/)")
    make_article(title=SECRET, slug="draft", status="draft", body=SECRET)
    make_article(
        title=SECRET, slug="coming", published_at=timezone.now() + timedelta(days=1), body=SECRET
    )
    trashed = make_article(title=SECRET, slug="trashed", body=SECRET)
    trashed.move_to_trash()
    Page.objects.create(title=SECRET, slug="hidden", body=SECRET, is_published=False)
    PathRedirect.objects.set_paths(Article.objects.get(slug="draft"), ["/2019/secret.html"], "test")
    export(folder)
    assert SECRET not in text_of(folder)
    assert not {name for name in names(folder) if "draft" in name or "secret" in name}
    assert f"articles/{shown.slug}/index.html" in names(folder)
    page = (folder / "articles/open/index.html").read_text()
    assert "/articles/draft/" not in page
    assert "草稿" in page


def test_archived_article_has_a_page_and_is_in_no_list(folder):
    make_article(title="旧文", slug="old", status="archived")
    export(folder)
    assert "articles/old/index.html" in names(folder)
    assert "旧文" not in (folder / "index.html").read_text()
    assert json.loads((folder / "search/index/meta.json").read_text())["articles"] == 0


def test_second_run_writes_nothing_and_a_change_only_what_it_changes(folder):
    for number in range(3):
        make_article(title=f"第 {number} 篇", slug=f"n{number}")
    first = export(folder)
    assert first.written == first.files
    assert export(folder).is_same
    article = Article.objects.get(slug="n1")
    article.title = "改了"
    article.save()
    second = export(folder)
    assert 0 < second.written < second.files
    assert "改了" in (folder / "articles/n1/index.html").read_text()


def test_moved_or_touched_program_builds_nothing_again(settings, tmp_path):
    settings.BASE, settings.THEME = tmp_path / "program", tmp_path / "theme"
    settings.STATIC_ROOT = tmp_path / "static"
    files = [settings.BASE / "a/views.py", settings.THEME / "templates/base.html"]
    for file in (*files, settings.STATIC_ROOT / "staticfiles.json"):
        file.parent.mkdir(parents=True)
        file.write_text("first")
    before = program_digest()
    os.utime(files[0], (1, 1))
    assert program_digest() == before
    settings.BASE = settings.BASE.rename(tmp_path / "moved")
    assert program_digest() == before
    for file in (settings.BASE / "a/views.py", files[1], settings.STATIC_ROOT / "staticfiles.json"):
        file.write_text("other")
        assert program_digest() != before
        before = program_digest()


def test_files_of_what_is_gone_are_deleted(folder):
    make_article(slug="stays")
    gone = make_article(slug="gone")
    export(folder)
    gone.status = "draft"
    gone.save()
    report = export(folder)
    assert report.deleted >= 4
    assert not (folder / "articles/gone").exists()


def test_damaged_and_missing_files_are_written_again(folder):
    make_article(slug="one")
    export(folder)
    (folder / "index.html").write_text("broken")
    (folder / "robots.txt").unlink()
    assert export(folder).written == 2
    assert "broken" not in (folder / "index.html").read_text()


def test_files_of_others_are_refused_or_left_alone(folder):
    make_article(slug="one")
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    with pytest.raises(StaticSiteError, match=r"thesis\.tex"):
        export(folder)
    export(folder, keeps_others=True)
    Article.objects.all().delete()
    export(folder, keeps_others=True)
    assert (folder / "thesis.tex").read_text() == "years of work"


def test_file_of_others_in_the_way_is_not_overwritten(folder):
    make_article(slug="one")
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    with pytest.raises(StaticSiteError, match=r"index\.html"):
        export(folder, keeps_others=True)
    assert (folder / "index.html").read_text() == "mine"


def test_git_and_the_domain_may_be_in_the_folder(folder):
    make_article(slug="one")
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/config").write_text("[core]")
    (folder / "CNAME").write_text("blog.example")
    export(folder)
    assert (folder / "CNAME").read_text() == "blog.example"


def test_interrupted_run_can_be_run_again(folder, monkeypatch):
    make_article(slug="one")
    with monkeypatch.context() as patch:
        patch.setattr("static_site.static_export.host_files", lambda path: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            export(folder)
    assert (folder / "index.html").exists()
    export(folder)
    assert "_headers" in names(folder)


def test_link_to_another_folder_is_not_followed(folder, tmp_path):
    make_article(slug="one")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "articles").symlink_to(elsewhere)
    with pytest.raises(StaticSiteError, match="link"):
        export(folder, keeps_others=True)
    assert not list(elsewhere.iterdir())


@pytest.mark.asks_a_database
def test_former_addresses_lead_on(folder):
    article = make_article(title="搬家", slug="new")
    article.slug = "newer"
    article.save()
    PathRedirect.objects.set_paths(article, ["/2019/旧.html", "/?p=7", "/old"], "test")
    report = export(folder)
    page = (folder / "2019/旧.html").read_text()
    assert 'url=/blog/articles/newer/"' in page
    assert f'<link rel="canonical" href="{BASE}/articles/newer/">' in page
    assert {"articles/new/index.html", "old/index.html"} <= names(folder)
    redirects = (folder / "_redirects").read_text()
    assert "/blog/articles/new/ /blog/articles/newer/ 301\n" in redirects
    assert "/blog/ p=7 /blog/articles/newer/ 301\n" in redirects
    assert report.with_parameters == 1


def test_site_without_an_address_is_relative_and_has_no_feeds(folder):
    make_article(title="相对", slug="one", category=make_topic("NLP"))
    options = static_options(folder, base="", processes=1)
    assert "没有写订阅源" in "".join(report_lines(export_static_site(options), options))
    assert dead_links(folder) == []
    assert "feed.xml" not in names(folder)
    page = (folder / "articles/one/index.html").read_text()
    assert 'href="../../topics/nlp/index.html"' in page
    assert "canonical" not in page


def test_pages_of_a_long_list_have_addresses(folder):
    topic = make_topic("NLP")
    site = SiteSettings.current()
    site.articles_per_page = 5
    site.save()
    for number in range(12):
        make_article(slug=f"n{number}", category=topic)
    export(folder)
    assert {"page/3/index.html", "topics/nlp/page/3/index.html"} <= names(folder)
    assert dead_links(folder, "/blog") == []


def test_one_language_has_no_switch(folder):
    make_article(slug="one")
    export(folder, languages=("en",))
    assert not (folder / "en").exists()
    page = (folder / "index.html").read_text()
    assert '<html lang="en"' in page
    assert "language-switch" not in page


def test_site_without_its_styles_is_not_written(folder, settings, tmp_path):
    hashed = {"BACKEND": "blog.storage.HashedStaticFiles"}
    settings.STATIC_ROOT = tmp_path / "not collected"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    with pytest.raises(StaticSiteError, match="collectstatic"):
        export(folder)
    assert not folder.exists()


def test_address_that_is_too_long_for_a_file_is_named(folder):
    make_article(slug="长" * 90)
    with pytest.raises(StaticSiteError, match="255"):
        export(folder)


def test_bad_options_say_what_to_write(folder):
    with pytest.raises(StaticSiteError, match=r"https://me\.github\.io"):
        export(folder, base="me.github.io")
    with pytest.raises(StaticSiteError, match="zh-hans, en"):
        export(folder, languages=("fr",))


@pytest.mark.slow
@pytest.mark.asks_a_database
def test_several_processes_write_the_same_files(tmp_path, request):
    builder = Builder(tmp_path, request.config.getoption("--postgres"))
    site = builder.filled()
    assert "pool of 2" in site.do("-c", EXPORT_TWICE, str(tmp_path))
    builder.close()
    assert "articles/a1/index.html" in names(tmp_path / "1")
    assert names(tmp_path / "1") == names(tmp_path / "2")
    for name in names(tmp_path / "1"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_command_says_what_it_did(folder, capsys):
    make_article(slug="one")
    call_command("export", str(folder), "--static", "--base", BASE, "--processes", "1")
    written, files = re.findall(r"[0-9]+", capsys.readouterr().out.partition("site")[2])[:2]
    assert written == files
    with pytest.raises(CommandError, match="nonsense"):
        call_command("export", str(folder), "--static", "--base", "nonsense")


def test_uploads_that_pages_name_are_copied(folder, media_folders):
    uploads = media_folders / "uploads"
    uploads.mkdir()
    (uploads / "图.txt").write_text("file")
    (uploads / "private.txt").write_text(SECRET)
    make_article(slug="one", body="[文件](/uploads/图.txt)")
    export(folder)
    assert (folder / "uploads/图.txt").read_text() == "file"
    assert not (folder / "uploads/private.txt").exists()
    page = unquote((folder / "articles/one/index.html").read_text())
    assert 'href="/blog/uploads/图.txt"' in page
