"""Which tables readers can see: a change to one of them makes every stored page old.

A test holds each model against these two lists.
"""

from typing import NamedTuple


class Seen(NamedTuple):
    """What of a table counts: all of it, or these `columns`, or `rows` of which this SQL is true.

    It must be true before a change or after it, and may look at the `{row}` alone.
    """

    columns: tuple[str, ...] = ()
    rows: str = ""


WHOLE = Seen()

VISIBLE: dict[str, Seen] = {
    # An author who saves a draft makes nobody's page old.
    "articles.Article": Seen(rows="{row}.status <> 'draft'"),
    "articles.Category": WHOLE,
    "articles.FormerAddress": WHOLE,
    "articles.Page": WHOLE,
    "articles.Relation": WHOLE,
    # What is not published has a negative key (search/documents.py).
    "articles.SearchEntry": Seen(rows="{row}.id > 0"),
    "articles.Series": WHOLE,
    "articles.SiteSettings": WHOLE,
    "articles.Tag": WHOLE,
    # Those of drafts too: only a lock could tell that nobody publishes one at the same time.
    "articles.TaggedArticle": WHOLE,
    # Signing in writes `last_login`, a new password `password`.
    "articles.User": Seen(columns=("username", "display_name", "first_name", "last_name")),
}

INVISIBLE = {
    "accounts.Attempts": "passwords that were tried",
    "admin.LogEntry": "the history of the admin",
    "articles.Keyword": "what relations are made of",
    "articles.SearchWord": "follows the articles",
    "articles.SiteVersion": "the version itself",
    "articles.Term": "what relations are made of",
    "articles.User_groups": "rights decide what may be saved, not what is shown",
    "articles.User_user_permissions": "rights",
    "auth.Group": "rights",
    "auth.Group_permissions": "rights",
    "auth.Permission": "rights",
    "contenttypes.ContentType": "names of models",
    "sessions.Session": "who is signed in sees pages that nobody stores",
    "taggit.Tag": "unused: the blog has tags of its own",
    "taggit.TaggedItem": "unused",
}
