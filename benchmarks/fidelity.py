"""Correctness and speed of rendering, measured on real articles.

    python benchmarks/fidelity.py DIR… [--json FILE|-] [--dialect D] [--jobs N]

The block structure is compared with that of cmark-gfm, or of Python-Markdown for articles in its
dialect. benchmarks/compare/declared.py lists the intended differences.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.compare.files import Article, articles_in  # noqa: E402
from benchmarks.compare.measure import Measured, measure  # noqa: E402
from rendering.dialects import DIALECTS  # noqa: E402
from rendering.worker.pool import SECONDS, new_pool  # noqa: E402

SHOWN = 10


@dataclass(slots=True)
class Sum:
    """The results of one folder, or of all folders."""

    name: str
    articles: dict[str, Measured] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, article: Article, result: Measured | str) -> None:
        if isinstance(result, Measured) and not result.blank:
            self.articles[article.name] = result
        else:
            self.failures[article.name] = result if isinstance(result, str) else "blank"

    def figures(self) -> dict[str, Any]:
        measured = self.articles.values()
        files = len(self.articles) + len(self.failures)
        times = [each.milliseconds for each in measured]
        formulas = sum(each.formulas for each in measured)
        behind = sum(len(each.behind) for each in measured)
        same = [each for each in measured if not each.different]
        return {
            "files": files,
            "failures": len(self.failures),
            "mean_ms": round(sum(times) / max(1, len(times)), 2),
            "worst_ms": round(max(times, default=0), 1),
            "ms_per_10kB": round(sum(times) * 10_000 / max(1, sum(e.size for e in measured)), 2),
            "formulas": formulas,
            "recognised": share(formulas - sum(len(e.missed) for e in measured), formulas),
            "raw": sum(len(each.raw) for each in measured),
            "unconverted": sum(len(each.unconverted) for each in measured),
            "as_katex": share(formulas - behind, formulas),
            "lost": sum(each.lost for each in measured),
            "untold": sum(each.untold for each in measured),
            "structure_equal": share(len(same), files),
            "text_equal": share(sum(not each.texts for each in same), files),
        }

    def remarks(self) -> dict[str, Any]:
        """The first examples of each kind of failure, with the reason."""
        found = self.articles.items()
        different = {
            name: {tag: f"{ours} instead of {theirs}" for tag, (ours, theirs) in counts.items()}
            for name, each in found
            if (counts := each.different)
        }
        lists = {
            "missed": "missed",
            "raw_shown": "raw",
            "behind_katex": "behind",
            "text_different": "texts",
        }
        return {
            "failed": first(self.failures),
            "lost_untold": first({name: e.untold for name, e in found if e.untold}),
            "structure_different": first(different),
            **{
                title: first(
                    {name: all_of[:SHOWN] for name, e in found if (all_of := getattr(e, key))}
                )
                for title, key in lists.items()
            },
        }


def share(part: int, whole: int) -> float:
    return round(part / whole, 5) if whole else 1.0


def first(things: dict[str, Any]) -> dict[str, Any]:
    return dict(list(things.items())[:SHOWN])


def results(articles: Iterable[Article], jobs: int) -> Iterator[tuple[Article, Measured | str]]:
    """Measure each article in a process with limited CPU time; one that hangs is a failure."""
    with new_pool(jobs) as pool:
        futures = [
            (article, pool.schedule(measure, args=(article, 5 * SECONDS))) for article in articles
        ]
        for article, future in futures:
            try:
                yield article, future.result()
            except Exception as error:
                yield article, f"{type(error).__name__}: {error}"


def table(sums: list[Sum]) -> str:
    rows = [{"folder": each.name, **each.figures()} for each in sums]
    columns = [[name, *(str(row[name]) for row in rows)] for name in rows[0]]
    widths = [max(map(len, column)) for column in columns]
    lines = zip(*columns, strict=True)
    return "\n".join("  ".join(map(str.rjust, line, widths)) for line in lines)


def details(total: Sum) -> Iterator[str]:
    for title, things in total.remarks().items():
        if things:
            yield f"\n{title.replace('_', ' ')}, the first:"
            yield from (f"  {name}: {what}" for name, what in things.items())


def main() -> None:
    arguments = parsed()
    if not arguments.folders:
        print("Without folders: the sample articles.", file=sys.stderr)
    total, sums = Sum("all"), []
    for folder in arguments.folders or [ROOT / "sample"]:
        part = Sum(folder.name)
        for article, result in results(articles_in(folder, arguments.dialect), arguments.jobs):
            part.add(article, result)
            total.add(replace(article, name=f"{folder.name}/{article.name}"), result)
        sums.append(part)
    report(total, sums, arguments.json)


def report(total: Sum, sums: list[Sum], destination: str | None) -> None:
    text = "\n".join([table([*sums, total] if len(sums) > 1 else sums), *details(total)])
    folders = {each.name: each.figures() for each in sums}
    everything = json.dumps(
        {**total.figures(), "folders": folders, **total.remarks()}, ensure_ascii=False, indent=1
    )
    if destination == "-":
        print(text, file=sys.stderr)
        print(everything)
        return
    print(text)
    if destination:
        Path(destination).write_text(everything + "\n", encoding="utf-8")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--json", metavar="FILE", help="one JSON object; - for standard output")
    parser.add_argument("--dialect", choices=DIALECTS, help="instead of the one guessed")
    parser.add_argument("--jobs", type=int, default=1, help="processes; times are true with one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
