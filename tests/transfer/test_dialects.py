"""Detection of the Markdown dialect, in folders with and without a configuration file."""

import pytest

from transfer.reading.markdown_files import markdown_files
from transfer.sites.file_dialects import dialects_of_files

PLAIN = "# A\n\n一段文字。\n"
NOTE = '# A\n\n!!! note "标题"\n    内容\n'
YAML = "---\ntitle: A\n---\n\n"

FOLDERS = {
    "Hexo": (
        {
            "_config.yml": "theme: next",
            "source/_posts/a.md": f"{YAML}{{% note info %}}\n文\n{{% endnote %}}\n",
            "source/_posts/about-mkdocs.md": f"{YAML}{NOTE}",
        },
        set(),
    ),
    "Hugo": (
        {
            "hugo.toml": "title = 'x'",
            "content/posts/a.md": "+++\ntitle = 'A'\n+++\n\n{{< figure src='a.png' >}}\n",
            "content/posts/b/index.md": f"{YAML}{PLAIN}",
        },
        set(),
    ),
    "Jekyll": (
        {"_config.yml": "title: x", "_posts/2024-01-02-a.md": f"{YAML}文字\n{{: .lead}}\n"},
        set(),
    ),
    "Obsidian": (
        {".obsidian/app.json": "{}", "日记/a.md": "见 [[b]]。\n", "b.md": "> [!tip]- 提示\n> 文\n"},
        set(),
    ),
    "MkDocs with its README": (
        {
            "mkdocs.yml": "site_name: x",
            "docs/index.md": PLAIN,
            "docs/guide/a.md": NOTE,
            "README.md": "# 项目\n\n> [!NOTE]\n> 文\n",
        },
        {"docs/index.md", "docs/guide/a.md"},
    ),
    "MkDocs in a folder of another name": (
        {"mkdocs.yaml": "docs_dir: wiki", "wiki/a.md": PLAIN, "notes/b.md": PLAIN},
        {"wiki/a.md"},
    ),
    "Pelican": (
        {"pelicanconf.py": "", "content/a.md": "Title: A\nDate: 2024-01-02\n\n文\n", "b.md": PLAIN},
        {"content/a.md", "b.md"},
    ),
    "Docusaurus": (
        {"docusaurus.config.js": "", "docs/a.md": f"{YAML}:::note\n\n文\n\n:::\n"},
        set(),
    ),
    "a repository on GitHub": (
        {
            "README.md": "# A\n\n> [!NOTE]\n> x\n",
            "docs/a.md": "# A\n\n- [ ] x\n",
            "docs/about-mkdocs.md": "# A\n\n```markdown\n!!! note\n    x\n```\n",
        },
        set(),
    ),
    "what was taken out of MkDocs": (
        {"a.md": NOTE, "b.md": PLAIN, "string/kmp.md": NOTE, "string/sam.md": PLAIN},
        {"a.md", "b.md", "string/kmp.md", "string/sam.md"},
    ),
    "what was taken out of Pelican": (
        {"a.md": "Title: A\n\n文\n", "b.md": "Title: B\n\n文\n"},
        {"a.md", "b.md"},
    ),
    "sites beside one another": (
        {
            "wiki/mkdocs.yml": "",
            "wiki/docs/a.md": PLAIN,
            "blog/_config.yml": "",
            "blog/source/_posts/b.md": NOTE,
            "notes/.obsidian/x": "",
            "notes/c.md": PLAIN,
        },
        {"wiki/docs/a.md"},
    ),
    "notes from everywhere, one from MkDocs": (
        {**{f"{n}.md": f"{PLAIN}\n> [!note]\n> x\n" for n in range(4)}, "old.md": NOTE},
        {"old.md"},
    ),
    "exclamations and questions": (
        {"a.md": "# A\n\n!!! 太好了\n\n??? 真的吗\n\n=== 完 ===\n"},
        set(),
    ),
    "tabs with their code": (
        {"a.md": '# A\n\n=== "C++"\n\n    ```cpp\n    int a;\n    ```\n'},
        {"a.md"},
    ),
    "code of Pelican": ({"a.md": "# A\n\n    :::python\n    x = 1\n"}, {"a.md"}),
}


@pytest.fixture
def folder(tmp_path):
    def write(files):
        root = tmp_path / "somebody" / "imported"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return root

    return write


def second(root, imported=None):
    imported = imported or root
    dialects = dialects_of_files(markdown_files(imported), imported, "commonmark")
    return {
        path.relative_to(root).as_posix() for path in dialects if dialects[path] != "commonmark"
    }


@pytest.mark.parametrize(("files", "expected"), FOLDERS.values(), ids=FOLDERS.keys())
def test_dialect_is_recognised(folder, files, expected):
    assert second(folder(files)) == expected


@pytest.mark.parametrize(
    ("files", "part", "expected"),
    [
        ({"mkdocs.yml": "", "docs/string/a.md": PLAIN}, "docs/string", {"docs/string/a.md"}),
        ({"pelicanconf.py": "", "content/a.md": PLAIN}, "content", {"content/a.md"}),
        ({"_config.yml": "", "source/_posts/a.md": NOTE}, "source/_posts", set()),
    ],
    ids=["MkDocs", "Pelican", "Hexo"],
)
def test_configuration_above_the_imported_folder_counts(folder, files, part, expected):
    root = folder(files)
    assert second(root, root / part) == expected


def test_configuration_far_above_is_ignored(folder, tmp_path):
    root = folder({"a/b/c/note.md": NOTE})
    (tmp_path / "_config.yml").write_text("")
    assert second(root, root / "a/b/c") == {"a/b/c/note.md"}


def test_default_dialect_without_any_sign(folder):
    root = folder({"a.md": PLAIN})
    assert set(dialects_of_files(markdown_files(root), root, "python-markdown").values()) == {
        "python-markdown"
    }
