"""Smaller files of pictures come in the background, and pages that show the picture follow."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Article, Category
from articles.publishing import rerender
from media.inspection import RefusedFile
from media.models import FileContent, Variant
from media.storing import add_file, replace_file, restore_file, scaling, trash_file
from operations.tasks.running import run_due
from tests.factories import make_article
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folders")]


def photo(size=(1200, 800)):
    return ContentFile(picture("PNG", size))


def shown(file):
    return make_article(title="图", slug="shown", body=f"![图]({file.get_absolute_url()})")


def html_of(article):
    return Article.objects.get(pk=article.pk).html


def test_a_picture_gets_smaller_files(committed):
    file = add_file(photo(), "图.png")
    run_due()
    content = FileContent.objects.get(pk=file.content_id)
    variants = list(content.variants.all())
    assert content.variants_made
    assert content.colour.startswith("#")
    assert {each.width for each in variants} <= {480, 720, 960, 1200}
    assert all(default_storage.size(each.name) == each.bytes for each in variants)


@pytest.mark.usefixtures("each_storage")
def test_a_page_gets_them_without_a_save(committed):
    article = shown(add_file(photo(), "图.png"))
    assert "srcset" not in html_of(article)
    run_due()
    variant = Variant.objects.first()
    assert f"{variant.url} {variant.width}w" in html_of(article)
    assert default_storage.size(variant.name) == variant.bytes


def test_readers_see_a_replaced_picture_at_once(committed):
    file = add_file(photo(), "图.png")
    article = shown(file)
    run_due()
    replace_file(file, photo((1100, 700)), "neu.png")
    run_due()
    html = html_of(article)
    assert file.content.url in html
    assert file.content.variants.first().url in html
    assert FileContent.objects.exclude(pk=file.content_id).get().url not in html


def test_topics_and_any_number_of_articles_follow(committed, monkeypatch):
    monkeypatch.setattr(rerender, "MAX_SECONDS", 0)
    monkeypatch.setattr(rerender, "MAX_TEXTS", 1)
    text = f"![图]({add_file(photo(), '图.png').get_absolute_url()})"
    topic = Category.objects.create(name="图", description=text)
    articles = [make_article(slug=f"a{number}", body=text) for number in range(3)]
    run_due()
    topic.refresh_from_db()
    assert all("srcset" in html for html in (topic.description_html, *map(html_of, articles)))


def test_smaller_files_are_made_once(committed):
    file = add_file(photo(), "图.png")
    run_due()
    made = FileContent.objects.get(pk=file.content_id).variants_made
    add_file(photo(), "again.png")
    run_due()
    assert FileContent.objects.get(pk=file.content_id).variants_made == made


def test_what_is_in_the_trash_waits_until_it_is_restored(committed):
    file = add_file(photo(), "图.png")
    trash_file(file)
    run_due()
    assert not Variant.objects.exists()
    restore_file(file)
    run_due()
    assert Variant.objects.exists()


def test_a_picture_that_takes_too_long_keeps_the_file_that_it_has(committed, monkeypatch):
    def refuse(*_values):
        raise RefusedFile("too-slow", seconds=300)

    monkeypatch.setattr(scaling, "make_variants", refuse)
    file = add_file(photo(), "图.png")
    run_due()
    content = FileContent.objects.get(pk=file.content_id)
    assert content.variants_made
    assert not content.variants.exists()
