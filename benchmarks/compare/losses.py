"""Characters of a source that are nowhere on its page, and whether its author is told."""

import re

from rendering import Rendered
from rendering.compat.scanner import find_tags
from rendering.lint.losses import Loss, PageText, losses

# What editors write where an author gave a picture no words.
NO_WORDS = re.compile(r"!\[(img|image|png|image\.png|[\u4e00-\u9fff]*图片[\u4e00-\u9fff]*)\]\(")


def losses_of(source: str, rendered: Rendered) -> list[Loss]:
    """What the page lacks; the engine's own warnings of losses make none undone."""
    told = [each.message for each in rendered.warnings if "is not on the page" not in each.message]
    targets = [link.target for link in rendered.links]
    marks = [*(tag.whole for tag in find_tags(source)), *NO_WORDS.findall(source)]
    return losses(source, PageText.of(rendered.html, "\n".join([*told, *targets, *marks])))


def lost_characters(source: str, rendered: Rendered) -> tuple[int, int]:
    """How many letters and digits are lost, and how many without a warning on their line."""
    lines = {warning.line for warning in rendered.warnings}
    found = losses_of(source, rendered)
    lost = sum(loss.characters for loss in found)
    return lost, sum(loss.characters for loss in found if loss.line not in lines)
