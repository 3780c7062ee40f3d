"""Notebooks beside Markdown files: one import, kept in step."""

import base64
import json
import zipfile

import pytest

from articles.models import Article
from media.models import MediaFile
from tests.media.samples import picture
from tests.transfer.imports import import_folder
from tests.transfer.notebooks.sample_notebook import sample_notebook
from tests.transfer.notebooks.test_notebooks import code, markdown, notebook, shown, stream
from transfer.imports import import_path

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    root = tmp_path / "notes"
    root.mkdir()
    links = "看[[实验]]和[它](实验.ipynb)。"
    (root / "beside.md").write_text(f"---\ntitle: 旁边\ndate: 2024-01-02\n---\n{links}\n")
    (root / "data.csv").write_text("a,b\n1,2\n")
    (root / "实验.ipynb").write_text(written())
    return root


def written(text="正文，见[旁边](beside.md)与[数据](data.csv)。"):
    return notebook(
        markdown(f"# 注意力的实验\n\n{text}"),
        code("plot()", stream("ok"), shown(image_png=base64_png())),
        date="2024-01-03",
    )


def base64_png():
    return base64.b64encode(picture("PNG")).decode()


def test_a_notebook_beside_markdown_is_an_article_with_its_pictures_and_links(folder, author):
    report = import_folder(folder, author=author)
    assert report.created == ["beside.md", "实验.ipynb"]
    assert not report.problems
    article = Article.objects.get(title="注意力的实验")
    assert article.is_public()
    assert article.language == "zh-hans"
    assert "data:" not in article.body
    assert MediaFile.objects.filter(former_path__endswith="output-1.png").count() == 1
    beside = Article.objects.get(title="旁边")
    assert article.get_absolute_url() in beside.html
    assert beside.get_absolute_url() in article.html
    assert "data.csv" in article.html


def test_a_second_import_brings_in_what_changed_and_finds_a_renamed_notebook(folder, author):
    import_folder(folder, author=author)
    first = Article.objects.get(title="注意力的实验")
    again = import_folder(folder, author=author)
    assert sorted(again.unchanged) == ["beside.md", "实验.ipynb"]
    (folder / "实验.ipynb").rename(folder / "renamed.ipynb")
    import_folder(folder, author=author)
    (folder / "renamed.ipynb").write_text(written("改过的正文。"))
    assert import_folder(folder, author=author).updated == ["renamed.ipynb"]
    first.refresh_from_db()
    assert "改过的正文" in first.body
    assert Article.objects.count() == 2


def test_run_again_with_other_numbers_of_cells_is_unchanged(folder, author):
    import_folder(folder, author=author)
    path = folder / "实验.ipynb"
    value = json.loads(path.read_text())
    value["cells"][1]["execution_count"] = 7
    path.write_text(json.dumps(value))
    assert "实验.ipynb" in import_folder(folder, author=author).unchanged


def test_a_notebook_with_the_markdown_made_of_it_is_not_imported_twice(folder, author):
    (folder / "beside.ipynb").write_text(written())
    assert import_folder(folder, author=author).created == ["beside.md", "实验.ipynb"]


def test_a_broken_notebook_is_named_and_the_rest_imported(folder, author):
    (folder / "实验.ipynb").write_text('{"cells": [')
    report = import_folder(folder, author=author)
    assert report.created == ["beside.md"]
    assert [(each.file, each.code) for each in report.skipped] == [
        ("实验.ipynb", "notebook-broken")
    ]


def test_a_zip_and_a_single_notebook_are_imported(folder, author, tmp_path):
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as archive:
        archive.write(folder / "实验.ipynb", "course/实验.ipynb")
    report = import_path(tmp_path / "course.zip", author=author)
    assert report.created == ["实验.ipynb"]
    assert import_path(folder / "实验.ipynb", author=author).created == ["实验.ipynb"]


def test_a_markdown_file_with_pictures_in_its_text_gets_files(folder, author):
    address = f"data:image/png;base64,{base64_png()}"
    text = f"---\ndate: 2024-01-01\n---\n# A\n\n![a][image1]\n\n[image1]: <{address}>\n"
    (folder / "docs.md").write_text(text)
    import_folder(folder, author=author)
    article = Article.objects.get(title="A")
    assert "data:" not in article.body
    assert "<img" in article.html


def test_all_of_thirty_cells_is_on_the_page_and_nothing_is_lost(folder, author, client):
    assert len(json.loads(sample_notebook())["cells"]) == 30
    (folder / "thirty.ipynb").write_text(sample_notebook())
    report = import_folder(folder, author=author)
    assert [each.code for each in report.problems] == ["outputs-left-out"]
    page = client.get("/articles/thirty/").content.decode()
    shown = ("注意力机制的三十个单元格", "形状：", "accuracy: 0.8712", "模型 5", "只看输出", "维数")
    assert [words for words in shown if words not in page] == []
    hidden = ("secret", "50%", "IntSlider(value", "dataframe", "\x1b", "[0;31m", "data:image")
    assert [words for words in hidden if words in page] == []
    assert page.count("<math") == 9
    assert page.count("<figure") >= 3
    assert "<details" in page
