"""An article as a Markdown file with YAML front matter."""

from typing import Any

import yaml
from django.utils import timezone

from articles.models import Article
from articles.tag_names import WITHIN_A_LIST, format_tag_name
from rendering.markdown_source.comment_blanking import without_comments


def markdown_source(article: Article, address: str = "") -> str:
    """The file, which `import_articles` can read again.

    With an `address` it is for readers: without comments, which no page shows.
    """
    head = yaml.safe_dump(
        front_matter_fields(article, address), allow_unicode=True, sort_keys=False, width=10_000
    )
    body = without_comments(article.body) if address else article.body
    return f"---\n{head}---\n\n{body.strip()}\n"


def front_matter_fields(article: Article, address: str) -> dict[str, Any]:
    fields = {
        "title": article.title,
        "date": timezone.localtime(article.published_at or article.created_at).isoformat(
            " ", "seconds"
        ),
        "slug": article.slug,
        "status": "" if article.status == Article.Status.PUBLISHED else str(article.status),
        "author": article.author.byline,
        "category": article.category and article.category.name,
        "series": article.series and article.series.name,
        "part": article.part,
        "tags": [format_tag_name(tag.name, WITHIN_A_LIST) for tag in article.tags.all()],
        "lang": article.language,
        "description": article.summary,
        "canonical": address,
    }
    return {name: value for name, value in fields.items() if value}
