"""The public pages whose time should not grow."""

from django.utils import timezone

from benchmarks.growing import shelf

PAGE = 1000
STEP = 7  # articles between one that is read and the next


def addresses(size: int, turn: int = 0) -> dict[str, str]:
    """URLs of the largest topic, tag and author, and of pages with the same length at any size.

    Pages that are cached only briefly differ in each `turn`.
    """
    start, _end = shelf.full_month()
    day = timezone.localtime(start)
    last = min(PAGE, size // 11)  # translations are hidden
    return {
        "home": "/",
        f"page {PAGE:,} or the last": f"/page/{last}/",
        "a deep page, another each time": f"/page/{last - 1 - turn % (last // 2)}/",
        "topic": "/topics/topic-0/",
        "topic, page 100": f"/topics/topic-0/?page={min(100, size // 50)}",
        "tag": "/tags/tag-0/",
        "tag and topic": "/?tag=tag-1&topic=topic-1",
        "author": "/authors/author0/",
        "all topics": "/topics/",
        "all tags": "/tags/",
        "archive": "/archive/",
        "archive of a month": f"/archive/{day.year}/{day.month:02d}/",
        "article": f"/articles/seeded-{size // 2 + 1}/",
        "article, another each time": f"/articles/seeded-{size // 2 + 1 + STEP * (turn + 1)}/",
        "feed": "/feed.xml",
        "feed of a tag": "/tags/tag-0/feed.xml",
        "sitemap": "/sitemap.xml",
        "piece of the sitemap": "/sitemap-tags.xml",
    }
