"""Parts of libraries that are not documented: who uses them, and that they are still there."""

import ast
import asyncio
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.db.models.sql.compiler import SQLCompiler
from markdown.extensions.tables import TableProcessor
from pygments.lexers import get_lexer_by_name
from uvicorn import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from articles.db import compiled
from articles.models import Article
from rendering.code.fast_lexer import first_characters
from tests.factories import make_article

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    *("accounts", "articles", "blog", "books", "desk", "fulltext", "operations", "rendering"),
    "transfer",
)
DOCUMENTED = {
    "_meta",
    "_replace",
    "_state",
    "_TaggableManager",
    "_default_manager",
    "_base_manager",
    "_exit",
}
USED = {
    "blog/serving/protocol.py": {"_unset_keepalive_if_required"},
    "rendering/code/fast_lexer.py": {"_constants", "_parser", "_tokens"},
    "rendering/dialects/python_markdown/block_processors.py": {"_split"},
}

PROTOCOL = {
    *("connection_made", "connection_lost", "data_received", "pause_writing", "resume_writing"),
    *("on_message_begin", "on_header", "on_headers_complete", "on_body", "on_message_complete"),
    *("on_response_complete", "timeout_keep_alive_handler", "send_400_response"),
    *("_unset_keepalive_if_required", "timeout_keep_alive", "timeout_keep_alive_task"),
    *("client", "connections", "cycle", "flow", "headers", "loop", "parser", "pipeline", "scheme"),
    *("server_state", "transport"),
}


def private_names(path: Path) -> set[str]:
    """The names with one leading underscore that a file reads or imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return {name for name in found if re.match("_[A-Za-z]", name)} - DOCUMENTED


def test_only_three_modules_use_private_names_of_libraries():
    found = defaultdict(set)
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if names := private_names(path):
                found[str(path.relative_to(ROOT))] = names
    assert found == USED


def test_uvicorn_has_the_parts_that_the_protocol_extends():
    loop = asyncio.new_event_loop()
    try:
        protocol = HttpToolsProtocol(Config(None), ServerState(), {}, loop)
        assert {name for name in PROTOCOL if not hasattr(protocol, name)} == set()
    finally:
        loop.close()
    assert "response_complete" in RequestResponseCycle.__init__.__code__.co_names
    assert "response_started" in RequestResponseCycle.__init__.__code__.co_names
    assert "write_paused" in FlowControl.__init__.__code__.co_names


@pytest.mark.django_db
def test_django_takes_the_sql_of_a_compiled_query(monkeypatch):
    article, made = make_article(title="a"), []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda *args, **options: made.append(1) or as_sql(*args, **options)
    )
    for _time in range(3):
        assert compiled.rows(titled, title="a") == [article]
    assert made == [1]


def titled(title: str):
    return Article.objects.filter(title=title)


def test_python_parses_an_expression_as_the_fast_lexer_reads_it():
    assert first_characters(re.compile(r"(?:ab|[x-z]+)\w*|(?i:q)")) == set("axyzqQ")
    assert first_characters(re.compile(r"\d*")) == set(map(chr, range(128)))


def test_pygments_keeps_the_rules_of_a_lexer_by_state():
    rules = get_lexer_by_name("python")._tokens["root"]
    matchers = [rule[0] for rule in rules]
    assert all(isinstance(matcher.__self__, re.Pattern) for matcher in matchers)


def test_markdown_splits_the_rows_of_a_table_by_one_method():
    assert callable(TableProcessor._split)
