"""Attacks on pages: HTML that runs a script if it is not escaped or cleaned."""

import json
import os
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from articles.models.base import UNWANTED
from tests.rendering.test_hostile import DRAWN, PAYLOADS

# For places where a template may put text: attributes with and without quotes, scripts, JSON,
# comments, CDATA, style sheets, addresses, other templates; and what looks like them when decoded.
PLACES = [
    '"><svg/onload=alert(1)>',
    "'><svg/onload=alert(1)>",
    "x onmouseover=alert(1) autofocus onfocus=alert(1) tabindex=1 ",
    '" autofocus onfocus=alert(1) tabindex=1 x="',
    "</script><script>alert(1)</script>",
    '\\"};alert(1);//',
    "'-alert(1)-'",
    "`${alert(1)}`",
    "{{constructor.constructor('alert(1)')()}}",
    "{% include 'admin/index.html' %}{{ settings.SECRET_KEY }}",
    "--><img src=x onerror=alert(1)><!--",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</title><img src=x onerror=alert(1)>",
    "</textarea><img src=x onerror=alert(1)>",
    "</noscript><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "//evil.example/x.js",
    "data:text/html,<script>alert(1)</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\u202e<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<ſcript>alert(1)</ſcript>",
    "\u2028<img src=x onerror=alert(1)>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<img src=x onerror=alert(1)//",
    '<a href="javascript&colon;alert(1)">x</a>',
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a><text y=9>x",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>x",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<xss autofocus tabindex=1 onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<div popover id=p onbeforetoggle=alert(1)></div><button popovertarget=p>x",
    "<audio src=x onerror=alert(1)>",
    "<style>@import '//evil.example/x.css'</style>",
    "=cmd|'/c calc'!A1",
    "\r\nSet-Cookie: x=1\r\n\r\n<script>alert(1)</script>",
]


def all_attacks() -> list[str]:
    """With those of the file that ATTACKS names: a list in JSON of strings, or of {payload: …}."""
    file = os.environ.get("ATTACKS")
    given = json.loads(Path(file).read_text(encoding="utf-8")) if file else []
    more = [each["payload"] if isinstance(each, dict) else str(each) for each in given]
    return [*PLACES, *PAYLOADS, *DRAWN, *more]


def repeated(attacks: list[str]) -> Iterator[str]:
    """Without the characters that models remove on saving."""
    return cycle(UNWANTED.sub("", each) for each in attacks)
