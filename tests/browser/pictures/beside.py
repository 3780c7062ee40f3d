"""A page of formulas with KaTeX's drawings beside ours."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.factories import make_article

from .drawing import ALONE, SCALE, Drawing

KATEX = Path(settings.BASE, "build/npm/node_modules/katex/dist")
BESIDE = Path(__file__).with_name("beside.js").read_text()
LAYOUT = """
.page, .prose { max-width: none; --measure: none }
.prose > .pair { display: grid; align-items: center; gap: 0 1rem; max-width: none; margin: 0;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
  padding: .5rem; border-top: 1px solid #8886 }
.pair > code { grid-column: 1 / -1; font-size: .7rem; justify-self: start }
.pair > .eq, .pair > p { min-width: 0; width: auto; margin: 0 }
"""


def prepare(page):
    """KaTeX is what set-up fetched; fonts are there from the start, as on a second visit."""

    def give_katex(route):
        file = KATEX / urlsplit(route.request.url).path.removeprefix("/katex/")
        route.fulfill(path=file)

    def wait_for_fonts(route):
        answer = route.fetch()
        body = answer.text().replace("font-display: optional", "font-display: block")
        route.fulfill(response=answer, body=body)

    page.route("**/katex/**", give_katex)
    page.route("**/longwave*.css", wait_for_fonts)


def draw(visit, pictures, **options):
    """The drawings of `pictures`, in their order."""
    if not KATEX.is_dir():
        pytest.fail("KaTeX is missing: it comes from npm, by scripts/setup.sh")
    body = "\n\n".join(
        each.latex if each.latex[0] == "$" else f"$$\n{each.latex}\n$$" for each in pictures
    )
    make_article(title="公式", slug="pictures", body=body)
    page = visit(
        "/articles/pictures/",
        before=prepare,
        bypass_csp=True,
        device_scale_factor=SCALE,
        **options,
    )
    page.add_style_tag(content=ALONE + LAYOUT)
    page.add_style_tag(url="/katex/katex.min.css")
    page.add_script_tag(url="/katex/katex.min.js")
    formulas = [(each.latex.strip("$"), each.latex[0] != "$") for each in pictures]
    page.evaluate(BESIDE, formulas)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    ours, theirs = page.locator(".prose math").all(), page.locator(".theirs").all()
    assert len(ours) == len(theirs) == len(pictures)
    return page, [
        Drawing(page, one.element_handle(), other.element_handle())
        for one, other in zip(ours, theirs, strict=True)
    ]
