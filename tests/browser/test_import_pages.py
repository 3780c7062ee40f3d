"""An import in the admin in a browser: uploaded, checked and imported, with and without scripts."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, User
from operations.tasks import running
from tests.browser.test_accessibility import violations
from tests.transfer.runs.conftest import post, zip_of

pytestmark = pytest.mark.usefixtures("media_folders")
ADD = "/admin/transfer/importrun/add/"
TEXTS = {f"posts/{n}.md": post(f"文章{n}", date="2020-01-02") for n in range(3)}
DRAFTS = {f"{'很长的文件夹名' * 4}/草稿{n}.md": post(f"草稿{n}", "![](/x.png)") for n in range(12)}


@pytest.mark.parametrize(
    ("theme", "width", "script"),
    [("light", 1280, True), ("dark", 360, True), ("light", 360, False)],
)
def test_page_of_an_import_follows_it_by_itself(enter, theme, width, script):
    owner = User.objects.create_superuser("owner", password="x", display_name="Owner")
    page = enter(owner, ADD, theme=theme, width=width, script=script, bypass_csp=script)
    file = {"name": "blog.zip", "mimeType": "application/zip", "buffer": zip_of(TEXTS | DRAFTS)}
    page.locator("#id_file").set_input_files(file)
    page.locator("button[form=importrun_form]").click()
    state = page.locator(".run-state")
    expect(state).to_contain_text("in a moment")
    expect(page.locator("progress")).to_be_visible()
    running.run_due()
    expect(state).to_contain_text("Nothing is imported yet: below")
    if script:
        ours = page.locator("#import-run").evaluate("box => box.outerHTML")
        assert [each for each in violations(page) if each[1] in ours] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("button[value=import]").click()
    expect(state).to_contain_text("is being imported")
    running.run_due()
    expect(state).to_contain_text("The file is not kept")
    assert Article.objects.published().count() == 3
