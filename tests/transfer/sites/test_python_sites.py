"""MkDocs 1.6 with Material's blog, and Pelican 4: addresses as their own builds make them."""

from tests.transfer.sites.fixture_sites import (
    left_out,
    markdown_in,
    old_lists,
    old_paths,
    source_text,
    write_files,
)
from transfer.sites import find_site

PAGE = "# T\n\n文\n"
MKDOCS = {
    "mkdocs.yml": """
site_name: T
site_url: https://docs.example/m/
plugins:
  - search
  - redirects:
      redirect_maps:
        old/page.md: guide/page.md
        older.md: guide/page.md#part
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }
""",
    "docs/index.md": PAGE,
    "docs/guide/README.md": PAGE,
    "docs/guide/page.md": PAGE,
    "docs/guide/深度 学习.md": PAGE,
    "docs/guide/Upper.Case.md": PAGE,
    "README.md": PAGE,
}
POST = "---\n{}---\n\n# Hello: World & C++\n\n文\n"
BLOG = """
site_name: T
site_url: https://docs.example/
theme: {name: material}
plugins:
  - blog: {OPTIONS}
"""
POSTS = {
    "docs/index.md": PAGE,
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/hello.md": POST.format("date: 2024-01-31\ntitle: 'Hello: World & C++'\n"),
    "docs/blog/posts/sub/two.md": POST.format(
        "date:\n  created: 2024-02-01\n  updated: 2024-03-01\ntitle: 深度 学习_笔记\n"
        "categories: [Big Topic, 第二]\n"
    ),
    "docs/blog/posts/own.md": POST.format("date: 2024-01-31\nslug: My-Slug\ntitle: x\n"),
}
OPTIONS = {
    "{}": {
        "docs/blog/posts/hello.md": ["/blog/2024/01/31/hello-world--c/"],
        "docs/blog/posts/sub/two.md": ["/blog/2024/02/01/深度-学习_笔记/"],
        "docs/blog/posts/own.md": ["/blog/2024/01/31/My-Slug/"],
    },
    "{post_url_format: '{categories}/{file}', post_url_max_categories: 2}": {
        "docs/blog/posts/hello.md": ["/blog/hello/"],
        "docs/blog/posts/sub/two.md": ["/blog/big-topic/第二/two/"],
        "docs/blog/posts/own.md": ["/blog/own/"],
    },
    "{blog_dir: ., post_dir: blog/posts, post_url_date_format: yy/M/d}": {
        "docs/blog/posts/hello.md": ["/24/1/31/hello-world--c/"],
        "docs/blog/posts/sub/two.md": ["/24/2/1/深度-学习_笔记/"],
        "docs/blog/posts/own.md": ["/24/1/31/My-Slug/"],
    },
}
PELICAN = {
    "pelicanconf.py": """
import os
AUTHOR = 'A. Author'
SITENAME = 'x'
SITEURL = ''
PATH = 'content'
TIMEZONE = 'Asia/Shanghai'
DEFAULT_LANG = 'zh'
BASE = 'notes'
THEME_OPTIONS = os.environ
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
EXTRA
""",
    "publishconf.py": "SITEURL = 'https://p.example/sub'\nfrom pelicanconf import *\n",
    "content/plain.md": "Title: Hello World: C++ & Go\nDate: 2020-01-02 23:00\n"
    "Tags: C++, Big Tag\n\nx\n",
    "content/notes/chinese.md": "Title: 深度学习 入门\nDate: 2020-01-03\nCategory: 机器学习\n\nx\n",
    "content/notes/2020-01-04-named.md": "Title: Ünïcode — Dash\n\nx\n",
    "content/own.md": "Title: x\nDate: 2020-01-05\nSlug: own-slug\n\nx\n",
    "content/own-en.md": "Title: X\nDate: 2020-01-05\nSlug: own-slug\nLang: en\n\nx\n",
    "content/saved.md": "Title: s\nDate: 2020-01-05\nURL: a/b.html\nSave_as: a/b.html\n\nx\n",
    "content/pages/about.md": "Title: About me\n\nx\n",
}
CONFIGURATIONS = {
    "default": "",
    "urls": "ARTICLE_URL = BASE + '/{date:%Y}/{date:%m}/{slug}/'\n"
    "ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'\n"
    "PAGE_URL = '{slug}/'\nPAGE_SAVE_AS = '{slug}/index.html'\n"
    "ARTICLE_LANG_URL = '{lang}/{category}/{slug}.html'\n"
    "ARTICLE_LANG_SAVE_AS = '{lang}/{category}/{slug}.html'\n"
    "CATEGORY_URL = 'c/{slug}/'\nCATEGORY_SAVE_AS = 'c/{slug}/index.html'\n",
    "unicode": "SLUGIFY_USE_UNICODE = True\nSLUGIFY_PRESERVE_CASE = True\n"
    "TAG_URL = 't/{slug}.html'\nTAG_SAVE_AS = 't/{slug}.html'\n",
    "names": "SLUGIFY_SOURCE = 'basename'\n"
    "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)'\n",
}


def test_every_address_of_mkdocs(tmp_path):
    root = write_files(tmp_path / "directories", MKDOCS)
    assert old_paths(root) == {
        "docs/guide/README.md": ["/m/guide/"],
        "docs/guide/Upper.Case.md": ["/m/guide/Upper.Case/"],
        "docs/guide/page.md": ["/m/guide/page/", "/m/old/page/", "/m/older/"],
        "docs/guide/深度 学习.md": ["/m/guide/深度 学习/"],
        "docs/index.md": ["/m/"],
    }
    assert left_out(root) == {"README.md": "readme"}
    config = MKDOCS["mkdocs.yml"] + "use_directory_urls: false\n"
    root = write_files(tmp_path / "files", MKDOCS | {"mkdocs.yml": config})
    assert old_paths(root / "docs", find_site(root))["guide/page.md"] == [
        "/m/guide/page.html",
        "/m/old/page.html",
        "/m/older.html",
    ]


def test_every_address_of_the_blog_of_material(tmp_path):
    for number, (options, expected) in enumerate(OPTIONS.items()):
        files = {"mkdocs.yml": BLOG.replace("{OPTIONS}", options)} | POSTS
        root = write_files(tmp_path / str(number), files)
        assert find_site(root).system == "mkdocs-material"
        found = old_paths(root)
        assert {name: found[name] for name in expected} == expected, options
    assert left_out(tmp_path / "0") == {"docs/blog/index.md": "list-page"}
    assert old_lists(tmp_path / "0") == {
        ("/blog/category/big-topic/", "topic", "Big Topic"),
        ("/blog/category/第二/", "tag", "第二"),
    }


def test_languages_of_mkdocs_have_their_folders(tmp_path):
    languages = "languages: [{locale: zh, default: true}, {locale: en}]"
    for structure, second in (("suffix", "docs/a.en.md"), ("folder", "docs/en/a.md")):
        first = "docs/a.md" if structure == "suffix" else "docs/zh/a.md"
        config = f"plugins:\n  - i18n: {{docs_structure: {structure}, {languages}}}\n"
        files = {"mkdocs.yml": config, first: PAGE, second: PAGE}
        root = write_files(tmp_path / structure, files)
        assert old_paths(root) == {first: ["/a/"], second: ["/en/a/"]}
        site = find_site(root)
        texts = [source_text(root / name) for name in (first, second)]
        assert [site.language(text) for text in texts] == ["zh-hans", "en"]
        assert len({site.translation_key(text) for text in texts}) == 1


PELICAN_PATHS = {
    "default": [
        "/sub/unicode-dash.html",
        "/sub/shen-du-xue-xi-ru-men.html",
        "/sub/own-slug-en.html",
        "/sub/own-slug.html",
        "/sub/pages/about-me.html",
        "/sub/hello-world-c-go.html",
        "/sub/a/b.html",
    ],
    "urls": [
        "/sub/notes/2020/01/unicode-dash/",
        "/sub/notes/2020/01/shen-du-xue-xi-ru-men/",
        "/sub/en/misc/own-slug.html",
        "/sub/notes/2020/01/own-slug/",
        "/sub/about-me/",
        "/sub/notes/2020/01/hello-world-c-go/",
        "/sub/a/b.html",
    ],
    "unicode": [
        "/sub/Ünïcode-Dash.html",
        "/sub/深度学习-入门.html",
        "/sub/own-slug-en.html",
        "/sub/own-slug.html",
        "/sub/pages/About-me.html",
        "/sub/Hello-World-C-Go.html",
        "/sub/a/b.html",
    ],
    "names": [
        "/sub/named.html",
        "/sub/chinese.html",
        "/sub/own-slug-en.html",
        "/sub/own-slug.html",
        "/sub/pages/about.html",
        "/sub/plain.html",
        "/sub/a/b.html",
    ],
}
PELICAN_LISTS = {
    "default": {"/sub/category/ji-qi-xue-xi.html", "/sub/tag/c.html", "/sub/tag/big-tag.html"},
    "urls": {"/sub/c/ji-qi-xue-xi/", "/sub/tag/c.html", "/sub/tag/big-tag.html"},
    "unicode": {"/sub/category/机器学习.html", "/sub/t/C.html", "/sub/t/Big-Tag.html"},
    "names": {"/sub/category/ji-qi-xue-xi.html", "/sub/tag/c.html", "/sub/tag/big-tag.html"},
}
# The folder of an article is its category
PELICAN_FOLDERS = {
    "default": "/sub/category/notes.html",
    "urls": "/sub/c/notes/",
    "unicode": "/sub/category/notes.html",
    "names": "/sub/category/notes.html",
}


def pelican_site(root, extra):
    return write_files(root, {k: v.replace("EXTRA", extra) for k, v in PELICAN.items()})


def test_every_address_of_pelican(tmp_path):
    for name, extra in CONFIGURATIONS.items():
        root = pelican_site(tmp_path / name, extra)
        assert [path for paths in old_paths(root).values() for path in paths] == PELICAN_PATHS[name]
        assert {path for path, _kind, _name in old_lists(root)} == {
            *PELICAN_LISTS[name],
            PELICAN_FOLDERS[name],
        }
    site = find_site(root)
    assert site.notes == []
    pages = [path.stem for path in markdown_in(root) if site.is_page(source_text(path))]
    assert pages == ["about"]


def test_translations_of_pelican_have_the_same_slug(tmp_path):
    root = pelican_site(tmp_path, "")
    site = find_site(root)
    names = ("content/own.md", "content/own-en.md")
    assert len({site.translation_key(source_text(root / name)) for name in names}) == 1


def test_texts_that_pelican_never_publishes_are_no_articles(tmp_path):
    text = "Title: T\nDate: 2020-01-01\n\nx\n"
    articles = ("post.md", "notes/readme.md")
    others = ("plugins/sitemap/Readme.md", "my-theme/README.md", "my-theme/docs/use.md")
    others += ("output/old.md", "private/x.md", "bibtex/README.md", "LICENSE.md")
    settings = "THEME = 'my-theme'\nPLUGIN_PATHS = ['plugins']\nARTICLE_EXCLUDES = ['private']\n"
    files = dict.fromkeys(articles, text)
    files |= {name: "About.\n" if name[-9:-3].isupper() else text for name in others}
    root = write_files(tmp_path, {**files, "pelicanconf.py": settings})
    site = find_site(root)
    named = {path.relative_to(root).as_posix(): source_text(path) for path in markdown_in(root)}
    assert {name for name, each in named.items() if not site.not_an_article(each)} == {*articles}


def test_configuration_of_pelican_is_never_executed(tmp_path):
    config = (
        "import os\nopen('executed', 'w')\nARTICLE_URL = os.environ['X']\n"
        "FILENAME_METADATA = '(a+)+$'\nSLUG_REGEX_SUBSTITUTIONS = [('(x+)+y', ''), 1]\n"
    )
    root = write_files(tmp_path, {"pelicanconf.py": config, "a.md": PELICAN["content/plain.md"]})
    site = find_site(root)
    assert old_paths(root, site) == {"a.md": ["/hello world: c++ & go.html"]}
    assert [tuple(note) for note in site.notes] == [
        ("value-not-literal", "ARTICLE_URL"),
        ("value-not-literal", "SLUG_REGEX_SUBSTITUTIONS"),
    ]
    assert not (tmp_path / "executed").exists()
    write_files(tmp_path, {"pelicanconf.py": "x = ("})
    assert [note.code for note in find_site(root).notes] == ["configuration-broken"]
