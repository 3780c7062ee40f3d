"""Info strings of fences: the options of all systems, and warnings about mistakes."""

import pytest

from rendering import DIALECTS, render
from rendering.code import code_block
from rendering.placeholders import CodeBlock


def fence(info: str) -> CodeBlock:
    return code_block("a\nb\nc\nd\ne\n", info)


@pytest.mark.parametrize(
    "info",
    [
        'python title="a b.py"',
        "python title='a b.py'",
        '{.python title="a b.py"}',
        'python file="a b.py"',
        'python filename="a b.py"',
        'python:title="a b.py"',
        'python {title: "a b.py"}',
        "python a b.py https://example.com/",
    ],
)
def test_title_options_of_all_systems_are_read(info: str) -> None:
    assert (fence(info).language, fence(info).title) == ("python", "a b.py")


@pytest.mark.parametrize(
    "info",
    [
        "python {1,3-4}",
        "python{1,3-4}",
        "python {1}{3-4}",
        'python hl_lines="1 3-4"',
        'python {hl_lines=[1,"3-4"]}',
        "python hl_lines=1,3-4",
        "python mark={1,3-4}",
        '{.python emphasize-lines="1,3-4"}',
    ],
)
def test_line_mark_options_of_all_systems_are_read(info: str) -> None:
    assert fence(info).marks == [("hll", 1, 1), ("hll", 3, 4)]


@pytest.mark.parametrize(
    "info",
    [
        'python linenums="10"',
        "python linenostart=10",
        "python startLine=10",
        "python start=10",
        "python:line-numbers=10",
        "python {numberLines: 10}",
        "python showLineNumbers startLineNumber=10",
        '{.python .numberLines startFrom="10"}',
    ],
)
def test_first_line_options_of_all_systems_are_read(info: str) -> None:
    assert (fence(info).numbers, fence(info).start) == (True, 10)


@pytest.mark.parametrize(
    ("info", "numbers"),
    [
        ("python linenos", True),
        ("python linenos=table", True),
        ("python showLineNumbers", True),
        ("python:line-numbers", True),
        ("python nolinenos", False),
        ("python linenos=false", False),
        ("python showLineNumbers=false", False),
        ("python:no-line-numbers", False),
        ("python", None),
    ],
)
def test_line_number_options_are_followed(info: str, numbers: bool | None) -> None:
    assert fence(info).numbers is numbers


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ('python hl_lines="abc"', "names no lines"),
        ('python linenums="x"', "number of the first line"),
        ('python start="x"', "number of the first line"),
        ('python title="a', "does not end"),
        ("python hl_lines=[1", "does not end"),
        ('python titel="a"', "did you mean “title”"),
        ("python hl-line=2", "did you mean “hllines”"),
        ("python {9}", "no line 9"),
        ("python {3-2}", "no line 3-2"),
        ("pyhton", "did you mean “python”"),
        ("python " + "x" * 2_000, "too long"),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_mistake_is_warned_of_and_the_code_is_shown(
    info: str, expected: str, dialect: str
) -> None:
    rendered = render(f"前\n\n```{info}\nvalue\n```", dialect=dialect)
    (warning,) = rendered.warnings
    assert expected in warning.message
    assert warning.line == 3
    assert "value" in rendered.html


@pytest.mark.parametrize(
    "info",
    ["python copy", "rust,ignore", "{r setup, echo=FALSE}", "js live wrap", "{.python .input n=5}"],
)
def test_options_for_other_programs_are_ignored(info: str) -> None:
    assert render(f"```{info}\nx\n```").warnings == ()


def test_an_unknown_language_is_warned_of_once() -> None:
    source = "```nosuch\nx\n```\n\n```NoSuch\ny\n```\n\n```other-one\nz\n```"
    warnings = render(source).warnings
    assert [warning.line for warning in warnings] == [1, 9]


@pytest.mark.parametrize("language", ["mindmap", "plantuml", "echarts", "csv", "tree", "log"])
def test_languages_without_highlighting_are_text_without_a_warning(language: str) -> None:
    rendered = render(f"```{language}\nx\n```")
    assert "<span>x\n</span>" in rendered.html
    assert rendered.warnings == ()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        *(("C++", "C++"), ("cpp17", "C++"), ("cu", "CUDA"), ("zsh", "Zsh"), ("shell", "Shell")),
        *(("ipython3", "Python"), ("python3.11", "Python"), ("objc", "Objective-C")),
        *(("m", "MATLAB"), ("latex", "LaTeX"), ("proto", "Protobuf"), ("nginx", "nginx")),
        *(("dockerfile", "Dockerfile"), ("makefile", "Makefile"), ("jsonc", "JSONC")),
        *(("svelte", "Svelte"), ("tsx", "TSX"), ("golang", "Go"), ("rs", "Rust"), ("r", "R")),
        *(("triton", "Triton"), ("ptx", "PTX"), ("hcl", "HCL"), ("yml", "YAML"), ("env", ".env")),
        *(("graphql", "GraphQL"), ("bat", "Batch"), ("wasm", "WebAssembly"), ("nim", "Nim")),
    ],
)
def test_a_caption_is_the_usual_name_of_the_language(typed: str, label: str) -> None:
    rendered = render(f"```{typed}\nx\n```")
    assert f'<span class="lang">{label}</span>' in rendered.html
    assert rendered.warnings == ()


def test_comments_that_mark_lines_are_not_searched_for_or_counted() -> None:
    rendered = render("```js\na // [!code ++]\n// highlight-next-line\nb\n```")
    assert rendered.counts.code_lines == 2
    assert "[!code" not in rendered.html
    assert "[!code" not in rendered.prose + rendered.code


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "info",
    ["py " + 'a="" ' * 200 + "!", "py " + "{" * 990, "py " + 'a="' * 300, "py " + "[=" * 400],
)
def test_code_with_strange_options_is_shown(info: str, dialect: str) -> None:
    """A regular expression that backtracks would hang here."""
    assert render(f"```{info}\nx\n```", dialect=dialect).counts.code_lines == 1
