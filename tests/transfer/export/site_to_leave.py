"""A small site with everything that other systems have a place for."""

from datetime import UTC, datetime
from io import BytesIO

from articles.models import Article, Page, Series
from media.storing import add_file
from tests.factories import make_article, make_topic, make_user
from tests.media.samples import picture

BASE = "https://blog.example"
BODY = r"""
开头 $E=mc^2$ 和 `code`，脚注[^1]。

## 小节 <b>&</b> ]]> 末尾

$$
\int_0^1 x\,dx = \frac12
$$

```python title="a.py"
if a < b and c > "x":
    print("]]>")
```

- 一
- 二

[^1]: 注释 **文字**。
"""
DATE = datetime(2024, 3, 5, 6, 7, 8, tzinfo=UTC)


def make_site() -> Article:
    """One article of each state, and pages. Return the published one."""
    author = make_user("ada", email="ada@private.example")
    topic = make_topic("机器学习", description="*关于*学习")
    series = Series.objects.create(name="从零开始", description="按次序读")
    file = add_file(BytesIO(picture("png")), "图.png", author)
    file.alt_zh = "一张图"
    file.save()
    article = make_article(
        title="注意力 & “权重” <1>", slug="attention",
        body=f"{BODY}\n![图]({file.get_absolute_url()})\n",
        summary="摘要 & 要点", category=topic, series=series, part=1, author=author,
        published_at=DATE, updated_at=DATE, featured=True, cover=f"/files/{file.token}/图.png",
    )  # fmt: skip
    article.tags.add("Transformer", "C#", "机器学习")
    make_article(title="草稿", slug="draft-one", status="draft", published_at=None)
    make_article(title="以后", slug="later", published_at=datetime(2090, 1, 2, tzinfo=UTC))
    make_article(title="旧文", slug="old", status="archived", published_at=DATE)
    Page.objects.create(title="关于", slug="about", body="我们。")
    Page.objects.create(title="未发布", slug="attention-page", body="x", is_published=False)
    return article
