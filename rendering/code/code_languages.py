"""The names of programming languages: which Pygments lexer and which caption each has."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name

from .fast_lexer import speed_up_lexer

LONGEST_NAME = 40

# Names that Pygments does not know, by a name that it knows.
SPELLINGS = {
    "asm": "armasm arm aarch64 riscv x86asm",
    "bash": "ash crontab cron justfile just",
    "bat": "cmd dosbatch",
    "c": "h opencl",
    "c++": "c++11 c++14 c++17 c++20 c++23 cc cxx hh hpp hxx metal",
    "console": "sh-session shellsession terminal",
    "cuda": "cuh",
    "diff": "patch",
    "docker": "containerfile",
    "graphql": "gql",
    "groovy": "gradle jenkinsfile",
    "handlebars": "hbs mustache",
    "html": "astro ejs go-html-template gotmpl htm svelte xhtml",
    "http": "https",
    "ini": "conf config dotenv editorconfig env gitconfig gitignore npmrc sshconfig",
    "javascript": "cjs mjs node nodejs",
    "jinja": "jinja2 j2 njk nunjucks",
    "json": "geojson ipynb jsonc jsonl jsonlines ndjson webmanifest",
    "kotlin": "kt kts",
    "llvm": "mlir",
    "make": "mk",
    "markdown": "mdx mkd qmd rmd",
    "matlab": "m",
    "ocaml": "ml mli",
    "postgresql": "pgsql",
    "pycon": "python-repl ipythonconsole",
    "pytb": "traceback",
    "python": "bzl ipy ipython ipython3 py2 python2 triton",
    "r": "rlang rscript",
    "rst": "eval_rst eval-rst",
    "sql": "clickhouse duckdb hive oracle plsql presto spark sqlite",
    "tex": "katex latex3 tikz",
    "text": "abc ascii ascii-art bytefield chart csv d2 ditaa echarts flow flowchart goat hex log"
    " logs mermaid mindmap nohighlight no-highlight nomnoml none null pikchr plaintext plain"
    " plantuml prompt pseudo pseudocode algorithm puml raw regex seq sequence svgbob toc"
    " tree tsv txt uml vega vega-lite wavedrom",
    "typescript": "cts mts",
    "vb.net": "vb",
    "vim": "viml vimscript",
    "wast": "wasm webassembly",
    "xml": "plist svg",
    "yaml": "ansible clang-format",
}

# Captions by the author's name for the language; empty if a caption would say nothing.
LABELS = {
    **dict.fromkeys(("text", "plain", "plaintext", "txt", "none", "null", "raw", "ascii"), ""),
    **dict.fromkeys(("nohighlight", "no-highlight", "tree", "toc", "prompt", "ascii-art"), ""),
    **dict.fromkeys(("pseudo", "pseudocode", "algorithm"), "Pseudocode"),
    **dict.fromkeys(("log", "logs"), "Log"),
    **dict.fromkeys(("plantuml", "puml", "uml"), "PlantUML"),
    **dict.fromkeys(("tex", "katex"), "TeX"),
    **dict.fromkeys(("latex", "latex3"), "LaTeX"),
    **dict.fromkeys(("sh", "shell", "ash"), "Shell"),
    **dict.fromkeys(("jsonl", "jsonlines", "ndjson"), "JSON Lines"),
    **dict.fromkeys(("env", "dotenv"), ".env"),
    **dict.fromkeys(("go-html-template", "gotmpl"), "Go template"),
    **dict.fromkeys(("cron", "crontab"), "crontab"),
    **dict.fromkeys(("vega", "vega-lite"), "Vega"),
    **dict.fromkeys(("arm", "armasm", "aarch64"), "Arm"),
    **dict.fromkeys(("asm", "x86asm"), "Assembly"),
    "astro": "Astro",
    "csv": "CSV",
    "d2": "D2",
    "echarts": "ECharts",
    "ejs": "EJS",
    "gitignore": ".gitignore",
    "gradle": "Gradle",
    "hcl": "HCL",
    "jsonc": "JSONC",
    "just": "just",
    "justfile": "just",
    "mdx": "MDX",
    "mermaid": "Mermaid",
    "metal": "Metal",
    "mlir": "MLIR",
    "opencl": "OpenCL",
    "regex": "Regex",
    "riscv": "RISC-V",
    "sqlite": "SQLite",
    "svelte": "Svelte",
    "svg": "SVG",
    "tikz": "TikZ",
    "triton": "Triton",
    "tsv": "TSV",
    "zsh": "Zsh",
}

# Captions by lexer name, where Pygments' own is unusual.
NAMES = {
    "Base Makefile": "Makefile",
    "Bash Session": "Console",
    "Batchfile": "Batch",
    "Delphi": "Pascal",
    "Docker": "Dockerfile",
    "EmacsLisp": "Emacs Lisp",
    "LessCss": "Less",
    "MSDOS Session": "Console",
    "Matlab": "MATLAB",
    "Nginx configuration file": "nginx",
    "Nimrod": "Nim",
    "PostgreSQL SQL dialect": "PostgreSQL",
    "PowerShell Session": "PowerShell",
    "Protocol Buffer": "Protobuf",
    "Python 2.x": "Python 2",
    "Python Traceback": "Traceback",
    "Python console session": "Python",
    "S": "R",
    "Text output": "Output",
    "VB.net": "VB.NET",
    "WebGPU Shading Language": "WGSL",
    "autohotkey": "AutoHotkey",
    "liquid": "Liquid",
    "systemverilog": "SystemVerilog",
    "verilog": "Verilog",
    "vhdl": "VHDL",
}

# Lexers for other things than programs: lines are numbered only if the author asks for it.
UNNUMBERED = re.compile(
    r"Diff|Text only|Text output|Hexdump|.*(session|Session|Traceback|console).*"
)


@dataclass(frozen=True, slots=True)
class Language:
    """`alias` is Pygments' name; the alias `text` means that nothing is highlighted."""

    alias: str
    label: str
    numbered: bool

    @property
    def is_text(self) -> bool:
        return self.alias == "text"


@lru_cache(maxsize=512)
def language_named(name: str) -> Language | None:
    """The language called `name`, plain text for ""; None if it is unknown."""
    typed = name.lower() or "text"
    known = catalogue()
    if typed not in known:
        # `python3.11`, `java21`: the lexer does not depend on the version.
        typed = typed.rstrip("0123456789.")
    if typed not in known:
        return None
    alias, lexer_name = known[typed]
    label = LABELS.get(typed, NAMES.get(lexer_name, lexer_name))
    return Language(alias, label, UNNUMBERED.fullmatch(lexer_name) is None)


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """All known names in lower case, each with Pygments' alias and the lexer's name."""
    known = {
        alias.lower(): (aliases[0], name)
        for name, aliases, _, _ in get_all_lexers(plugins=False)
        for alias in aliases
    }
    for alias, spellings in SPELLINGS.items():
        known |= dict.fromkeys(spellings.split(), known[alias])
    return known


def lexer_for(language: Language, source: str, reach: int) -> Lexer:
    if language.alias == "php":
        # Without an opening tag the lexer would read HTML.
        return cached_lexer("php", reach, startinline="<?" not in source)
    return cached_lexer(language.alias, reach)


@lru_cache(maxsize=128)
def cached_lexer(alias: str, reach: int, **options: bool) -> Lexer:
    return speed_up_lexer(get_lexer_by_name(alias, stripnl=False, **options), reach)


@lru_cache(maxsize=128)
def similar_language(name: str) -> str | None:
    """The known name that is most similar to an unknown one; None if none is similar."""
    near = get_close_matches(name.lower()[:LONGEST_NAME], catalogue(), 1, 0.75)
    return near[0] if near else None
