"""The models of the blog."""

from articles.models.articles import Article
from articles.models.embedded_pages import EmbeddedPage
from articles.models.missed_paths import MissedPath
from articles.models.pages import Page
from articles.models.path_redirects import PathRedirect
from articles.models.redirects import Redirect
from articles.models.request_counts import RequestCount
from articles.models.search import SearchEntry, SearchWord
from articles.models.series import Series
from articles.models.settings import SiteSettings, SiteVersion
from articles.models.tags import Tag, TaggedArticle
from articles.models.topics import Category
from articles.models.trash import TrashEntry
from articles.models.users import User
from articles.publishing.relations import ArticleLink, Keyword, Relation, Term

__all__ = [
    "Article",
    "ArticleLink",
    "Category",
    "EmbeddedPage",
    "Keyword",
    "MissedPath",
    "Page",
    "PathRedirect",
    "Redirect",
    "Relation",
    "RequestCount",
    "SearchEntry",
    "SearchWord",
    "Series",
    "SiteSettings",
    "SiteVersion",
    "Tag",
    "TaggedArticle",
    "Term",
    "TrashEntry",
    "User",
]
