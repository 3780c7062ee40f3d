"""Slugs from titles: 注意力机制与 C++ becomes zhu-yi-li-ji-zhi-yu-cpp."""

import re
from collections.abc import Callable
from functools import cache

from slugify import slugify

LONGEST = 60
MOST_READ = 300  # characters of a title; those after them cannot be in its slug
# Names with significant punctuation, which slugify() would drop.
NAMES = {
    r"c\+\+": "cpp",
    r"\bc#": "csharp",
    r"\bf#": "fsharp",
    r"(?<!\w)\.net\b": "dotnet",
    r"\bnode\.js\b": "nodejs",
}
# Words of computing and mathematics that pypinyin 0.55 reads otherwise.
TECHNICAL_WORDS = {
    "长上下文": "chang shang xia wen",
    "长序列": "chang xu lie",
    "长文本": "chang wen ben",
    "长程": "chang cheng",
    "长边": "chang bian",
    "长连接": "chang lian jie",
    "长轮询": "chang lun xun",
    "长尾": "chang wei",
    "步长": "bu chang",
    "波长": "bo chang",
    "弧长": "hu chang",
    "重参数": "chong can shu",
    "重排": "chong pai",
    "重采样": "chong cai yang",
    "重写": "chong xie",
    "重载": "chong zai",
    "重试": "chong shi",
    "重加权": "chong jia quan",
    "重定向": "chong ding xiang",
    "重标定": "chong biao ding",
    "重投影": "chong tou ying",
    "重训练": "chong xun lian",
    "重命名": "chong ming ming",
    "重构": "chong gou",
    "重根": "chong gen",
    "重边": "chong bian",
    "调优": "tiao you",
    "调参": "tiao can",
    "行向量": "hang xiang liang",
    "行优先": "hang you xian",
    "行号": "hang hao",
    "按行": "an hang",
    "似然": "si ran",
}
HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+")
UNICODE_SLUG = re.compile(r"^[\w]+(?:[-.][\w]+)*$")


def suggest_slug(title: str) -> str:
    """ASCII slug of whole words, at most LONGEST characters; '' if nothing is left."""
    latin = HAN.sub(lambda run: f" {' '.join(syllables(run[0]))} ", spelled_out(title[:MOST_READ]))
    return slugify(latin, max_length=LONGEST, word_boundary=True, save_order=True)


def spelled_out(name: str) -> str:
    for pattern, word in NAMES.items():
        name = re.sub(pattern, f" {word} ", name, flags=re.IGNORECASE)
    return name


def syllables(han: str) -> list[str]:
    """Pinyin of each character in the context of its word: 重庆 is chong qing, 银行 is yin hang."""
    return load_pinyin()(han, errors="ignore")


@cache
def load_pinyin() -> Callable[..., list[str]]:
    """pypinyin with our words. Loading its dictionaries takes 0.2 s, so only who needs it does."""
    from pypinyin import lazy_pinyin, load_phrases_dict

    words = TECHNICAL_WORDS.items()
    load_phrases_dict({word: [[each] for each in reading.split()] for word, reading in words})
    return lazy_pinyin


def in_any_script(name: str, longest: int = LONGEST) -> str:
    """Unicode slug, for tags: 注意力 机制 becomes 注意力-机制."""
    slug = slugify(spelled_out(name), allow_unicode=True)
    return slug if len(slug) <= longest else slug[:longest].rpartition("-")[0] or slug[:longest]


def first_free(slug: str, taken: Callable[[str], bool]) -> str:
    """The slug, or the slug with the lowest number from 2 that is not taken."""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
