"""Fills an empty site with one thing of each kind. Runs in a process with the data of the site."""

from datetime import timedelta

import django

BODY = """\
## 公式

$$\\operatorname{{softmax}}(QK^\\top)V$$

```python
print(1)
```

两个词，![电波]({picture})。

| a | b |
|---|---|
| 1 | 2 |
"""


def fill() -> None:
    from django.utils import timezone

    from articles.models import Page, PathRedirect, Series, SiteSettings, User
    from articles.models.path_checks import RedirectTarget
    from tests.factories import make_article, make_topic, make_user
    from tests.media.factories import make_file

    SiteSettings(title="长波", tagline="一个博客", links="/about/ 关于").save()
    author = make_user("xiaoyun", password="secret horse", bio="写**字**", email="x@blog.example")
    make_user("ada", group="editors", password="secret horse")
    make_user("guest", group="contributors")
    User.objects.create_superuser("admin", password="secret horse")
    shared = {"author": author, "category": make_topic("NLP")}
    series = {"series": Series.objects.create(name="电波", description="一个系列")}
    picture = make_file("图.png", owner=author, alt_zh="一条电波").get_absolute_url()
    body = BODY.format(picture=picture)
    one = make_article(title="注意力机制", slug="attention", body=body, part=1, **series, **shared)
    two = make_article(
        title="Gradient checkpointing",
        slug="checkpointing",
        language="en",
        summary="Saves memory.",
        body="Trade *time* for memory[^1].\n\n[^1]: Or not.",
        part=2,
        **series,
        **shared,
    )
    for article in (one, two):
        article.tags.add("LLM", "深度学习")
    one.slug = "attention-is-all"
    one.save()
    note = "!!! note\n    文字\n"
    make_article(title="旧", slug="old", dialect="python-markdown", body=note, **shared)
    make_article(title="存档", slug="archived", status="archived", **shared)
    in_a_century = timezone.now() + timedelta(days=36500)
    make_article(title="将来", slug="planned", published_at=in_a_century, **shared)
    make_article(title="垃圾", slug="trashed", **shared).delete()
    Page.objects.create(title="关于", slug="about", body="**你好**")
    target = RedirectTarget("article", one.pk)
    PathRedirect.objects.set_targets([("/2019/01/old.html", target)], "test")
    write_drafts(two, make_article(title="草稿", slug="hidden", status="draft", **shared))


def write_drafts(published, draft) -> None:
    """A draft beside what readers see, and one that is up for review."""
    from desk.models import PreviewLink, Revision
    from desk.reviewing.commenting import add_comment
    from desk.reviewing.requests import ask_for_review
    from tests.desk.writing_helpers import Writer

    author = published.author
    Writer(published, author).save("A draft beside what readers see.\n")
    writer = Writer(draft, author)
    writer.save("第二版\n")
    add_comment(Revision.objects.get(pk=writer.base), 1, "为什么？", by=author)
    ask_for_review(draft, revision=writer.base, by=author, note="请看")
    PreviewLink.objects.make(draft, "never")


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill()
