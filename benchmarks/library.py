"""Time of the library at the desk with 50,000 files, on SQLite and PostgreSQL.

    python benchmarks/library.py [--files N] [--databases NAME …] [--json FILE]

Times whole requests of its lists and searches, for an editor and for an author with 500 of the
files: the processor time of Python and of the database together, and the time on the clock, which
is longer on a machine with other work.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import measured_apart  # noqa: E402

# So that the time of the database is that of one process.
ONE_PROCESS = "-c max_parallel_workers_per_gather=0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--json", type=Path, default=ROOT / "build/library.json")
    given = parser.parse_args()
    found = {database: measured(database, given.files) for database in given.databases}
    print("\n".join(lines(found)))
    given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def measured(database: str, files: int) -> dict[str, Any]:
    script = "benchmarks/filing/run.py"
    return measured_apart(database, script, {"files": files}, PGOPTIONS=ONE_PROCESS)


def lines(found: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield f"{'ms of a processor, and on the clock':<40}" + "".join(f"{name:>20}" for name in found)
    for page in next(iter(found.values())):
        times = (each[page] for each in found.values())
        yield f"{page:<40}" + "".join(f"{used:>12.0f}{clock:>8.0f}" for used, clock in times)


if __name__ == "__main__":
    main()
