"""WordPress and Ghost get everything that they have a place for; our own readers bring it back."""

import json
import zipfile
from xml.etree import ElementTree

import pytest

from articles.models import Article, Page
from articles.models.cover_field import cover_of
from tests.each import check_each
from tests.factories import make_article, make_user
from tests.media.factories import make_file
from tests.transfer.export.site_to_leave import BASE, DATE, make_site
from transfer.export.systems.system_files import write_ghost, write_wordpress
from transfer.imports import import_path

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

TABLES = ("posts", "tags", "users", "posts_tags", "posts_authors", "posts_meta")
TAGS = {"Transformer", "C#", "机器学习"}
WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def wordpress_items(path):
    channel = ElementTree.parse(path).getroot().find("channel")
    return channel, {item.findtext("title"): item for item in channel.iter("item")}


def test_wordpress_gets_states_dates_terms_and_files(tmp_path):
    make_site()
    write_wordpress(tmp_path / "site.xml", BASE)
    channel, items = wordpress_items(tmp_path / "site.xml")
    item = items["注意力 & “权重” <1>"]
    content = item.findtext(CONTENT)
    meta = {each[0].text: each[1].text for each in item.iter(f"{WP}postmeta")}
    attachment = items["图.png"]

    def check(found, wanted):
        assert found == wanted

    states = {title: each.findtext(f"{WP}status") for title, each in items.items()}
    terms = [(t.get("domain"), t.get("nicename"), t.text) for t in item.iter("category")]
    check_each(
        [
            (channel.findtext(f"{WP}wxr_version"), "1.2"),
            (channel.findtext(f"{WP}base_blog_url"), BASE),
            ([a.findtext(f"{WP}author_email") for a in channel.iter(f"{WP}author")], ["", ""]),
            ([each.text for each in channel.iter(f"{WP}cat_name")], ["机器学习", "从零开始"]),
            (item.findtext(f"{WP}post_date"), "2024-03-05 14:07:08"),
            (item.findtext(f"{WP}post_date_gmt"), "2024-03-05 06:07:08"),
            (items["草稿"].findtext(f"{WP}post_date_gmt"), "0000-00-00 00:00:00"),
            (item.findtext(f"{WP}is_sticky"), "1"),
            (terms[0][0::2], ("category", "机器学习")),
            (terms[1][0::2], ("category", "从零开始")),
            ({name for domain, _slug, name in terms if domain == "post_tag"}, TAGS),
            (states, {"注意力 & “权重” <1>": "publish", "草稿": "draft", "以后": "future",
                      "旧文": "private", "关于": "publish", "未发布": "draft",
                      "图.png": "inherit"}),
            (meta["_thumbnail_id"], attachment.findtext(f"{WP}post_id")),
            (attachment.findtext(f"{WP}attachment_url") in content, True),
            ('<code class="language-python">if a &lt; b' in content, True),
            ("<annotation encoding=\"application/x-tex\">E=mc^2</annotation>" in content, True),
            (content.count("<!-- wp:"), content.count("<!-- /wp:")),
            ("private.example" in (tmp_path / "site.xml").read_text(), False),
        ],
        check,
    )  # fmt: skip


def test_numbers_of_items_are_unique_and_the_file_is_for_its_owner(tmp_path):
    make_site()
    write_wordpress(tmp_path / "site.xml", BASE)
    _channel, items = wordpress_items(tmp_path / "site.xml")
    numbers = [item.findtext(f"{WP}post_id") for item in items.values()]
    assert len(set(numbers)) == len(items) == 7
    assert (tmp_path / "site.xml").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site.xml"]


def test_files_are_looked_up_by_batches_not_by_texts(tmp_path, django_assert_max_num_queries):
    for number in range(12):
        file = make_file()
        make_article(slug=f"a{number}", body=file.markdown, cover=cover_of(file))
    with django_assert_max_num_queries(24):
        assert write_wordpress(tmp_path / "site.xml", BASE).files == 12


@pytest.mark.parametrize("series_as", ["tag", "nothing"])
def test_a_series_can_be_a_tag_or_nothing(tmp_path, series_as):
    make_site()
    write_wordpress(tmp_path / "site.xml", BASE, series_as=series_as)
    _channel, items = wordpress_items(tmp_path / "site.xml")
    terms = items["注意力 & “权重” <1>"].iter("category")
    found = {term.get("domain") for term in terms if term.text == "从零开始"}
    assert found == ({"post_tag"} if series_as == "tag" else set())


def test_formulas_can_be_latex(tmp_path):
    make_site()
    write_wordpress(tmp_path / "site.xml", BASE, formulas="latex")
    content = wordpress_items(tmp_path / "site.xml")[1]["注意力 & “权重” <1>"].findtext(CONTENT)
    assert r"\(E=mc^2\)" in content
    assert r"\[\int_0^1 x\,dx = \frac12\]" in content
    assert "<math" not in content


def test_a_text_that_could_not_be_rendered_is_exported_as_its_source(tmp_path):
    article = make_article(body="**源**")
    Article.objects.filter(pk=article.pk).update(html="")
    write_wordpress(tmp_path / "site.xml", BASE)
    content = wordpress_items(tmp_path / "site.xml")[1][article.title].findtext(CONTENT)
    assert "<pre><code" in content
    assert "**源**" in content


def ghost_tables(path):
    text = (
        zipfile.ZipFile(path).read("longwave.ghost.json")
        if path.suffix == ".zip"
        else path.read_text()
    )
    return json.loads(text)["db"][0]["data"]  # fmt: skip


def test_ghost_gets_rows_that_its_tables_accept(tmp_path):
    make_site()
    make_article(title="长摘要", summary="长" * 400, slug="about")
    write_ghost(tmp_path / "site.json", BASE)
    data = ghost_tables(tmp_path / "site.json")
    posts = {row["title"]: row for row in data["posts"]}
    article = posts["注意力 & “权重” <1>"]
    cards = json.loads(article["lexical"])["root"]["children"]
    tags = {row["id"]: row["name"] for row in data["tags"]}
    linked = [row for row in data["posts_tags"] if row["post_id"] == article["id"]]
    ids = [
        row["id"]
        for table in ("posts", "tags", "users", "posts_tags", "posts_authors", "posts_meta")
        for row in data[table]
    ]

    def check(found, wanted):
        assert found == wanted

    check_each(
        [
            ({t: (r["type"], r["status"]) for t, r in posts.items() if t != "长摘要"},
             {"注意力 & “权重” <1>": ("post", "published"), "草稿": ("post", "draft"),
              "以后": ("post", "scheduled"), "旧文": ("post", "draft"),
              "关于": ("page", "published"), "未发布": ("page", "draft")}),
            (article["published_at"], "2024-03-05T06:07:08.000Z"),
            (posts["草稿"]["published_at"], None),
            (article["featured"], True),
            ({card["type"] for card in cards}, {"html", "codeblock"}),
            ([card["language"] for card in cards if card["type"] == "codeblock"], ["python"]),
            (tags[linked[0]["tag_id"]], "机器学习"),
            ({tags[row["tag_id"]] for row in linked}, TAGS | {"从零开始"}),
            (len({row["slug"] for row in data["posts"]}), len(posts)),
            (len(posts["长摘要"]["custom_excerpt"]), 300),
            (len(set(ids)) == len(ids) and {len(each) for each in ids} == {24}, True),
            ({row["email"].rpartition("@")[2] for row in data["users"]}, {"example.invalid"}),
            (article["feature_image"].startswith(f"{BASE}/files/"), True),
        ],
        check,
    )  # fmt: skip


def test_a_zip_for_ghost_has_the_files(tmp_path):
    make_site()
    result = write_ghost(tmp_path / "site.zip", BASE)
    names = zipfile.ZipFile(tmp_path / "site.zip").namelist()
    image = ghost_tables(tmp_path / "site.zip")["posts"][0]["feature_image"]
    assert result.missing == ()
    assert [name for name in names if name.startswith("content/images/")]
    assert image.startswith("__GHOST_URL__/content/images/longwave/")


@pytest.mark.parametrize(
    ("write", "name"), [(write_wordpress, "site.xml"), (write_ghost, "site.zip")]
)
def test_our_own_reader_brings_the_site_back(tmp_path, write, name):
    before = make_site()
    tags = set(before.tags.names())
    write(tmp_path / name, BASE)
    Article.objects.all().delete()
    Page.objects.all().delete()
    import_path(tmp_path / name, author=make_user())
    found = {each.title: each for each in Article.objects.all()}
    article = found["注意力 & “权重” <1>"]
    assert set(found) == {before.title, "草稿", "以后", "旧文"}
    assert {title for title, each in found.items() if each.is_public()} == {before.title}
    assert found["以后"].is_scheduled
    assert found["以后"].published_at.year == 2090
    assert (article.slug, article.published_at) == ("attention", DATE)
    assert (article.category.name, article.summary, article.featured) == (
        "机器学习",
        "摘要 & 要点",
        True,
    )
    assert tags <= set(article.tags.values_list("name", flat=True)) | {article.category.name}
    assert set(Page.objects.values_list("title", "is_published")) == {
        ("关于", True),
        ("未发布", False),
    }
    assert "$E=mc^2$" in article.body
    assert "```python" in article.body
    assert "[^1]" in article.body
    assert "]]>" in article.body
    assert [line for line in ("小节", "![图](", "**文字**") if line not in article.body] == []
