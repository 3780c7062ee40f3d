"""Time of an import of 10,000 Markdown files of a Hexo site with formulas, code, tags and links.

    python benchmarks/moving.py [--files N] [--databases NAME …]

Prints the seconds of a first import, of a second one that finds nothing new, and, beside them, of
rendering the same texts alone in one process.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rendering  # noqa: E402
from benchmarks.growth import environment  # noqa: E402
from benchmarks.search import started  # noqa: E402

CONFIGURATION = "title: Old\nurl: https://old.example\npermalink: :year/:month/:day/:title/\n"
TOPICS = ("深度学习", "系统", "数学", "编译器", "Notes")
TAGS = [f"{word}{number}" for word in ("注意力", "缓存", "tag", "优化") for number in range(50)]
CHINESE = (
    "模型 注意力 机制 梯度 下降 数据 训练 推理 缓存 显存 矩阵 分解 概率 分布 采样 编译 线程 内存"
)
ENGLISH = "model attention gradient training inference cache memory matrix sampling compiler thread"
WORDS = [*CHINESE.split(), *ENGLISH.split()]
MANAGE = (sys.executable, "manage.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        site = Path(name) / "blog"
        texts = write_site(site, given.files)
        size = sum(map(len, texts)) / len(texts) / 1000
        print(f"{given.files} files of {size:.1f} thousand characters", flush=True)
        print(f"{'rendering alone':<24}{rendering_alone(texts):>8.1f} s", flush=True)
        for database in given.databases:
            measure(database, site)


def write_site(site: Path, number: int) -> list[str]:
    """Write the files. Return their texts."""
    chance, texts = random.Random(1), []
    posts = site / "source/_posts"
    posts.mkdir(parents=True)
    (site / "_config.yml").write_text(CONFIGURATION)
    for each in range(number):
        text = body(chance, each, number)
        (posts / f"post-{each}.md").write_text(head(chance, each) + text)
        texts.append(text)
    return texts


def head(chance: random.Random, number: int) -> str:
    tags = ", ".join(chance.sample(TAGS, 3))
    date = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02} 08:{number % 60:02}:00"
    title = f"{chance.choice(WORDS)}与{chance.choice(WORDS)} {number}"
    topic = chance.choice(TOPICS)
    return f"---\ntitle: {title}\ndate: {date}\ntags: [{tags}]\ncategories: {topic}\n---\n"


def body(chance: random.Random, number: int, most: int) -> str:
    """Three sections of prose, two formulas, a block of code, and a link to another post."""
    other = chance.randrange(most)
    prose = ["".join(chance.choices(WORDS, k=120)) + "。" for _ in range(6)]
    code = f"def step_{number}(x):\n    return x - 0.1 * grad(x)\n"
    return "\n\n".join(
        [
            *prose[:2],
            f"## 推导 {number}",
            rf"设 $x_{{{number}}} = \frac{{a}}{{b}}$，则",
            r"$$\sum_{i=1}^{n} \alpha_i \log p(x_i \mid \theta)$$",
            *prose[2:4],
            "## 代码",
            f"```python\n{code}```",
            f"参见 [另一篇]({old_address(other)})。",
            *prose[4:],
        ]
    )


def old_address(number: int) -> str:
    day = f"20{10 + number % 15}/{1 + number % 12:02}/{1 + number % 28:02}"
    return f"/{day}/post-{number}/"


def rendering_alone(texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        rendering.render(text)
    return time.perf_counter() - start


def measure(database: str, site: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        folder, server = Path(name), None
        if database == "postgres":
            folder.chmod(0o755)
            server = started(folder / "postgres")
        try:
            named = environment(folder, server) | {
                "DJANGO_SUPERUSER_PASSWORD": "benchmark-benchmark"
            }
            manage(named, "migrate", "-v0")
            user = ("--username", "admin", "--email", "a@b.example", "--display_name", "A")
            manage(named, "createsuperuser", "--noinput", *user)
            for turn in ("first import", "second import"):
                seconds = manage(named, "import_articles", str(site))
                print(f"{f'{database}, {turn}':<24}{seconds:>8.1f} s", flush=True)
        finally:
            if server:
                server.stop()


def manage(named: dict[str, Any], *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [*MANAGE, *arguments], env=named, check=True, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
