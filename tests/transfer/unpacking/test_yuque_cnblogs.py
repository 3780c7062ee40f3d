"""Exports of Yuque (语雀) and cnblogs (博客园)."""

import io
import json
import tarfile
from urllib.parse import quote

import pytest

from tests.transfer.unpacking.exported import Unpacked
from transfer.unpacking import UnknownExport

pytestmark = pytest.mark.either_database


def write_tar(path, files, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, text in files.items():
            data = text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def card(of, kind="inline", **data):
    return f'<card type="{kind}" name="{of}" value="data:{quote(json.dumps(data))}"></card>'


BODY = (
    '<!doctype lake><meta name="doc-version" content="1" /><h2>标题</h2><p>a '
    + card("math", code="x_1")
    + card("image", src="https://cdn.example/a.png", title="A")
    + "</p>"
    + card("codeblock", "block", mode="python", code="y = 1")
    + card("hr", "block")
    + "<p>"
    + card("file", src="https://cdn.example/a.pdf", name="a.pdf")
    + "</p>"
)


def document(pk, **values):
    stated = {"id": pk, "title": f"文 {pk}", "slug": f"s{pk}", "public": 1, "status": 1}
    stated |= {"created_at": "2020-01-02T10:00:00.000Z", "body": "<p>x</p>", "body_asl": BODY}
    return json.dumps({"doc": {**stated, **values}})


def test_a_book_of_yuque_is_read(tmp_path):
    book = {"book": {"name": "My book", "slug": "book", "user": {"login": "anna"}}}
    path = write_tar(
        tmp_path / "book.lakebook",
        {
            "123/$meta.json": json.dumps({"meta": json.dumps(book)}),
            "123/one.json": document(1),
            "123/two.json": document(2, public=0),
            "123/three.json": document(3, status=0, body_asl="", body="<p>b</p>"),
            "123/broken.json": "{",
        },
    )
    made = Unpacked(path, tmp_path / "made")
    assert (made.result.system, made.result.site_name) == ("yuque", "My book")
    assert made.body("1.md") == (
        "## 标题\n\na $x_1$![A](https://cdn.example/a.png)\n\n```python\ny = 1\n```\n\n---\n\n"
        "[a.pdf](https://cdn.example/a.pdf)"
    )
    assert made.head("1.md")["redirect_from"] == ["/anna/book/s1"]
    assert made.head("2.md")["public"] is False
    assert made.head("3.md")["draft"] is True
    assert made.notes["export-text-unreadable"]["name"] == "123/broken.json"


def test_a_packed_tar_of_markdown_is_unpacked(tmp_path):
    files = {"blog/a.md": "# a", "../outside.md": "x"}
    made = Unpacked(write_tar(tmp_path / "a.tar.gz", files, "w:gz"), tmp_path / "made")
    assert (made.result.system, made.names) == ("markdown", ["a.md"])
    assert made.notes == {"export-name-unsafe": {"count": 1}}


def test_a_tar_that_is_cut_off_is_refused(tmp_path):
    path = write_tar(tmp_path / "a.tgz", {"a.md": "# a" * 5000}, "w:gz")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UnknownExport):
        Unpacked(path, tmp_path / "made")


CNBLOGS = """<?xml version="1.0"?><rss version="2.0"><channel><title>博客园-Anna</title>
<link>https://www.cnblogs.com/anna/</link>
<item><title>一</title><link>https://www.cnblogs.com/anna/p/1001.html</link>
<pubDate>Thu, 02 Jan 2020 10:00:00 GMT</pubDate>
<description><![CDATA[## 标题

- **a** $x_1$ <img src="https://img.example/a.png">]]></description></item>
<item><title>二</title><link>https://www.cnblogs.com/anna/archive/2020/01/02/1002.html</link>
<description><![CDATA[<p><b>b</b></p>]]></description></item></channel></rss>"""


def test_the_backup_of_cnblogs_has_markdown_and_html(tmp_path):
    path = tmp_path / "CNBlogs_BlogBackup.xml"
    path.write_text(CNBLOGS)
    made = Unpacked(path, tmp_path / "made")
    texts = {made.head(name)["title"]: made.body(name) for name in made.names}
    assert made.result.system == "cnblogs"
    assert texts == {
        "一": '## 标题\n\n- **a** $x_1$ <img src="https://img.example/a.png">',
        "二": "**b**",
    }
