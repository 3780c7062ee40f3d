"""Writing an article in the admin."""

from tests.factories import make_user


def test_author_writes_previews_and_publishes(visit):
    author = make_user("xiaoyun")
    author.set_password("correct horse")
    author.save()
    page = visit("/admin/articles/article/add/")
    page.get_by_label("Username").fill("xiaoyun")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("#id_title").fill("凸包")
    page.locator("#id_body").fill("## 定义\n\n最小的**凸集**，$x^2$。")
    page.locator("[name=_continue]").click()
    with page.expect_popup() as preview:
        page.get_by_role("link", name="Open the preview").click()
    assert preview.value.locator("article h1").inner_text() == "凸包"
    page.locator("#id_status").select_option("published")
    with page.expect_navigation():
        page.locator("[name=_save]").click()
    page.goto(page.url.split("/admin")[0] + "/articles/tu-bao/")
    assert page.locator("strong").inner_text() == "凸集"
