"""A notebook of 30 cells, with everything that a page must show: sample_notebook()."""

import base64
import io
import json
import math
from typing import Any

from PIL import Image, ImageDraw

LONG = (
    "epoch 1/3 " + "━" * 60 + " loss: 0.3541 accuracy: 0.8712 val_loss: 0.2917 val_accuracy: 0.8934"
)


def sample_notebook() -> str:
    cells = [*mathematics(), *code_and_outputs(), *tables(), *plots(), *the_rest()]
    stated = {
        "title": "注意力机制的三十个单元格",
        "date": "2024-03-01",
        "tags": ["注意力", "Jupyter"],
        "kernelspec": {"language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": stated, "cells": cells},
        ensure_ascii=False,
    )


def mathematics() -> list[dict[str, Any]]:
    return [
        text("# 注意力机制的三十个单元格\n\n缩放点积注意力把查询、键和值变成加权和。"),
        text("## 定义\n\n$$\n\\mathrm{Attention}(Q,K,V)=\\mathrm{softmax}"
             "\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V\n$$"),
        text("其中 $Q\\in\\mathbb{R}^{n\\times d_k}$，而 $\\sqrt{d_k}$ 防止梯度消失。"),
        text("\\begin{align}\na_{ij} &= \\frac{e^{s_{ij}}}{\\sum_k e^{s_{ik}}} \\\\\n"
             "o_i &= \\sum_j a_{ij} v_j\n\\end{align}"),
        code("import sympy as sp\nx = sp.symbols('x')\nsp.integrate(sp.exp(-x**2), x)",
             shown({"text/latex": "$\\displaystyle \\frac{\\sqrt{\\pi}}{2} \\operatorname{erf}(x)$",
                    "text/plain": "sqrt(pi)*erf(x)/2"})),
    ]  # fmt: skip


def code_and_outputs() -> list[dict[str, Any]]:
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "operands could not be broadcast together with shapes (3,) (4,)",
        "traceback": [
            "\x1b[0;31m---------------------------------------------------------------\x1b[0m",
            "\x1b[0;31mValueError\x1b[0m                     Traceback (most recent call last)",
            "Cell \x1b[0;32mIn[9], line 1\x1b[0m\n\x1b[0;32m----> 1\x1b[0m np.ones(3) + np.ones(4)",
            "\x1b[0;31mValueError\x1b[0m: operands could not be broadcast together",
        ],
    }
    return [
        text("## 代码\n\n先看**输出**，再看错误。"),
        code("import numpy as np\n\n\ndef softmax(scores: np.ndarray) -> np.ndarray:\n"
             '    """沿最后一个轴归一化。"""\n'
             "    shifted = scores - scores.max(axis=-1, keepdims=True)\n"
             "    return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)"),
        code("print('形状：', (2, 3))", stream("形状： (2, 3)\n")),
        code("np.ones(3) + np.ones(4)", error),
        code("train()", stream("\x1b[32m1%\r50%\r\x1b[0m" + LONG + "\n")),
        code("softmax(np.eye(2))", result("array([[0.73105858, 0.26894142],\n"
                                          "       [0.26894142, 0.73105858]])")),
        code("%%bash\nls *.ipynb | wc -l", stream("1\n")),
        code("1 / 3", result("0.3333333333333333")),
    ]  # fmt: skip


def tables() -> list[dict[str, Any]]:
    rows = "".join(
        f"<tr><th>{n}</th><td>模型 {n}</td><td>{n * 12.5:.1f}</td><td>{n * 7}</td><td>2024-01-0{n}"
        f"</td><td>{'a longer value ' * 2}</td><td>{n / 7:.6f}</td></tr>"
        for n in range(1, 6)
    )
    frame = (
        "<div><style scoped>.dataframe tbody tr th {vertical-align: top;}</style>"
        '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th>'
        "<th>名称</th><th>BLEU</th><th>层数</th><th>日期</th><th>说明</th><th>误差</th></tr></thead>"
        f"<tbody>{rows}</tbody></table><p>5 rows × 6 columns</p></div>"
    )
    return [
        text("## 表格\n\n| 符号 | 含义 |\n| --- | --- |\n| $d_k$ | 键的维数 |\n| $n$ | 长度 |"),
        code("frame", shown({"text/html": frame, "text/plain": "   名称  BLEU"})),
        code("frame.describe()", result("           BLEU      层数\ncount  5.000000  5.000000\n"
                                        "mean  37.500000  21.00000")),
        text("表中的 `BLEU` 越高越好[^1]。\n\n[^1]: 只在同一个测试集上比较。"),
    ]  # fmt: skip


def plots() -> list[dict[str, Any]]:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120" viewBox="0 0 320 120">'
        '<rect width="320" height="120" fill="white"/><path d="M10 100 C 100 10 220 10 310 100" '
        'stroke="#1f77b4" fill="none" stroke-width="3"/></svg>'
    )
    return [
        text("## 图\n\n损失随步数下降。"),
        code("plt.plot(loss)", shown({"image/png": base64.b64encode(plot()).decode(),
                                      "text/plain": "<Figure size 640x480 with 1 Axes>"})),
        code("plot_svg()", shown({"image/svg+xml": svg})),
        text("![附件](attachment:curve.png)",
             attachments={"curve.png": {"image/png": base64.b64encode(plot(240)).decode()}}),
    ]  # fmt: skip


def the_rest() -> list[dict[str, Any]]:
    widget = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider(value=0)"}
    return [
        text("## 其余\n\n> 引用：所有模型都是错的，但有些是有用的。"),
        {"cell_type": "raw", "metadata": {"raw_mimetype": "text/latex"},
         "source": "\\newcommand{\\R}{\\mathbb{R}}"},
        code("widgets.IntSlider()", shown(widget)),
        code("secret = 'hidden'", tags=["remove-cell"]),
        code("print('只看输出')", stream("只看输出\n"), tags=["remove-input"]),
        code("display(Markdown(...))", shown({"text/markdown": "**加粗**的输出，$e^{i\\pi}$"})),
        code("print(json)", shown({"application/json": {"层": 6, "heads": [8, 16]}})),
        text("- 一\n- 二\n  1. 内层\n\n```python\nfor head in heads:\n    ...\n```"),
        text("### 结论\n\n用 $O(n^2)$ 的代价换来全局视野。"),
    ]  # fmt: skip


def text(source: str, **values: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **values}


def code(source: str, *outputs: dict[str, Any], tags: list[str] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code", "execution_count": 1, "metadata": {"tags": tags or []},
        "source": source, "outputs": list(outputs),
    }  # fmt: skip


def shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def result(plain: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": {"text/plain": plain}, "metadata": {}}


def stream(shown_text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": shown_text}


def plot(width: int = 640) -> bytes:
    """A curve on white, as matplotlib draws it."""
    image = Image.new("RGB", (width, width * 3 // 4), "white")
    draw = ImageDraw.Draw(image)
    high = image.height - 40
    points = [(40 + x, 20 + high * (1 - math.exp(-x / width * 4))) for x in range(width - 60)]
    draw.line([(40, 20), (40, high + 20), (width - 20, high + 20)], fill="black", width=2)
    draw.line(points, fill="#1f77b4", width=3)
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()
