"""Parsing lists of tag names."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.tag_names import WITHIN_A_LIST, format_tag_name, format_tag_names, parse_tag_names
from tests.admin.test_authors_and_editors import act, change, form
from tests.factories import make_article
from transfer.reading import front_matter_block
from transfer.reading.front_matter import FrontMatter


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲，乙、丙", ["甲", "乙", "丙"]),
        ("甲；乙;丙,丁", ["甲", "乙", "丙", "丁"]),
        ("深度 学习", ["深度 学习"]),
        ("Machine Learning", ["Machine Learning"]),
        ("Machine Learning，深度 学习", ["Machine Learning", "深度 学习"]),
        ('"a, b", c', ["a, b", "c"]),
        ('c、"甲，乙"、d', ["c", "甲，乙", "d"]),
        ('"a b" c', ["a b", "c"]),
        ('"unclosed, a', ['"unclosed', "a"]),
        ('5" disk, a', ['5" disk', "a"]),
        ('"5"" disk, new", a', ['5" disk, new', "a"]),
        ('""", a', ['"""', "a"]),
        ("“甲，乙”，丙", ["甲，乙", "丙"]),
        ("“双碳”，“甲，乙”派", ["“双碳”", "“甲", "乙”派"]),
        ("Python, python", ["python"]),
        (" ，、, ;", []),
        ("", []),
        ("甲\n乙", ["甲", "乙"]),
        ("  a   b  ,c", ["a b", "c"]),
        ("C++、C#、.NET", ["C++", "C#", ".NET"]),
    ],
)
def test_separators_separate_and_spaces_do_not(text, names):
    assert parse_tag_names(text) == names


@given(st.lists(st.text("甲乙 ab,，、;；C+#.", min_size=1).map(lambda t: " ".join(t.split()))))
def test_what_a_form_shows_is_read_as_the_same_names(names):
    unique = list({name.casefold(): name for name in names if name}.values())
    assert parse_tag_names(format_tag_names(unique)) == unique
    items = [format_tag_name(name, WITHIN_A_LIST) for name in unique]
    assert [parse_tag_names(item, WITHIN_A_LIST) for item in items] == [[name] for name in unique]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("tags: 甲，乙、丙", ("甲", "乙", "丙")),
        ("tags: [甲，乙、丙, 丁]", ("甲", "乙", "丙", "丁")),
        ("tags:\n- 甲、乙\n- 丙", ("甲", "乙", "丙")),
        ("tags: 深度 学习", ("深度 学习",)),
        ("tags: [深度 学习]", ("深度 学习",)),
        ('tags: ["Hello, World"]', ("Hello, World",)),
        ("tags: '\"a, b\", c'", ("a, b", "c")),
    ],
)
@pytest.mark.parametrize("spaced", [True, False])
def test_an_import_reads_them_so_too(line, names, spaced):
    head = front_matter_block.split_front_matter(f"---\n{line}\n---\n").values
    assert FrontMatter.from_head(head, spaced=spaced).tags == names


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_admin_s_form_reads_and_writes_them_so(admin_client, language):
    article = make_article()
    said = {"title": "a", "body": "b", "author": article.author_id}
    typed = '甲，乙、丙, 深度 学习;"a, b"'
    admin_client.post(change(article), form(**said, tags=typed))
    expected = {"甲", "乙", "丙", "深度 学习", "a, b"}
    assert set(article.tags.names()) == expected
    with override(language):
        page = admin_client.get(change(article)).context["adminform"].form
    shown = page["tags"].field.widget.format_value(page["tags"].value())
    admin_client.post(change(article), form(**said, tags=shown))
    assert set(article.tags.names()) == expected


@pytest.mark.django_db
def test_several_tags_are_added_to_many_at_once(admin_client):
    articles = [make_article(), make_article()]
    act(admin_client, "add_tag", *articles, tag="甲、深度 学习", answered="1")
    for article in Article.objects.all():
        assert set(article.tags.names()) == {"甲", "深度 学习"}
