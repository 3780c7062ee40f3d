"""URL patterns of the public site."""

from django.urls import path, register_converter

from articles import preferences
from articles.converters import DigestConverter, MonthConverter, SlugConverter, YearConverter
from articles.front import feed_diagrams, feed_formulas, feeds, images, offline, sitemaps, views
from articles.front.security_txt import security_txt
from articles.search import views as search_views
from articles.search.rate_limit import rate_limited

register_converter(SlugConverter, "any_slug")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(DigestConverter, "digest")

urlpatterns = [
    path("", views.home, name="home"),
    path("page/<int:number>/", views.home, name="home_page"),
    path("articles/<any_slug:slug>/", views.article, name="article"),
    path("articles/<any_slug:slug>.md", views.markdown, name="markdown"),
    path("articles/<any_slug:slug>/card.png", images.article_card, name="article_card"),
    path("topics/", views.topics, name="topics"),
    path("topics/<any_slug:slug>/", views.topic, name="topic"),
    path("tags/", views.tags, name="tags"),
    path("tags/<any_slug:slug>/", views.tag, name="tag"),
    path("series/", views.all_series, name="all_series"),
    path("series/<any_slug:slug>/", views.series, name="series"),
    path("authors/<any_slug:slug>/", views.author, name="author"),
    path("archive/", views.archive, name="archive"),
    path("archive/<year:year>/", views.archive_year, name="archive_year"),
    path("archive/<year:year>/<month:month>/", views.archive_month, name="archive_month"),
    path("search/", search_views.search, name="search"),
    path("search/results/", search_views.search_results, name="found"),
    path("opensearch.xml", search_views.opensearch, name="opensearch"),
    path("feed.xml", feeds.atom, name="atom"),
    path("rss.xml", feeds.rss, name="rss"),
    path("feed.json", feeds.json_feed, name="json_feed"),
    path("topics/<any_slug:topic>/feed.xml", feeds.atom, name="topic_atom"),
    path("topics/<any_slug:topic>/rss.xml", feeds.rss, name="topic_rss"),
    path("topics/<any_slug:topic>/feed.json", feeds.json_feed, name="topic_json_feed"),
    path("tags/<any_slug:tag>/feed.xml", feeds.atom, name="tag_atom"),
    path("tags/<any_slug:tag>/rss.xml", feeds.rss, name="tag_rss"),
    path("tags/<any_slug:tag>/feed.json", feeds.json_feed, name="tag_json_feed"),
    path("authors/<any_slug:author>/feed.xml", feeds.atom, name="author_atom"),
    path("authors/<any_slug:author>/rss.xml", feeds.rss, name="author_rss"),
    path("authors/<any_slug:author>/feed.json", feeds.json_feed, name="author_json_feed"),
    path("series/<any_slug:series>/feed.xml", feeds.atom, name="series_atom"),
    path("series/<any_slug:series>/rss.xml", feeds.rss, name="series_rss"),
    path("series/<any_slug:series>/feed.json", feeds.json_feed, name="series_json_feed"),
    path("archive/<year:year>/feed.xml", feeds.atom, name="year_atom"),
    path("archive/<year:year>/rss.xml", feeds.rss, name="year_rss"),
    path("archive/<year:year>/feed.json", feeds.json_feed, name="year_json_feed"),
    path("archive/<year:year>/<month:month>/feed.xml", feeds.atom, name="month_atom"),
    path("archive/<year:year>/<month:month>/rss.xml", feeds.rss, name="month_rss"),
    path("archive/<year:year>/<month:month>/feed.json", feeds.json_feed, name="month_json_feed"),
    path("search/feed.xml", rate_limited(feeds.atom), {"search": True}, name="search_atom"),
    path("search/rss.xml", rate_limited(feeds.rss), {"search": True}, name="search_rss"),
    path(
        "search/feed.json", rate_limited(feeds.json_feed), {"search": True}, name="search_json_feed"
    ),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemaps.sitemap_section, name="sitemap_section"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path(
        "diagrams/<int:article>/<digest:name>.svg", feed_diagrams.picture_of_diagram, name="diagram"
    ),
    path("formulas/<int:article>/<digest:name>.svg", feed_formulas.formula, name="formula"),
    path("card.png", images.site_card, name="site_card"),
    path("icon-<int:side>.png", images.icon, name="icon"),
    path("apple-touch-icon.png", images.touch_icon, name="touch_icon"),
    path("favicon.ico", images.favicon, name="favicon"),
    path("site.webmanifest", images.manifest, name="manifest"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("service-worker/offline/", offline.offline, name="offline"),
    path("service-worker/withdrawn/", offline.withdrawn, name="withdrawn"),
    path("preferences/", preferences.set_preferences, name="preferences"),
    path("<any_slug:slug>/", views.page, name="page"),
]
