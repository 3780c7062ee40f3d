"""Jekyll. The addresses are those that Jekyll 4 makes for the same files."""

from tests.each import check_each
from tests.transfer.sites.fixture_sites import (
    left_out,
    markdown_in,
    old_lists,
    old_paths,
    source_text,
    write_files,
)
from transfer.sites import find_site

POST = "---\ntitle: T\n{more}---\n文\n"
CONFIG = """
url: https://user.example
baseurl: /blog
timezone: Asia/Shanghai
permalink: {permalink}
exclude: [drafts, CHANGELOG.md]
collections:
  notes: {{output: true}}
  books:
    output: true
    permalink: /library/:name/
defaults:
  - scope: {{path: "_posts/essays"}}
    values: {{permalink: "/essays/:title"}}
"""
FILES = {
    "_posts/2019-01-31-Hello.World C++.md": POST.format(more="categories: [Deep Learning, NLP]\n"),
    "_posts/2019-01-31-深度学习.md": POST.format(more="categories: a B\ndate: 2019-02-01\n"),
    "_posts/2019-3-4-late.md": POST.format(more="date: 2019-03-04 20:00:00\ncategory: X Y\n"),
    "_posts/2019-03-04-zone.md": POST.format(more="date: 2019-03-04 20:00 +0000\n"),
    "_posts/2020-12-31-named.md": POST.format(
        more="slug: Own_Slug\npermalink: /fixed/:year/:slug\n"
    ),
    "_posts/essays/2019-01-01-e.md": POST.format(more="redirect_from: /e/\n"),
    "code/_posts/2019-01-01-c.md": POST.format(more="redirect_from:\n  - /c1/\n  - /c2.html\n"),
    "_notes/sub/My Note.md": POST.format(more=""),
    "_books/One.md": POST.format(more=""),
    "about.md": POST.format(more=""),
    "docs/index.md": POST.format(more=""),
    "docs/page.md": POST.format(more=""),
    "contact.md": POST.format(more="permalink: /contact-me/\n"),
    "index.md": POST.format(more="layout: home\n"),
    "README.md": "# Repository\n",
    "CHANGELOG.md": "# Changes\n",
    "_drafts/d.md": POST.format(more=""),
    "_includes/part.md": "x\n",
}
SAME = {
    "_posts/2020-12-31-named.md": ["/blog/fixed/2020/own-slug", "/blog/fixed/2020/own-slug.html"],
    "_posts/essays/2019-01-01-e.md": ["/blog/essays/e", "/blog/essays/e.html", "/blog/e/"],
    "_books/One.md": ["/blog/library/one/"],
    "docs/index.md": ["/blog/docs/"],
    "contact.md": ["/blog/contact-me/"],
    "_drafts/d.md": [],
}
ORDER = (
    "_posts/2019-01-31-Hello.World C++.md",
    "_posts/2019-01-31-深度学习.md",
    "_posts/2019-3-4-late.md",
    "_posts/2019-03-04-zone.md",
    "code/_posts/2019-01-01-c.md",
    "_notes/sub/My Note.md",
    "about.md",
    "docs/page.md",
)
PERMALINKS = {
    "date": (
        "/blog/deep learning/nlp/2019/01/31/Hello.World-C++.html",
        "/blog/a/b/2019/02/01/深度学习.html",
        "/blog/x y/2019/03/05/late.html",
        "/blog/2019/03/05/zone.html",
        "/blog/code/2019/01/01/c.html",
        "/blog/notes/sub/My Note.html",
        "/blog/about.html",
        "/blog/docs/page.html",
    ),
    "pretty": (
        "/blog/deep learning/nlp/2019/01/31/Hello.World-C++/",
        "/blog/a/b/2019/02/01/深度学习/",
        "/blog/x y/2019/03/05/late/",
        "/blog/2019/03/05/zone/",
        "/blog/code/2019/01/01/c/",
        "/blog/notes/sub/My Note/",
        "/blog/about/",
        "/blog/docs/page/",
    ),
    "ordinal": (
        "/blog/deep learning/nlp/2019/031/Hello.World-C++.html",
        "/blog/a/b/2019/032/深度学习.html",
        "/blog/x y/2019/064/late.html",
        "/blog/2019/064/zone.html",
        "/blog/code/2019/001/c.html",
        "/blog/notes/sub/My Note.html",
        "/blog/about.html",
        "/blog/docs/page.html",
    ),
    "none": (
        "/blog/deep learning/nlp/Hello.World-C++.html",
        "/blog/a/b/深度学习.html",
        "/blog/x y/late.html",
        "/blog/zone.html",
        "/blog/code/c.html",
        "/blog/notes/sub/My Note.html",
        "/blog/about.html",
        "/blog/docs/page.html",
    ),
    "weekdate": (
        "/blog/deep learning/nlp/2019/W05/Thu/Hello.World-C++.html",
        "/blog/a/b/2019/W05/Fri/深度学习.html",
        "/blog/x y/2019/W10/Tue/late.html",
        "/blog/2019/W10/Tue/zone.html",
        "/blog/code/2019/W01/Tue/c.html",
        "/blog/notes/sub/My Note",
        "/blog/about",
        "/blog/docs/page",
    ),
    "/:categories/:short_year/:i_month/:title": (
        "/blog/deep learning/nlp/19/1/Hello.World-C++",
        "/blog/a/b/19/2/深度学习",
        "/blog/x y/19/3/late",
        "/blog/19/3/zone",
        "/blog/code/19/1/c",
        "/blog/notes/sub/My Note",
        "/blog/about",
        "/blog/docs/page",
    ),
    "/:slugified_categories/:long_month-:short_day/:slug/": (
        "/blog/deep-learning/nlp/January-Thu/hello-world-c/",
        "/blog/a/b/February-Fri/深度学习/",
        "/blog/x-y/March-Tue/late/",
        "/blog/March-Tue/zone/",
        "/blog/code/January-Tue/c/",
        "/blog/notes/sub/My Note/",
        "/blog/about/",
        "/blog/docs/page/",
    ),
}


def test_every_address_of_each_permalink_style(tmp_path):
    for number, (permalink, expected) in enumerate(PERMALINKS.items()):
        config = {"_config.yml": CONFIG.format(permalink=permalink)}
        found = old_paths(write_files(tmp_path / str(number), config | FILES))
        assert tuple(found[name][0] for name in ORDER) == expected
        assert {name: paths for name, paths in found.items() if name not in ORDER} == SAME
        assert found["code/_posts/2019-01-01-c.md"][-2:] == ["/blog/c1/", "/blog/c2.html"]
        # A server finds a file without its ending.
        assert all(f"{path}.html" in paths for paths in found.values() for path in paths[:1]
                   if not path.endswith(("/", ".html")))  # fmt: skip


def test_files_that_are_no_articles_are_told_apart(tmp_path):
    root = write_files(tmp_path, {"_config.yml": CONFIG.format(permalink="date")} | FILES)
    assert left_out(root) == {
        "index.md": "list-page",
        "README.md": "readme",
        "CHANGELOG.md": "outside-content",
        "_includes/part.md": "fragment",
    }
    site = find_site(root)
    pages = {path for path in FILES if path.endswith(".md") and is_page(site, root / path)}
    assert pages >= {"about.md", "docs/page.md", "contact.md"}
    assert not any(path.startswith(("_posts", "code/", "_notes", "_books")) for path in pages)


def is_page(site, path):
    return site.is_page(source_text(path))


def test_times_without_a_zone_of_the_site_have_both_addresses(tmp_path):
    """Jekyll shows the zone of the machine: that of GitHub Pages is UTC."""
    files = {
        "_config.yml": "title: x\nbaseurl: ''\n",
        "_posts/2019-03-04-a.md": POST.format(more="date: 2019-03-05 03:00:00 +0800\n"),
    }
    expected = {"_posts/2019-03-04-a.md": ["/2019/03/04/a.html", "/2019/03/05/a.html"]}
    assert old_paths(write_files(tmp_path, files)) == expected


def test_archives_of_jekyll_have_addresses_where_they_are_enabled(tmp_path):
    archives = "jekyll-archives: {enabled: [categories, tags], permalinks: {tag: '/tags/:name/'}}\n"
    post = POST.format(more="tags: [C++ Programming]\ncategories: [深度 学习]\n")
    for config, expected in (
        ("markdown: kramdown\n", set()),
        (
            archives,
            {
                ("/category/深度-学习/", "topic", "深度 学习"),
                ("/tags/c-programming/", "tag", "C++ Programming"),
            },
        ),
    ):
        root = write_files(tmp_path, {"_config.yml": config, "_posts/2019-01-01-a.md": post})
        assert old_lists(root) == expected


def test_translations_of_polyglot_share_a_key(tmp_path):
    config = "languages: [en, zh-CN]\ndefault_lang: en\nbaseurl: ''\npermalink: /:title/\n"
    files = {
        "_config.yml": config,
        "_posts/2019-01-01-a.md": POST.format(more="lang: en\nref: one\n"),
        "_posts/2019-01-01-b.md": POST.format(more="lang: zh-CN\nref: one\n"),
    }
    root = write_files(tmp_path, files)
    assert list(old_paths(root).values()) == [["/a/"], ["/zh-CN/b/"]]
    site = find_site(root)
    assert len({site.translation_key(source_text(path)) for path in markdown_in(root)}) == 1


def test_posts_without_a_configuration_have_the_default_addresses(tmp_path):
    root = write_files(tmp_path, {"_posts/2019-01-01-a.md": POST.format(more="")})
    site = find_site(root / "_posts")
    assert (site.system, site.notes[0].code) == ("jekyll", "configuration-missing")
    assert old_paths(root / "_posts", site) == {"2019-01-01-a.md": ["/2019/01/01/a.html"]}


def test_links_that_templates_compute_are_paths(tmp_path):
    root = write_files(
        tmp_path, {"_config.yml": "url: x\n", "_posts/2019-01-01-a.md": "x\n", "b c.md": "x\n"}
    )
    links = {
        "[a]({% post_url 2019-01-01-a %}#x)": "[a](/_posts/2019-01-01-a.md#x)",
        "[a]({%link _posts/2019-01-01-a.md%})": "[a](/_posts/2019-01-01-a.md)",
        "![a]({{ site.url }}{{ site.baseurl }}/a.png)": "![a](/a.png)",
        '[a]({{ "/docs/b/" | relative_url }})': "[a](/docs/b/)",
        "[a]({{ 'docs/b/' | absolute_url }})": "[a](/docs/b/)",
        '<img src="{{ site.baseurl }}/a.png">': '<img src="/a.png">',
        "[a]: {{ site.baseurl }}/a": "[a]: /a",
        # What Jekyll alone knows, what is not there, and code stay.
        "[a]({{ site.repository }}/issues)": "[a]({{ site.repository }}/issues)",
        "[a]({% link gone.md %})": "[a]({% link gone.md %})",
        "`[a]({{ site.baseurl }}/a)`": "`[a]({{ site.baseurl }}/a)`",
        "{{ site.baseurl }}": "{{ site.baseurl }}",
    }
    plain_text = find_site(root).plain_text

    def check(written, expected):
        assert plain_text(written) == expected

    check_each(links.items(), check)
