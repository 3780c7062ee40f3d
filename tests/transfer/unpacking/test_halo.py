"""Halo 1 and 2: their exports, and what stays private."""

import base64
import json

import pytest

from tests.transfer.unpacking.exported import Unpacked, write_zip
from transfer.unpacking.halo.halo_two import patched

pytestmark = pytest.mark.either_database

TIME = 1577959200000  # 2020-01-02 10:00:00 UTC
COMMENT = {"id": 1, "postId": 1, "author": "Bo", "email": "b@private.example", "content": "好"}
DAY = "2020-01-02T10:00:00+00:00"


def halo_one(*posts, **tables):
    data = {
        "version": "1.6.0",
        "posts": list(posts),
        "contents": [
            {"id": post["id"], "originalContent": "**a**", "content": "a"} for post in posts
        ],
        "sheets": [],
        "journals": [],
        "categories": [{"id": 1, "name": "技术", "slug": "tech"}],
        "tags": [{"id": 2, "name": "AI", "slug": "ai"}],
        "post_categories": [{"postId": 1, "categoryId": 1}],
        "post_tags": [{"postId": 1, "tagId": 2}],
        "post_comments": [
            {**COMMENT, "status": "PUBLISHED", "createTime": TIME},
            {**COMMENT, "status": "AUDITING"},
        ],
        "options": [{"key": "blog_url", "value": "https://old.example"}],
        **tables,
    }
    return json.dumps(data, ensure_ascii=False)


def halo_post(pk=1, **values):
    stated = {"id": pk, "title": f"标题 {pk}", "slug": f"s-{pk}", "status": "PUBLISHED"}
    return {**stated, "createTime": TIME, "thumbnail": "/upload/2020/a.png", **values}


def test_the_export_of_version_1_is_read(tmp_path):
    files = {
        "halo-data-export.json": halo_one(halo_post(topPriority=1, summary="Short")),
        "upload/2020/a.png": b"png",
    }
    made = Unpacked(write_zip(tmp_path / "a.zip", files), tmp_path / "made")
    assert (made.result.system, made.result.hosts) == ("halo", ("old.example",))
    assert made.head("posts/1.md") == {
        "title": "标题 1",
        "slug": "s-1",
        "date": DAY,
        "summary": "Short",
        "featured": True,
        "redirect_from": ["/archives/s-1"],
        "categories": ["技术"],
        "tags": ["AI"],
        "cover": "../files/upload/2020/a.png",
        "comments": [{"id": "1", "author": "Bo", "date": DAY, "text": "好"}],
    }
    assert made.body("posts/1.md") == "**a**"
    assert made.notes["export-comments-left-out"] == {"count": 1}
    assert "/categories/tech,category,技术" in (made.folder / "redirects.csv").read_text()


def test_nothing_private_of_version_1_is_stated_as_public(tmp_path):
    path = tmp_path / "halo.json"
    path.write_text(
        halo_one(
            halo_post(1, status="DRAFT"),
            halo_post(2, status="INTIMATE"),
            halo_post(3, password="secret"),
            halo_post(4, status="RECYCLE"),
        )
    )
    made = Unpacked(path, tmp_path / "made")
    assert made.head("posts/1.md")["status"] == "draft"
    assert made.head("posts/2.md")["status"] == "intimate"
    assert made.head("posts/3.md")["password"] is True
    assert "posts/4.md" not in made.names
    assert made.notes["export-trash-left-out"] == {"count": 1}


def extension(kind, name, **values):
    data = json.dumps({"metadata": {"name": name}, **values}).encode()
    return {"name": f"/registry/{kind}/{name}", "data": base64.b64encode(data).decode()}


def backup(*extensions):
    return {
        "extensions.data": json.dumps(list(extensions)),
        "workdir/attachments/upload/a.png": b"png",
    }


def snapshot(name, raw, kind="markdown", html=""):
    spec = {"rawType": kind, "rawPatch": raw, "contentPatch": html}
    return extension("content.halo.run/snapshots", name, spec=spec)


def post_extension(name, **spec):
    stated = {"title": name, "slug": f"s-{name}", "publish": True, "visible": "PUBLIC"}
    stated |= {"baseSnapshot": "base", "releaseSnapshot": "base", "headSnapshot": "base"}
    stated |= {"publishTime": "2020-01-02T10:00:00Z"}
    return extension("content.halo.run/posts", name, spec={**stated, **spec})


def test_the_backup_of_version_2_is_read(tmp_path):
    delta = {"type": "CHANGE", "source": {"position": 1, "lines": ["b"]}}
    delta["target"] = {"position": 1, "lines": ["![p](/upload/a.png)", "c"]}
    made = Unpacked(
        write_zip(
            tmp_path / "a.zip",
            backup(
                snapshot("base", "a\nb\nd"),
                snapshot("later", json.dumps([delta])),
                snapshot("html", "", "HTML", "<p><b>x</b></p>"),
                post_extension("one", releaseSnapshot="later", categories=["c1"], pinned=True),
                post_extension("two", publish=False),
                post_extension("three", visible="PRIVATE"),
                post_extension("four", baseSnapshot="html", releaseSnapshot="html"),
                post_extension("five", deleted=True),
                extension(
                    "content.halo.run/categories", "c1", spec={"displayName": "技术", "slug": "t"}
                ),
                extension(
                    "configmaps",
                    "system",
                    data={"routeRules": '{"post": "/{year}/{slug}"}', "basic": "{}"},
                ),
            ),
        ),
        tmp_path / "made",
    )
    assert made.body("posts/one.md") == ("a\n![p](../files/workdir/attachments/upload/a.png)\nc\nd")
    assert {**made.head("posts/one.md"), "date": ""} == {
        "title": "one",
        "slug": "s-one",
        "date": "",
        "categories": ["技术"],
        "featured": True,
        "redirect_from": ["/2020/s-one"],
    }
    assert made.head("posts/two.md")["draft"] is True
    assert made.head("posts/three.md")["visibility"] == "PRIVATE"
    assert made.body("posts/four.md") == "**x**"
    assert "posts/five.md" not in made.names


def test_patches_change_lines_from_the_end_on():
    deltas = [
        {"source": {"position": 0, "lines": ["a"]}, "target": {"position": 0, "lines": []}},
        {"source": {"position": 2, "lines": []}, "target": {"position": 1, "lines": ["x", "y"]}},
    ]
    assert patched("a\nb\nc", json.dumps(deltas)) == "b\nx\ny\nc"
    assert patched("a", "") == "a"
