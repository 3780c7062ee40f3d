"""Obsidian, Quartz, Zola, Gatsby, mdBook and Quarto, after their documentation."""

import pytest

from tests.transfer.sites.fixture_sites import (
    left_out,
    markdown_in,
    old_lists,
    old_paths,
    source_text,
    write_files,
)
from transfer.sites import find_site

NOTE = "# T\n\nx\n"


def headed(lines):
    return f"---\n{lines}\n---\nx\n"


VAULT = {
    ".obsidian/app.json": '{"attachmentFolderPath": "附件"}',
    ".obsidian/templates.json": '{"folder": "模板夹"}',
    "主页.md": NOTE,
    "数学/线性 代数.md": headed("aliases: [矩阵, Linear algebra]"),
    "数学/own.md": headed("permalink: algebra/own"),
    "模板夹/new.md": NOTE,
    "draw.md": headed("excalidraw-plugin: parsed"),
    "board.md": headed("kanban-plugin: basic"),
}


def test_every_address_of_obsidian_publish(tmp_path):
    root = write_files(tmp_path, VAULT)
    assert old_paths(root) == {
        "主页.md": ["/主页"],
        "数学/own.md": ["/algebra/own", "/数学/own"],
        "数学/线性 代数.md": ["/数学/线性+代数", "/数学/线性 代数"],
    }
    assert left_out(root) == {
        "模板夹/new.md": "template",
        "draw.md": "drawing",
        "board.md": "board",
    }


def test_notes_are_named_by_their_files_and_aliases(tmp_path):
    root = write_files(tmp_path, VAULT)
    site, note = find_site(root), root / "数学/线性 代数.md"
    assert site.system == "obsidian"
    assert site.file_title(note) == "线性 代数"
    assert site.link_names(source_text(note)) == ("矩阵", "Linear algebra")
    assert site.folder_terms(source_text(note), "topics") == ("数学", ())
    assert site.file_roots() == (root, root / "附件")


def test_vault_that_publishes_some_notes_withholds_the_others(tmp_path):
    files = {
        ".obsidian/app.json": "",
        "yes.md": headed("publish: true"),
        "no.md": headed("publish: false"),
        "silent.md": NOTE,
    }
    root = write_files(tmp_path, files)

    def withheld():
        site = find_site(root)
        return {path.stem: site.withheld(source_text(path)) for path in markdown_in(root)}

    assert withheld() == {"yes": None, "no": "publish-false", "silent": "publish-missing"}
    (root / "yes.md").write_text(NOTE)
    assert withheld() == {"yes": None, "no": "publish-false", "silent": None}


QUARTZ = {
    "quartz.config.ts": """
const config: QuartzConfig = {
  configuration: {
    pageTitle: "x", baseUrl: "garden.example/notes",
    ignorePatterns: ["private", "templates", ".obsidian"],
  },
  plugins: { transformers: [], filters: [Plugin.RemoveDrafts()] },
}
export default config
""",
    "content/index.md": NOTE,
    "content/Deep Learning/Loss & Gain?.md": headed("aliases: [loss, /top/level]\ntags: [a/b c]"),
    "content/Deep Learning/index.md": NOTE,
    "content/private/secret.md": NOTE,
    "docs/own.md": NOTE,
}


def test_every_address_of_quartz(tmp_path):
    root = write_files(tmp_path, QUARTZ)
    assert old_paths(root) == {
        "content/Deep Learning/Loss & Gain?.md": [
            "/notes/Deep-Learning/Loss--and--Gain",
            "/notes/loss",
            "/notes/Deep-Learning/loss",
            "/notes/top/level",
        ],
        "content/Deep Learning/index.md": ["/notes/Deep-Learning/"],
        "content/index.md": ["/notes/"],
    }
    assert left_out(root) == {
        "content/private/secret.md": "ignored",
        "docs/own.md": "outside-content",
    }
    assert old_lists(root) == {("/notes/tags/a/b-c", "tag", "a/b c")}


def test_quartz_with_explicit_publishing_withholds_other_notes(tmp_path):
    config = QUARTZ["quartz.config.ts"].replace("RemoveDrafts", "ExplicitPublish")
    root = write_files(tmp_path, QUARTZ | {"quartz.config.ts": config})
    site = find_site(root)
    assert site.withheld(source_text(root / "content/index.md")) == "publish-missing"


def toml(lines):
    return f"+++\n{lines}\n+++\nx\n"


ZOLA = {
    "config.toml": 'base_url = "https://z.example/z"\ndefault_language = "en"\n'
    'taxonomies = [{name = "tags"}]\n[languages.zh]\n',
    "content/_index.md": toml("title = 'H'"),
    "content/about.md": toml("title = 'About'"),
    "content/Blog Posts/_index.md": toml("title = 'B'"),
    "content/Blog Posts/2020-01-02-Hello World!.md": toml(
        "title = 'x'\naliases = ['old/path', 'a.html']\n[taxonomies]\n"
        "tags = ['Big Tag', 'C++']\ncategories = ['none']"
    ),
    "content/Blog Posts/bundle/index.md": toml("title = 'x'\ndate = 2020-01-02"),
    "content/Blog Posts/own.md": toml("title = 'x'\nslug = 'My Slug'"),
    "content/Blog Posts/深度.md": toml("title = 'x'"),
    "content/Blog Posts/own.zh.md": toml("title = 'x'\n[taxonomies]\ntags = ['标签']"),
    "content/Blog Posts/path.md": toml("title = 'x'\npath = 'some/where'"),
    "content/hidden.md": toml("title = 'x'\nrender = false"),
}


def test_every_address_of_zola(tmp_path):
    root = write_files(tmp_path, ZOLA)
    assert old_paths(root) == {
        "content/Blog Posts/2020-01-02-Hello World!.md": [
            "/z/blog-posts/hello-world/",
            "/z/old/path/",
            "/z/a.html",
        ],
        "content/Blog Posts/bundle/index.md": ["/z/blog-posts/bundle/"],
        "content/Blog Posts/own.md": ["/z/blog-posts/my-slug/"],
        "content/Blog Posts/own.zh.md": ["/z/zh/blog-posts/own/"],
        "content/Blog Posts/path.md": ["/z/some/where/"],
        "content/Blog Posts/深度.md": ["/z/blog-posts/shen-du/"],
        "content/about.md": ["/z/about/"],
    }
    assert left_out(root) == {
        "content/_index.md": "section-index",
        "content/Blog Posts/_index.md": "section-index",
        "content/hidden.md": "not-written",
    }
    assert old_lists(root) == {
        ("/z/tags/big-tag/", "tag", "Big Tag"),
        ("/z/tags/c/", "tag", "C++"),
        ("/z/zh/tags/biao-qian/", "tag", "标签"),
    }
    site = find_site(root)
    first, second = (source_text(root / f"content/Blog Posts/own{end}.md") for end in ("", ".zh"))
    assert (site.language(first), site.language(second)) == ("en", "zh-hans")
    assert site.translation_key(first) == site.translation_key(second)
    assert site.is_page(source_text(root / "content/about.md"))


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("safe", "/深度_学习/"), ("off", "/深度 学习/"), ("on", "/shen-du-xue-xi/")],
)
def test_slugs_of_zola_follow_the_configuration(tmp_path, mode, expected):
    config = f'base_url = "https://z.example"\n[slugify]\npaths = "{mode}"\n'
    root = write_files(tmp_path, {"zola.toml": config, "content/深度 学习.md": toml("title = 'x'")})
    assert old_paths(root) == {"content/深度 学习.md": [expected]}


GATSBY = {
    "gatsby-config.js": """
module.exports = {
  pathPrefix: '/g',
  siteMetadata: { title: `T`, siteUrl: `https://g.example/` },
  plugins: [
    {
      resolve: `gatsby-source-filesystem`,
      options: { path: `${__dirname}/writing`, name: `blog` },
    },
  ],
}
""",
    "writing/hello-world/index.md": NOTE,
    "writing/flat.md": NOTE,
    "writing/own.md": headed("slug: /own/slug"),
    "README.md": NOTE,
}


def test_every_address_of_gatsby(tmp_path):
    root = write_files(tmp_path, GATSBY)
    assert old_paths(root) == {
        "writing/flat.md": ["/g/flat/"],
        "writing/hello-world/index.md": ["/g/hello-world/"],
        "writing/own.md": ["/g/own/slug/"],
    }
    assert left_out(root) == {"README.md": "readme"}
    assert "g.example" in find_site(root).hosts


def test_every_address_of_books(tmp_path):
    book = {
        "book.toml": '[output.html]\nsite-url = "/book/"\n',
        "src/SUMMARY.md": NOTE,
        "src/README.md": NOTE,
        "src/part/one.md": NOTE,
    }
    root = write_files(tmp_path / "book", book)
    assert old_paths(root) == {
        "src/README.md": ["/book/"],
        "src/part/one.md": ["/book/part/one.html", "/book/part/one"],
    }
    assert left_out(root) == {"src/SUMMARY.md": "list-page"}
    quarto = {
        "_quarto.yml": "website: {site-url: 'https://q.example/q'}\n",
        "posts/a/index.md": NOTE,
        "posts/index.md": headed("listing: default"),
        "_parts/b.md": NOTE,
    }
    root = write_files(tmp_path / "quarto", quarto)
    assert old_paths(root) == {"posts/a/index.md": ["/q/posts/a/"]}
    assert left_out(root) == {"posts/index.md": "list-page", "_parts/b.md": "fragment"}


def test_zola_post_with_a_date_in_its_path_is_no_page(tmp_path):
    post = toml("path = '2015/05/15/Rust-1.0'\ntitle = 'x'")
    files = {
        "zola.toml": "base_url = ''",
        "content/a.md": post,
        "content/b.md": toml("title = 'x'"),
    }
    root = write_files(tmp_path, files)
    site = find_site(root)
    assert old_paths(root) == {"content/a.md": ["/2015/05/15/Rust-1.0/"], "content/b.md": ["/b/"]}
    texts = [source_text(root / name) for name in ("content/a.md", "content/b.md")]
    assert [site.is_page(text) for text in texts] == [False, True]
