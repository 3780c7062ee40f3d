"""Pictures that stand for a page where its link is shared, and the site's icons.

Values in, PNG out: no model, no request. `store.kept()` draws each picture once.
"""

from articles.graphics.cards.drawing import SIZE, Card, draw
from articles.graphics.cards.logo import icon
from articles.graphics.cards.store import kept

__all__ = ["SIZE", "Card", "draw", "icon", "kept"]
