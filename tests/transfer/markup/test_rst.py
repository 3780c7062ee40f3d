"""reStructuredText of Pelican, Nikola and Sphinx."""

import pytest

from articles.models import Article, PathRedirect
from tests.each import check_each
from tests.transfer.imports import import_folder
from tests.transfer.sites.fixture_sites import write_files
from transfer.messages import ImportFailure
from transfer.rst import rst_as_markdown

CASES = (
    ("*甲* **乙** ``丙`` `丁 <http://x.org>`_", "*甲* **乙** `丙` [丁](http://x.org)"),
    (":math:`x^2`\n\n.. math::\n\n   a = b", "$x^2$\n\n$$\na = b\n$$"),
    (".. math:: a\n   :label: eq\n", "$$\na\n\\label{eq}\n$$"),
    (".. code-block:: python\n   :linenos:\n\n   x = 1", "```python\nx = 1\n```"),
    ("例::\n\n   x", "例:\n\n```\nx\n```"),
    (".. figure:: a.png\n   :alt: 图\n\n   说明", '![图](a.png "说明")'),
    ("文 [1]_\n\n.. [1] 脚注", "文 [^1]\n\n[^1]: 脚注"),
    (".. note:: 甲", "> [!note]\n> 甲"),
    (".. admonition:: 题\n\n   文", "> [!note] 题\n> 文"),
    (".. versionadded:: 1.2\n   新", "> [!note]\n> 1.2 新"),
    ("前\n\n.. more::\n\n后", "前\n\n<!-- more -->\n\n后"),
    (".. youtube:: abcdefghijk", "<https://www.youtube.com/watch?v=abcdefghijk>"),
    (".. toctree::\n   :maxdepth: 2\n\n   a\n   b\n\n文", "文"),
    (".. anything:: 甲\n   :x: 1\n\n   乙", "甲\n\n乙"),
    (":doc:`甲 </a>` :class:`~a.B` :custom:`乙`", "[甲](/a) `B` 乙"),
    (".. 注释\n   SECRET\n\n文", "文"),
    (".. image:: a.png\n   :wrong: 1", "```\n.. image:: a.png\n   :wrong: 1\n```"),
    ("`没有目标`_ 文", "\\`没有目标\\`\\_ 文"),
    (".. include:: /etc/passwd", "/etc/passwd"),
    (".. raw:: html\n   :file: /etc/passwd", "```\n.. raw:: html\n   :file: /etc/passwd\n```"),
)


def test_restructured_text_becomes_markdown():
    def check(source, expected):
        assert rst_as_markdown(source).markdown.strip() == expected

    check_each(CASES, check)


def test_the_head_of_each_system_is_read():
    pelican = "题\n####\n\n:date: 2020-01-02 10:00\n:tags: 甲, 乙\n:status: draft\n\n文"
    nikola = (
        ".. title: 题\n.. date: 2020-01-02 10:00 UTC+08:00\n.. tags: 甲,乙\n.. status: draft\n\n文"
    )
    for source in (pelican, nikola):
        found = rst_as_markdown(source).markdown
        assert found.startswith("---\ntitle: 题\ndate: ")
        assert "tags:\n- 甲\n- 乙\nstatus: draft\n---\n\n文" in found


def test_directives_that_are_not_known_are_named():
    assert rst_as_markdown(".. note:: a\n\n.. odd:: b\n").names == (".. odd::",)


def test_a_text_that_cannot_be_read_is_refused_with_a_sentence():
    with pytest.raises(ImportFailure, match="docutils cannot read"):
        rst_as_markdown("- " * 3000 + "x")


@pytest.mark.django_db
@pytest.mark.either_database
def test_a_site_of_pelican_in_restructured_text_moves_in(tmp_path, author):
    files = {
        "pelicanconf.py": "PATH = 'content'\nSITEURL = 'https://blog.own.net'\n",
        "content/math/a.rst": "甲\n##\n\n:date: 2020-01-02\n\n`乙 <{filename}b.rst>`_ :math:`x`\n",
        "content/math/b.rst": "乙\n##\n\n:date: 2020-01-03\n:status: draft\n\n文\n",
    }
    report = import_folder(write_files(tmp_path, files), author=author)
    first, second = Article.objects.get(title="甲"), Article.objects.get(title="乙")
    assert (first.status, second.status, first.dialect) == ("published", "draft", "commonmark")
    assert f"[乙]({second.get_absolute_url()})" in first.body
    assert "$x$" in first.body
    assert report.redirects
    assert (first.category.name, PathRedirect.objects.get(path="/category/math.html").kind) == (
        "math",
        "topic",
    )
