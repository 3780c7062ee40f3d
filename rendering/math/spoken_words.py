"""The words of spoken formulas in Chinese and English, by the signs and constructs of MathML."""

import re
from dataclasses import dataclass
from string import Template

LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωϵϑϕϖϱςΓΔΘΛΞΠΣΦΨΩΥ",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"),
            *("kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon"),
            *("phi", "chi", "psi", "omega", "epsilon", "theta", "phi", "pi", "rho", "sigma"),
            *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
            "Upsilon",
        ),
        strict=True,
    )
)
# Signs without words: invisible operators, and those that every voice reads or passes over.
SILENT = {"\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", ",": ",", ";": ";", ".": "."}
RELATIONS = frozenset("=≠<>≤≥≪≫≈≡∼≃≅∝∈∉⊂⊆→←↔⇒⇐⇔↦:")
LARGE = frozenset("∑∏∫∬∮⋃⋂")
ACCENTS = frozenset("ˆ^¯‾~˜˙¨→⃗")


def pairs(table: str) -> dict[str, str]:
    """The words of each sign in `+ plus, − minus`."""
    return dict(pair.strip().split(" ", 1) for pair in re.split(r",\s", table))


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """`signs` and `accents` by their characters. Templates have the parts of a construct: `base`,
    `sub`, `sup`, `top`, `bottom`. The long forms say where a part ends."""

    signs: dict[str, str]
    accents: dict[str, str]
    squared: Template
    cubed: Template
    power: Template
    superscript: Template
    long_superscript: Template
    subscript: Template
    long_subscript: Template
    limits: Template
    over: Template
    fraction: Template
    long_fraction: Template
    root: Template
    long_root: Template
    other_root: Template
    accent: Template


CHINESE = SpokenWords(
    signs=SILENT
    | pairs("""
        + 加, − 减, - 减, ± 加减, × 乘, ⋅ 乘, · 乘, / 除以, ÷ 除以, ∗ 星号, * 星号, ∘ 复合,
        ⊙ 逐元素乘,
        = 等于, ≠ 不等于, < 小于, > 大于, ≤ 小于等于, ≥ 大于等于, ≪ 远小于, ≫ 远大于, ≈ 约等于,
        ≡ 恒等于, ∼ 波浪号, ∝ 正比于, ∈ 属于, ∉ 不属于, ⊂ 包含于, ⊆ 包含于, ∪ 并, ∩ 交, → 趋于,
        ← 左箭头, ↦ 映射到, ⇒ 推出, ⇔ 等价于, ∧ 且, ∨ 或, ¬ 非, ∀ 对任意, ∃ 存在, ⊤ 转置, ⊥ 垂直,
        ∑ 求和, ∏ 连乘, ∫ 积分, ∬ 二重积分, ∮ 环路积分, ⋃ 并, ⋂ 交, ∂ 偏, ∇ 梯度算子, ∞ 无穷,
        ! 阶乘,
        % 百分号, ( 左括号, ) 右括号, [ 左方括号, ] 右方括号, { 左花括号, } 右花括号, | 竖线,
        ∣ 竖线,
        ‖ 双竖线, ∥ 双竖线, ⟨ 左尖括号, ⟩ 右尖括号, ⌊ 左下取整, ⌋ 右下取整, ⌈ 左上取整, ⌉ 右上取整,
        : 冒号, ′ 撇, ″ 两撇, … 省略号, ⋯ 省略号, ∅ 空集, ℓ l
        """),
    accents=pairs("""
        ˆ 帽, ^ 帽, ¯ 上横线, ‾ 上横线, ~ 波浪, ˜ 波浪, ˙ 点, ¨ 两点, → 箭头, ⃗ 箭头
        """),
    squared=Template("$base 的平方"),
    cubed=Template("$base 的立方"),
    power=Template("$base 的 $sup 次方"),
    superscript=Template("$base 上标 $sup"),
    long_superscript=Template("$base 上标 $sup 上标结束"),
    subscript=Template("$base 下标 $sub"),
    long_subscript=Template("$base 下标 $sub 下标结束"),
    limits=Template("$base，从 $sub 到 $sup，"),
    over=Template("$base，对 $sub，"),
    fraction=Template("$bottom 分之 $top"),
    long_fraction=Template("分式，分子 $top，分母 $bottom，分式结束"),
    root=Template("根号 $base"),
    long_root=Template("根号下 $base 根号结束"),
    other_root=Template("$base 的 $sup 次方根"),
    accent=Template("$base $sup"),
)

ENGLISH = SpokenWords(
    signs=SILENT
    | pairs("""
        + plus, − minus, - minus, ± plus or minus, × times, ⋅ times, · times, / divided by,
        ÷ divided by, ∗ star, * star, ∘ composed with, ⊙ elementwise times, = equals,
        ≠ is not equal to, < is less than, > is greater than, ≤ is at most, ≥ is at least,
        ≪ is much less than, ≫ is much greater than, ≈ is about, ≡ is identical to, ∼ tilde,
        ∝ is proportional to, ∈ in, ∉ not in, ⊂ is a subset of, ⊆ is a subset of, ∪ union,
        ∩ intersection, → to, ← left arrow, ↦ maps to, ⇒ implies, ⇔ if and only if, ∧ and, ∨ or,
        ¬ not,
        ∀ for all, ∃ there is, ⊤ transposed, ⊥ perpendicular, ∑ sum, ∏ product, ∫ integral,
        ∬ double integral, ∮ contour integral, ⋃ union, ⋂ intersection, ∂ partial, ∇ nabla,
        ∞ infinity,
        ! factorial, % percent, ( open parenthesis, ) close parenthesis, [ open bracket,
        ] close bracket, { open brace, } close brace, | bar, ∣ bar, ‖ double bar, ∥ double bar,
        ⟨ open angle, ⟩ close angle, ⌊ open floor, ⌋ close floor, ⌈ open ceiling, ⌉ close ceiling,
        : colon, ′ prime, ″ double prime, … dots, ⋯ dots, ∅ the empty set, ℓ l
        """),
    accents=pairs("""
        ˆ hat, ^ hat, ¯ bar, ‾ bar, ~ tilde, ˜ tilde, ˙ dot, ¨ double dot, → arrow, ⃗ arrow
        """),
    squared=Template("$base squared"),
    cubed=Template("$base cubed"),
    power=Template("$base to the power $sup"),
    superscript=Template("$base superscript $sup"),
    long_superscript=Template("$base superscript $sup end superscript"),
    subscript=Template("$base sub $sub"),
    long_subscript=Template("$base sub $sub end sub"),
    limits=Template("$base from $sub to $sup of"),
    over=Template("$base over $sub of"),
    fraction=Template("$top over $bottom"),
    long_fraction=Template("the fraction $top over $bottom end fraction"),
    root=Template("root of $base"),
    long_root=Template("root of $base end root"),
    other_root=Template("root $sup of $base"),
    accent=Template("$base $sup"),
)


def spoken_words(language: str) -> SpokenWords:
    return CHINESE if language.lower().startswith("zh") else ENGLISH
