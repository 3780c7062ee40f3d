"""The words that rendering itself writes on a page or into an excerpt, in Chinese and English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    code: str
    display: str
    footnotes: str
    footnote: str
    back: str
    done: str
    open: str
    callouts: dict[str, str]
    text: str
    languages: dict[str, str]
    numbered: dict[str, str]
    kinds: dict[str, str]
    article: str
    details: str
    others: str
    section: str
    embeds: dict[str, str]
    diagram: str
    diagram_source: str
    pages: tuple[str, str]  # several, one
    inline: str = "Math"


CHINESE = Wording(
    code="代码",
    section="本节链接",
    diagram="图",
    diagram_source="图的源码",
    pages=("{} 页", "{} 页"),
    embeds={
        "video": "视频",
        "code": "代码片段",
        "demo": "演示",
        "paper": "论文",
        "Bilibili": "哔哩哔哩",
    },
    display="公式",
    footnotes="脚注",
    footnote="脚注 {}",
    back="回到正文",
    done="已完成",
    open="未完成",
    callouts={
        "abstract": "摘要",
        "algorithm": "算法",
        "assumption": "假设",
        "attention": "注意",
        "axiom": "公理",
        "bug": "缺陷",
        "caution": "小心",
        "check": "完成",
        "cite": "引用",
        "conjecture": "猜想",
        "corollary": "推论",
        "criterion": "判据",
        "danger": "危险",
        "definition": "定义",
        "done": "完成",
        "error": "错误",
        "example": "例子",
        "exercise": "练习",
        "fail": "失败",
        "failure": "失败",
        "faq": "问答",
        "help": "求助",
        "hint": "提示",
        "important": "重要",
        "info": "信息",
        "lemma": "引理",
        "missing": "缺失",
        "note": "注意",
        "observation": "观察",
        "proof": "证明",
        "property": "性质",
        "proposition": "命题",
        "question": "问题",
        "quote": "引用",
        "remark": "注",
        "seealso": "参见",
        "solution": "解答",
        "success": "成功",
        "summary": "摘要",
        "theorem": "定理",
        "tip": "提示",
        "tldr": "概要",
        "todo": "待办",
        "warning": "警告",
    },
    text="文本",
    languages={"Console": "终端", "Log": "日志", "Output": "输出", "Pseudocode": "伪代码"},
    numbered={"figure": "图 {}", "table": "表 {}"},
    kinds={"figure": "图", "table": "表", "formula": "公式", "section": "另一节"},
    article="本文",
    details="详情",
    others="等",
)

ENGLISH = Wording(
    code="code",
    section="Link to this section",
    diagram="Diagram",
    diagram_source="Source of the diagram",
    pages=("{} pages", "{} page"),
    embeds={"video": "video", "code": "code", "demo": "demo", "paper": "paper"},
    display="formula",
    footnotes="Footnotes",
    footnote="Footnote {}",
    back="Back to the text",
    done="Done",
    open="To do",
    callouts={"faq": "FAQ", "seealso": "See also", "tldr": "TL;DR", "todo": "To do"},
    text="Text",
    languages={},
    numbered={"figure": "Figure {}", "table": "Table {}"},
    kinds={
        "figure": "a figure",
        "table": "a table",
        "formula": "a formula",
        "section": "another section",
    },
    article="this article",
    details="Details",
    others="et al.",
)


def wording(language: str) -> Wording:
    return CHINESE if language.lower().startswith("zh") else ENGLISH
