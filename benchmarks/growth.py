"""Time of each public page with 1,000 articles and with more, on SQLite and PostgreSQL.

    python benchmarks/growth.py [--sizes 1000 10000 …] [--databases sqlite postgres] [--json FILE]

Pages are rendered without the page cache, both with warm caches and as the first page after a
change. Compare the ratios: times depend on the machine.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growing import SAME  # noqa: E402
from benchmarks.search import started  # noqa: E402

Result = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--json", type=Path, default=ROOT / "build/growth.json")
    arguments = parser.parse_args()
    found = {}
    for database in arguments.databases:
        found[database] = [measured(database, size) for size in arguments.sizes]
        show(database, found[database])
    arguments.json.write_text(json.dumps(found, indent=1) + "\n")


def measured(database: str, size: int) -> Result:
    return measured_apart(database, "benchmarks/growing/run.py", {"size": size}, fills_first=True)


def measured_apart(
    database: str, script: str, task: dict[str, Any], *, fills_first: bool = False, **named: str
) -> Result:
    """What a script measures in a process of its own: Django is configured for one database.

    It gets the task as JSON, with the file for its result. `fills_first`: another process runs it
    before, without that file, and makes the data. `named` are environment variables.
    """
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        folder, result = Path(name), Path(name) / "result.json"
        folder.chmod(0o755)
        server = started(folder / "postgres") if database == "postgres" else None
        try:
            for given in (*([task] if fills_first else []), {**task, "result": str(result)}):
                command = [sys.executable, script, json.dumps(given)]
                variables = environment(folder, server) | named
                subprocess.run(command, env=variables, check=True, cwd=ROOT)
            return dict(json.loads(result.read_text()))
        finally:
            if server:
                server.stop()


def environment(folder: Path, server: Any) -> dict[str, str]:
    named = os.environ | {"LONGWAVE_DATA": str(folder), "PYTHON_DOTENV_DISABLED": "1"}
    named.pop("DATABASE_URL", None)
    return named | ({"DATABASE_URL": server.address} if server else {})


def show(database: str, results: list[Result]) -> None:
    sizes = [result["articles"] for result in results]
    for kind, title in (("steady", "as mostly"), ("changed", "first after a change")):
        print(f"\n{database}, ms, {title}".ljust(42), *(f"{size:>10,}" for size in sizes))
        same = [result[kind][SAME] for result in results]
        for name in results[0][kind]:
            times = [result[kind][name] for result in results]
            print(
                f"{name:40}", *(f"{each:10.1f}" for each in times), f"{ratio(times, same):8.2f} ×"
            )
    print(
        "memory, MB".ljust(40), *(f"{result['megabytes']:10.0f}" for result in results), flush=True
    )


def ratio(times: list[float], same: list[float]) -> float:
    """The ratio of the last time to the first, corrected by the speed of the machine at each."""
    return times[-1] / times[0] * same[0] / same[-1]


if __name__ == "__main__":
    main()
