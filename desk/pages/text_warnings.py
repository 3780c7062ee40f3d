"""The warnings of the text in the writing form, for a list that needs no script."""

from typing import Any

from articles.models import Article
from articles.publishing.wording import editor_warnings
from desk.models import Draft
from desk.writing.drafted import drafted_article, render_drafted


def text_warnings(article: Article, draft: Draft) -> list[dict[str, Any]]:
    """Those of the newest text. A draft beside the article is rendered, once for all."""
    if draft.head_id == draft.live_id:
        return editor_warnings(article.warnings)
    drafted = drafted_article(article.pk)
    if drafted is None:
        return []
    render_drafted(drafted)
    return editor_warnings(drafted.warnings)
