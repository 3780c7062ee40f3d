"""The article that scripts/screenshots.py writes, in both languages, and what it changes there."""

from typing import NamedTuple


class Story(NamedTuple):
    language: str
    title: str
    body: str
    tags: tuple[str, ...]
    summary: str
    heading: str  # without the space that it needs
    formula: str  # to complete
    edits: tuple[tuple[str, str], ...]
    sentence: str  # which two windows change
    ours: str
    theirs: str
    figure: tuple[str, str] = ("0.002", "0.003")  # which one window changes


FORMULA_AND_CODE = r"""$$
x_t=\sqrt{\alpha_t}\,x_0+\sqrt{1-\alpha_t}\,\epsilon .
$$

```python
def noisy(x, alpha, rng):
    eps = rng.standard_normal(x.shape)
    return alpha**0.5 * x + (1 - alpha) ** 0.5 * eps
```

"""
SAME_EDITS = (
    (r"\sqrt{1-\alpha_t}\,\epsilon", r"\sigma_t\,\epsilon"),
    ("def noisy(x, alpha, rng):", "def noisy(x, alpha, rng=RNG):"),
)
ENGLISH = Story(
    language="en",
    title="A sampler with an answer key",
    body=r"""A Gaussian mixture stays one under noise, so its score is known at every level.

## The forward process

Noise is added step by step, with $\alpha_t$ from 1 to 0:

"""
    + FORMULA_AND_CODE
    + r"""| steps | Euler | Heun |
|------:|------:|-----:|
|    10 | 0.214 | 0.031 |
|    40 | 0.052 | 0.002 |
""",
    tags=("Diffusion", "Numerical Methods"),
    summary="Every error of a sampler can be measured where the score has a closed form.",
    heading="##What the table says",
    formula=r"The error is of order $\sqr",
    edits=(
        ("so its score is known at every level", "so we know its score at every level of noise"),
        *SAME_EDITS,
    ),
    sentence="Noise is added step by step",
    ours="Noise is added in small steps",
    theirs="Each step adds a little noise",
)
CHINESE = Story(
    language="zh-hans",
    title="有标准答案的采样器",
    body=r"""高斯混合加噪之后还是高斯混合，所以每一步的得分函数都写得出来。

## 前向过程

噪声一步一步加上去，$\alpha_t$ 从 1 减到 0：

"""
    + FORMULA_AND_CODE
    + r"""| 步数 | 欧拉法 | Heun |
|-----:|------:|-----:|
|   10 | 0.214 | 0.031 |
|   40 | 0.052 | 0.002 |
""",
    tags=("扩散模型", "数值方法"),
    summary="得分函数写得出来，采样器的每一处误差就都量得出来。",
    heading="##从表中看到什么",
    formula=r"误差的阶是 $\sqr",
    edits=(
        ("所以每一步的得分函数都写得出来", "所以任何噪声水平下的得分函数都写得出来"),
        *SAME_EDITS,
    ),
    sentence="噪声一步一步加上去",
    ours="噪声分许多小步加上去",
    theirs="每一步都加一点噪声",
)
