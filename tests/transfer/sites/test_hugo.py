"""Hugo. The addresses are those that Hugo 0.168 makes for the same files."""

from tests.transfer.sites.fixture_sites import (
    left_out,
    markdown_in,
    old_lists,
    old_paths,
    source_text,
    write_files,
)
from transfer.sites import find_site

PAGE = '---\ntitle: "{title}"\ndate: 2019-01-02T23:04:05+08:00\n{more}---\n文\n'


def page(title="标题 一", more=""):
    return PAGE.format(title=title, more=more)


FILES = {
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/about.md": "---\ntitle: About\n---\n我\n",
    "content/contact/index.md": "---\ntitle: Contact\n---\n我\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/posts/Hello World.md": page(
        "Hello: C++ & Go!", 'tags: ["C++", "Node.js", "Go 语言"]\n'
    ),
    "content/posts/深度 学习.md": page(more="categories: [Deep Learning, 数学]\n"),
    "content/posts/v1.2_notes.md": page("Café 1.2"),
    "content/posts/bundle/index.md": page("Bundle"),
    "content/posts/bundle/notes.md": "x\n",
    "content/posts/slugged.md": page(more="slug: My Slug\nlabels: [Big Name]\n"),
    "content/posts/url.md": page(more="url: /Fixed/Path.html\n"),
    "content/posts/url-folder.md": page(more="url: other\n"),
    "content/posts/aliased.md": page(more='aliases: ["/2018/old.html", /older, beside]\n'),
    "content/posts/2019/flat.md": page("Flat"),
    "content/docs/a/_index.md": "---\ntitle: A\n---\n",
    "content/docs/a/deep.md": page("Deep"),
    "archetypes/default.md": "---\ntitle: x\n---\n",
    "themes/t/README.md": "# Theme\n",
}
CONFIGS = {
    "default": 'baseURL = "https://blog.example/"\n',
    "sub": 'baseURL = "https://user.example/blog/"\nuglyURLs = true\n',
    "slug": '[permalinks]\nposts = "/:year/:month/:slug/"\ncategories = "/topic/:slug/"\n',
    "sections": '[permalinks.page]\nposts = "/:sections/:slugorcontentbasename"\n'
    'docs = "/:sections[1:]/:sections[last]/:contentbasename/"\n',
    "dates": "[permalinks.page]\n"
    'posts = "/:yearday-:monthname/:weekday:weekdayname/:06:01:02/:title"\n',
    "case": "disablePathToLower = true\nremovePathAccents = true\n"
    '[permalinks.page]\nposts = "/:section/:day/:title"\n[taxonomies]\ntag = "labels"\n',
}

LANGUAGES = {
    "config/_default/hugo.toml": 'baseURL = "https://blog.example/"\n'
    'defaultContentLanguage = "zh"\n',
    "config/_default/languages.yaml": "zh: {weight: 1}\nen: {weight: 2, contentDir: content-en}\n",
    "config/_default/permalinks.yaml": "posts: /:year/:slug/\n",
    "content/posts/a.md": page("甲", "tags: [数学]\naliases: [/old/]\n"),
    "content/posts/a.en.md": page("Alpha", "tags: [Maths]\n"),
    "content/posts/b.md": page("乙", "slug: bee\n"),
    "content/posts/u.en.md": page("U", "url: plain-url\naliases: [near, /far]\n"),
    "content-en/posts/b.md": page("Bee"),
    "content/posts/d.fr.md": page("D"),
    "content/posts/c/index.md": page("丙"),
    "content/posts/c/index.en.md": page("Cee"),
    "content/posts/c/part.md": "x\n",
    "content/posts/t.md": page("T t", "url: /:year/:month-:contentbasename\n"),
}
OTHERS = {
    "languages": LANGUAGES,
    "subfolder": LANGUAGES
    | {
        "config/_default/hugo.toml": 'baseURL = "https://user.example/b/"\n'
        'defaultContentLanguage = "zh"\ndefaultContentLanguageInSubdir = true\n',
    },
    "names": {
        "config.yaml": "baseURL: https://x.example\n"
        "frontmatter: {date: [':filename', ':default']}\n"
        "permalinks: {posts: '/:year/:month/:day/:slug'}\nuglyurls: {posts: true}\n",
        "content/posts/2020-03-04-dated name.md": "---\ntitle: T\n---\nx\n",
        "content/posts/2020-05-06-own.md": "---\ntitle: T\nslug: mine\n"
        "date: 2019-01-01\naliases: [/o/, /p, q/]\n---\nx\n",
        "content/notes/2020-05-06-n.md": "---\ntitle: T\n---\nx\n",
    },
    "rules": {
        "hugo.toml": "[[permalinks]]\npattern = '/w/:slug/'\n[permalinks.target]\n"
        "path = '/posts/**'\nkind = 'page'\n",
        "content/posts/x/y.md": page("Why"),
        "content/notes/z.md": page("Zed"),
    },
}


EXPECTED = {
    "default": {
        "about.md": ["/about/"],
        "contact/index.md": ["/contact/"],
        "docs/a/deep.md": ["/docs/a/deep/"],
        "posts/2019/flat.md": ["/posts/2019/flat/"],
        "posts/Hello World.md": ["/posts/hello-world/"],
        "posts/aliased.md": ["/posts/aliased/", "/2018/old.html", "/older/", "/posts/beside/"],
        "posts/bundle/index.md": ["/posts/bundle/"],
        "posts/slugged.md": ["/posts/my-slug/"],
        "posts/url-folder.md": ["/other/"],
        "posts/url.md": ["/Fixed/Path.html"],
        "posts/v1.2_notes.md": ["/posts/v1.2_notes/"],
        "posts/深度 学习.md": ["/posts/深度-学习/"],
    },
    "sub": {
        "about.md": ["/blog/about.html"],
        "contact/index.md": ["/blog/contact.html"],
        "docs/a/deep.md": ["/blog/docs/a/deep.html"],
        "posts/2019/flat.md": ["/blog/posts/2019/flat.html"],
        "posts/Hello World.md": ["/blog/posts/hello-world.html"],
        "posts/aliased.md": [
            "/blog/posts/aliased.html",
            "/blog/2018/old.html",
            "/blog/older.html",
            "/blog/older/",
            "/blog/posts/beside.html",
            "/blog/posts/beside/",
        ],
        "posts/bundle/index.md": ["/blog/posts/bundle.html"],
        "posts/slugged.md": ["/blog/posts/my-slug.html"],
        "posts/url-folder.md": ["/blog/other/"],
        "posts/url.md": ["/blog/Fixed/Path.html"],
        "posts/v1.2_notes.md": ["/blog/posts/v1.2_notes.html"],
        "posts/深度 学习.md": ["/blog/posts/深度-学习.html"],
    },
    "slug": {
        "posts/2019/flat.md": ["/2019/01/flat/"],
        "posts/Hello World.md": ["/2019/01/hello-c-go/"],
        "posts/aliased.md": ["/2019/01/标题-一/", "/2018/old.html", "/older/", "/2019/01/beside/"],
        "posts/bundle/index.md": ["/2019/01/bundle/"],
        "posts/slugged.md": ["/2019/01/my-slug/"],
        "posts/v1.2_notes.md": ["/2019/01/café-1.2/"],
        "posts/深度 学习.md": ["/2019/01/标题-一/"],
    },
    "sections": {
        "docs/a/deep.md": ["/a/a/deep/"],
        "posts/2019/flat.md": ["/posts/flat/"],
    },
    "dates": {
        "posts/2019/flat.md": ["/2-january/3wednesday/190102/flat/"],
        "posts/Hello World.md": ["/2-january/3wednesday/190102/hello-c-go/"],
        "posts/aliased.md": [
            "/2-january/3wednesday/190102/标题-一/",
            "/2018/old.html",
            "/older/",
            "/2-january/3wednesday/190102/beside/",
        ],
        "posts/bundle/index.md": ["/2-january/3wednesday/190102/bundle/"],
        "posts/slugged.md": ["/2-january/3wednesday/190102/标题-一/"],
        "posts/v1.2_notes.md": ["/2-january/3wednesday/190102/café-1.2/"],
        "posts/深度 学习.md": ["/2-january/3wednesday/190102/标题-一/"],
    },
    "case": {
        "posts/2019/flat.md": ["/posts/02/Flat/"],
        "posts/Hello World.md": ["/posts/02/Hello-C-Go/"],
        "posts/aliased.md": [
            "/posts/02/标题-一/",
            "/2018/old.html",
            "/older/",
            "/posts/02/beside/",
        ],
        "posts/bundle/index.md": ["/posts/02/Bundle/"],
        "posts/slugged.md": ["/posts/02/标题-一/"],
        "posts/v1.2_notes.md": ["/posts/02/Cafe-1.2/"],
        "posts/深度 学习.md": ["/posts/02/标题-一/"],
    },
    "languages": {
        "posts/a.en.md": ["/en/2019/alpha/"],
        "posts/a.md": ["/2019/甲/", "/old/"],
        "posts/b.md": ["/2019/bee/"],
        "posts/c/index.en.md": ["/en/2019/cee/"],
        "posts/c/index.md": ["/2019/丙/"],
        "posts/d.fr.md": ["/2019/d/"],
        "posts/t.md": ["/2019/01-t/"],
        "posts/u.en.md": ["/en/plain-url/", "/en/near/", "/en/far/"],
        "content-en/posts/b.md": ["/en/2019/bee/"],
    },
    "subfolder": {
        "posts/a.en.md": ["/b/en/2019/alpha/"],
        "posts/a.md": ["/b/zh/2019/甲/", "/b/zh/old/"],
        "posts/b.md": ["/b/zh/2019/bee/"],
        "posts/c/index.en.md": ["/b/en/2019/cee/"],
        "posts/c/index.md": ["/b/zh/2019/丙/"],
        "posts/d.fr.md": ["/b/zh/2019/d/"],
        "posts/t.md": ["/b/2019/01-t/"],
        "posts/u.en.md": ["/b/en/plain-url/", "/b/en/near/", "/b/en/far/"],
        "content-en/posts/b.md": ["/b/en/2019/bee/"],
    },
    "names": {
        "notes/2020-05-06-n.md": ["/notes/n/"],
        "posts/2020-03-04-dated name.md": ["/2020/03/04/dated-name.html"],
        "posts/2020-05-06-own.md": [
            "/2020/05/06/mine.html",
            "/o.html",
            "/o/",
            "/p.html",
            "/p/",
            "/2020/05/06/q.html",
            "/2020/05/06/q/",
        ],
    },
    "rules": {
        "notes/z.md": ["/notes/z/"],
        "posts/x/y.md": ["/w/why/"],
    },
}


def paths_below_content(root):
    return {name.removeprefix("content/"): paths for name, paths in old_paths(root).items()}


def test_every_address_of_each_configuration(tmp_path):
    """Files that a configuration does not name have the addresses of the default one."""
    sites = {name: {"hugo.toml": config} | FILES for name, config in CONFIGS.items()} | OTHERS
    for name, files in sites.items():
        default = EXPECTED["default"] if name in CONFIGS else {}
        found = paths_below_content(write_files(tmp_path / name, files))
        assert found == default | EXPECTED[name], name


LISTS = {
    "default": {
        ("/categories/deep-learning/", "topic", "Deep Learning"),
        ("/categories/数学/", "tag", "数学"),
        ("/tags/c++/", "tag", "C++"),
        ("/tags/go-语言/", "tag", "Go 语言"),
        ("/tags/node.js/", "tag", "Node.js"),
    },
    "slug": {
        ("/topic/deep-learning/", "topic", "Deep Learning"),
        ("/topic/数学/", "tag", "数学"),
        ("/tags/c++/", "tag", "C++"),
        ("/tags/go-语言/", "tag", "Go 语言"),
        ("/tags/node.js/", "tag", "Node.js"),
    },
    "case": {("/labels/Big-Name/", "tag", "Big Name")},
}


def test_lists_of_topics_and_tags_have_their_addresses(tmp_path):
    for name, lists in LISTS.items():
        root = write_files(tmp_path / name, {"hugo.toml": CONFIGS[name]} | FILES)
        assert old_lists(root) == lists, name
    root = write_files(tmp_path / "languages", LANGUAGES)
    assert old_lists(root) == {("/tags/数学/", "tag", "数学"), ("/en/tags/maths/", "tag", "Maths")}


def test_files_that_are_no_articles_are_told_apart(tmp_path):
    root = write_files(tmp_path, {"hugo.toml": CONFIGS["default"]} | FILES)
    assert left_out(root) == {
        "content/_index.md": "section-index",
        "content/posts/_index.md": "section-index",
        "content/docs/a/_index.md": "section-index",
        "content/posts/bundle/notes.md": "fragment",
        "archetypes/default.md": "template",
        "themes/t/README.md": "readme",
    }
    site = find_site(root)
    pages = [path.stem for path in markdown_in(root) if site.is_page(source_text(path))]
    assert pages == ["_index", "about", "index"]


def test_section_folder_alone_is_enough_to_find_the_site(tmp_path):
    root = write_files(tmp_path, {"hugo.toml": CONFIGS["sub"]} | FILES)
    site = find_site(root / "content/posts")
    assert (site.system, site.root, "user.example" in site.hosts) == ("hugo", root, True)
    assert {root / "static", root / "assets"} <= set(site.file_roots())
    assert old_paths(root / "content/posts", site)["Hello World.md"] == [
        "/blog/posts/hello-world.html"
    ]


def test_translations_share_a_key_and_have_their_languages(tmp_path):
    root = write_files(tmp_path, LANGUAGES)
    site = find_site(root)
    texts = {path.relative_to(root).as_posix(): source_text(path) for path in markdown_in(root)}
    keys = {name: site.translation_key(text) for name, text in texts.items()}
    assert keys["content/posts/a.md"] == keys["content/posts/a.en.md"]
    assert keys["content/posts/b.md"] == keys["content-en/posts/b.md"]
    assert keys["content/posts/c/index.md"] == keys["content/posts/c/index.en.md"]
    languages = {name: site.language(text) for name, text in texts.items()}
    assert languages["content/posts/a.md"] == "zh-hans"
    assert languages["content/posts/a.en.md"] == languages["content-en/posts/b.md"] == "en"


def test_broken_configuration_and_unknown_placeholders_are_noted(tmp_path):
    write_files(tmp_path / "a", {"hugo.toml": "a = [", "content/posts/a.md": page()})
    assert [tuple(note) for note in find_site(tmp_path / "a").notes] == [
        ("configuration-broken", "hugo.toml")
    ]
    config = {"hugo.toml": '[permalinks]\nposts = "/:sectionslug/:title"\n'}
    root = write_files(tmp_path / "b", config | {"content/posts/a.md": page()})
    site = find_site(root)
    old_paths(root, site)
    assert [tuple(note) for note in site.notes] == [("placeholder-without-value", ":sectionslug")]


def test_series_have_an_address_where_the_site_states_the_taxonomy(tmp_path):
    stated = 'baseURL = "https://h.example/"\n[taxonomies]\nseries = "series"\n'
    for number, (config, expected) in enumerate(((stated, "/series/big-one/"), ("", None))):
        root = write_files(tmp_path / str(number), {"hugo.toml": config, "content/a.md": page()})
        assert find_site(root).old_series_path("Big One") == expected


def test_languages_with_hosts_of_their_own_have_no_folder(tmp_path):
    config = (
        'baseURL = "https://h.example/b/"\ndefaultContentLanguage = "zh"\n'
        '[languages.zh]\nbaseURL = "https://zh.example/"\n'
        '[languages.en]\nbaseURL = "https://en.example/e/"\n'
    )
    files = {"hugo.toml": config, "content/a.md": page(), "content/a.en.md": page()}
    site = find_site(write_files(tmp_path, files))
    assert site.hosts >= {"h.example", "zh.example", "en.example"}
    assert [
        site.old_paths(source_text(tmp_path / f"content/a{end}.md")) for end in ("", ".en")
    ] == [
        ("/a/",),
        ("/e/a/",),
    ]
