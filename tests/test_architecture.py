"""Imports point down only, and in no circle: docs/architecture.md draws the layers."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the top down. A module belongs to the longest name that it begins with, and may import what
# stands on its own line, where that is one room, or on lower ones.
LAYERS = (
    ("blog.urls", "blog.serving"),
    ("blog.wsgi", "blog.asgi"),
    ("blog.cdn",),
    ("accounts", "operations", "blog.page_cache", "blog.outage"),
    ("sync",),
    ("transfer",),
    ("books",),
    ("static_site",),
    ("static_site.search_index",),
    ("blog.page_cache.page_key",),
    ("desk.urls", "desk.preview_urls"),
    ("desk.pages",),
    ("desk.search",),
    ("desk.overview",),
    ("desk.library",),
    ("desk",),
    ("desk.details",),
    ("desk.reviewing",),
    ("desk.remote_files",),
    ("desk.writing",),
    ("desk.models",),
    ("articles.urls", "articles.management", "articles.admin"),
    ("articles.front", "articles.templatetags", "articles.search.views"),
    ("articles.search",),
    ("articles.lists",),
    ("articles.detail", "articles.metadata"),
    ("articles.detail.cover_pictures",),
    ("articles.lists.year_chart",),
    ("articles.redirect_files", "articles.missed_paths"),
    ("articles.graphics.cards",),
    ("articles.middleware",),
    ("articles.cache", "articles.admin_site", "articles.preferences", "articles.taken_slugs"),
    ("articles.cover_files",),
    ("articles.access",),
    ("articles.models", "articles.unsaved", "articles.apps"),
    ("articles.publishing",),
    ("articles.db", "articles.graphics", "articles.embeds"),
    ("articles.filters", "articles.converters"),
    ("articles.theme_updates",),
    ("articles.theme_warnings", "articles.theme_overrides"),
    ("articles.theme_templates", "articles.template_blocks"),
    ("articles.theme_compat",),
    ("articles.validators", "articles.profile_links", "articles.tag_names"),
    ("articles.policy_sources",),
    ("articles.file_insertion",),
    ("articles.slugs", "articles.languages", "articles.paths"),
    ("media",),
    ("media.storing",),
    ("media.buckets",),
    ("media.models",),
    ("accounts.tokens",),
    ("accounts.roles",),
    ("accounts.audit",),
    ("blog",),
    ("blog.cdn.surrogate_keys",),
    ("media.worker",),
    ("media.remote",),
    ("media.variants",),
    ("media.cleaning",),
    ("media.inspection",),
    ("desk.comparing", "desk.dates", "books.epub", "books.chromium"),
    ("rendering", "fulltext"),
)
ROOMS = {room: number for number, layer in enumerate(LAYERS) for room in layer}
ENGINES = (
    *("rendering", "fulltext"),
    *("media.inspection", "media.cleaning", "media.variants", "media.remote", "books.epub"),
)
APPS = (
    *("accounts", "articles", "blog", "books", "desk", "fulltext"),
    *("media", "operations", "rendering", "static_site", "sync", "transfer"),
)


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(file): file
    for app in APPS
    for file in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in file.parts
}


def absolute(module: str, node: ast.ImportFrom) -> str:
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    relative = "." * node.level + (node.module or "")
    return importlib.util.resolve_name(relative, package)


def named(module: str) -> Iterator[tuple[str, bool]]:
    """All that a file imports, wherever in it, and whether that may only be a name in a module."""
    for node in ast.walk(ast.parse(MODULES[module].read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield name if name in MODULES else base, name in MODULES


@cache
def imports(module: str) -> frozenset[str]:
    return frozenset(name for name, _ in named(module) if name != module)


def ours(module: str) -> set[str]:
    """The modules of the project that are run before this one: packages above them included."""
    found = set()
    for name in imports(module):
        parts = name.split(".")
        found |= {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
    above = {module.rpartition(".")[0], module.partition(".")[0]}
    return {n for n in found & MODULES.keys() if not f"{module}.".startswith(f"{n}.")} - above


def room_of(module: str) -> str:
    parts = module.split(".")
    known = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((name for name in known if name in ROOMS), "")


def reaches(module: str, *rooms: str) -> list[str]:
    return sorted(n for n in imports(module) if any(f"{n}.".startswith(f"{r}.") for r in rooms))


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_of_the_plan_holds_modules(room):
    assert [name for name in MODULES if room_of(name) == room]


def test_every_module_has_a_room():
    assert [name for name in MODULES if not room_of(name) and name != "articles"] == []


def test_imports_point_down_only():
    wrong = []
    for module in MODULES.keys() - {"articles"}:
        here = room_of(module)
        for other in imports(module) & MODULES.keys() - {module, "articles"}:
            there = room_of(other)
            if there != here and ROOMS[there] <= ROOMS[here]:
                wrong.append(f"{module} imports {other}")
    assert sorted(wrong) == []


def test_nothing_is_imported_in_a_circle():
    needed = {module: ours(module) for module in MODULES}
    while ends := [m for m, others in needed.items() if not others] or not_imported(needed):
        needed = {m: others - set(ends) for m, others in needed.items() if m not in ends}
    assert needed == {}


def not_imported(needed: dict[str, set[str]]) -> list[str]:
    return sorted(needed.keys() - set().union(*needed.values()))


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_know_no_django_and_nothing_of_the_product(engine):
    theirs = [name for name in MODULES if f"{name}.".startswith(f"{engine}.")]
    others = [app for app in APPS if app != engine.partition(".")[0]]
    assert theirs
    assert [n for n in theirs if reaches(n, "django", "taggit", "unfold", *others)] == []


def test_comparing_texts_needs_neither_django_nor_the_database():
    theirs = [name for name in MODULES if name.startswith("desk.comparing")]
    others = [app for app in APPS if app not in ("desk", "rendering")]
    assert [n for n in theirs if reaches(n, "django", *others)] == []


def test_filters_are_a_leaf():
    assert not reaches("articles.filters", *APPS)


def test_template_tags_neither_query_nor_render_markdown():
    tags = [name for name in MODULES if name.startswith("articles.templatetags.")]
    assert tags
    for name in tags:
        assert not reaches(name, "rendering", "articles.models.querysets", "django.db"), name
        assert ".objects" not in MODULES[name].read_text()


def test_only_one_word_decides_what_is_public():
    """Outside the querysets nobody spells out what published means."""
    allowed = {"articles.models.querysets", "articles.models.articles"}
    for name in MODULES.keys() - allowed:
        text = MODULES[name].read_text()
        assert 'status="published"' not in text, name
        assert "published_at__lte" not in text, name


def test_no_signals_of_ours():
    for name in MODULES:
        assert not reaches(name, "django.db.models.signals", "django.dispatch"), name


def named_in_the_plan() -> set[str]:
    """The folders that docs/architecture.md draws, each with those above it."""
    text = (ROOT / "docs/architecture.md").read_text()
    above, found = list[str](), set()
    for line in text.split("```")[1].splitlines():
        depth, folder = (len(line) - len(line.lstrip())) // 2, line.split()[0] if line else ""
        if folder.endswith("/"):
            above = [*above[:depth], folder.rstrip("/")]
            found.add("/".join(above))
    return found


def test_the_plan_names_every_room_and_no_other():
    drawn = named_in_the_plan()
    assert sorted(room for room in drawn if not (ROOT / room).is_dir()) == []
    rooms = {
        "/".join(file.relative_to(ROOT).parts[:2])
        for file in MODULES.values()
        if len(file.relative_to(ROOT).parts) > 2
    }
    assert sorted({*rooms, *APPS} - drawn) == []


def test_the_plan_is_short_enough_to_be_read():
    assert len((ROOT / "docs/architecture.md").read_text().splitlines()) <= 280


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/decisions.md", "CONTRIBUTING.md"])
def test_every_file_that_a_page_names_exists(page):
    """In backticks, whole or from the name of a room on: `lists/scopes.py`."""
    text = (ROOT / page).read_text()
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*\.(?:py|md|css|js|toml|txt))`", text))
    roots = [ROOT, *(ROOT / app for app in APPS)]
    assert named
    assert sorted(n for n in named if not any((root / n).is_file() for root in roots)) == []


# Django's file names, and nouns that have a file of the same meaning in several rooms.
SHARED_FILES = {
    *("admin", "apps", "formats", "middleware", "settings", "urls", "views"),
    *("articles", "fixes", "math", "missed_paths", "models", "pages", "redirects", "rerender"),
    *("series", "tags", "theme", "topics"),
}
# A view and the scope that it shows, a template tag and its engine, a dialect's one verb, and what
# is called as `history.record()` and `audit.record()`.
SHARED_FUNCTIONS = {
    *("all_series", "archive", "author", "home", "series", "tag", "tags", "topic", "topics"),
    *("record", "to_html"),
}


def names_in_several_files(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> set[str]:
    """Names of the classes or functions that are defined at the top of more than one file."""
    found: dict[str, set[str]] = {}
    for module, file in MODULES.items():
        if ".migrations." in module:
            continue
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, kind):
                found.setdefault(node.name, set()).add(module)
    return {name for name, modules in found.items() if len(modules) > 1}


def test_a_file_name_stands_for_one_thing():
    names = [name.rpartition(".")[2] for name in MODULES if MODULES[name].name != "__init__.py"]
    assert {name for name in names if names.count(name) > 1} <= SHARED_FILES


def test_a_class_name_stands_for_one_class():
    assert names_in_several_files(ast.ClassDef) <= {"Command"}


def test_a_function_name_stands_for_one_function():
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert names_in_several_files(functions) <= SHARED_FUNCTIONS
