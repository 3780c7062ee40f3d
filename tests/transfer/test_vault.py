"""Vaults of Obsidian: wiki links name a file without its folder."""

import re

import pytest

from articles.models import Article, Page
from tests.each import check_each
from tests.factories import make_article
from tests.transfer.imports import import_folder

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "vault"
    root.mkdir()

    def write(files):
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


def html_of(slug: str) -> str:
    return Article.objects.get(slug=slug).html


@pytest.mark.parametrize(
    "link",
    [
        "[[zeta]]",
        "[[Zeta]]",
        "[[notes/zeta|别的]]",
        "[[zeta.md]]",
        "[[泽塔]]",
        "[x](zeta.md)",
        "[x](notes/zeta.md)",
        "[[泽塔#节|x]]",
    ],
)
def test_notes_link_to_each_other_by_name(folder, author, link):
    root = folder(
        {
            "dir/alpha.md": f"# 阿尔法\n\n{link}",
            "notes/zeta.md": "# 泽塔\n\n## 节\n\n[[dir/alpha]] [[alpha]]",
        }
    )
    report = import_folder(root, author=author)
    assert not report.problems
    assert 'href="/articles/zeta/' in html_of("alpha")
    assert html_of("zeta").endswith(
        '<a href="/articles/alpha/">dir/alpha</a> <a href="/articles/alpha/">alpha</a></p>'
    )


def test_links_to_blocks_lead_to_their_places(folder, author):
    files = {
        "a.md": "# A\n\n[[b#^abc]] [[b#Part#^abc|words]] ![[b#^abc]]",
        "b.md": "# B\n\n## Part\n\nText. ^abc",
    }
    (embedded,) = import_folder(folder(files), author=author).problems
    assert "not shown inside this one" in str(embedded)
    places = re.findall(r'<a href="/articles/b/#%5Eabc">(.*?)</a>', html_of("a"))
    assert places == ["b", "words", "b"]
    assert html_of("b").endswith('<p id="^abc">Text.</p>')


def test_images_are_found_in_any_folder_and_copied(folder, author, uploads):
    body = "# A\n\n![[图 1.svg|300]]\n\n| a |\n|---|\n| ![[b.svg\\|20]] |\n\n![c](c.svg)\n"
    files = {"notes/a.md": body, "assets/图 1.svg": PICTURE}
    root = folder({**files, "notes/x/b.svg": PICTURE + b" ", "assets/c.svg": PICTURE + b"  "})
    report = import_folder(root, author=author)
    assert not report.problems
    html = html_of("a")
    assert html.count('src="/uploads/imported/') == 3
    assert re.search(r'width="300"[^<>]* height="225"', html)
    assert re.search(r'width="20"[^<>]* height="15"', html)
    assert len([file for file in uploads.rglob("*.svg") if file.is_file()]) == 3


def test_second_import_of_a_vault_changes_nothing(folder, author):
    root = folder(
        {
            "a.md": "# A\n\n[[b]] ![[p.svg]] [[none]] ![[none.png]]",
            "b.md": "---\ntitle: B\ndraft: true\n---\n[[a#x|y]]",
            "p.svg": PICTURE,
        }
    )
    import_folder(root, author=author)
    before = list(Article.objects.order_by("pk").values())
    assert sorted(import_folder(root, author=author).unchanged) == ["a.md", "b.md"]
    assert list(Article.objects.order_by("pk").values()) == before


def test_dry_run_of_a_vault_reports_the_same(folder, author, uploads):
    root = folder(
        {
            "a.md": "# A\n\n[[b]] ![[p.svg]] [[none]] ![[none.png]] [[c]]",
            "b.md": "# B\n\n[[a]]",
            "c.md": "---\ntitle: C\ndraft: true\n---\nx",
            "p.svg": PICTURE,
        }
    )
    dry = import_folder(root, author=author, dry_run=True)
    assert not uploads.exists()
    assert import_folder(root, author=author) == dry
    assert len(dry.problems) == 3


def test_links_to_drafts_are_not_shown(folder, author):
    root = folder(
        {
            "a.md": "# A\n\n[[b]] [[later]]",
            "b.md": "---\ntitle: B\ndraft: true\n---\n[[a]] [[c]]",
            "c.md": "---\ntitle: C\ndraft: true\n---\nx",
            "later.md": "---\ntitle: D\ndate: 2999-01-01\n---\nx",
        }
    )
    import_folder(root, author=author)
    assert "href" not in html_of("a")
    assert 'href="/articles/a/"' in html_of("b")
    assert html_of("b").endswith(' <span class="broken">c</span></p>')


def test_links_appear_when_a_draft_is_published(folder, author, django_capture_on_commit_callbacks):
    root = folder({"a.md": "# A\n\n[[b]]", "b.md": "---\ntitle: B\ndraft: true\n---\nx"})
    import_folder(root, author=author)
    with django_capture_on_commit_callbacks(execute=True):
        Article.objects.filter(slug="b").publish()
    assert '<a href="/articles/b/">b</a>' in html_of("a")


def test_an_existing_article_links_to_an_imported_note(
    folder, author, django_capture_on_commit_callbacks
):
    waiting = make_article(body="[[甲]] [x](b.md)")
    with django_capture_on_commit_callbacks(execute=True):
        import_folder(folder({"b.md": "# 甲\n\nx"}), author=author)
    assert html_of(waiting.slug).count('href="/articles/b/"') == 2


def test_the_nearest_note_of_a_name_is_linked(folder, author):
    files = {f"{name}/note.md": f"# {name} note\n\nx" for name in ("dp", "string", "a/b")}
    root = folder({**files, "string/a.md": "# A\n\n[[note]] [[dp/note|x]]"})
    import_folder(root, author=author)
    pages = dict(Article.objects.values_list("title", "slug"))
    html = html_of("a")
    assert f'href="/articles/{pages["string note"]}/"' in html
    assert f'href="/articles/{pages["dp note"]}/"' in html


def test_an_ambiguous_markdown_link_is_not_resolved(folder, author):
    files = {"x/p.svg": PICTURE, "y/p.svg": PICTURE, "z/a.md": "# A\n\n![p](p.svg)"}
    report = import_folder(folder(files), author=author)
    assert report.problems == [("z/a.md", "the picture p.svg was not found in the folder")]


def test_wiki_links_in_code_and_formulas_are_unchanged(folder, author):
    text = "# A\n\n`[[b]]` $[[b]]$\n\n```\n[[b]] ![[p.svg]]\n```\n"
    import_folder(folder({"a.md": text, "b.md": "# B\n\nx", "p.svg": PICTURE}), author=author)
    assert "articles/b" not in Article.objects.get(slug="a").body
    assert "uploads" not in Article.objects.get(slug="a").body


def test_wiki_links_are_text_in_python_markdown(folder, author):
    root = folder({"a.md": "# A\n\n[[b]]", "b.md": "# B\n\nx"})
    import_folder(root, author=author, dialect="python-markdown")
    assert Article.objects.get(slug="a").body == "[[b]]\n"


def test_a_file_outside_the_vault_is_not_copied(folder, author, tmp_path, uploads):
    (tmp_path / "secret.png").write_bytes(b"secret")
    root = folder({"a.md": "# A\n\n![[secret.png]] ![[../secret.png]] ![[link.png]]"})
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    report = import_folder(root, author=author)
    assert len(report.problems) == 3
    assert not uploads.exists()


def test_embedded_notes_become_links(folder, author):
    root = folder(
        {
            "a.md": "# A\n\n![[b]] [[关于]]",
            "b.md": "# B\n\nx",
            "me.md": "---\ntitle: 关于\ntype: page\n---\nx",
        }
    )
    report = import_folder(root, author=author)
    assert Page.objects.get().slug == "me"
    assert '<a href="/articles/b/">b</a> <a href="/me/">关于</a>' in html_of("a")
    ((_name, problem),) = report.problems
    assert "text of other articles is not shown inside" in problem


def test_a_note_is_named_after_its_file_and_found_by_its_aliases(folder, author):
    root = folder(
        {
            ".obsidian/app.json": "{}",
            "深度学习.md": "---\ndate: 2024-01-02\naliases: [DL]\n---\n# 一\n\nx\n\n# 二\n\ny\n",
            "b.md": "---\ndate: 2024-01-02\n---\n见 [[DL]]\n",
        }
    )
    import_folder(root, author=author)
    note = Article.objects.get(title="深度学习")
    assert ">一<" in note.html
    assert f'href="{note.get_absolute_url()}"' in Article.objects.get(title="b").html


def test_notes_that_a_vault_did_not_publish_become_drafts(folder, author):
    head = "---\ndate: 2024-01-02\n{}---\nx\n"
    files = {
        ".obsidian/app.json": "{}",
        "a.md": head.format("publish: true\n"),
        "b.md": head.format(""),
    }
    root = folder(files)
    report = import_folder(root, author=author)
    assert Article.objects.get(title="a").status == "published"
    assert Article.objects.get(title="b").status == "draft"
    assert report.withheld[0].code == "withheld-publish-missing"
    (root / "b.md").write_text(head.format("publish: true\n"))
    Article.objects.filter(title="b").publish()
    import_folder(root, author=author)
    (root / "b.md").write_text(head.format(""))
    import_folder(root, author=author)
    assert Article.objects.get(title="b").status == "draft"


PARTS = {
    "b.md": "# B\n\nFirst. ^one\n\n- item ^two\n  - below\n- other\n\n> quoted\n\n^three\n\n"
    "## Part\n\nOf [[c]], ![p](p.svg)\n\n![[c#^end]]\n\n### Lower `x`\n\n%%\nsecret\n%%\n\nlow "
    "^four\n\n## Next ^five\n\nnext[^1]\n\n[^1]: note\n",
    "p.svg": PICTURE,
    "c.md": "---\ntitle: C\n---\n![[b#Part]]\n\nThe end. ^end\n",
    "x.md": "# X\n\n## Of y\n\n![[y#Of x]]",
    "y.md": "# Y\n\n## Of x\n\n![[x#Of y]]",
    "draft.md": "---\ntitle: D\ndraft: true\n---\nsecret ^id\n",
}
SHOWN = (
    ("![[b#^one]]", "<blockquote>\n<p>First.</p>\n<p>— <a "),
    ("text\n![[b#^one|words]]\ntext", '<p>— <a href="/articles/b/#%5Eone">words</a></p>'),
    ("- x\n- ![[b#^one]]\n- y", "<li>\n<blockquote>\n<p>First.</p>"),
    ("> ![[b#^two]]", "<blockquote>\n<blockquote>\n<ul>\n<li>item\n<ul>\n<li>below"),
    ("![[b#^three]]", "<blockquote>\n<blockquote>\n<p>quoted</p>\n</blockquote>"),
    ("![[b#^four]]", "<blockquote>\n<p>low</p>"),
    ("![[b#part]]", '<p>Of <a href="/articles/c/">c</a>, <img src="/uploads/'),
    ("![[b#part]]", "<blockquote>\n<p>The end.</p>"),
    ("![[b#Part]]", "<p><strong>Lower <code>x</code></strong></p>\n<p>low</p>"),
    ("![[b#Part#Lower x]]", '<p>low</p>\n<p>— <a href="/articles/b/#lower-x">'),
)
LINKS = (
    ("![[b#^five]]", "part-is-link"),
    ("![[draft#^id]]", "part-is-link"),
    ("![[b#Nowhere]]", "place-missing"),
    ("[[b#^nowhere]]", "place-missing"),
    ("[x](b.md#nowhere)", "place-missing"),
    ("see ![[b#^one]] there", "note-is-link"),
    ("[[b#^one]] [[b#Lower x]] [x](b.md#part)", None),
)


def test_parts_of_other_notes_are_shown_with_a_link_to_them(folder, author):
    bodies = [body for body, _expected in (*SHOWN, *LINKS)]
    hosts = {f"h{number}.md": f"# H\n\n{body}\n" for number, body in enumerate(bodies)}
    root = folder({**PARTS, **hosts})
    dry = import_folder(root, author=author, dry_run=True)
    report = import_folder(root, author=author)
    assert dry == report
    pages = dict(Article.objects.values_list("slug", "html"))
    codes = {file: [] for file in hosts}
    for file, problem in report.problems:
        codes.setdefault(file, []).append(problem.code)

    def check_shown(number, expected):
        html = pages[f"h{number}"]
        assert expected in " ".join(re.split(r" (?:class|data-line)=\"[^\"]*\"", html)), html
        assert "secret" not in html
        assert codes[f"h{number}.md"] == []

    def check_link(number, code):
        assert codes[f"h{number}.md"] == [code] * bool(code)
        assert "secret" not in pages[f"h{number}"]
        assert "<blockquote" not in pages[f"h{number}"]

    check_each([(n, expected) for n, (_, expected) in enumerate(SHOWN)], check_shown)
    check_each([(n + len(SHOWN), code) for n, (_, code) in enumerate(LINKS)], check_link)
    before = list(Article.objects.order_by("pk").values())
    assert import_folder(root, author=author).updated == []
    assert list(Article.objects.order_by("pk").values()) == before
    assert pages["x"].count("<blockquote") == pages["y"].count("<blockquote") == 2
    assert codes["x.md"] == codes["y.md"] == ["part-is-link"]


def test_what_is_withdrawn_is_shown_in_no_other_note(folder, author):
    files = {"a.md": "# A\n\n![[b#^here]]\n\n![[c#^here]]\n\n![[d#^here]]\n"}
    files |= {f"{name}.md": f"# {name}\n\nsecret of {name} ^here\n" for name in "bcd"}
    root = folder(files)
    import_folder(root, author=author)
    assert html_of("a").count("secret") == 3
    Article.objects.filter(slug="b").update(status="draft")
    Article.objects.get(slug="c").move_to_trash(author)
    (root / "d.md").write_text("---\npublish: false\n---\n# d\n\nsecret of d ^here\n")
    report = import_folder(root, author=author)
    assert "secret" not in html_of("a")
    assert [each.code for each in report.problems if each.file == "a.md"] == ["part-is-link"] * 3
    before = Article.objects.get(slug="a").body
    import_folder(root, author=author)
    assert Article.objects.get(slug="a").body == before
