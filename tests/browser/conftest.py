"""Fixtures for tests in Debian's headless Chromium against Django's live server."""

import mimetypes
import os
import shutil
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.factories import make_article, make_topic
from tests.waiting import wait_until

# Playwright's synchronous API runs an event loop, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Time limits in milliseconds, generous because tests do not measure speed.
PAGE_MS, EXPECT_MS = 60_000, 30_000
expect.set_options(timeout=EXPECT_MS)
mimetypes.add_type("application/speculationrules+json", ".speculationrules")  # as WhiteNoise says

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium-headless-shell")
    if path is None:
        pytest.fail("Please type: sudo apt-get install chromium-headless-shell")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET + sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def found_files():
    """A page of the desk asks for 30 static files: each is looked for in all folders only once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finders, "find", cache(finders.find))
        yield


@pytest.fixture(autouse=True)
def database(committed):
    """Commit what a test saves, so that the server sees it."""


def wait_for(page, holds):
    """Wait for a condition while Playwright dispatches the events of the page."""
    wait_until(holds, sleep=lambda seconds: page.wait_for_timeout(1000 * seconds))


def leave_by_tab(page):
    """Press Escape and Tab, as one leaves the editor.

    It allows two seconds between them. The page's time stands still meanwhile, because a busy
    machine takes longer.
    """
    page.clock.set_fixed_time(page.evaluate("Date.now()"))
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.clock.resume()


def hold(subtests, page, *promises):
    """Check functions that say something of one page, so that it is opened once for all of them."""
    for promise in promises:
        with subtests.test(promise.__name__):
            promise(page)


def in_each_width(page, *widths):
    """Yield the widths, each while the window has it: a page need not be loaded for each."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        yield width


def scroll_width(page):
    return page.evaluate("document.scrollingElement.scrollWidth")


def note_requests(page):
    page.asked, page.hosts = [], set()

    def note(request):
        address = urlsplit(request.url)
        page.asked.append(address.path)
        page.hosts.add(address.netloc)

    page.on("request", note)


def note_problem(page, message):
    if message.type != "info":
        page.problems.append(message.text)


@pytest.fixture
def visit(chromium, live_server):
    """Open a path of the site; `page.goto` opens another one in the same window.

    `page.problems` has what the console says, without remarks of level "info": one of them says
    that a field was filled in before `autofocus` chose it. With `requests=True`, `page.asked` has
    the paths of its requests, and `page.hosts` their hosts: telling of each takes a twentieth of
    the time.
    `before(page)` is called before the page is loaded.
    """
    contexts = []

    def open_page(
        path="/",
        *,
        width=1280,
        theme="light",
        script=True,
        requests=False,
        before=None,
        **options,
    ):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            base_url=live_server.url,
            **{"locale": "en-GB", **options},
        )
        contexts.append(context)
        context.set_default_timeout(PAGE_MS)
        page = context.new_page()
        page.problems = []
        if requests:
            note_requests(page)
        page.on("console", lambda message: note_problem(page, message))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        if before:
            before(page)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def enter(visit, live_server):
    """Open a page of the desk as a user."""

    def open_as(user, path, *, before=None, **options):
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": session_of(user),
            "url": live_server.url,
        }

        def prepare(page):
            page.context.add_cookies([cookie])
            if before:
                before(page)

        return visit(path, before=prepare, **options)

    return open_as


RICH = """
开头一段，有 $\\alpha + \\beta$ 和 `inline code`，还有一个很长的地址
https://example.com/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on

## 推导

$$
\\begin{aligned}
f(x) &= \\sum_{i=1}^{n} a_i x^i + b_1 + b_2 + b_3 + b_4 + b_5 + b_6 + b_7 + b_8 + b_9 \\\\
     &= \\begin{cases} 1, & x > 0 \\\\ 0, & \\text{其他} \\end{cases}
\\end{aligned}
$$

## 代码

```python
def a_function_with_a_long_name(argument_one, argument_two, argument_three): return argument_one + 1
```

| 一 | 二 | 三 | 四 | 五 | 六 | 七 | 八 |
|---|---|---|---|---|---|---|---|
| 很长的单元格 | 很长的单元格 | 很长的单元格 | 很长的单元格 | 很长 | 很长 | 很长 | 很长的单元格 |

> [!WARNING]
> 小心。

脚注[^1]。

[^1]: 在这里。
"""


@pytest.fixture
def rich_article():
    """An article with formulas, code, a table, a note and a footnote, in a topic, with tags."""
    article = make_article(
        title="缩放点积注意力", slug="rich", body=RICH, category=make_topic("自然语言")
    )
    article.tags.add("注意力", "Transformer")
    return article
