"""Every address × method × role × whose object × in which state: one table, one walk.

The addresses are those of the URL map. Forms are valid, so that only rights refuse them: who is
refused writes nothing, and somebody's form does.
"""

import pytest

from tests.access.access_walk import AccessWalk
from tests.access.line_reading import expected, table
from tests.access.line_writing import lines_of
from tests.access.url_map import all_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]
ROOTS = ("admin/articles", "admin", "desk/articles", "desk", "")
NEW = "If they should, write these lines into tests/access/tables/; they say what was answered:"


def addresses_below(root):
    """Those of which no other root says more."""
    return [
        each
        for each in all_addresses()
        if next(root for root in ROOTS if each.text.startswith(root)) == root
    ]


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.replace("/", "-") or "public")
def test_every_address_answers_everybody_as_its_line_says(root, monkeypatch, media_folders):
    check_lines(addresses_below(root), monkeypatch)


def check_lines(addresses, monkeypatch, *, all_states=False):
    walk = AccessWalk(monkeypatch)
    seen = walk.answers(addresses, requests_of(addresses), all_states=all_states)
    wrong = {
        request.name
        for request, answers in seen.items()
        if any(expected(request, cell) != answer for cell, answer in answers.items())
    }
    known = {request.name for request in table()}
    asked = [each for each in addresses if each.name in wrong or each.name not in known]
    assert not asked, lines_to_write(walk, asked)
    walk.ask_other_methods(addresses, all_states=all_states)
    assert walk.faults == []
    return walk


def requests_of(addresses):
    names = {each.name for each in addresses}
    return [request for request in table() if request.name in names]


def lines_to_write(walk, addresses):
    """All that they answer, about all states."""
    lines = lines_of(walk.answers(addresses))
    names = ", ".join(each.name for each in addresses)
    return "\n".join([f"{names} answer what no line says. {NEW}", *lines, *walk.faults])
