"""The expected host names are those that a browser computes."""

import pytest

from tests.pages.test_hostnames import NAMES


@pytest.fixture(scope="module")
def page(chromium):
    with chromium.new_page() as page:
        yield page


@pytest.mark.parametrize(("typed", "sent"), NAMES)
def test_a_browser_computes_the_same_host_name(page, typed, sent):
    assert page.evaluate("name => new URL(`https://${name}/`).hostname", typed) == sent
