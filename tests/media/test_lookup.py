"""Files that texts name, when the texts are rendered."""

import io

import pytest
from django.utils import timezone

from media.models import Variant
from media.storing import add_file
from tests.factories import make_article
from tests.media.factories import make_content, make_file
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture(autouse=True)
def folders(media_folders):
    """Empty folders."""


def test_a_picture_has_the_address_and_the_size_of_its_content():
    file = add_file(io.BytesIO(picture("PNG", (40, 30))), "图.png", alt_zh="甲")
    article = make_article(body=f"{file.markdown}\n\n![x](/files/{file.token}/former.png)")
    sent = f'<img src="{file.content.url}" alt="甲" width="40" height="30"'
    assert article.html.count(f'src="{file.content.url}"') == 2
    assert sent in article.html
    assert article.warnings == []


def test_words_of_the_library_are_in_the_language_of_the_article():
    words = {"alt_zh": "甲", "alt_en": "A", "caption_zh": "图注", "caption_en": "Caption"}
    address = make_file(**words).get_absolute_url()
    for language, alt, caption in (("zh-hant", "甲", "图注"), ("fr", "A", "Caption")):
        html = make_article(body=f"![]({address})", language=language).html
        assert f'alt="{alt}"' in html
        assert f"<figcaption>{caption}</figcaption>" in html


def test_an_alternative_text_in_another_language_is_better_than_none():
    file = make_file(alt_zh="甲", caption_zh="图注")
    html = make_article(body=f"![]({file.get_absolute_url()})", language="en").html
    assert 'alt="甲"' in html
    assert "图注" not in html


@pytest.mark.parametrize("name", ["图.png", "%E5%9B%BE.png", "%E5%9B%BE%20%281%29.png", "图-1.png"])
def test_a_name_is_written_in_any_way(name):
    file = make_file("图.png", content=make_content(width=40, height=30))
    article = make_article(body=f'![x](/files/{file.token}/{name} "题")')
    assert f'src="{file.content.url}"' in article.html
    assert article.warnings == []
    assert file.uses.filter(kind="article", object_id=article.pk).exists()


def test_a_picture_with_variants_is_not_read_again():
    content = make_content(width=4000, height=3000, variants_made="2026-01-01T00:00Z")
    html = make_article(body=make_file(content=content).markdown).html
    assert 'width="4000" height="3000"' in html


def test_a_document_keeps_its_name():
    content = make_content(kind="document", mime="application/pdf", extension="pdf")
    file = make_file("报告.pdf", content=content)
    html = make_article(body=f"{file.markdown}\n\n![x]({file.get_absolute_url()})").html
    assert html.count(f'href="{file.get_absolute_url()}"') == 2


def test_an_unknown_picture_is_a_warning():
    article = make_article(body="![图](/files/aaaaaaaaaaaa/x.png)")
    assert [warning["code"] for warning in article.warnings] == ["file-missing"]
    assert "<img" not in article.html


def test_a_picture_is_on_the_host_of_the_settings(settings):
    options = {**settings.STORAGES["default"]["OPTIONS"], "base_url": "https://media.example/up/"}
    default = {**settings.STORAGES["default"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    file = make_file(alt_zh="图")
    article = make_article(body=file.markdown)
    assert f'src="https://media.example/up/{file.content.name}"' in article.html
    assert article.warnings == []


def test_a_page_offers_the_variants_of_a_picture():
    content = make_content(width=1600, height=900, variants_made=timezone.now(), colour="#3fc0ff")
    Variant.objects.create(
        content=content, width=480, height=270, format="webp", bytes=9, name="content/a-480.webp"
    )
    file = make_file(content=content)
    html = make_article(body=f"![图]({file.get_absolute_url()})").html
    assert 'srcset="/uploads/content/a-480.webp 480w, ' in html
    assert f'{content.url} 1600w"' in html
    assert 'class="tint-033"' in html
