"""Slugs from titles."""

import pytest

from articles import slugs


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("注意力机制", "zhu-yi-li-ji-zhi"),
        ("重庆的银行", "chong-qing-de-yin-hang"),
        ("从 DDPM 到 DDIM", "cong-ddpm-dao-ddim"),
        ("C++ 与 C#", "cpp-yu-csharp"),
        (".NET 入门", "dotnet-ru-men"),
        ("Über naïve Bayes", "uber-naive-bayes"),
        ("What's new in Python 3.14?", "what-s-new-in-python-3-14"),
        ("重构与调参", "chong-gou-yu-tiao-can"),
        ("最大似然估计", "zui-da-si-ran-gu-ji"),
        ("😀", ""),
    ],
)
def test_slug_is_suggested_from_title(title, slug):
    assert slugs.suggest_slug(title) == slug


def test_long_slug_ends_with_a_whole_word():
    slug = slugs.suggest_slug("状态空间模型" * 20)
    assert len(slug) <= 60
    assert slug.split("-")[-1] in {"zhuang", "tai", "kong", "jian", "mo", "xing"}


def test_only_the_beginning_of_a_text_is_read_for_its_slug():
    assert slugs.suggest_slug("题" * 1_000_000) == slugs.suggest_slug("题" * 100)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("注意力 机制", "注意力-机制"),
        ("C++", "cpp"),
        ("C#", "csharp"),
        ("Large Model", "large-model"),
    ],
)
def test_tag_keeps_its_script(name, slug):
    assert slugs.in_any_script(name) == slug


def test_taken_slug_gets_the_first_free_number():
    taken = {"a", "a-2"}
    assert slugs.first_free("a", taken.__contains__) == "a-3"
