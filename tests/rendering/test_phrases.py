"""Long Chinese titles break between phrases."""

import pytest

from rendering import DIALECTS, break_html, for_feed, render, split_phrases


@pytest.mark.parametrize(
    "phrases",
    [
        "采样器里|那个自由参数|从哪来",
        "一个自由参数|怎样|把祖先采样、确定性采样|与噪声上限连成一族",
        "在固定预算的|显存里|训练更长的|上下文",
        "向量–雅可比积|为什么总比先写出雅可比矩阵|再相乘便宜",
        "用PyTorch|训练",
        "了解总和|与参与者",
        "存在里程碑的|证明",
        "English titles break at spaces",
        "确定字符串中|不同子字符串的|数量",
        "是否有某字符串|在文本串中|至少不重叠地出现了|两次",
        "对后缀数组|与前缀和的|时间复杂度",
        "的",
        "",
    ],
)
def test_phrases_end_behind_particles_and_before_function_words(phrases):
    assert "|".join(split_phrases(phrases.replace("|", ""))) == phrases


@pytest.mark.parametrize("dialect", DIALECTS)
def test_long_headings_may_break_between_phrases(dialect):
    html = render("## 采样器里那个自由参数从哪来 `的与`", dialect=dialect).html
    assert "采样器里<wbr>那个自由参数<wbr>从哪来 <code>的与</code></h2>" in html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "安装深度学习框架和<code>d2l</code>软件包",
            "安装深度学习框架和<wbr><code>d2l</code><wbr>软件包",
        ),
        (
            "在某处把 <b>采样器里那个参数</b> 固定",
            "在某处<wbr>把 <b>采样器里<wbr>那个参数</b> 固定",
        ),
        (
            "求一个很长的<math><mi>的与</mi></math>的导数",
            "求一个很长的<wbr><math><mi>的与</mi></math>的导数",
        ),
        ("A &lt; B 的字符与 C &amp; D", "A &lt; B 的字符<wbr>与 C &amp; D"),
        ("短的<code>x</code>标题", "短的<code>x</code>标题"),
    ],
)
def test_phrases_of_html_are_those_of_its_text(html, expected):
    assert break_html(html) == expected


def test_short_captions_break_between_phrases_and_long_ones_anywhere():
    html = render(
        "![采样器里那个自由参数从哪来](a.png)\n\n![" + "一段很长的图注" * 9 + "](b.png)"
    ).html
    assert "采样器里<wbr>那个自由参数" in html
    assert html.count("一段很长的图注" * 9) == 2  # the alternative text and the caption


def test_short_headings_stay_whole():
    assert "<wbr>" not in render("## 训练与推理").html


def test_contents_search_and_feeds_have_the_heading_without_breaks():
    rendered = render("## 采样器里那个自由参数从哪来\n\n文")
    assert rendered.toc[0].text == rendered.headings == "采样器里那个自由参数从哪来"
    feed = for_feed(rendered.html, base="https://example.org/")
    assert "<h2>采样器里那个自由参数从哪来</h2>" in feed
