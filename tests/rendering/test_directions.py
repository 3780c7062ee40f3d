"""Direction controls are visible in code, and isolated in prose."""

import pytest

from rendering import DIALECTS, render

OVERRIDE, END, ISOLATE = "\u202e", "\u202c", "\u2067"


def mark(control: str) -> str:
    return f'<bdi class="control" data-name="U+{ord(control):04X}">{control}</bdi>'


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("control", [OVERRIDE, ISOLATE, "\u202a", "\u2069"])
def test_direction_controls_are_visible_in_code(dialect: str, control: str) -> None:
    source = f"`a{control}b`\n\n```python\nif a: # {control}x\n```\n"
    assert render(source, dialect=dialect).html.count(mark(control)) == 2


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_override_in_prose_ends_with_its_text(dialect: str) -> None:
    html = render(f"甲{OVERRIDE}乙 **丙** 丁", dialect=dialect).html
    assert html == f"<p>甲<bdi>{OVERRIDE}乙 </bdi><strong>丙</strong> 丁</p>"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_closed_override_is_isolated_with_its_text(dialect: str) -> None:
    html = render(f"甲{OVERRIDE}乙{END}丙", dialect=dialect).html
    assert html == f"<p>甲<bdi>{OVERRIDE}乙{END}</bdi>丙</p>"


def test_a_direction_control_is_warned_of_with_its_line() -> None:
    [warning] = render(f"一\n\n二{OVERRIDE}三").warnings
    assert (warning.line, "U+202E" in warning.message) == (3, True)


def test_formulas_and_addresses_are_unchanged() -> None:
    html = render(f"$a$ [x](/a{OVERRIDE}b)").html
    assert "<bdi" not in html


def test_other_text_stays_as_it_is() -> None:
    assert render("עברית and 中文 `x`").html.count("<bdi") == 0
