"""Characters of a source that are missing from its page, and whether a warning says so."""

import re

from rendering import Rendered
from rendering.compat.scanner import find_tags
from rendering.lint.losses import Loss, PageText, losses

# The alternative text that editors insert by default.
NO_WORDS = re.compile(r"!\[(img|image|png|image\.png|[\u4e00-\u9fff]*图片[\u4e00-\u9fff]*)\]\(")


def losses_of(source: str, rendered: Rendered) -> list[Loss]:
    """The characters that the page lacks, with or without a warning."""
    told = [each.message for each in rendered.warnings if each.code != "text-lost"]
    targets = [link.target for link in rendered.links]
    marks = [*(tag.whole for tag in find_tags(source)), *NO_WORDS.findall(source)]
    return losses(source, PageText.of(rendered.html, "\n".join([*told, *targets, *marks])))


def lost_characters(source: str, rendered: Rendered) -> tuple[int, int]:
    """The number of lost letters and digits, and of those without a warning on their line."""
    lines = {warning.line for warning in rendered.warnings}
    found = losses_of(source, rendered)
    lost = sum(loss.characters for loss in found)
    return lost, sum(loss.characters for loss in found if loss.line not in lines)
