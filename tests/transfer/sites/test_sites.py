"""What all profiles have in common: codes with sentences, plain folders, patterns by hand."""

from types import SimpleNamespace
from typing import get_args

from django.utils import translation

from tests.each import check_each
from tests.transfer.sites.fixture_sites import (
    left_out,
    old_paths,
    source_text,
    write_files,
)
from transfer.messages import SENTENCES
from transfer.sites import SiteText, find_site
from transfer.sites.obsidian import Vault
from transfer.sites.site_values import NoArticle, NoteCode, Withheld
from transfer.sites.written_languages import written_language

NOTE = "# T\n\nx\n"


def test_every_code_has_a_sentence():
    codes = {
        *(f"no-article-{code}" for code in get_args(NoArticle)),
        *(f"withheld-{code}" for code in get_args(Withheld)),
        *(f"site-{code}" for code in get_args(NoteCode)),
    }
    assert codes <= SENTENCES.keys()


def test_every_sentence_is_said_in_chinese():
    words = {code: words for code, words in SENTENCES.items() if code not in ("invalid", "quoted")}
    with translation.override("zh-hans"):
        assert not [code for code, text in words.items() if translation.gettext(text) == text]


def test_plain_folder_has_the_addresses_of_github_pages(tmp_path):
    files = {
        "README.md": NOTE,
        "LICENSE.md": NOTE,
        "a/README.md": NOTE,
        "a/深度 学习.md": "---\nredirect_from: [/old, /older/]\n---\nx\n",
        "templates/post.md": NOTE,
        "a/wiki.md": "---\nlayout: wiki\n---\nx\n",
    }
    root = write_files(tmp_path, files)
    assert old_paths(root) == {
        "a/README.md": ["/a/"],
        "a/深度 学习.md": ["/a/深度 学习.html", "/a/深度 学习", "/old", "/older/"],
    }
    assert left_out(root) == {
        "README.md": "readme",
        "LICENSE.md": "readme",
        "templates/post.md": "template",
        "a/wiki.md": "layout",
    }


def test_stated_pattern_is_expanded_for_each_system(tmp_path):
    post = "---\ntitle: T t\ndate: 2019-01-02 03:04:05\ncategories: [甲, B]\nid: 7\n---\nx\n"
    patterns = {
        "/:year/:month/:day/:title.html": "/2019/01/02/name.html",
        "archives/:id/": "/archives/7/",
        "/:category/:i_month/:slug": "/B/1/name",
        "/:categories/:hour:minute": "/甲/B/0304",
        "/:sections/:filename": "/sub/name",
        "/:unknown/:title": "",
    }
    root = write_files(tmp_path, {"sub/2019-01-02-name.md": post})

    def check(pattern, expected):
        found = old_paths(root, find_site(root, pattern))["sub/2019-01-02-name.md"]
        assert found[0] == (expected or "/sub/2019-01-02-name.html")

    check_each(patterns.items(), check)


def test_folders_of_languages_pair_translations(tmp_path):
    files = dict.fromkeys(("cn/a/x.md", "en/a/x.md", "cn/only.md", "y.zh-TW.md", "y.md"), NOTE)
    root = write_files(tmp_path, files)
    site = find_site(root)
    texts = {name: source_text(root / name) for name in files}
    languages = {name: site.language(text) for name, text in texts.items()}
    assert languages == {
        "cn/a/x.md": "zh-hans",
        "en/a/x.md": "en",
        "cn/only.md": "zh-hans",
        "y.zh-TW.md": "zh-hant",
        "y.md": None,
    }
    keys = {name: site.translation_key(text) for name, text in texts.items()}
    assert keys["cn/a/x.md"] == keys["en/a/x.md"] != keys["cn/only.md"]
    assert keys["y.zh-TW.md"] == keys["y.md"]


def test_one_folder_with_the_name_of_a_language_may_be_a_subject(tmp_path):
    root = write_files(tmp_path, {"es/elastic.md": NOTE, "go/a.md": NOTE})
    text = source_text(root / "es/elastic.md")
    assert find_site(root).language(text) is None


def test_codes_of_languages_are_those_of_articles():
    names = {
        "zh-hans": ("zh", "zh-CN", "zh_Hans", "cn", "中文"),
        "zh-hant": ("zh-TW", "zh-hant", "tw"),
        "en": ("en", "en-US", "EN"),
        "ja": ("ja", "jp"),
        None: ("go", "en-foo", "english-notes", "v1", ""),
    }
    found = {name: written_language(name) for each in names.values() for name in each}
    assert found == {name: code for code, each in names.items() for name in each}


def test_folders_become_topics_and_tags_by_choice(tmp_path):
    root = write_files(tmp_path, {"a/b/c.md": NOTE, "d.md": NOTE})
    site = find_site(root)
    deep, top = (source_text(root / name) for name in ("a/b/c.md", "d.md"))
    assert site.folder_terms(deep, "topics") == ("a", ("b",))
    assert site.folder_terms(deep, "tags") == (None, ("a", "b"))
    assert site.folder_terms(deep, "nothing") == site.folder_terms(top, "topics") == (None, ())


def test_nearest_configuration_decides(tmp_path):
    hugo = 'baseURL = "https://h.example/"\n'
    write_files(
        tmp_path, {"hugo.toml": hugo, "content/a.md": NOTE, "docs/.vitepress/config.js": ""}
    )
    assert find_site(tmp_path).system == "hugo"
    assert find_site(tmp_path / "content").system == "hugo"
    assert find_site(tmp_path / "docs").system == "vitepress"


def test_site_of_a_subfolder_is_found(tmp_path):
    write_files(tmp_path / "repository", {"src/.vuepress/config.ts": "", "src/a.md": NOTE})
    site = find_site(tmp_path / "repository")
    assert (site.system, site.root) == ("vuepress", tmp_path / "repository/src")
    assert old_paths(tmp_path / "repository") == {"src/a.md": ["/a.html"]}


def test_configuration_of_another_program_is_no_site(tmp_path):
    files = {"config.toml": "[server]\nport = 1\n", "config.yaml": "a: 1\n", "a.md": NOTE}
    assert find_site(write_files(tmp_path, files)).system == "plain"


def test_lists_within_lists_take_no_time(tmp_path):
    """Nine levels of nine, as aliases of YAML can make them, are 387 million names."""
    names = ["x"] * 9
    for _level in range(8):
        names = [names] * 9
    head = {
        "date": "2019-01-01",
        **dict.fromkeys(("tags", "categories", "alias", "aliases"), names),
    }
    sites = {
        "source/_posts/a.md": "_config.yml",
        "content/posts/a.md": "hugo.toml",
        "docs/a.md": "mkdocs.yml",
        "_posts/2019-01-01-a.md": "_config.yml",
        ".obsidian/a.md": "a.md",
    }
    for number, (file, config) in enumerate(sites.items()):
        root = write_files(tmp_path / str(number), {config: "", file: NOTE})
        site, text = find_site(root), SiteText(root / file, head, "T")
        assert site.old_paths(text)
        assert len(list(site.old_lists([text]))) <= 1


def test_folder_outside_the_content_was_meant_if_it_is_named(tmp_path):
    sites = {
        "hexo": {"_config.yml": "new_post_name: :title.md\n", "source/_posts/a.md": NOTE},
        "hugo": {"hugo.toml": "", "content/posts/a.md": NOTE},
        "mkdocs": {"mkdocs.yml": "", "docs/a.md": NOTE},
        "docusaurus": {"docusaurus.config.js": "module.exports = {}", "docs/a.md": NOTE},
    }
    for system, files in sites.items():
        root = write_files(tmp_path / system, files | {"notes/b.md": NOTE, "notes/README.md": NOTE})
        assert left_out(root) == {"notes/b.md": "outside-content", "notes/README.md": "readme"}
        site, text = find_site(root / "notes"), source_text(root / "notes/b.md")
        assert (site.system, site.not_an_article(text)) == (system, None)
        assert (site.old_paths(text), site.language(text), site.is_page(text)) == ((), None, False)


def test_archive_with_one_folder_at_its_top_is_that_folder(tmp_path):
    files = {"blog-main/hugo.toml": "", "blog-main/content/posts/a.md": NOTE}
    site = find_site(write_files(tmp_path, files))
    assert (site.system, site.root) == ("hugo", tmp_path / "blog-main")
    files = {
        "wiki-main/docs/.vitepress/config.ts": "export default {}",
        "wiki-main/docs/a.md": NOTE,
    }
    assert find_site(write_files(tmp_path / "second", files)).system == "vitepress"


def test_host_of_github_pages_is_one_of_the_site(tmp_path):
    places = {"CNAME": {}, "static/CNAME": {"hugo.toml": ""}, "source/CNAME": {"_config.yml": ""}}
    for number, (place, config) in enumerate(places.items()):
        files = config | {place: "Blog.Example.org\n", "source/_posts/a.md": NOTE}
        root = write_files(tmp_path / str(number), files)
        assert find_site(root).hosts == {"blog.example.org"}
    assert find_site(write_files(tmp_path / "bad", {"CNAME": "no host\n"})).hosts == set()


def test_further_names_of_a_note_are_those_of_its_front_matter(tmp_path):
    root = write_files(tmp_path, {"线性 代数.md": NOTE, "b.md": NOTE})
    notes = [SimpleNamespace(file=root / name, title="T") for name in ("线性 代数.md", "b.md")]
    vault = Vault(root, notes, {root / "线性 代数.md": ["矩阵", "Linear Algebra"]})
    for name in ("矩阵", "linear algebra", "线性 代数"):
        assert vault.nearest(name, root / "b.md") == root / "线性 代数.md"
