"""Exports of Ghost: texts of its three formats, and what stays private."""

import json

import pytest

from tests.each import check_each
from tests.transfer.unpacking.exported import Unpacked, write_zip
from transfer.unpacking.ghost.routes import GhostPost, read_routes

pytestmark = pytest.mark.either_database


def ghost_post(pk="p1", **values):
    return {
        "id": pk,
        "title": f"标题 {pk}",
        "slug": f"slug-{pk}",
        "type": "post",
        "status": "published",
        "visibility": "public",
        "published_at": "2020-01-02T10:00:00.000Z",
        "html": "<p>正文</p>",
        **values,
    }


def ghost_export(*posts, **tables):
    data = {
        "posts": list(posts),
        "tags": [
            {"id": "t1", "name": "技术", "slug": "tech"},
            {"id": "t2", "name": "AI", "slug": "ai"},
            {"id": "t3", "name": "#hidden", "slug": "hash-hidden", "visibility": "internal"},
        ],
        "users": [{"id": "u1", "name": "Anna", "slug": "anna", "email": "anna@private.example"}],
        "settings": [{"key": "title", "value": "My blog"}],
        **tables,
    }
    return json.dumps({"db": [{"meta": {"exported_on": 1, "version": "5.0"}, "data": data}]})


@pytest.fixture
def unpack(tmp_path):
    def unpacked(*posts, **tables):
        path = tmp_path / "blog.ghost.json"
        path.write_text(ghost_export(*posts, **tables))
        return Unpacked(path, tmp_path / "made")

    return unpacked


def test_a_post_keeps_what_belongs_to_it(unpack):
    made = unpack(
        ghost_post(
            featured=1,
            custom_excerpt="Short",
            canonical_url="https://a.example/",
            feature_image="__GHOST_URL__/content/images/2020/a.png",
        ),
        posts_tags=[
            {"post_id": "p1", "tag_id": "t2", "sort_order": 1},
            {"post_id": "p1", "tag_id": "t1", "sort_order": 0},
            {"post_id": "p1", "tag_id": "t3", "sort_order": 2},
        ],
        posts_authors=[{"post_id": "p1", "author_id": "u1", "sort_order": 0}],
        posts_meta=[
            {"post_id": "p1", "feature_image_alt": "alt", "feature_image_caption": "<b>c</b>"}
        ],
        members=[{"email": "reader@private.example"}],
    )
    assert made.result.site_name == "My blog"
    assert made.head("posts/p1.md") == {
        "title": "标题 p1",
        "slug": "slug-p1",
        "date": "2020-01-02T10:00:00+00:00",
        "categories": ["技术"],
        "tags": ["AI"],
        "internal_tags": ["hidden"],
        "author": "Anna",
        "summary": "Short",
        "cover": "/content/images/2020/a.png",
        "cover_alt": "alt",
        "cover_caption": "c",
        "canonicalURL": "https://a.example/",
        "featured": True,
        "redirect_from": ["/slug-p1/"],
    }
    assert made.notes["export-members-left-out"] == {"count": 1}
    lines = (made.folder / "redirects.csv").read_text().splitlines()[1:]
    assert lines == ["/author/anna/,author,Anna", "/tag/ai/,tag,AI", "/tag/tech/,tag,技术"]
    assert not any("private.example" in path.read_text() for path in made.folder.rglob("*.*"))


def test_nothing_private_is_stated_as_public(unpack):
    private = {
        "draft": {"status": "draft"},
        "sent": {"status": "sent"},
        "scheduled": {"status": "scheduled"},
        "members": {"visibility": "members"},
        "paid": {"visibility": "paid"},
        "tiers": {"visibility": "tiers"},
    }
    mailed = {"posts_meta": [{"post_id": "mailed", "email_only": 1}]}
    posts = (ghost_post(pk, **values) for pk, values in private.items())
    made = unpack(*posts, ghost_post("mailed"), **mailed)
    assert made.head("posts/mailed.md")["listed"] is False
    for pk, values in private.items():
        assert values.items() <= made.head(f"posts/{pk}.md").items()


def lexical(*children):
    return {"lexical": json.dumps({"root": {"type": "root", "children": list(children)}})}


def mobiledoc(*sections, **lists):
    return {"mobiledoc": json.dumps({"version": "0.3.1", "sections": list(sections), **lists})}


def text(words, bits=0):
    return {"type": "extended-text", "text": words, "format": bits}


def paragraph(*children):
    return {"type": "paragraph", "children": list(children)}


def item(*children):
    return {"type": "listitem", "children": list(children)}


def test_what_only_members_saw_is_marked_and_what_was_only_mailed_is_left_out(unpack):
    def shown(**where):
        return {"type": "html", "html": "<p>inner</p>", "visibility": {"web": where}}

    mail = {"type": "email", "html": "<p>Dear reader</p>"}
    marked = {
        "card": lexical(paragraph(text("open")), {"type": "paywall"}, paragraph(text("inner"))),
        "segment": lexical(shown(nonMember=False, memberSegment="status:free"), mail),
        "html": {"html": "<p>open</p><!--members-only--><p>inner</p>"},
    }
    posts = (ghost_post(pk, **values) for pk, values in marked.items())
    made = unpack(*posts, ghost_post("mail", **lexical(shown(nonMember=False, memberSegment=""))))
    for pk in marked:
        assert made.body(f"posts/{pk}.md").endswith("<!-- members-only -->\n\ninner")
    assert made.body("posts/mail.md") == ""
    assert made.notes["export-mailed-left-out"] == {"count": 2}


def test_forms_are_left_out_and_missing_pictures_are_told_once(unpack):
    form = "甲\n\n<form action='x'>\n<input name='email'>\n</form>\n\n![](/content/images/a.png)\n"
    made = unpack(ghost_post("p", **lexical({"type": "markdown", "markdown": form})))
    assert made.body("posts/p.md") == "甲\n\n![](/content/images/a.png)"
    assert made.notes["export-forms-left-out"] == {"count": 1}
    assert made.notes["export-pictures-apart"] == {"count": 1}


INNER_LIST = {"type": "list", "listType": "bullet", "children": [item(text("in"))]}
ABOUT = {"title": "T", "description": "D"}
TEXTS = {
    "lexical text": (
        lexical(
            paragraph(text("a "), text("b", 1), {"type": "linebreak"}, text("x<y", 16)),
            {"type": "extended-heading", "tag": "h2", "children": [text("H")]},
            {
                "type": "list",
                "listType": "number",
                "start": 3,
                "children": [item(text("one")), item(INNER_LIST)],
            },
            paragraph({"type": "link", "url": "__GHOST_URL__/b/", "children": [text("link")]}),
        ),
        "a **b**\\\n`x<y`\n\n## H\n\n3. one\n    - in\n\n[link](/b/)",
    ),
    "lexical cards": (
        lexical(
            {"type": "codeblock", "code": "x = $1$\n", "language": "python"},
            {"type": "markdown", "markdown": "- **a** $x_1$\n- b"},
            {"type": "callout", "calloutText": "<b>see</b>", "calloutEmoji": "💡"},
            {"type": "toggle", "heading": "More", "content": "<p>in</p>"},
            {"type": "signup", "header": "Subscribe"},
            {"type": "horizontalrule"},
        ),
        "```python\nx = $1$\n```\n\n- **a** $x_1$\n- b\n\n> [!note]\n> 💡 **see**\n\n"
        "> [!note]- More\n> in\n\n---",
    ),
    "lexical pictures": (
        lexical(
            {"type": "image", "src": "/a.png", "alt": "A", "caption": "words"},
            {
                "type": "gallery",
                "images": [{"src": "/b.png"}, {"src": "/c.png"}],
                "caption": "both",
            },
            {"type": "embed", "url": "https://youtu.be/abcdefghijk", "html": "<iframe></iframe>"},
            {"type": "bookmark", "url": "https://a.example", "metadata": ABOUT},
            {"type": "file", "src": "/content/files/a.pdf", "fileTitle": "Paper"},
            {"type": "unheard-of", "bodyText": "kept"},
        ),
        '![A](/a.png "words")\n\n![](/b.png) ![](/c.png)\n\nboth\n\n'
        "<https://youtu.be/abcdefghijk>\n\n> [T](https://a.example)\n>\n> D\n\n"
        "[Paper](/content/files/a.pdf)\n\nkept",
    ),
    "mobiledoc": (
        mobiledoc(
            [
                *(1, "p"),
                [
                    *([0, [], 0, "a "], [0, [0, 1], 1, "b"], [0, [], 1, " c"]),
                    *([1, [], 0, 0], [0, [], 0, "d"]),
                ],
            ],
            [3, "ul", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
            [10, 0],
            [10, 1],
            markups=[["a", ["href", "https://a.example"]], ["strong"]],
            atoms=[["soft-return", "", {}]],
            cards=[
                ["code", {"code": "y", "language": "go"}],
                ["card-markdown", {"markdown": "*m*"}],
            ],
        ),
        "a [**b** c](https://a.example)\\\nd\n\n- one\n- two\n\n```go\ny\n```\n\n*m*",
    ),
    "html alone": ({"html": "<p>\\(x_1\\)</p>"}, "$x_1$"),
    "markdown of version 0": ({"markdown": "**a**", "html": "<b>a</b>"}, "**a**"),
    "a broken text": ({"lexical": "{", "html": "<p>a</p>"}, "a"),
}


def test_texts_become_markdown(unpack):
    made = unpack(*(ghost_post(f"x{n}", **values) for n, (values, _) in enumerate(TEXTS.values())))

    def is_body(name, body):
        assert made.body(name) == body

    check_each([(f"posts/x{n}.md", body) for n, (_, body) in enumerate(TEXTS.values())], is_body)
    assert made.notes["export-card-unknown"] == {"name": "unheard-of", "count": 1}


def test_pictures_of_a_zip_become_files(tmp_path):
    html = '<img src="__GHOST_URL__/content/images/size/w600/2020/a.png">'
    cover = "/content/images/2020/a.png"
    path = write_zip(
        tmp_path / "blog.zip",
        {
            "my.ghost.2020.json": ghost_export(ghost_post(html=html, feature_image=cover)),
            "content/images/2020/a.png": b"png",
            "routes.yaml": "collections:\n  /:\n    permalink: /{year}/{slug}/\n",
        },
    )
    made = Unpacked(path, tmp_path / "made")
    assert made.body("posts/p1.md") == "![](../files/content/images/2020/a.png)"
    assert made.head("posts/p1.md")["cover"] == "../files/content/images/2020/a.png"
    assert made.head("posts/p1.md")["redirect_from"] == ["/2020/slug-p1/"]


def test_routes_choose_the_first_collection_that_takes_a_post():
    routes = read_routes(
        "collections:\n"
        "  /news/: {permalink: '/news/{slug}/', filter: 'primary_tag:news'}\n"
        "  /other/: {permalink: '/o/{primary_tag}/{slug}/', filter: 'tag:-[news]+tag:[ai,tech]'}\n"
        "  /: {permalink: '/{id}/'}\n"
        "taxonomies: {tag: '/topic/{slug}/'}\n"
    )

    def at(*tags):
        return routes.address(GhostPost("7", "s", None, tags, (), False))

    assert [at("news", "ai"), at("ai"), at("x"), at()] == ["/news/s/", "/o/ai/s/", "/7/", "/7/"]
    assert routes.list_address("tag", "ai") == "/topic/ai/"
    assert routes.list_address("author", "anna") == ""
    assert read_routes("a: [").address(GhostPost("7", "s", None, (), (), False)) == "/s/"
