"""Notebooks of Jupyter: cells, outputs, pictures."""

import base64
import json

import pytest

from tests.transfer.unpacking.exported import Unpacked, write_zip
from transfer.unpacking import UnknownExport

pytestmark = pytest.mark.either_database

PNG = base64.b64encode(b"\x89PNG").decode()


def notebook(*cells, **metadata):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def markdown(source, **values):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **values}


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


@pytest.fixture
def unpack(tmp_path):
    def unpacked(*cells, **metadata):
        path = tmp_path / "a.ipynb"
        path.write_text(notebook(*cells, **metadata))
        return Unpacked(path, tmp_path / "made")

    return unpacked


def test_cells_become_text_and_code_with_what_they_showed(unpack):
    table = "<table><tr><th>a</th></tr><tr><td>1</td></tr><tr><td>2</td></tr></table>"
    made = unpack(
        markdown(["# 标题\n", "正文 $x_1$"]),
        code("print(1)\n", stream(["\x1b[31m 5%\r100%\n"]), stream("done\n")),
        code("%%bash\nls", shown(text_html=f"<style>a</style>{table}", text_plain="a 1")),
        code("1/0", {"output_type": "error", "traceback": ["\x1b[0;31mZeroDivisionError\x1b[0m"]}),
        code("x", shown(text_latex="$\\alpha$")),
        language_info={"name": "Python"},
        title="From metadata",
        date="2024-01-02",
        authors=[{"name": "Anna"}],
    )
    assert made.head("a.md") == {"title": "From metadata", "date": "2024-01-02", "author": "Anna"}
    assert made.body("a.md").split("\n\n") == [
        "# 标题\n正文 $x_1$",
        "```python\nprint(1)\n```",
        "```text\n100%\ndone\n```",
        "```bash\n%%bash\nls\n```",
        "| a |\n| --- |\n| 1 |\n| 2 |",
        "```python\n1/0\n```",
        "```text\nZeroDivisionError\n```",
        "```python\nx\n```",
        "$\\alpha$",
    ]


def test_pictures_of_outputs_and_attachments_become_files(unpack):
    made = unpack(
        markdown("![x](attachment:图.png)", attachments={"图.png": {"image/png": PNG}}),
        markdown(f"![y](data:image/png;base64,{PNG})"),
        code("plot()", shown(image_png=PNG, text_plain="<Figure size 1x1>")),
    )
    assert [name for name in made.names if name.endswith(".png")] == [
        "files/a.ipynb/output-3.png",
        "files/a.ipynb/picture-2.png",
        "files/a.ipynb/图.png",
    ]
    assert "![x](files/a.ipynb/图.png)" in made.body("a.md")
    assert "![](files/a.ipynb/output-3.png)" in made.body("a.md")
    assert "Figure" not in made.body("a.md")


def test_what_needs_scripts_is_left_out_and_told(unpack):
    widget = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider()"}
    made = unpack(
        code("w", {"output_type": "display_data", "data": widget}),
        code("p", shown(text_html="<div></div><script>plot()</script>")),
        markdown("text"),
    )
    assert "IntSlider" not in made.body("a.md")
    assert made.notes["export-output-left-out"] == {"count": 2}


def test_hidden_cells_stay_hidden(unpack):
    made = unpack(
        code("secret = 1", tags=["remove-cell"]),
        code("shown", stream("out"), tags=["remove-input"]),
        code("kept", stream("gone"), tags=["remove-output"]),
    )
    assert made.body("a.md") == "```text\nout\n```\n\n```python\nkept\n```"


def test_front_matter_in_the_first_cell_counts(unpack):
    made = unpack({"cell_type": "raw", "source": "---\ntitle: A\ndraft: true\n---"}, markdown("b"))
    assert made.head("a.md") == {"title": "A", "draft": "true"}
    assert made.body("a.md") == "b"


def test_links_between_notebooks_and_to_files_are_kept(tmp_path):
    path = write_zip(
        tmp_path / "course.zip",
        {
            "course/one.ipynb": notebook(markdown("[two](sub/two.ipynb#x) ![p](img/p.png)")),
            "course/sub/two.ipynb": notebook(markdown("2")),
            "course/img/p.png": b"png",
            "course/README.md": "# about",
        },
    )
    made = Unpacked(path, tmp_path / "made")
    assert made.result.system == "jupyter"
    assert made.body("course/one.md") == ("[two](sub/two.md#x) ![p](../files/course/img/p.png)")


def test_a_broken_notebook_is_refused_with_its_name(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text('{"cells": [')
    with pytest.raises(UnknownExport, match=r"a\.ipynb looks like an export of Jupyter"):
        Unpacked(path, tmp_path / "made")
