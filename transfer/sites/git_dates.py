from collections.abc import Mapping
from datetime import datetime
from pathlib import Path


def first_commit_dates(root: Path) -> Mapping[Path, datetime]:
    return {}
