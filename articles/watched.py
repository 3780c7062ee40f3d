"""Which tables readers can see: a change to one of them makes every stored page old.

A test holds each model against these two lists.
"""

# Model: the columns that count; none named means all of them.
VISIBLE: dict[str, tuple[str, ...]] = {
    "articles.Article": (),
    "articles.Category": (),
    "articles.FormerAddress": (),
    "articles.Page": (),
    "articles.Relation": (),
    "articles.SearchEntry": (),
    "articles.Series": (),
    "articles.SiteSettings": (),
    "articles.Tag": (),
    "articles.TaggedArticle": (),
    # Signing in writes `last_login`, a new password `password`.
    "articles.User": ("username", "display_name", "first_name", "last_name"),
}

INVISIBLE = {
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
