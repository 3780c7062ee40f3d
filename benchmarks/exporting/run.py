"""Export one size from the database of the environment; `benchmarks/leaving.py` starts it."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from benchmarks.growing.run import fill, memory  # noqa: E402
from transfer.export.export_options import ExportOptions  # noqa: E402
from transfer.export.site_export import export_site  # noqa: E402
from transfer.export.targets import open_target  # noqa: E402


def exported(name: str) -> dict[str, Any]:
    """Seconds of the processor, queries, and megabytes of the process afterwards."""
    queries = list[None]()

    def count(execute: Any, *given: Any) -> Any:
        queries.append(None)
        return execute(*given)

    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as folder:
        begun, path = time.process_time(), Path(folder) / name
        with connection.execute_wrapper(count), open_target(path) as target:
            export_site(target, ExportOptions())
        seconds = time.process_time() - begun
    return {"seconds": seconds, "queries": len(queries), "megabytes": memory()}


def main() -> None:
    task = json.loads(sys.argv[1])
    if "result" in task:
        found = {name: exported(name) for name in ("folder", "file.zip")}
        Path(task["result"]).write_text(json.dumps(found))
    else:
        fill(task["size"])


if __name__ == "__main__":
    main()
