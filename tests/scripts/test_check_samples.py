"""The sample articles show what their programs print, and the script that checks it sees faults."""

import importlib.util
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE)
FILE = ROOT / "scripts" / "check_samples.py"
# What needs no module beside Python's own. Programs that take long are run by `make torture`.
PLAIN = ("ngram-language-models", "python-garbage-collection", "python-mutable-immutable")
LONG = ("half-plane-convex-hull", "python-generators")


def load_script():
    spec = importlib.util.spec_from_file_location("check_samples", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check_samples = load_script()


def article(source: str, output: str | None = None, text: str = "") -> str:
    shown = "" if output is None else f"```text\n{output}\n```\n"
    return f"A text.\n\n```python\n{source}\n```\n\n{shown}\n{text}\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAIN)
def test_a_sample_shows_what_its_programs_print(name):
    check_sample(name)


def check_sample(name):
    markdown = (ROOT / "sample" / f"{name}.md").read_text(encoding="utf-8")
    reason = check_samples.reason_to_leave_out(markdown)
    if reason and reason.startswith("needs CPython"):
        pytest.skip(reason)
    assert reason is None
    assert check_samples.differences(markdown) == []


def test_every_other_sample_with_programs_needs_a_module_that_is_named():
    for path in sorted((ROOT / "sample").glob("*.md")):
        markdown = path.read_text(encoding="utf-8")
        if path.stem not in PLAIN + LONG and check_samples.programs(markdown):
            modules = {
                name
                for program in check_samples.programs(markdown)
                for name in check_samples.imported_modules(program.source)
            }
            assert modules & {"torch", "numpy", "scipy"}, path.name


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("print(1 + 1)", "3"),
        ("print(f'{0.25:.2f} nats')", "0.26 nats"),
        ("print('one'); print('two')", "one"),
        ("print('-5')", "5"),
        ("print('peak 3.0 MB')", "peak 7.0 MB"),
        ("print('error 3.1e-16')", "error 3.1e-12"),
        ("print('took 3 ms')", "took 3 MB"),
        ("print('after')", "before"),
    ],
)
def test_another_output_is_a_difference(source, output):
    assert len(check_samples.differences(article(source, output))) == 1


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("print('took   12.5 ms')", "took 9.1 ms"),
        ("print([3, 5], 'ms')", "[4, 8, 9] ms"),
        ("print('peak 3.0 MB')", "peak 3.2 MB"),
        ("print('error 3.1e-16')", "error 8.9e-17"),
        ("print(45030)", "45,030"),
    ],
)
def test_what_differs_from_machine_to_machine_is_none(source, output):
    assert check_samples.differences(article(source, output)) == []


def test_blocks_of_an_article_share_their_names():
    markdown = article("x = 2") + article("print(x)", "2")
    assert check_samples.differences(markdown) == []


def test_numbers_without_a_shown_output_stand_in_a_table():
    table = "| n | value |\n| --- | ---: |\n| 1 | 1,234 |\n"
    assert check_samples.differences(article("print(1, 1234)", text=table)) == []
    assert check_samples.differences(article("print(1, 1235)", text=table)) == [
        "printed, but not in the article: 1235"
    ]


def test_a_program_that_fails_is_told_with_its_error():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        check_samples.differences(article("1 / 0", ""))


def test_a_sample_whose_modules_are_not_installed_is_left_out():
    markdown = article("import no_such_module_here", "1")
    assert check_samples.reason_to_leave_out(markdown) == "needs no_such_module_here"
