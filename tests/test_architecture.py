"""The arrows of the house point down only: docs/architecture.md draws them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SURFACES = ("views", "feeds", "sitemaps", "admin", "management")
ENGINES = ("rendering", "search")


def modules(folder: str) -> Iterator[Path]:
    target = ROOT / folder
    yield from sorted(target.rglob("*.py")) if target.is_dir() else [target.with_suffix(".py")]


def imports(file: Path) -> set[str]:
    """The dotted names that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = file.relative_to(ROOT).parts[: -node.level] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def reaches(file: Path, *rooms: str) -> list[str]:
    return sorted(n for n in imports(file) if any(n == r or n.startswith(f"{r}.") for r in rooms))


ENGINE_FILES = [
    f
    for engine in ENGINES
    if (ROOT / "articles" / engine).is_dir()
    for f in modules(f"articles/{engine}")
]


@pytest.mark.parametrize("file", ENGINE_FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_engine_knows_no_django_and_no_model(file):
    assert not reaches(file, "django", "blog", "taggit")
    engine = file.relative_to(ROOT / "articles").parts[0]
    ours = [name for name in reaches(file, "articles") if name != "articles"]
    assert all(name.startswith(f"articles.{engine}") for name in ours)


@pytest.mark.parametrize("surface", SURFACES)
def test_surfaces_do_not_import_each_other(surface):
    others = [f"articles.{other}" for other in SURFACES if other != surface]
    for file in modules(f"articles/{surface}"):
        assert not reaches(file, *others), file


def test_models_know_no_surface_and_no_transfer():
    above = [f"articles.{name}" for name in (*SURFACES, "transfer", "listing", "former")]
    for file in [*modules("articles/models"), ROOT / "articles/models/querysets.py"]:
        assert not reaches(file, *above), file


def test_nothing_knows_of_operations():
    for file in [*modules("articles"), *modules("blog")]:
        assert not reaches(file, "operations"), file


def test_operations_have_no_tables_and_know_no_surface():
    assert not (ROOT / "operations/models.py").exists()
    above = [f"articles.{name}" for name in SURFACES]
    for file in modules("operations"):
        assert not reaches(file, *above), file


def test_filters_are_a_leaf():
    assert not reaches(ROOT / "articles/filters.py", "articles", "blog")


def test_template_tags_neither_query_nor_render_markdown():
    for file in modules("articles/templatetags"):
        assert not reaches(file, "rendering", "articles.models.querysets", "django.db"), file
        assert ".objects" not in file.read_text()


def test_only_one_word_decides_what_is_public():
    """Outside the querysets nobody spells out what published means."""
    allowed = {"querysets.py", "articles.py"}
    for file in modules("articles"):
        if "migrations" in file.parts or file.name in allowed:
            continue
        text = file.read_text()
        assert 'status="published"' not in text, file
        assert "published_at__lte" not in text, file


def test_no_signals_of_ours():
    for file in modules("articles"):
        assert not reaches(file, "django.db.models.signals", "django.dispatch"), file
