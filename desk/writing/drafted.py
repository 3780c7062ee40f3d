"""An article as it would be with a text that is not published, to be shown and never saved."""

import json
from typing import Any

from articles.cache import memory
from articles.models import Article, Tag
from articles.models.markdown import STORED_FIELDS
from desk.models import Draft, Revision
from desk.models.content import Content
from desk.models.texts import text_digest
from desk.writing.applying import tags_or_names, take_values


def drafted_article(pk: int, revision: int | None = None) -> Article | None:
    """The article with the newest text of its draft, or with that of one revision of it.

    What its row does not contain is marked as a draft, and has to be rendered. None if the article
    is in the trash or was deleted.
    """
    draft = Draft.objects.with_head().filter(pk=pk).first()
    return article_of_draft(draft, revision) if draft else None


def article_of_draft(draft: Draft, revision: int | None = None) -> Article | None:
    """The same for a draft that was read with its head."""
    article = Article.objects.kept().for_page().filter(pk=draft.pk).first()
    if article is None:
        return None
    wanted = revision or draft.head_id
    if wanted == draft.live_id:
        return article
    if wanted == draft.head_id:
        take_over(article, draft.head)
    else:
        take_over(article, Revision.objects.with_texts().get(pk=wanted, article=draft.pk))
    return article


def take_over(article: Article, revision: Revision) -> None:
    """Let the article be what the revision contains. Who wrote it decides about raw HTML."""
    take_content(article, revision.content)
    article.status = Article.Status.DRAFT
    article.written_by = revision.writer


def take_content(article: Article, content: Content) -> None:
    """Let the article have this text and these details, not rendered yet."""
    slug = article.slug
    take_values(article, content)
    article.slug = article.slug or slug
    tags = [tag_named(tag) for tag in tags_or_names(content)]
    # In the form in which prefetch_related() stores them.
    vars(article)["_prefetched_objects_cache"] = {"tags": tags}
    forget_rendering(article)


def tag_named(tag: Tag | str) -> Tag:
    """A tag; one that is not stored where there is none of this name yet."""
    if isinstance(tag, Tag):
        return tag
    return Tag.objects.filter(name=tag).first() or Tag(name=tag)


def forget_rendering(article: Article) -> None:
    """Remove the results of rendering another text, which must not stand for this one."""
    empty = Article()
    for name in STORED_FIELDS:
        setattr(article, name, getattr(empty, name))


def render_drafted(article: Article) -> None:
    """Render its text if that is necessary, once for all who look at it.

    If that fails, the page shows its source.
    """
    if article.has_failed and article.status == Article.Status.DRAFT:
        stored = memory.cached(rendering_key(article), lambda: rendered_fields(article))
        for name, value in json.loads(stored).items():
            setattr(article, name, value)


def rendering_key(article: Article) -> tuple[Any, ...]:
    text = (text_digest(article.body), article.dialect, article.language)
    return ("drafted", article.pk, *text, article.may_hold_raw_html())


def rendered_fields(article: Article) -> str:
    """The results of rendering as JSON, whose size the cache knows; also that it failed."""
    article.render()
    values = {name: getattr(article, name) for name in STORED_FIELDS}
    return json.dumps(values, ensure_ascii=False)
