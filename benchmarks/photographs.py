"""Time and memory of photographs of 12 megapixels that come into the library.

    python benchmarks/photographs.py [--files N]

Adds N photographs (60 by default) by `manage.py add_media`, then runs the background tasks that
make their smaller files. Prints processor seconds a photograph, and the most memory (PSS) of each
process in the first, the second and the last third of the time: it must not grow.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.filing.photographs import make_photographs  # noqa: E402
from benchmarks.filing.processes import Watch  # noqa: E402

PARTS = 3
MANAGE = (sys.executable, "manage.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        photographs, data = Path(name) / "photographs", Path(name) / "data"
        photographs.mkdir()
        data.mkdir(mode=0o700)
        paths = list(make_photographs(photographs, given.files))
        size = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
        print(f"{len(paths)} photographs of {size:.1f} MB", flush=True)
        environment = os.environ | {"LONGWAVE_DATA": str(data), "PYTHON_DOTENV_DISABLED": "1"}
        environment.pop("DATABASE_URL", None)
        subprocess.run([*MANAGE, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        report("taking in", paths, [*MANAGE, "add_media", *map(str, paths)], environment)
        report("smaller files", paths, [*MANAGE, "run_due_tasks"], environment)


def report(name: str, paths: list[Path], command: list[str], environment: dict[str, str]) -> None:
    watch, start = Watch(PARTS), time.monotonic()
    with (Path(environment["LONGWAVE_DATA"]) / "output").open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        watch.until_it_ends(process)
    seconds = time.monotonic() - start
    print("\n".join(lines(name, len(paths), seconds, watch)), flush=True)


def lines(name: str, number: int, seconds: float, watch: Watch) -> Iterator[str]:
    yield f"\n{name}: {watch.processor_seconds / number:.2f} s of a processor a photograph"
    yield f"{'':14}{seconds / number:.2f} s on the clock"
    for process, parts in watch.most_memory.items():
        figures = ", ".join(f"{part:.0f}" for part in parts)
        yield f"{'':14}{process}: at most {figures} MB"


if __name__ == "__main__":
    main()
