"""Exports of 1,000 and 10,000 articles: time of the processor, queries, memory.

python benchmarks/leaving.py [--sizes N …] [--databases NAME …]
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import measured_apart  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    given = parser.parse_args()
    for database in given.databases:
        for size in given.sizes:
            script, task = "benchmarks/exporting/run.py", {"size": size}
            for name, found in measured_apart(database, script, task, fills_first=True).items():
                print(
                    f"{database:10}{size:>8,} articles, {name:10}{found['seconds']:8.1f} s"
                    f"{found['queries']:8,} queries{found['megabytes']:8.0f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
