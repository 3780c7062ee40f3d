"""Folders of Obsidian: files named by their names alone, wherever they are."""

import pytest

from articles.models import Article, Page
from tests.factories import make_article
from transfer.importer import import_folder

pytestmark = pytest.mark.django_db
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
def test_notes_link_to_each_other_by_name_even_if_they_come_later(folder, author, link):
    root = folder(
        {
            "dir/alpha.md": f"# 阿尔法\n\n{link}",
            "notes/zeta.md": "# 泽塔\n\n[[dir/alpha]] [[alpha]]",
        }
    )
    report = import_folder(root, author=author)
    assert not report.problems
    assert 'href="/articles/zeta/' in html_of("alpha")
    assert html_of("zeta").endswith(
        '<a href="/articles/alpha/">dir/alpha</a> <a href="/articles/alpha/">alpha</a></p>'
    )


def test_pictures_of_notes_are_found_anywhere_and_come_along(folder, author, uploads):
    body = "# A\n\n![[图 1.svg|300]]\n\n| a |\n|---|\n| ![[b.svg\\|20]] |\n\n![c](c.svg)\n"
    files = {"notes/a.md": body, "assets/图 1.svg": PICTURE}
    root = folder({**files, "notes/x/b.svg": PICTURE + b" ", "assets/c.svg": PICTURE + b"  "})
    report = import_folder(root, author=author)
    assert not report.problems
    html = html_of("a")
    assert html.count('src="/uploads/imported/') == 3
    assert 'width="300" height="225"' in html
    assert 'width="20" height="15"' in html
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


def test_drafts_show_in_no_link_but_link_themselves(folder, author):
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


def test_imported_draft_is_linked_to_once_it_is_published(
    folder, author, django_capture_on_commit_callbacks
):
    root = folder({"a.md": "# A\n\n[[b]]", "b.md": "---\ntitle: B\ndraft: true\n---\nx"})
    import_folder(root, author=author)
    with django_capture_on_commit_callbacks(execute=True):
        Article.objects.filter(slug="b").publish()
    assert '<a href="/articles/b/">b</a>' in html_of("a")


def test_article_of_the_site_that_waits_for_a_note_links_to_it(
    folder, author, django_capture_on_commit_callbacks
):
    waiting = make_article(body="[[甲]] [x](b.md)")
    with django_capture_on_commit_callbacks(execute=True):
        import_folder(folder({"b.md": "# 甲\n\nx"}), author=author)
    assert html_of(waiting.slug).count('href="/articles/b/"') == 2


def test_nearest_of_several_notes_of_one_name_is_meant(folder, author):
    files = {f"{name}/note.md": f"# {name} note\n\nx" for name in ("dp", "string", "a/b")}
    root = folder({**files, "string/a.md": "# A\n\n[[note]] [[dp/note|x]]"})
    import_folder(root, author=author)
    pages = dict(Article.objects.values_list("title", "slug"))
    html = html_of("a")
    assert f'href="/articles/{pages["string note"]}/"' in html
    assert f'href="/articles/{pages["dp note"]}/"' in html


def test_plain_link_to_one_of_several_files_of_a_name_is_not_guessed(folder, author):
    files = {"x/p.svg": PICTURE, "y/p.svg": PICTURE, "z/a.md": "# A\n\n![p](p.svg)"}
    report = import_folder(folder(files), author=author)
    assert report.problems == [("z/a.md", "the picture p.svg was not found in the folder")]


def test_double_brackets_in_code_and_formulas_are_left_alone(folder, author):
    text = "# A\n\n`[[b]]` $[[b]]$\n\n```\n[[b]] ![[p.svg]]\n```\n"
    import_folder(folder({"a.md": text, "b.md": "# B\n\nx", "p.svg": PICTURE}), author=author)
    assert "articles/b" not in Article.objects.get(slug="a").body
    assert "uploads" not in Article.objects.get(slug="a").body


def test_double_brackets_of_python_markdown_are_text(folder, author):
    root = folder({"a.md": "# A\n\n[[b]]", "b.md": "# B\n\nx"})
    import_folder(root, author=author, dialect="python-markdown")
    assert Article.objects.get(slug="a").body == "[[b]]\n"


def test_file_outside_the_vault_is_never_taken_by_its_name(folder, author, tmp_path, uploads):
    (tmp_path / "secret.png").write_bytes(b"secret")
    root = folder({"a.md": "# A\n\n![[secret.png]] ![[../secret.png]] ![[link.png]]"})
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    report = import_folder(root, author=author)
    assert len(report.problems) == 3
    assert not uploads.exists()


def test_note_in_a_note_and_a_page_become_links(folder, author):
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
    assert "not shown inside" in problem
