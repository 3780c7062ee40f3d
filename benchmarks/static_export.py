"""Time and size of the site as files, beside Hugo with the same articles.

    python benchmarks/static_export.py [--sizes 1000 10000] [--processes 2] [--hugo PATH]

The articles are those of benchmarks/moving.py. Prints seconds of the clock and of the processors:
of the first run, of a second one after nothing has changed, and of one after an article has. Hugo
builds the same Markdown with the smallest theme, which has lists, articles and feeds.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import environment  # noqa: E402
from benchmarks.moving import MANAGE, write_site  # noqa: E402

USER = ("--username", "admin", "--email", "a@b.example", "--display_name", "A")
BASE = "https://me.github.io/blog"
CHANGE = (
    "from articles.models import Article; a = Article.objects.published().first(); "
    "a.title += ' changed'; a.save()"
)
LAYOUTS = {
    "_default/baseof.html": '<!doctype html><html><head><meta charset="utf-8"><title>{{ .Title }}'
    '</title></head><body>{{ block "main" . }}{{ end }}</body></html>',
    "_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}',
    "_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages 10)'
    '.Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}{{ end }}'
    "{{ end }}",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--hugo", default=shutil.which("hugo") or "")
    given = parser.parse_args()
    for size in given.sizes:
        with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
            measure(Path(name), size, given.processes, given.hugo)


def measure(folder: Path, size: int, processes: int, hugo: str) -> None:
    print(f"\n{size} articles".ljust(30), f"{'clock':>10}{'processors':>12}")
    site, data, output = folder / "old", folder / "data", folder / "site"
    write_site(site, size)
    named = environment(data, None) | {"DJANGO_SUPERUSER_PASSWORD": "benchmark-benchmark"}
    data.mkdir()
    for command in (("migrate", "-v0"), ("createsuperuser", "--noinput", *USER)):
        run(named, *MANAGE, *command)
    run(named, *MANAGE, "import_articles", str(site))
    static = (*MANAGE, "export", str(output), "--static", "--base", BASE)
    static += ("--processes", str(processes))
    show("first run", run(named, *static))
    show("nothing has changed", run(named, *static))
    run(named, *MANAGE, "shell", "-c", CHANGE)
    show("an article has changed", run(named, *static))
    show_sizes(output)
    if hugo:
        show("Hugo", run(named, hugo, "--quiet", "--source", str(hugo_site(folder, site))))
        show_sizes(folder / "hugo/public")


def run(named: dict[str, str], *command: str) -> tuple[float, float]:
    """Seconds of the clock, and of the processors."""
    started, before = time.perf_counter(), processor_seconds()
    subprocess.run(command, env=named, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started, processor_seconds() - before


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(name: str, seconds: tuple[float, float]) -> None:
    print(f"{name:<30}{seconds[0]:>10.1f}{seconds[1]:>12.1f}", flush=True)


def show_sizes(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in files)
    print(f"  {len(files)} files, {total / 2**20:.0f} MB", flush=True)
    index = [path for path in files if path.parent.name == "index"]
    for kind in ("words", "text"):
        sizes = [path.stat().st_size for path in index if path.name.startswith(kind)]
        if sizes:
            largest = max(sizes) / 1000
            whole = sum(sizes) / 2**20
            print(f"  search, {kind}: {whole:.1f} MB in {len(sizes)}, at most {largest:.0f} kB")


def hugo_site(folder: Path, site: Path) -> Path:
    hugo = folder / "hugo"
    shutil.copytree(site / "source/_posts", hugo / "content/articles")
    (hugo / "hugo.toml").write_text(f'baseURL = "{BASE}/"\ntitle = "Same"\n')
    for name, text in LAYOUTS.items():
        path = hugo / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return hugo


if __name__ == "__main__":
    main()
