"""Sizes of pages, fonts and scripts, and prefetching."""

from gzip import compress
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.signals import request_started

from tests.browser.conftest import wait_for
from tests.factories import make_article

FORMULA = "\n\n$$\\sum_{i=1}^{n} a_i x^i = \\frac{1}{1 - x}$$\n\n"
CODE = "\n\n```python\ndef f(x: int) -> int:\n    return x * 2\n```\n\n"
TEXT = "## 第 {n} 节\n\n这里有 Latin 的字和**重点**，解释公式与代码。" + "还有更多的说明。" * 20
SHIFTS = """() => new Promise(done => new PerformanceObserver(list => done(
    list.getEntries().map(entry => entry.value))).observe({type: "layout-shift", buffered: true})
    || setTimeout(() => done([]), 400))"""


def sizes_of_responses(page):
    """(bytes, compressed bytes) of each response, by path."""
    page.wait_for_load_state("networkidle")
    assert len(page.asked) == len({*page.asked}), "nothing is asked for twice"
    bodies = {path: page.request.get(urljoin(page.url, path)).body() for path in page.asked}
    return {path: (len(body), len(compress(body))) for path, body in bodies.items()}


def files(log, *ends):
    return {path: size for path, size in log.items() if path.endswith(ends)}


@pytest.mark.parametrize(("formulas", "most_of_fonts"), [(0, 40_000), (30, 70_000)])
def test_page_weight_of_an_article(visit, formulas, most_of_fonts):
    parts = [TEXT.format(n=n) + FORMULA * (formulas // 10) + CODE for n in range(10)]
    make_article(title="三十个公式", slug="heavy", body="\n\n".join(parts))
    page = visit("/articles/heavy/", locale="zh-CN", requests=True)
    log = sizes_of_responses(page)
    fonts = files(log, ".woff2")
    assert len(log) <= 9, list(log)
    assert sum(size for size, _small in fonts.values()) <= most_of_fonts
    assert sum(size for size, _small in files(log, ".js").values()) <= 12_800
    assert sum(small for path, (_size, small) in log.items() if path not in fonts) <= 60_000
    if settings.FONTS.is_dir():
        assert len(fonts) == (4 if formulas else 2)
    assert sum(page.evaluate(SHIFTS)) == 0


def test_size_of_scripts():
    folder = Path(settings.BASE) / "static/js"
    # Of the admin; where there is a card; where articles are readable offline.
    rare = {"admin.js", "form_errors.js", "import_run.js", "embeds.js", "keep.js", "offline.js"}
    scripts = [file for file in folder.glob("*.js") if file.name not in rare]
    assert len(scripts) == 3
    assert sum(file.stat().st_size for file in scripts) <= 16_896
    assert (folder / "embeds.js").stat().st_size <= 1_280


def test_hovering_over_a_link_prefetches_its_page(visit):
    make_article(title="Ahead", slug="ahead", language="en")
    fetched = []

    def note(environ, **_more):
        if "prefetch" in environ.get("HTTP_SEC_PURPOSE", ""):
            fetched.append(environ["PATH_INFO"])

    request_started.connect(note)
    try:
        page = visit("/")
        page.wait_for_load_state("networkidle")
        page.get_by_role("link", name="Ahead", exact=True).hover()
        wait_for(page, lambda: fetched)
    finally:
        request_started.disconnect(note)
    assert fetched == ["/articles/ahead/"]
    assert not page.problems
