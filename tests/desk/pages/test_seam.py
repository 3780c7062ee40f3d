"""The seam of the writing form: its parts name the sections and the lines where they begin."""

import re

import pytest
from django.utils.translation import override

from desk.pages.seam import seam_html
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

LONG = "字" * 200


def parts_of(body: str, lines: dict[str, int]) -> list[tuple[str, str]]:
    with override("en"):
        html = seam_html(make_article(body=body), lines)
    html = re.sub(r'<bdi lang="[\w-]+">|</bdi>', "", html)
    return re.findall(r'data-line="(\d+)".*?<span>(.*?)</span>', html)


def test_a_part_has_the_line_of_its_section_and_its_name():
    body = f"{LONG}\n\n## 推导\n\n{LONG}\n\n## 代码 & 图\n\n{LONG}\n"
    lines = {"推导": 3, "代码--图": 7}
    assert parts_of(body, lines) == [
        ("1", "Beginning"),
        ("3", "01 推导"),
        ("7", "02 代码 &amp; 图"),
    ]


def test_many_sections_share_parts():
    titles = [f"t{number}" for number in range(60)]
    parts = parts_of("".join(f"## {title}\n\n{LONG}\n\n" for title in titles), {})
    assert len(parts) < 30
    assert [name.split()[1] for _line, names in parts for name in names.split("; ")] == titles


def test_a_text_without_headings_is_one_part_and_an_empty_one_none():
    assert parts_of(LONG, {}) == [("1", "Beginning")]
    assert parts_of("", {}) == []
