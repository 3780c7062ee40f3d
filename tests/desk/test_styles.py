"""The style sheet of the desk."""

import re
from collections import Counter
from pathlib import Path

from django.contrib.staticfiles import finders


def test_no_class_means_two_things():
    """What a later rule says of the same class changes pages that its author did not look at."""
    text = Path(str(finders.find("css/desk.css"))).read_text()
    rules = Counter(re.findall(r"^(\.[\w-]+) \{", text, re.MULTILINE))
    assert len(rules) > 30
    assert [name for name, number in rules.items() if number > 1] == []
