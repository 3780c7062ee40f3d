"""Counts of words, characters and other content, compared with counts by hand."""

import pytest

from rendering import Counts, render

ARTICLE = """\
## 一阶导数

函数 $f$ 的导数记作 $f'$，见 `torch.autograd`[^1]。

$$
f' = 2x \\\\
g' = 3
$$

| 方法 | 精度 |
|------|------|
| SGD  | 0.9  |

![曲线](a.png)

```python
x = 1

y = 2
```

[^1]: 出处。
"""


def counts(source: str) -> Counts:
    return render(source).counts


def test_every_kind_of_content_is_counted() -> None:
    found = counts(ARTICLE)
    # 一阶导数 函数 的导数记作 见 方法 精度 曲线 出处
    assert found.han == 4 + 2 + 5 + 1 + 4 + 2 + 2
    # torch.autograd SGD 0.9
    assert found.words == 3
    assert (found.formulas, found.displays, found.rows) == (3, 1, 2)
    assert (found.code_blocks, found.code_lines, found.images) == (1, 3, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two", 2),
        ("multi-head attention", 2),
        ("don’t stop", 2),
        ("3.14 与 1,000,000", 2),
        ("1,2,3", 1),
        ("my_var 和 __init__", 2),
        ("np.array(x)", 2),
        ("C++ 与 C#", 2),
        ("wait...what", 2),
        ("e.g. this", 2),
        ("安녕 한국어 문장", 3),
        ("café nai\u0308ve", 2),
        ("α 和 β", 2),
        ("🎉 ！ —— …", 0),
        ("GPU显存8GB", 2),
    ],
)
def test_words_of_other_scripts(text: str, words: int) -> None:
    assert counts(text).words == words


def test_kana_are_not_counted_as_words() -> None:
    found = counts("これはテストです。漢字も")
    assert (found.kana, found.han, found.words) == (9, 2, 0)


def test_list_numbers_are_not_counted_as_words() -> None:
    assert counts("1. 甲\n2. 乙").words == 0


@pytest.mark.parametrize(
    ("source", "minutes"),
    [
        ("字" * 4000, 10),
        ("word " * 2200, 10),
        ("字" * 2000 + "\n\n" + "word " * 1100, 10),
        ("```\n" + "x\n" * 300 + "```", 10),
        ("$$\nx\n$$\n\n" * 60, 10),
        ("", 1),
    ],
)
def test_reading_time_is_the_sum_over_all_content(source: str, minutes: int) -> None:
    assert counts(source).minutes == minutes
