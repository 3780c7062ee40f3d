"""Each page of the documentation and its Chinese twin agree in sections, commands and settings."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE)
TWINS = sorted([*ROOT.glob("*.zh.md"), *ROOT.glob("docs/*.zh.md")])
ENGLISH_ONLY = {"architecture.md", "decisions.md", "performance.md"}  # for contributors
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COPIED = {"console", "ini", "nginx", "caddy", "shell", "css", "html"}  # languages of blocks to copy
COMMENT = re.compile(r"(?:^|\s)#\s.*|/\*.*?\*/")


def pair(twin):
    return twin.with_name(twin.name.replace(".zh.md", ".md")).read_text(), twin.read_text()


def sections(text):
    return [len(level) for level in re.findall(r"^(#+) ", FENCE.sub("", text), re.MULTILINE)]


def code_lines(text):
    """The lines of commands and configuration files, without comments."""
    blocks = [block for language, block in FENCE.findall(text) if language in COPIED]
    lines = [COMMENT.sub("", line).strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def inline_code(text):
    return {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", FENCE.sub("", text))}


def test_all_pages_for_users_have_twins():
    pages = {page.name for page in ROOT.glob("docs/*.md") if not page.name.endswith(".zh.md")}
    twins = {twin.name.replace(".zh.md", ".md") for twin in TWINS}
    assert twins == pages - ENGLISH_ONLY | {"README.md"}


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twins_link_to_each_other(twin):
    english, chinese = pair(twin)
    assert f"]({twin.name})" in english
    assert f"]({twin.name.replace('.zh.md', '.md')})" in chinese


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twins_have_the_same_sections_and_commands(twin):
    english, chinese = pair(twin)
    assert sections(chinese) == sections(english)
    assert code_lines(chinese) == code_lines(english)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twins_name_the_same_settings_and_targets(twin):
    targets = "|".join(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    names = re.compile(rf"LONGWAVE_\w+|make (?:{targets})\b|manage\.py \w+")
    english, chinese = pair(twin)
    assert set(names.findall(chinese)) == set(names.findall(english))


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_twins_have_the_same_inline_code(twin):
    if twin.name != "writing.zh.md":  # whose code is translated
        english, chinese = pair(twin)
        assert inline_code(chinese) == inline_code(english)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_links_of_a_twin_lead_somewhere(twin):
    links = re.findall(r"\]\(((?!https?:|#|/)[^)\s#]+)", FENCE.sub("", twin.read_text()))
    if twin.name != "writing.zh.md":  # whose links are examples
        assert [link for link in links if not (twin.parent / link).exists()] == []
