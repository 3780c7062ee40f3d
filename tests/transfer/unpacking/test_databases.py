"""Typecho and DjangoBlog: their databases, and the backups of Typecho."""

import hashlib
import json
import sqlite3
import struct

import pytest

from tests.transfer.unpacking.exported import Unpacked, write_zip
from transfer.unpacking.tables.sql_dumps import SqlDump

pytestmark = pytest.mark.either_database

TABLES = {"contents": 1, "comments": 2, "metas": 3, "relationships": 4, "users": 5, "fields": 6}
HEADER = b"%TYPECHO_BACKUP_0001%"
TIME = 1577959200  # 2020-01-02 10:00:00 UTC


def backup_row(table, values):
    texts = {key: None if value is None else str(value).encode() for key, value in values.items()}
    schema = json.dumps({k: None if v is None else len(v) for k, v in texts.items()}).encode()
    body = b"".join(value or b"" for value in texts.values())
    data = struct.pack("<HHI", TABLES[table], len(schema), len(body)) + schema + body
    return data + hashlib.md5(data).hexdigest().encode()


def content(cid, text, **values):
    stated = {"type": "post", "status": "publish", "authorId": 1, "parent": 0, "password": None}
    return "contents", {
        "cid": cid,
        "title": f"标题 {cid}",
        "slug": f"s-{cid}",
        "created": TIME,
        "modified": TIME,
        "text": text,
        **stated,
        **values,
    }


OTHER_ROWS = [
    ("metas", {"mid": 1, "name": "技术", "slug": "tech", "type": "category"}),
    ("metas", {"mid": 2, "name": "AI", "slug": "ai", "type": "tag"}),
    ("relationships", {"cid": 1, "mid": 1}),
    ("relationships", {"cid": 1, "mid": 2}),
    ("users", {"uid": 1, "name": "anna", "screenName": "Anna", "mail": "a@private.example"}),
    ("fields", {"cid": 1, "name": "thumb", "str_value": "https://old.example/usr/uploads/a.png"}),
    (
        "comments",
        {"coid": 1, "cid": 1, "created": TIME, "author": "Bo", "mail": "b@private.example"}
        | {"text": "好", "type": "comment", "status": "approved", "parent": 0},
    ),
    ("comments", {"coid": 2, "cid": 1, "text": "spam", "status": "spam"}),
]


@pytest.fixture
def unpack_backup(tmp_path):
    def unpacked(*rows, end=HEADER, name="20240101_old.example_65a.dat"):
        path = tmp_path / name
        path.write_bytes(HEADER + b"".join(backup_row(*row) for row in rows) + end)
        return Unpacked(path, tmp_path / "made")

    return unpacked


def test_a_backup_of_typecho_keeps_what_belongs_to_a_post(unpack_backup):
    made = unpack_backup(content(1, "<!--markdown-->**a** $x_1$\n<!--more-->\nb"), *OTHER_ROWS)
    assert (made.result.system, made.result.hosts) == ("typecho", ("old.example",))
    assert made.head("posts/1.md") == {
        "title": "标题 1",
        "slug": "s-1",
        "date": "2020-01-02T10:00:00+00:00",
        "categories": ["技术"],
        "tags": ["AI"],
        "author": "Anna",
        "cover": "https://old.example/usr/uploads/a.png",
        "redirect_from": [
            *("/archives/1/", "/index.php/archives/1/"),
            *("/archives/s-1.html", "/index.php/archives/s-1.html"),
            *("/tech/s-1.html", "/index.php/tech/s-1.html"),
        ],
        "comments": [
            {"id": "1", "author": "Bo", "date": "2020-01-02T10:00:00+00:00", "text": "好"}
        ],
    }
    assert made.body("posts/1.md") == "**a** $x_1$\n<!-- more -->\nb"
    assert made.notes["export-comments-left-out"] == {"count": 1}
    assert "/category/tech/,category,技术" in (made.folder / "redirects.csv").read_text()
    assert "private.example" not in (made.folder / "posts/1.md").read_text()


def test_nothing_private_of_typecho_is_stated_as_public(unpack_backup):
    made = unpack_backup(
        content(1, "a", status="hidden"),
        content(2, "a", status="private"),
        content(3, "a", status="waiting"),
        content(4, "a", password="secret"),
        content(5, "a", type="post_draft"),
        content(6, "a", type="post_draft", parent=1),
        content(7, "a:1:{}", type="attachment"),
    )
    assert [made.head(f"posts/{n}.md").get("status") for n in (1, 2, 3)] == [
        *("hidden", "private", "waiting")
    ]
    assert made.head("posts/4.md")["password"] is True
    assert made.head("posts/5.md")["draft"] is True
    assert made.notes["export-revisions-left-out"] == {"count": 1}
    assert [name for name in made.names if name.endswith(".md")] == [
        f"posts/{n}.md" for n in range(1, 6)
    ]


def test_a_backup_that_is_cut_off_is_read_to_its_end(unpack_backup):
    made = unpack_backup(content(1, "a"), end=backup_row(*content(2, "b"))[:-50])
    assert "export-cut-off" in made.notes
    assert "posts/1.md" in made.names


def test_pages_and_html_of_typecho(unpack_backup):
    made = unpack_backup(content(1, "<b>a</b>\n\nb", type="page"))
    assert made.body("pages/1.md") == "**a**\n\nb"
    assert made.head("pages/1.md")["redirect_from"] == ["/s-1.html", "/index.php/s-1.html"]


MYSQL = """-- MySQL dump 10.13
CREATE TABLE `blog_contents` (
  `cid` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `title` varchar(150) DEFAULT NULL,
  `slug` varchar(150), `created` int, `text` longtext,
  `type` varchar(16), `status` varchar(16),
  PRIMARY KEY (`cid`)
) ENGINE=InnoDB;
CREATE TABLE `blog_metas` (`mid` int, `name` text);
CREATE TABLE `blog_relationships` (`cid` int, `mid` int);
INSERT INTO `blog_contents` VALUES (1,'It\\'s (a); \\"b\\"','one',1577959200,'<!--markdown-->a\\nb',
'post','publish'),(2,NULL,'two',0,'x','attachment','publish');
INSERT INTO `blog_options` (`name`, `user`, `value`) VALUES ('siteUrl',0,'https://old.example/'),
('routingTable',0,'{\\"post\\":{\\"url\\":\\"\\/[year:digital:4]\\/[slug]\\/\\"}}');
"""


def test_a_dump_of_typecho_is_read_with_its_addresses(tmp_path):
    path = write_zip(
        tmp_path / "a.zip", {"blog.sql": MYSQL.replace("\\/", "/"), "usr/uploads/x": "x"}
    )
    made = Unpacked(path, tmp_path / "made")
    assert made.result.system == "typecho"
    head = made.head("posts/1.md")
    assert head["title"] == 'It\'s (a); "b"'
    assert head["redirect_from"] == ["/2020/one/", "/index.php/2020/one/"]
    assert made.body("posts/1.md") == "a\nb"


def test_strings_of_other_dumps_have_no_backslashes():
    text = (
        'CREATE TABLE "t" ("id" integer NOT NULL,\n "a" text, b text);\n'
        "INSERT INTO t VALUES(1,'C:\\dir''s',replace('x\\ny','\\n',char(10)));\n"
        "COPY public.t (id, a, b) FROM stdin;\n2\tq\\tr\t\\N\n\\.\n"
    )
    assert [row for _table, row in SqlDump(text).rows(lambda name: name == "t")] == [
        {"id": "1", "a": "C:\\dir's", "b": "x\ny"},
        {"id": "2", "a": "q\tr", "b": None},
    ]


@pytest.fixture
def django_blog(tmp_path):
    path = tmp_path / "db.sqlite3"
    database = sqlite3.connect(path)
    database.executescript("""
        CREATE TABLE blog_article (id integer, title text, body text, pub_time text,
            creation_time text, last_modify_time text, status text, type text, author_id integer,
            category_id integer);
        CREATE TABLE blog_category (id, name, slug, parent_category_id);
        CREATE TABLE blog_tag (id, name, slug);
        CREATE TABLE blog_article_tags (id, article_id, tag_id);
        CREATE TABLE accounts_bloguser (id, username, nickname, email);
        CREATE TABLE comments_comment (id, body, creation_time, is_enable, article_id, author_id,
            parent_comment_id);
        INSERT INTO blog_article VALUES (1, '标题', '!!! note\n    a', '2020-01-02 10:00:00',
            '2020-01-01 10:00:00', '2021-01-01 10:00:00', 'p', 'a', 1, 2),
            (2, 'draft', 'b', '2020-01-02', '2020-01-02', '2020-01-02', 'd', 'a', 1, NULL),
            (3, 'about', 'c', '2020-01-02', '2020-01-02', '2020-01-02', 'p', 'p', 1, NULL);
        INSERT INTO blog_category VALUES (1, '技术', 'tech', NULL), (2, 'Python', 'py', 1);
        INSERT INTO blog_tag VALUES (1, 'AI', 'ai');
        INSERT INTO blog_article_tags VALUES (1, 1, 1);
        INSERT INTO accounts_bloguser VALUES (1, 'anna', 'Anna', 'a@private.example');
        INSERT INTO comments_comment VALUES (1, 'yes', '2020-02-01', 1, 1, 1, NULL),
            (2, 'no', '2020-02-01', 0, 1, 1, NULL);
    """)
    database.commit()
    database.close()
    return Unpacked(path, tmp_path / "made")


def test_the_database_of_django_blog_is_read(django_blog):
    assert (django_blog.result.system, django_blog.result.dialect) == (
        *("djangoblog", "python-markdown"),
    )
    assert django_blog.head("articles/1.md") == {
        "title": "标题",
        "date": "2020-01-02 10:00:00",
        "updated": "2021-01-01 10:00:00",
        "categories": ["技术", "Python"],
        "tags": ["AI"],
        "author": "Anna",
        "redirect_from": ["/article/2020/1/1/1.html"],
        "comments": [{"id": "1", "author": "Anna", "date": "2020-02-01", "text": "yes"}],
        "slug": "biao-ti",
    }
    assert django_blog.body("articles/1.md") == "!!! note\n    a"
    assert django_blog.head("articles/2.md")["draft"] is True
    assert django_blog.head("pages/3.md")["layout"] == "page"
    assert "/category/py.html,category,Python" in (django_blog.folder / "redirects.csv").read_text()
