"""What is declared as meant is rewritten so far and no farther: other differences are found."""

import re

import pytest

from benchmarks.compare import declared, signs
from benchmarks.compare.declared import meant
from benchmarks.compare.delimiters import is_mathematics
from benchmarks.compare.files import Article
from benchmarks.compare.losses import lost_characters
from benchmarks.compare.measure import Measured, compare
from rendering import render

WORDS_FOR_SIGNS = str.maketrans({signs.LETTER: "L", signs.MARK: "M", signs.ANGLE: "‹"})


def seen(source: str) -> str:
    return declared.as_others_see_it(source).translate(WORDS_FOR_SIGNS)


def compared(source: str, html: str | None = None, dialect: str = "commonmark") -> Measured:
    article = Article("a.md", source, dialect, "zh-hans")
    return compare(article, render(source, dialect=dialect).html if html is None else html)


def is_same(measured: Measured) -> bool:
    return not (measured.different or measured.texts or measured.missed)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a**b**c", "a**b**c"),
        ("字**重点。**字", "字L**L重点。L**L字"),
        ("是**(a)**是", "是M**(a)**M是"),
        ("字*从*$P$", "字L*L从M*$P$"),
        (r"**w\***和", r"**w\***M和"),
        ("见https://x.com/a。", "见<https://x.com/a>。"),
        ("见https://x.com/a(b)#c。", "见<https://x.com/a(b)#c>。"),
        ("[到: https://x.com](https://x.com)", "[到: https://x.com](https://x.com)"),
        ("是www.x.com，", "是[www.x.com](http://www.x.com)，"),
        ("到http://你的地址", "到http:<!-- -->//你的地址"),
        ("`https://x.com/a`", "`https://x.com/a`"),
        ("## 题 {#id}", "## 题"),
        ('表\n\n{class="a"}', "表\n\n"),
        ("{x} 是集合", "{x} 是集合"),
        ("见 [[note|话]] 与 `[[ -f x ]]`", "见 [话](<note>) 与 `[[ -f x ]]`"),
        ("[[1]](https://x.com) ![[a b.png]]", "[[1]](https://x.com) ![](<a b.png>)"),
        ("输出 [[1, 2]]", "输出 [[1, 2]]"),
        ("术语\n: 定义", "术语\n\n- 定义"),
        ("`术语`\n: 定义", "`术语`\n\n- 定义"),
        ("```cpp\nA()\n: b() {}\n```", "```cpp\nA()\n: b() {}\n```"),
        (":表头\n\n| a |\n<!-- -->", "表头\n\n| a |\n<!-- -->"),
        (":文字\n\n| a |\n", ":文字\n\n| a |\n"),
        ("0~1 与 3~4，~删~", r"0\~1 与 3\~4，~删~"),
        ("H~2~O，x^2^，==亮==", "H<sub>2</sub>O，x<sup>2</sup>，<mark>亮</mark>"),
        ("~~删~~ `a~b`", "~~删~~ `a~b`"),
        ("a==b==c 与 x^2+y^2", "a==b==c 与 x^2+y^2"),
        ("| `a|b` | c |", r"| `a\|b` | c |"),
        ("a `b|c`", "a `b|c`"),
        ("是 vector<int> 与 <std::mutex>", "是 vector‹int> 与 ‹std::mutex>"),
        ("在<head>里", "在‹head>里"),
        ("在<b>里</b>，<br>", "在<b>里</b>，<br>"),
        ("<div>\n", "<div>\n"),
    ],
)
def test_declared_differences_change_no_more_than_they_say(source: str, expected: str) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("0~1 与 3~4", "<p>0<del>1 与 3</del>4</p>"),
        ("~删~ 留", "<p>~删~ 留</p>"),
        ("H~2~O", "<p>H~2~O</p>"),
        ("x^2^", "<p>x^2^</p>"),
        ("p^,q^，", "<p>p<sup>,q</sup>，</p>"),
        ("==亮==", "<p>==亮==</p>"),
        ("是 vector<int>", "<p>是 vector</p>"),
        ("锁 lock<std::mutex>", "<p>锁 lockstd::mutex</p>"),
        ("在<b>里</b>", "<p>在&lt;b&gt;里&lt;/b&gt;</p>"),
        ("| `a|b` |\n|---|\n", "<table><tr><th>`a</th></tr></table>"),
        ("**(1)**甲（乙）**丙，丁**。", "<p><strong>(1)</strong>甲（乙）丙，丁。</p>"),
        ("[题](std::x)", "<p></p>"),
        ("[题]()", "<p></p>"),
        ("![图](D:/a.png)", "<p></p>"),
        ("![图](a.png)", "<p>图</p>"),
        ("文\n\n<img src='a.png'>\n\n文", "<p>文</p><img src='a.png'><p>文</p>"),
        ("<div><video src='a.mp4'></video></div>", "<div><video src='a.mp4'></video></div>"),
        ('<iframe src="https://x.com/v"></iframe>', "<p></p>"),
        (
            "<https://x.com/%E5%9B%BE>",
            '<p><a href="https://x.com/%E5%9B%BE">https://x.com/</a></p>',
        ),
        (
            ":表头\n\n| a |\n|---|\n:label:`t`\n",
            "<table><caption></caption><tr><th>a</th></tr></table>",
        ),
        ("术语\n: 定义", "<dl><dt>术语</dt></dl>"),
        ("A\n: 甲\n\n  - 乙\n", "<dl><dt>A</dt><dd>甲</dd></dl>"),
        ("是www.x.com，", "<p>是www.x.com，</p>"),
        ("文\n\n{% x %}\n\n&nbsp;\n", "<p>文</p>"),
    ],
)
def test_a_true_difference_beside_a_declared_one_is_found(source: str, wrong: str) -> None:
    assert is_same(compared(source))
    assert not is_same(compared(source, wrong))


def test_notes_stand_as_they_are_mentioned_in_both_dialects() -> None:
    source = "甲[^z]，乙[^a]\n\n[^a]: 后\n\n[^z]: 先\n"
    assert is_same(compared(source, dialect="python-markdown"))
    html = render(source, dialect="python-markdown").html
    turned = re.sub("先|后", lambda word: {"先": "后", "后": "先"}[word[0]], html)
    assert compared(source, turned, "python-markdown").texts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"a\*b", "a*b"),
        ("a &lt; b", "a < b"),
        ("a \\\\\\\\\nb \\\\\\\\\nc", "a \\\\\nb \\\\\nc"),
        ("a \\\\\\\\\nb \\\\\nc", "a \\\\\\\\\nb \\\\\nc"),
        (r"a\\ b\_c", r"a\\ b\_c"),
    ],
)
def test_a_formula_is_what_its_author_means(written: str, expected: str) -> None:
    assert meant(written) == expected


def test_rows_that_one_formula_loses_are_found() -> None:
    source = "$$\n\\begin{matrix}a\\\\\\\\\nb\\\\\nc\\end{matrix}\n$$\n"
    assert is_same(compared(source))
    damaged = render(source).html.replace("\\\\\\\\", "\\\\")
    assert compared(source, damaged).missed


def test_code_that_looks_like_a_formula_is_code() -> None:
    source = "文\n\n    $a_1$ 与 $b_1$\n"
    assert is_same(compared(source))
    assert compared(source, "<p>文</p><pre><code>a_1 与 b_1</code></pre>").texts


@pytest.mark.parametrize(
    "latex",
    [
        *(
            "O(边数)",
            "10^5个",
            "f[i]由f[k]",
            "(出u,入v)",
            "W会",
            "998~244~353",
            "LIS/LDS",
            "(())()",
        ),
        *(r"\#", r"I\_(u)", "W^∗", "⊕", "a%mod", "M－AB－N", r"a\text{ if $b$}"),
    ],
)
def test_what_others_draw_as_formulas_is_mathematics(latex: str) -> None:
    assert is_mathematics(latex, "，")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("5 和 ", "，"),
        ("5元，后来", "6"),
        ("美元", "和"),
        ("a涨到", "b"),
        ("a = 1。又", "，"),
        ("PATH/bin", "，"),
        ("HADOOP_HOME/conf/a.sh 或者", "H"),
        ("{LD_LIBRARY_PATH}", "\n"),
        ("r = \"unhex('", "h"),
        ("这里说的是一个很长很长的句子(a)", "，"),
        ("价格(a", "，"),
    ],
)
def test_words_between_two_signs_are_no_mathematics(text: str, after: str) -> None:
    assert not is_mathematics(text, after)


@pytest.mark.parametrize("source", ["![img](a.png)", "```python\nprint('\\nbatch')\n```"])
def test_words_that_are_there_in_another_way_are_not_lost(source: str) -> None:
    assert lost_characters(source, render(source)) == (0, 0)
