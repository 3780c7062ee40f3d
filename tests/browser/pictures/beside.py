"""Publish a page of formulas, and add KaTeX's drawings."""

from pathlib import Path

import pytest

from tests.factories import make_article

from . import katex
from .drawing import ALONE, Drawing

BESIDE = Path(__file__).with_name("beside.js").read_text()
# Browsers lay out far blocks when they come near the window, and move what is measured.
LAYOUT = """
.prose > * { content-visibility: visible !important }
.page, .prose { max-width: none; --measure: none }
.prose > .pair { display: grid; align-items: center; gap: 0 1rem; max-width: none; margin: 0;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
  padding: .5rem; border-top: 1px solid #8886 }
.pair > code { grid-column: 1 / -1; font-size: .7rem; justify-self: start }
.pair > .eq, .pair > p { min-width: 0; width: auto; margin: 0 }
"""


def publish(settings, pictures):
    """Create an article with the formulas of `pictures`, and return its path. The site also serves
    KaTeX."""
    if not katex.FILES.is_dir():
        pytest.fail("KaTeX is missing: it comes from npm, by scripts/setup.sh")
    settings.ROOT_URLCONF = katex.__name__
    body = "\n\n".join(
        each.latex if each.latex[0] == "$" else f"$$\n{each.latex}\n$$" for each in pictures
    )
    make_article(title="公式", slug="pictures", body=body)
    return "/articles/pictures/"


def draw(page, pictures):
    """The drawings of `pictures` in order, on a page that shows their article."""
    formulas = [(each.latex.strip("$"), each.latex[0] != "$") for each in pictures]
    drawn = page.evaluate(BESIDE, [formulas, ALONE + LAYOUT])
    assert drawn == [len(pictures)] * 2
    return [Drawing(page, number) for number in range(len(pictures))]
