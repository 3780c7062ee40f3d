"""Hexo. The addresses are those that Hexo 7 makes for the same files."""

from tests.transfer.sites.fixture_sites import (
    left_out,
    old_lists,
    old_paths,
    source_text,
    write_files,
)
from transfer.sites import find_site

POST = "---\ntitle: {title}\ndate: {date}\n{more}---\n文\n"


def post(title="标题", date="2019-01-02 23:04:05", more=""):
    return POST.format(title=title, date=date, more=more)


DEFAULTS = {
    "_config.yml": "title: 博客\nurl: https://blog.example\nnew_post_name: :title.md\n",
    "source/_posts/hello-world.md": post(),
    "source/_posts/深度 学习.md": post(more="categories: [机器学习, NLP]\ntags: [C++, Node.js]\n"),
    "source/_posts/folder/in.md": post(date="2019-01-02T20:00:00+08:00"),
    "source/_posts/zone.md": post(date="2019-01-02 03:00:00 +08:00"),
    "source/_posts/slashes.md": post(date="2019/1/2 3:04"),
    "source/_posts/fixed.md": post(more="permalink: /notes/fixed.html\n"),
    "source/_posts/alias.md": post(more="alias:\n  - old/alias.html\n  - /older/\n"),
    "source/_posts/lines.md": post(more="categories:\n- [A, 甲]\n- [B]\n"),
    "source/_posts/layout.md": post(more="layout: photo\n"),
    "source/_posts/template.md": post(),
    "source/about/index.md": "---\ntitle: 关于\n---\n我\n",
    "source/tags/index.md": "---\ntitle: 标签\ntype: tags\n---\n",
    "source/now.md": "---\ntitle: Now\n---\nx\n",
    "source/plain/page.md": "---\ntitle: P\npermalink: other/\n---\nx\n",
    "source/_data/notes.md": "x\n",
    "source/wiki/a.md": "---\nlayout: wiki\n---\nx\n",
    "scaffolds/post.md": "---\ntitle: x\n---\n",
    "README.md": "# Repository\n",
}


def test_every_address_of_a_default_site(tmp_path):
    root = write_files(tmp_path / "blog", DEFAULTS)
    assert old_paths(root) == {
        "source/_posts/hello-world.md": ["/2019/01/02/hello-world/"],
        "source/_posts/深度 学习.md": ["/2019/01/02/深度 学习/"],
        "source/_posts/folder/in.md": ["/2019/01/02/folder/in/"],
        "source/_posts/zone.md": ["/2019/01/01/zone/"],
        "source/_posts/slashes.md": ["/2019/01/02/slashes/"],
        "source/_posts/fixed.md": ["/notes/fixed.html"],
        "source/_posts/alias.md": ["/2019/01/02/alias/", "/old/alias.html", "/older/"],
        "source/_posts/lines.md": ["/2019/01/02/lines/"],
        "source/_posts/layout.md": ["/2019/01/02/layout/"],
        "source/about/index.md": ["/about/index.html", "/about/"],
        "source/now.md": ["/now.html"],
        "source/plain/page.md": ["/other/index.html", "/other/"],
    }
    assert left_out(root) == {
        "source/_posts/template.md": "template",
        "source/tags/index.md": "list-page",
        "source/_data/notes.md": "fragment",
        "source/wiki/a.md": "layout",
        "scaffolds/post.md": "template",
        "README.md": "readme",
    }
    assert old_lists(root) == {
        ("/categories/机器学习/", "topic", "机器学习"),
        ("/categories/机器学习/NLP/", "tag", "NLP"),
        ("/categories/A/", "topic", "A"),
        ("/categories/A/甲/", "tag", "甲"),
        ("/categories/B/", "tag", "B"),
        ("/tags/C/", "tag", "C++"),
        ("/tags/Node-js/", "tag", "Node.js"),
    }


CONFIG = """
url: https://user.example/blog
root: /blog/
permalink: {permalink}
permalink_defaults: {{lang: zh}}
new_post_name: :year-:month-:day-:title.md
timezone: Asia/Shanghai
default_category: none
category_map: {{机器学习: ml, 编程: Programming}}
tag_map: {{深度学习: dl}}
category_dir: topics
tag_dir: t
filename_case: 1
pretty_urls: {{trailing_index: false, trailing_html: false}}
"""
NAMED = {
    "source/_posts/2018-03-04-named.md": "---\ntitle: Été à Łódź\ncategories: 机器学习\n---\nx",
    "source/_posts/Other Name.md": post("A b", more="abbrlink: 4a17b156\ncategories: [编程, Go]\n"),
    "source/_posts/plain.md": post("Plain C#", more="id: 17\nlang: en\nurlname: own\n"),
}
PERMALINKS = {
    ":category/:title.html": (
        ["/blog/ml/named", "/blog/ml/named.html"],
        ["/blog/programming/go/Other-Name", "/blog/programming/go/Other-Name.html"],
        ["/blog/none/plain", "/blog/none/plain.html"],
    ),
    ":lang/:year:i_month:i_day/:post_title/": (
        ["/blog/zh/201834/ete-a-lodz/"],
        ["/blog/zh/201912/a-b/"],
        ["/blog/en/201912/plain-c/"],
    ),
    "p/:hash/": (
        ["/blog/p/c0817cc477ec/"],
        ["/blog/p/c9dc05819842/"],
        ["/blog/p/c9abdb2bf50f/"],
    ),
    ":hour:minute:second/:name": (
        ["/blog/000000/named"],
        ["/blog/230405/Other-Name"],
        ["/blog/230405/plain"],
    ),
    "a/:abbrlink.html": (
        ["/blog/a/62568", "/blog/a/62568.html"],
        ["/blog/a/4a17b156", "/blog/a/4a17b156.html"],
        ["/blog/a/35216", "/blog/a/35216.html"],
    ),
}


def test_every_permalink_of_a_configured_site(tmp_path):
    for number, (permalink, expected) in enumerate(PERMALINKS.items()):
        root = tmp_path / str(number)
        config = {"_config.yml": CONFIG.format(permalink=permalink)}
        write_files(root, config | NAMED)
        assert tuple(old_paths(root).values()) == expected, permalink
        assert {path for path, _kind, _name in old_lists(root)} == {
            "/blog/topics/ml/",
            "/blog/topics/programming/",
            "/blog/topics/programming/go/",
        }


def test_posts_folder_alone_is_enough_to_find_the_site(tmp_path):
    root = write_files(tmp_path / "blog", DEFAULTS)
    site = find_site(root / "source/_posts")
    assert (site.system, site.root) == ("hexo", root)
    assert site.hosts >= {"blog.example"}
    assert root / "source" in site.file_roots()
    assert old_paths(root / "source/_posts", site)["hello-world.md"] == ["/2019/01/02/hello-world/"]


def test_posts_without_a_configuration_have_the_default_addresses(tmp_path):
    root = write_files(tmp_path, {"source/_posts/a.md": post()}) / "source/_posts"
    site = find_site(root)
    assert (site.system, site.notes[0].code) == ("hexo", "configuration-missing")
    assert old_paths(root, site) == {"a.md": ["/2019/01/02/a/"]}


def test_broken_configuration_is_noted(tmp_path):
    write_files(tmp_path, {"_config.yml": "a: [", "source/_posts/a.md": post()})
    assert [tuple(n) for n in find_site(tmp_path).notes] == [
        ("configuration-broken", "_config.yml")
    ]


def test_stated_pattern_comes_before_that_of_the_configuration(tmp_path):
    root = write_files(tmp_path, DEFAULTS)
    site = find_site(root, "/:year/:month/:title.html")
    found = old_paths(root, site)["source/_posts/hello-world.md"]
    assert found == ["/2019/01/hello-world.html", "/2019/01/02/hello-world/"]


def test_languages_are_those_of_names_and_folders(tmp_path):
    files = {
        "_config.yml": "new_post_name: :lang/:title.md\npermalink: :lang/:title/\n",
        "source/_posts/en/a.md": post(),
        "source/_posts/zh-CN/a.md": post(),
    }
    root = write_files(tmp_path, files)
    assert old_paths(root) == {
        "source/_posts/en/a.md": ["/en/a/"],
        "source/_posts/zh-CN/a.md": ["/zh-CN/a/"],
    }
    site = find_site(root)
    texts = [source_text(root / name) for name in files if name.endswith(".md")]
    assert [site.language(text) for text in texts] == ["en", "zh-hans"]
    assert len({site.translation_key(text) for text in texts}) == 1


def test_undated_post_has_an_address_if_the_pattern_needs_no_date(tmp_path):
    undated = "---\ntitle: 标题\nabbrlink: 7\n---\nx\n"
    for permalink, expected in (("posts/:abbrlink/", ["/posts/7/"]), (":year/:title/", [])):
        config = {"_config.yml": f"permalink: {permalink}\nnew_post_name: :title.md\n"}
        root = write_files(tmp_path, config | {"source/_posts/a.md": undated})
        assert old_paths(root) == {"source/_posts/a.md": expected}
