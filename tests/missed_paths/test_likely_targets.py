"""A path that was not found suggests what it may have been."""

import pytest

from articles.missed_paths.likely_targets import suggestions
from articles.models import Page, PathRedirect, Tag
from tests.each import check_each
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(author):
    article = make_article(title="注意力机制入门", slug="zhu-yi-li-ji-zhi-ru-men")
    PathRedirect.objects.set_paths(article, ["/?p=123"], "test")
    make_article(title="Hello, world", slug="hello-world")
    make_article(title="反向传播", slug="backpropagation")
    Page.objects.create(title="关于", slug="about")
    make_topic("Machine Learning")
    Tag.objects.create(name="深度学习")


FIRST = {
    "/2020/01/hello-world.html": "Hello, world",
    "/2020-01-02-hello_world": "Hello, world",
    "/posts/注意力机制": "注意力机制入门",
    "/posts/zhuyili-jizhi-rumen": "注意力机制入门",
    "/archives/123": "注意力机制入门",
    "/index.html?p=123": "注意力机制入门",
    "/2019/反向传播.html": "反向传播",
    "/blog/backpropogation/": "反向传播",
    "/about-me/about": "关于",
    "/categories/machine-learning": "Machine Learning",
    "/tags/深度学习": "深度学习",
}


def test_first_suggestion_is_what_the_path_names(site):
    found = suggestions(list(FIRST))

    def check(path, name):
        assert [each.name for each in found[path]][:1] == [name]

    check_each(FIRST.items(), check)


def test_what_is_like_nothing_has_no_suggestion(site):
    found = suggestions(["/x", "/2020/11/", "/qwertz/asdfgh.html", "/archives/999", "/"])
    assert not any(found.values())


def test_suggestions_take_few_queries_for_any_number_of_paths(site, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        suggestions([f"/archives/{number}" for number in range(50)])
