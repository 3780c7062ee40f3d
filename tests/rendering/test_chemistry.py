r"""Chemical formulas: `\ce` and `\pu` of mhchem."""

import re

import pytest

from rendering import render
from rendering.math import chemistry

REACTIONS = [
    r"H2O",
    r"CO2 + C -> 2 CO",
    r"Hg^2+ ->[I-] HgI2 ->[I-] [Hg^{II}I4]^2-",
    r"SO4^2- + Ba^2+ -> BaSO4 v",
    r"^{227}_{90}Th+",
    r"^0_-1n-",
    r"A <=>[x][y] B",
    r"A <--> B",
    r"A <=>> B",
    r"A <<=> B",
    r"A\bond{~}B\bond{~-}C\bond{->}D",
    r"C6H5-CHO",
    r"KCr(SO4)2*12H2O",
    r"NaOH(aq,$\infty$)",
    r"Zn^2+ <=>[+ 2OH-] $\underset{\text{两性}}{\ce{Zn(OH)2 v}}$",
    r"Fe(CN)_{$\frac{6}{2}$}",
    r"\mu\hyphen Cl",
    r"{水} + H2",
]


@pytest.mark.parametrize("reaction", REACTIONS)
def test_a_reaction_is_converted_and_kept_as_annotation(reaction):
    rendered = render(rf"$$\ce{{{reaction}}}$$")
    assert not rendered.warnings
    assert "<math" in rendered.html


def test_subscripts_charges_and_arrows_are_converted():
    html = render(r"$$\ce{SO4^2- -> A}$$").html
    assert "<mn>4</mn>" in html
    assert "⟶" in html or "→" in html


@pytest.mark.parametrize("quantity", ["1.2e3 kJ", "123 J/mol", "kg*m/s^2", "10 °C"])
def test_a_quantity_is_converted(quantity):
    assert not render(rf"$\pu{{{quantity}}}$").warnings


def test_chemistry_without_braces_shows_its_source_and_a_hint():
    (warning,) = render(r"$\ce H$").warnings
    assert r"\ce{H2O}" in warning.message


def test_mass_and_charge_stand_before_their_element():
    html = render(r"$$\ce{^{227}_{90}Th+}$$").html.partition("<annotation")[0]
    assert re.search(r"<msubsup>.*<mn>90</mn><mn>227</mn></msubsup>", html)
    assert "[t]" not in html.replace("<mo", "")


@pytest.fixture(params=["absent", "empty", "by half"])
def no_parser(request, tmp_path, monkeypatch):
    """A package that set-up could not install; `no_parser()` installs it."""
    whole, script = chemistry.SCRIPT, tmp_path / "parser.js"
    if request.param != "absent":
        source = whole.read_text(encoding="utf-8")
        script.write_text(source[: len(source) // 2] if request.param == "by half" else "")
    monkeypatch.setattr(chemistry, "SCRIPT", script)
    chemistry.mhchem_interpreter.cache_clear()
    yield lambda: script.write_bytes(whole.read_bytes())
    chemistry.mhchem_interpreter.cache_clear()


@pytest.mark.parametrize(
    "source", [r"$\ce{H2O}$", r"$$\ce{A -> B}$$", r"$\pu{1 kJ}$", r"$$x \tag{\ce{H2O}}$$"]
)
def test_a_missing_package_is_named_and_the_formula_renders_once_it_is_installed(no_parser, source):
    before = render(source)
    assert "mhchemparser" in before.missing
    no_parser()
    after = render(source)
    assert after.missing == ()
    assert not after.warnings
    assert "bad-math" not in after.html


def test_invalid_chemistry_is_not_reported_as_a_missing_package():
    rendered = render(r"$\ce{$$$}$")
    assert rendered.warnings
    assert rendered.missing == ()
