"""What redirects cost readers: requests without any and with 100,000, on SQLite and PostgreSQL.

    python benchmarks/redirects.py [--redirects N] [--databases sqlite postgres] [--json FILE]

Each request is answered without the page cache, for another address each time; the last lines are
answers of the page cache. Compare the differences: times depend on the machine.
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import measured_apart  # noqa: E402

Times = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--redirects", type=int, default=100_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--json", type=Path, default=ROOT / "build/redirects.json")
    arguments = parser.parse_args()
    found = {}
    for database in arguments.databases:
        without, many = (measured(database, number) for number in (0, arguments.redirects))
        found[database] = {"0": without, str(arguments.redirects): many}
        show(database, arguments.redirects, without, many)
    arguments.json.parent.mkdir(exist_ok=True)
    arguments.json.write_text(json.dumps(found, indent=1) + "\n")


def measured(database: str, number: int) -> Times:
    script = "benchmarks/redirecting/run.py"
    return measured_apart(database, script, {"redirects": number}, fills_first=True)


def show(database: str, number: int, without: Times, many: Times) -> None:
    print(f"\n{database}".ljust(42), f"{'none':>10}", f"{number:>10,}", f"{'more':>10}")
    for name, before in without.items():
        print(
            f"{name:40}", f"{before:10.2f}", f"{many[name]:10.2f}", f"{many[name] - before:10.2f}"
        )
    print(flush=True)


if __name__ == "__main__":
    main()
