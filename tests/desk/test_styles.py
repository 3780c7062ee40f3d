"""The style sheets of the desk."""

import re
from collections import Counter
from pathlib import Path

from django.contrib.staticfiles import finders


def test_no_class_means_two_things():
    """What a later rule says of the same class changes pages that its author did not look at."""
    sheets = (finders.find(f"css/{name}.css") for name in ("desk", "rooms"))
    text = "".join(Path(str(sheet)).read_text() for sheet in sheets)
    rules = Counter(re.findall(r"^(\.[\w-]+) \{", text, re.MULTILINE))
    assert len(rules) > 30
    assert [name for name, number in rules.items() if number > 1] == []
