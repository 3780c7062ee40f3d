"""Where long Chinese titles may break: between phrases, instead of anywhere within a word.

There is no dictionary. A phrase ends behind a particle such as 的 and begins with a function word
such as 与 or 怎样, except within the common words that contain one. Latin words are phrases too.
What is longer than a line of a phone is divided at weaker borders, such as behind 时.
"""

import re

from ..document import Document
from .characters import HAN, KANA

# Headings of this length fit a line of a phone.
LONGEST_UNBROKEN = 10
# Longer captions are running text, whose lines break anywhere.
LONGEST_CAPTION = 40

ENDS = "的了里"
# Words that begin with a character of ENDS.
NO_ENDS = ("的确", "的士", "了解", "了如", "里程", "里面", "里边")
STARTS = "与和或从把被在是到让却再"
LONG_STARTS = (
    *("为什么", "怎样", "怎么", "如何", "以及", "为了", "但是", "于是", "还是", "就是", "不是"),
    *("而是", "只是", "总是", "都是", "也是", "才是", "正在", "只在"),
)
# Words that end with a character of STARTS.
NO_STARTS = frozenset(
    {
        *("参与", "给与", "赋与", "总和", "求和", "饱和", "之和", "缓和", "调和", "温和", "中和"),
        *(
            "亲和",
            "共和",
            "缀和",
            "平和",
            "服从",
            "遵从",
            "自从",
            "存在",
            "现在",
            "正在",
            "内在",
            "外在",
        ),
        *("潜在", "所在", "实在", "旨在", "只在", "都在", "还在", "但是", "于是", "还是", "就是"),
        *("可是", "若是", "只是", "总是", "不是", "都是", "也是", "正是", "或是", "要是", "而是"),
        *("凡是", "才是", "得到", "达到", "遇到", "找到", "看到", "想到", "学到", "做到", "回到"),
        *("直到", "感到", "收到", "用到", "受到", "拿到", "等到", "提到", "不再", "一再", "却是"),
    }
)
SHORTEST = 2
LONGEST = 11  # characters; a longer phrase is wider than a line of a phone
WEAK_ENDS = "地得中时后前内上下"
WEAK_STARTS = "对将被由而并及但"
# The two characters around a place that is within a word.
NO_WEAK_BORDERS = frozenset(
    {
        *("地址", "地图", "得出", "中心", "中间", "中位", "中断", "时间", "时候", "时刻", "时序"),
        *("后缀", "后续", "后继", "前缀", "前馈", "前驱", "前向", "内存", "内部", "内积", "内核"),
        *("上界", "上下", "上升", "下界", "下降", "下一", "下标", "相对", "绝对", "配对", "针对"),
        *("自由", "理由", "合并", "以及", "涉及", "然而", "从而", "因而", "反而", "即将"),
    }
)
LETTERS = f"[{HAN}{KANA}]"
BORDER = re.compile(
    rf"(?<=[{ENDS}])(?<!\s.)(?={LETTERS})"
    rf"|(?<={LETTERS})(?={'|'.join(LONG_STARTS)}|[{STARTS}])"
    rf"|(?<={LETTERS})(?=[A-Za-z0-9√$])|(?<=[A-Za-z0-9])(?={LETTERS})"
)
WEAK_BORDER = re.compile(rf"(?<=[{WEAK_ENDS}])(?={LETTERS})|(?<={LETTERS})(?=[{WEAK_STARTS}])")
# Of HTML: tags, and what has no phrases with its tags.
WHOLE = re.compile(r"(<(math|code)\b.*?</\2>|<[^<>]*>)", re.DOTALL)
TAGS = re.compile(r"<[^<>]*>")
BEGINS_WITH_WORD = re.compile(rf"(?![{ENDS}]){LETTERS}")
ENDS_WITH_WORD = re.compile(rf"{LETTERS}\Z")


def split_phrases(title: str) -> list[str]:
    """The phrases of `title`, whose concatenation it is. Spaces stay in them."""
    phrases, start = [], 0
    for border in BORDER.finditer(title):
        at = border.start()
        if is_phrase_border(title, start, at):
            phrases += split_long(title[start:at])
            start = at
    return [*phrases, *split_long(title[start:])]


def is_phrase_border(title: str, start: int, at: int) -> bool:
    """Whether a phrase that begins at `start` may end at `at`."""
    around = title[at - 1 : at + 1]
    if around in NO_ENDS or around in NO_STARTS:
        return False
    return at - start >= SHORTEST and len(title) - at >= SHORTEST


def split_long(phrase: str) -> list[str]:
    """The parts of a phrase that is too long for a line, divided near the middle if possible."""
    if len(phrase) <= LONGEST:
        return [phrase]
    borders = [
        at
        for at in (match.start() for match in WEAK_BORDER.finditer(phrase))
        if SHORTEST <= at <= len(phrase) - SHORTEST
        and phrase[at - 1 : at + 1] not in NO_WEAK_BORDERS
    ]
    if not borders:
        return [phrase]
    middle = min(borders, key=lambda at: abs(2 * at - len(phrase)))
    return [*split_long(phrase[:middle]), *split_long(phrase[middle:])]


def break_html(html: str) -> str:
    """`html` with `<wbr>` between the phrases of its text, if that is long."""
    if len(TAGS.sub("", html)) <= LONGEST_UNBROKEN:
        return html
    pieces = WHOLE.split(html)
    texts, tags, names = pieces[::3], pieces[1::3], pieces[2::3]
    found = ["<wbr>".join(split_phrases(texts[0]))]
    for tag, name, text, before in zip(tags, names, texts[1:], texts, strict=False):
        begins = name and ENDS_WITH_WORD.search(before)
        ends = name and BEGINS_WITH_WORD.match(text)
        found += ["<wbr>" * bool(begins), tag, "<wbr>" * bool(ends)]
        found.append("<wbr>".join(split_phrases(text)))
    return "".join(found)


def break_headings(document: Document) -> None:
    """Put `<wbr>` between the phrases of long headings, and of captions that fit two lines."""
    for node in document.body.css("h2, h3, h4, figcaption, caption"):
        html = node.inner_html or ""
        if (node.tag or "").endswith("caption") and len(TAGS.sub("", html)) > LONGEST_CAPTION:
            continue
        broken = break_html(html)
        if broken != html:
            node.inner_html = broken
