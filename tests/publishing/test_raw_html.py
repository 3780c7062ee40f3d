"""Who may publish raw HTML, and how much text one article may hold."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command

from articles.models import Article
from articles.models.markdown import MAX_LENGTH
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
DRAWING = '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>'


@pytest.fixture
def trusted():
    user = make_user("ada")
    user.user_permissions.add(Permission.objects.get(codename="publish_raw_html"))
    return user


def test_only_authors_with_the_permission_publish_drawings(trusted):
    assert "<path" in make_article(body=DRAWING, author=trusted).html
    assert "<path" not in make_article(body=DRAWING).html


def test_rendering_again_asks_who_may(trusted, django_assert_max_num_queries):
    for _ in range(20):
        make_article(body=DRAWING, author=trusted)
    make_article(slug="plain", body=DRAWING)
    Article.objects.update(html="old")
    with django_assert_max_num_queries(30):
        call_command("rerender", all=True, workers=1)
    assert Article.objects.filter(html__contains="<path").count() == 20
    assert "<path" not in Article.objects.get(slug="plain").html


def test_a_text_that_is_too_long_is_refused_with_its_length():
    article = make_article()
    article.body = "字" * (MAX_LENGTH + 1)
    with pytest.raises(ValidationError) as problem:
        article.full_clean()
    assert str(MAX_LENGTH + 1) in str(problem.value.message_dict["body"])


def test_alignment_is_a_class_that_the_stylesheet_knows(trusted):
    html = make_article(body='<p align="center">甲</p><p align="top">乙</p>', author=trusted).html
    assert '<p class="center">甲</p>' in html
    assert "align=" not in html
