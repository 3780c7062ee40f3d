"""Searching as a reader does, with and without script."""

import pytest


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_reader_types_and_opens_the_first_result(visit, rich_article, script, width):
    page = visit("/search/", width=width, script=script)
    page.get_by_role("searchbox").fill("注意力")
    page.get_by_role("searchbox").press("Enter")
    page.locator("mark").first.wait_for()
    assert page.locator("h3 mark").first.text_content() == "注意力"
    page.locator("h3 a").first.click()
    page.wait_for_url("**/articles/rich/")
    assert not page.problems
