"""The words that rendering stores for an article's structure, drawn."""

from xml.etree import ElementTree

from articles import strips
from articles.rendering import render

ARTICLE = """
开头。

## 甲

{text} $x$ 短。

```python
x = 1

y = 2
```

$$
a \\\\ b
$$

| 一 | 二 |
|----|----|
| 三 | 四 |

![图](a.png)

## 乙

末尾 $y$ 完。
""".replace("{text}", "字" * 100)


def words() -> list[str]:
    return list(render(ARTICLE).strip)


def ticks() -> str:
    return "".join(
        tick.channel.upper() if tick.dotted else tick.channel
        for section in strips.sections(words())
        for tick in section.ticks
    )


def test_ticks_follow_the_article() -> None:
    """A capital letter has a formula in it; the last ones before a heading are a caption."""
    assert ticks() == "p" + "p" + "pP" + "c" + "ff" + "pp" + "g" + "p" + "p" + "P"


def test_sections_are_those_of_the_contents() -> None:
    assert [section.id for section, _ in strips.dial(words())] == ["", "甲", "乙"]


def test_strip_is_well_formed_and_has_a_path_for_each_channel() -> None:
    svg = ElementTree.fromstring(strips.strip(words(), "x"))
    assert {path.get("class") for path in svg} == {"b", "p", "i", "c", "f", "g", "h"}


def test_shares_are_per_cents_of_the_whole() -> None:
    found = strips.shares(words())
    assert set(found) == set("pcfg")
    assert 98 <= sum(found.values()) <= 102


def test_nothing_is_not_drawn() -> None:
    assert strips.strip([], "x") == ""
