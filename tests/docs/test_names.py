"""Names in the documentation exist: files, commands, options, settings, templates, CSS."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.template import engines

from blog.renamed_variables import FORMER_NAMES, SEARCH_SECONDS, SEARCHES

ROOT = Path(settings.BASE)
# tests/test_architecture.py reads architecture.md.
PAGES = [page for page in ROOT.glob("docs/*.md") if page.name != "architecture.md"]
PAGES = sorted([*PAGES, *ROOT.glob("*.md"), ROOT / ".env.example"])
ROOMS = (
    *("blog", "articles", "books", "rendering", "transfer", "operations", "accounts", "fulltext"),
    "desk",
)
# Names in the data folder, in examples, and of what tools write.
ELSEWHERE = {
    *(
        "uploads/",
        "originals/",
        "imports/",
        "exports/",
        "cards/",
        "formulas/",
        "fonts/",
        "backups/",
        "theme/",
        ".hypothesis/",
        "_drafts/",
    ),
    *("static/css/theme.css", "static/fonts/", "dp/basic.md", "string/basic.md"),
    # In an export
    *("articles/SLUG/index.md", "articles/SLUG/draft.md", "pages/SLUG/index.md"),
    *("trash/SLUG/index.md", "files/", "history/", "draft.md", "planned.md"),
}
FORMER = {*FORMER_NAMES.values(), SEARCHES, SEARCH_SECONDS}
FILE = re.compile(r"`((?:[\w.-]+/)+(?:[\w.-]+\.(?:py|md|css|js|sh|html|toml|txt|json))?)`")
SOURCES = ("blog/**/*.py", "articles/**/*.py", "operations/**/*.py", "scripts/*.sh")


def every_page(test):
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)(test)


def column(page, number, start):
    """The code in a column of the tables of docs/`page` whose heading begins with `start`."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        if table.startswith(f"| {start}"):
            for row in table.splitlines()[2:]:
                yield from re.findall(r"`([^`]+)`", row.split(" | ")[number])


def text_of(*patterns):
    """All matching files, one after the other."""
    return "".join(file.read_text() for pattern in patterns for file in ROOT.glob(pattern))


def options_of(command):
    parser = load_command_class(get_commands()[command], command).create_parser("", command)
    return set(re.findall(r"--[a-z-]+", parser.format_help()))


@every_page
def test_files_exist(page):
    roots = [ROOT, *(ROOT / room for room in ROOMS), page.parent, ROOT / "tests/rendering/cases"]
    named = set(FILE.findall(page.read_text(encoding="utf-8"))) - ELSEWHERE
    named = {name for name in named if not name.startswith(("var/", "build/"))}
    assert sorted(n for n in named if not any((root / n).exists() for root in roots)) == []


@every_page
def test_commands_exist(page):
    text = page.read_text()
    targets = re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE)
    code = " ".join(re.findall(r"`[^`\n]+`|^```console\n.*?^```", text, re.MULTILINE | re.DOTALL))
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= set(targets)
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= set(get_commands())


@pytest.mark.parametrize("page", ["import.md", "deploy.md", "install.md", "theming.md"])
def test_options_of_commands_exist(page):
    text = (ROOT / "docs" / page).read_text()
    for command, options in re.findall(r"manage\.py (\w+)((?: [^\n`;|#]*)?)", text):
        assert set(re.findall(r"--[a-z-]+", options)) <= options_of(command)


def test_table_of_options_names_those_of_the_command():
    listed = {option.split()[0] for option in column("import.md", 0, "option")}
    of_every_command = options_of("empty_trash")
    assert listed == options_of("import_articles") - of_every_command


@every_page
def test_variables_exist(page):
    named = set(re.findall(r"LONGWAVE_[A-Z_]*[A-Z]\b", page.read_text()))
    if page.name not in ("CHANGELOG.md", "configure.md", "configure.zh.md"):
        assert not named & FORMER
    product = text_of(*SOURCES)
    assert sorted(name for name in named if name not in product) == []


def test_example_file_and_page_list_the_same_variables():
    text = (ROOT / ".env.example").read_text()
    example = set(re.findall(r"^#?([A-Z0-9_]+)=", text, re.MULTILINE))
    listed = set(column("configure.md", 0, "variable"))
    assert example == listed


def test_custom_properties_exist():
    properties = set(column("theming.md", 0, "property"))
    text = text_of("static/css/*.css")
    assert len(properties) > 15
    assert sorted(each for each in properties if f"{each}:" not in text) == []


def test_new_names_of_templates_and_classes_exist():
    pages = text_of("templates/**/*.html", "rendering/**/*.py")
    for name in column("theming.md", 1, "templates"):
        assert (ROOT / "templates" / name).is_file()
    for name in column("theming.md", 1, "CSS"):
        assert re.search(rf"class=\"[^\"]*\b{name[1:]}\b", pages), name
        assert re.search(rf"{re.escape(name)}\b", text_of("static/css/*.css")), name


def test_new_names_of_template_tags_and_variables_exist():
    libraries = engines["django"].engine.template_libraries
    library = libraries["fragments"]
    known = {f"{{% {name} %}}" for name in library.tags}
    known |= {f"{{% load {name} %}}" for name in libraries}
    known |= {f"article\\|{name}" for name in library.filters}
    assert set(column("theming.md", 1, "template tags")) <= known
    templates = text_of("templates/**/*.html")
    for name in column("theming.md", 1, "variables"):
        assert re.search(rf"{{[{{%][^}}]*\b{name}\b", templates), name
