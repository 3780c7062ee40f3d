"""A page of the documentation and its Chinese twin say the same: sections, commands, settings."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE)
TWINS = sorted([*ROOT.glob("*.zh.md"), *ROOT.glob("docs/*.zh.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def pair(twin):
    return twin.with_name(twin.name.replace(".zh.md", ".md")).read_text(), twin.read_text()


def sections(text):
    return [len(level) for level in re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE)]


def commands(text):
    """The lines of a console, without what is said behind them."""
    consoles = [block for language, block in FENCE.findall(text) if language == "console"]
    return [line.partition("#")[0].strip() for block in consoles for line in block.splitlines()]


def test_there_are_twins():
    assert {twin.name for twin in TWINS} >= {"README.zh.md", "install.zh.md", "writing.zh.md"}


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twins_have_the_same_sections_and_commands(twin):
    english, chinese = pair(twin)
    assert sections(chinese) == sections(english)
    assert commands(chinese) == commands(english)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twins_name_the_same_settings_and_targets(twin):
    targets = "|".join(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    names = re.compile(rf"LONGWAVE_\w+|make (?:{targets})\b|manage\.py \w+")
    english, chinese = pair(twin)
    assert set(names.findall(chinese)) == set(names.findall(english))


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_links_of_a_twin_lead_somewhere(twin):
    links = re.findall(r"\]\(((?!https?:|#|/)[^)\s#]+)", FENCE.sub("", twin.read_text()))
    if twin.name != "writing.zh.md":  # whose links are examples
        assert [link for link in links if not (twin.parent / link).exists()] == []
