"""Text that cannot break does not make an article wider than the screen."""

import pytest

from tests.browser.conftest import in_each_width, scroll_width
from tests.factories import make_article, make_topic

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikant" * 2
LONG_NAME = "torch.distributed.fsdp.fully_sharded_data_parallel.FullyShardedDataParallel"
FORMULA = " + ".join(f"x_{{{n}}}^{{{n}}}" for n in range(30))
CELLS = "| " + " | ".join(["一个相当长的单元格"] * 9) + " |\n"
NASTY = f"""
{LONG_WORD} 与 `{LONG_NAME}` 与 https://example.com/{"very-long-" * 20}

段落里的公式 ${FORMULA}$，后面有标点的 ${FORMULA}$。

- 列表里的公式 ${FORMULA}$。
  - 再深 `{LONG_NAME}`
    - 再深 {LONG_WORD}
      - 再深 ${FORMULA}$
        - 再深
          1. 最深 https://example.com/{"very-long-" * 20}

> 引文里的公式 ${FORMULA}$，还有 {LONG_WORD}

## {LONG_WORD}

### 标题里的公式 ${FORMULA}$ 与 `{LONG_NAME}`

$$ {FORMULA} \\tag{{1}} $$

$$
\\begin{{aligned}} a &= {FORMULA} \\\\ b &= {FORMULA} \\end{{aligned}}
$$

{CELLS}{"|---" * 9}|
{CELLS}
| a | b |
|---|---|
| `{LONG_NAME}` | ${FORMULA}$ |

```python title="{LONG_NAME}.py"
{LONG_NAME}("{LONG_WORD}")
```

![图](/static/icon.svg "图注里的公式 ${FORMULA}$ 与 {LONG_WORD}")

> [!WARNING] {LONG_WORD}
> 警告里的公式 ${FORMULA}$ 与 `{LONG_NAME}`

脚注[^1]。

[^1]: 脚注里的公式 ${FORMULA}$，{LONG_WORD}
"""
FORMULAS_PAST_THE_EDGE = """() => [...document.querySelectorAll(".prose :is(p, li) > math")]
    .filter(math => math.getBoundingClientRect().right > innerWidth).length"""
BULLETS = """() => [...document.querySelectorAll(".prose li")]
    .filter(item => getComputedStyle(item).overflowX !== "visible").length"""

MISTAKE = r"\nosuchcommand{" + "+".join(rf"\frac{{x_{{{n}}}}}{{y}}" for n in range(60)) + "}"
MISTAKES = f"""
段落里写错的公式 ${MISTAKE}$，后面有标点。

$$
{MISTAKE}
\\tag{{1}}
$$

$$ {MISTAKE} $$

- 列表里的 ${MISTAKE}$
  - 再深 $$ {MISTAKE} $$

> 引文里的
>
> $$
> {MISTAKE}
> $$

## 标题里的 ${MISTAKE}$
"""
MISTAKES_PAST_THE_EDGE = """() => [...document.querySelectorAll(".bad-math")]
    .filter(code => code.getBoundingClientRect().right > innerWidth
        || code.closest("pre")?.scrollWidth > code.closest("pre")?.clientWidth).length"""


@pytest.fixture
def nasty_article():
    article = make_article(
        title=f"{LONG_WORD}：{LONG_NAME}",
        slug="nasty",
        body=NASTY,
        summary=LONG_WORD,
        category=make_topic(LONG_WORD[:80]),
    )
    article.tags.add(LONG_NAME, LONG_WORD[:90])
    make_article(title=LONG_WORD, slug="after")
    return article


def test_unbreakable_text_does_not_widen_pages(visit, nasty_article):
    addresses = (
        *("/", "/archive/", "/tags/", "/topics/", "/articles/nasty/", "/search/?q=FSDP"),
        nasty_article.category.get_absolute_url(),
    )
    page = visit("/")
    for path in addresses:
        page.goto(path)
        for width in in_each_width(page, 360, 768, 1280):
            assert scroll_width(page) <= width, path


def test_a_long_formula_scrolls_within_its_box(visit, nasty_article):
    page = visit("/articles/nasty/", width=360)
    assert page.evaluate(FORMULAS_PAST_THE_EDGE) == 0
    assert page.evaluate(BULLETS) == 0


def test_the_source_of_an_invalid_formula_wraps(visit):
    make_article(title="写错的公式", slug="mistakes", body=MISTAKES)
    page = visit("/articles/mistakes/")
    assert page.locator(".bad-math").count() == 7
    for width in in_each_width(page, 360, 1280):
        assert page.evaluate(MISTAKES_PAST_THE_EDGE) == 0
        assert scroll_width(page) <= width
