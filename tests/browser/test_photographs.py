"""An author's photographs, from the desk to the screens of readers."""

import re
from base64 import b64encode
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from media.models import MediaFile
from operations.tasks.running import run_due
from tests.browser.test_editor import article, editor, people  # noqa: F401
from tests.browser.test_stillness import SHIFTS
from tests.browser.test_uploading import STORED, give, png

WIDE, HIGH = 4000, 750  # pixels of a photograph
# Bytes of four pictures, and the width of a column of the article, by the width of the screen:
# ten photographs may have 600 kB on a phone and 1.6 MB on a desk.
SCREENS = {360: 4 * 60_000, 1280: 4 * 160_000}


def photograph():
    """Grain over soft shapes, as a camera gives it; each is another one."""
    channels = [Image.effect_noise((WIDE // 20, HIGH // 20), 60) for _channel in "RGB"]
    shapes = Image.merge("RGB", channels).resize((WIDE, HIGH), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((WIDE, HIGH), 12).convert("RGB")
    data = BytesIO()
    Image.blend(shapes, grain, 0.1).save(data, "JPEG", quality=90)
    return data.getvalue()


def dropped(name):
    return [name, "image/jpeg", b64encode(photograph()).decode()]


def has_files(page, number):
    expect(page.locator("#body")).not_to_have_value(re.compile("uploading:"))
    assert len(STORED.findall(page.locator("#body").input_value())) == number


def insert_all(page):
    page.write("开头\n\n")
    give(page, "paste", png("image.png", 700), html='<img src="https://a.example/x.png">')
    expect(page.locator("#body")).to_have_value(STORED)
    page.write(page.locator("#body").input_value() + "\n\n")
    give(page, "drop", *(dropped(f"{name}.jpg") for name in ("山", "水", "云")))
    has_files(page, 4)


def replace(page, file, data):
    page.goto(reverse("desk_file", args=[file.token]))
    page.locator("summary", has_text="Replace").click()
    sent = {"name": "新.jpg", "mimeType": "image/jpeg", "buffer": data}
    page.locator("#replacement").set_input_files([sent])
    page.get_by_role("button", name="Replace", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("The address is the same")


def publish(page, article):  # noqa: F811
    page.goto(reverse("desk_article", args=[article.pk]))
    page.get_by_role("button", name="Publish").first.click()
    expect(page.locator(".messages")).to_contain_text("readers see this text")


def note_requests(page):
    page.sent = []
    page.on("request", lambda request: page.sent.append(request))


def bytes_of_pictures(page):
    """What has come over the network, and whether each picture is as sharp as its place."""
    for picture in page.locator(".prose img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    sharp = "img => img.complete && img.naturalWidth >= img.clientWidth"
    for picture in page.locator(".prose img").all():
        assert picture.evaluate(sharp)
        assert "-" in picture.evaluate("img => img.currentSrc.split('/').at(-1)"), "a variant"
    sizes = [request.sizes() for request in page.sent if "/uploads/" in request.url]
    assert len(sizes) == 4
    return sum(each["responseBodySize"] for each in sizes)


@pytest.mark.slow
@pytest.mark.usefixtures("media_folders")
def test_photographs_reach_readers_in_the_size_of_their_screens(editor, article, visit):  # noqa: F811
    insert_all(editor)
    former = MediaFile.objects.select_related("content").get(name="水.jpg")
    replace(editor, former, photograph())
    publish(editor, article)
    run_due()
    for width, most in SCREENS.items():
        page = visit(article.get_absolute_url(), width=width, before=note_requests)
        assert 0 < bytes_of_pictures(page) <= most
        assert former.content.name not in page.content()
        shifts = page.evaluate(SHIFTS)
        assert sum(value for value, *_moved in shifts) == 0, shifts
