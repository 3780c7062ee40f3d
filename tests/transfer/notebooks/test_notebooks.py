"""Notebooks of Jupyter: cells, outputs, pictures."""

import base64
import json

import pytest
import yaml
from django.utils import translation

from tests.each import check_each
from transfer.messages import ImportFailure
from transfer.notebooks import notebook_as_markdown
from transfer.notebooks.data_addresses import picture_of_address

PNG = base64.b64encode(b"\x89PNG").decode()
PLOT = f"![](data:image/png;name=output-1.png;base64,{PNG})"


def notebook(*cells, **metadata):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def markdown(source, **values):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **values}


def raw(source, kind=""):
    return {"cell_type": "raw", "metadata": {"raw_mimetype": kind}, "source": source}


def code(source, *outputs, tags=()):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": source,
        "outputs": outputs,
    }


def shown(**data):
    kinds = {kind.replace("_", "/", 1): value for kind, value in data.items()}
    return {"output_type": "display_data", "data": kinds, "metadata": {}}


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def body(*cells, **metadata):
    return notebook_as_markdown(notebook(*cells, **metadata)).markdown.strip()


def head(*cells, **metadata):
    _start, written, _body = body(*cells, **metadata).split("---\n", 2)
    return yaml.safe_load(written)


def test_cells_become_text_and_code_with_what_they_showed():
    table = "<table><tr><th>a</th></tr><tr><td>1</td></tr><tr><td>2</td></tr></table>"
    error = {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "by zero"}
    made = body(
        markdown(["# 标题\n", "正文 $x_1$"]),
        code("print(1)\n", stream(["\x1b[31m 5%\r100%\n"]), stream("done\n")),
        code("%%bash\nls", shown(text_html=f"<style>a</style>{table}", text_plain="a 1")),
        code("1/0", {**error, "traceback": ["\x1b[0;31mZeroDivisionError\x1b[0m: by zero"]}),
        code("x", shown(text_latex="$\\displaystyle \\alpha$", image_png=PNG)),
        language_info={"name": "Julia"},
    )
    assert made.split("\n\n") == [
        "# 标题\n正文 $x_1$",
        "```julia\nprint(1)\n```",
        "```text\n100%\ndone\n```",
        "```bash\n%%bash\nls\n```",
        "| a |\n| --- |\n| 1 |\n| 2 |",
        "```julia\n1/0\n```",
        "> [!failure]- ZeroDivisionError\n>\n> ```text\n> ZeroDivisionError: by zero\n> ```",
        "```julia\nx\n```",
        "$$\n\\alpha\n$$",
    ]


def test_what_the_metadata_and_a_first_cell_state_is_front_matter():
    stated = {"title": "From metadata", "date": "2024-01-02", "authors": [{"name": "Anna"}]}
    of_metadata = {"title": "From metadata", "date": "2024-01-02", "author": "Anna"}
    assert head(markdown("a"), **stated) == of_metadata
    first = raw("---\ntitle: A\ndraft: true\n---")
    assert head(first, markdown("b"), **stated) == {**of_metadata, "title": "A", "draft": "true"}
    assert body(markdown("a")) == "a"


def test_broken_front_matter_stays_and_so_makes_a_draft():
    first = raw('---\ntitle: "a\ndraft: true\n---')
    assert body(first, markdown("b"), title="A").startswith('---\ntitle: "a\ndraft: true')


def test_pictures_of_outputs_and_attachments_are_in_the_text():
    attachments = {"图.png": {"image/png": PNG}}
    made = body(
        markdown("![x](attachment:图.png)", attachments=attachments),
        code("plot()", shown(image_png=PNG, text_plain="<Figure size 1x1>")),
    )
    attached, _code, output = made.split("\n\n")
    assert output == PLOT
    picture = picture_of_address(attached.removeprefix("![x](").removesuffix(")"))
    assert picture == ("图.png", b"\x89PNG")


def test_data_addresses_are_pictures_or_nothing():
    svg = "data:image/svg+xml,%3Csvg/%3E"
    check_each(
        [
            (f"data:image/png;base64,{PNG}", ("picture.png", b"\x89PNG")),
            (svg, ("picture.svg", b"<svg/>")),
            ("data:image/png;name=..%2Fa%3F.png;base64,aGk=", ("..-a-.png", b"hi")),
            ("data:image/png;base64,a", None),
            ("data:text/html,<b>", None),
            ("data:image/png;base64,", None),
            ("/a.png", None),
        ],
        lambda address, picture: same(picture_of_address(address), picture),
    )


def same(found, wanted):
    assert found == wanted


def test_what_needs_scripts_is_its_text_or_counted():
    widget = "application/vnd.jupyter.widget-view+json"
    made = notebook_as_markdown(
        notebook(
            code("w", {"output_type": "display_data", "data": {widget: {}, "text/plain": "I()"}}),
            code("t", {"output_type": "display_data", "data": {widget: {}, "text/plain": "9/9"}}),
            code("p", shown(text_html="<div></div><script>plot()</script>")),
        )
    )
    assert "I()" not in made.markdown
    assert "```text\n9/9\n```" in made.markdown
    assert made.left_out == 2


def test_hidden_cells_stay_hidden():
    made = body(
        code("secret = 1", tags=["remove-cell"]),
        code("shown", stream("out"), tags=["remove-input"]),
        code("kept", stream("gone"), tags=["remove-output"]),
    )
    assert made == "```text\nout\n```\n\n```python\nkept\n```"


def test_raw_cells_go_where_they_are_written_for():
    check_each(
        [
            (raw("*a*"), "*a*"),
            (raw("<b>a</b>", "text/html"), "**a**"),
            (raw("\\LaTeX", "text/latex"), "```latex\n\\LaTeX\n```"),
            (raw("*a*", "text/markdown"), "*a*"),
        ],
        lambda cell, wanted: same(body(cell), wanted),
    )


def test_terminals_show_only_the_end_of_what_overwrites_itself():
    check_each(
        [
            ("\x1b[38;5;1ma\x1b[0m", "a"),
            ("a\b\b\bbc", "bc"),
            ("\x1b]8;;https://a.example\x07link\x1b]8;;\x07", "link"),
            ("1%\r2%\r\nok\x07", "2%\nok"),
        ],
        lambda text, wanted: same(body(code("", stream(text))), f"```text\n{wanted}\n```"),
    )


def test_what_is_no_notebook_is_refused():
    for text in ('{"cells": [', '{"a": 1}', "[" * 100_000):
        with (
            translation.override("en"),
            pytest.raises(ImportFailure, match="no notebook of Jupyter"),
        ):
            notebook_as_markdown(text)
