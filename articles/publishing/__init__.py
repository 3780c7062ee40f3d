"""What follows when articles and pages are saved, published, withdrawn or deleted.

`Article.save()` runs in this order:

1. Set the dates, and who wrote the text (articles/models/articles.py).
2. Look up the targets of the links and pictures of the body (link_resolver.py), and render it
   (articles/models/markdown.py). This is before the transaction, so that no other writer waits.
3. Keep the article as a draft if it cannot be rendered.
4. In one transaction: write the row under a free slug, keep a redirect from the former slug
   (articles/models/base.py), bring the search index up to date (indexing.py), record a revision
   (history.py), and let a background task ask other sites for the titles of embedded pages, if
   the site may (embed_fetching.py).
5. After the commit, store its links to other articles (article_links.py), and find related
   articles (related.py).
6. Then render other texts again that link to the article (rerender.py).
7. Let the pictures of its formulas be drawn in the background (formula_pictures.py).

Steps 5 and 6 are `after_change()`. Of the functions here that change data, models and querysets
call only this one, those of `indexing`, `history`, `formula_pictures` and `embed_fetching`,
`article_links.rename_links()` when a slug changes, and `macros.mark_users_outdated()` when the
macros of the site change. Nothing here imports a model: the registry of apps has them.
"""

from collections.abc import Iterable, Sequence

from articles.publishing import related, rerender
from articles.publishing.link_resolver import LinkTarget


def after_change(
    articles: Sequence[int], *, published: Iterable[LinkTarget] = (), removed: Iterable[str] = ()
) -> None:
    """Let related articles and links follow a change of the articles with these ids.

    `published` are the articles and pages that readers can now see, `removed` the addresses that
    they cannot see any more.
    """
    if articles:
        related.update_related(articles)
    rerender.on_published(published)
    rerender.on_removed(removed)
