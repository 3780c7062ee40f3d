"""Pictures that stand for a page where its link is shared, and the site's icons.

Values in, PNG out: no model, no request. `store.kept()` draws each picture once.
"""

from articles.graphics.cards.card_store import card_png
from articles.graphics.cards.drawing import SIZE, Card, draw_card
from articles.graphics.cards.logo import site_icon

__all__ = ["SIZE", "Card", "card_png", "draw_card", "site_icon"]
