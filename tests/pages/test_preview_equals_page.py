"""The preview of a text is the page that readers will get."""

import difflib
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

EVERYTHING = """# 一 $x$

文[^1] $\\frac{a}{b}$ 与 **重点**、[链接](https://a.example/)、`x = 1`。

$$
\\begin{aligned}
a &= b \\label{one} \\\\
c &= d
\\end{aligned}
$$

见 \\eqref{one}。

```python title="a.py" {1}
def f(x):
    return x
```

```cpp tab
int a;
```

```rust tab
let a = 1;
```

| 方法 | 数 |
|------|---:|
| 甲 | 1.5 |
| 乙 | 12 |

> [!TIP] 提示
> 里面有 $y$

> [!note]- 折叠
> 里面

- [x] 做完
- [ ] 没做

![一张图 $z$](https://pictures.example/a.png)

https://arxiv.org/abs/1706.03762

## 二

词
: 义

[^1]: 注 $n$。
"""
# Lines of the page that say where it is, and who may find it.
DIFFERENT = (
    r"$",
    r'<form class="(language-switch|theme|size)\b.* method="post"',
    r'<link rel="canonical"',
    r'<meta name="robots" content="noindex">',
    r'<link rel="alternate" type="text/markdown"',
    r'<link rel="(prev|next|stylesheet|alternate)"',
    r'<meta property="og:url"',
    r'<script type="application/ld\+json">',
    r'<p class="notice" role="status"',
    r'<p class="printed">',
    r'<details class="cite">',
    r'<a href="[^"]*" rel="alternate" type="text/markdown">',
    r'<a href="[^"]*\.epub" rel="alternate nofollow"',
)
BODY = re.compile(r'<div class="prose" id="lw-text">\n(.*?)\n<ol class="printed-links">', re.DOTALL)


def pages(author, language):
    article = make_article(
        author=author, body=EVERYTHING, language=language, category=make_topic(), title="题"
    )
    signed_in = Client(headers={"accept-language": "en"})
    signed_in.force_login(author)
    published = Client(headers={"accept-language": "en"}).get(article.get_absolute_url())
    preview = reverse("desk_preview", args=[article.pk])
    sent = signed_in.post(preview, {"title": article.title, "body": EVERYTHING})
    return published.text, sent.text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_preview_is_the_page_byte_by_byte(author, language):
    published, preview = pages(author, language)
    assert BODY.search(published)[1] == BODY.search(preview)[1]
    assert "<math" in BODY.search(preview)[1]
    lines = difflib.ndiff(published.splitlines(), preview.splitlines())
    other = [line[2:] for line in lines if line[0] in "+-"]
    assert [line for line in other if not re.match("|".join(DIFFERENT), line)] == []
