"""Hardly any layout shifts while fonts, pictures and scripts are loaded."""

import time
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from tests.factories import make_article, make_topic

SECTION = """
## 节

正文 *and Latin* `code` 字，
行内 $\\hat y_i = \\sum_j \\alpha_{ij} x_j$ 与 $\\sqrt{\\frac{a}{b}}$。[^1]

$$\\left( \\int_0^\\infty \\frac{\\sin x}{x}\\,dx \\right)^2 = \\frac{\\pi^2}{4}$$

```python title="a.py"
def f(x):
    return x
```

![画](/uploads/wide.png)

![图](/uploads/small.png "题")

![片](/uploads/clip.mp4)
"""
SHIFTS = """() => new Promise(done => {
    const found = [];
    const observer = new PerformanceObserver(list => found.push(...list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    const moved = ({node}) => (node?.outerHTML ?? node?.textContent)?.slice(0, 80);
    setTimeout(() => done(found.map(entry => [entry.value, ...entry.sources.map(moved)])), 300);
})"""


@pytest.fixture
def still(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pictures = {"wide.png": (1600, 900), "small.png": (400, 300), "cover.png": (1200, 630)}
    for name, size in pictures.items():
        data = BytesIO()
        Image.new("RGB", size, "teal").save(data, "PNG")
        default_storage.save(name, ContentFile(data.getvalue()))
    default_storage.save("clip.mp4", ContentFile(b"\0" * 64))
    body = SECTION * 3 + "\n[^1]: 注。"
    values = {"category": make_topic(), "cover": "cover.png"}
    make_article(title="不动", slug="still", body=body, **values).tags.add("GPU")


def hold_back(page):
    """Delay fonts, pictures and scripts until the text is drawn."""

    def answer(route):
        time.sleep(0.2)
        route.continue_()

    for ending in (".woff2", ".png", ".js"):
        page.route(f"**/*{ending}", answer)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/articles/still/"])
@pytest.mark.parametrize("before", [None, hold_back])
def test_late_resources_cause_no_layout_shift(visit, still, path, width, before):
    page = visit(path, width=width, locale="zh-CN", before=before)
    page.wait_for_load_state("networkidle")
    assert page.locator("main img").count() == (1 if path == "/" else 7)
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate(SHIFTS)
    # Browsers may hint the font of formulas otherwise than the one that keeps its space.
    assert sum(value for value, *_moved in shifts) <= (0.01 if before else 0), shifts
