"""URLconf and views: one article by its slug, and the ten newest with their topics.

The pages of the blog stand behind them: the server asks which addresses belong to one person.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from articles.models import Article
from blog import urls as blog

PAGE = "<!doctype html><title>{{ article.title }}</title>{{ article.html|safe }}"
LIST = """<!doctype html><title>Articles</title>{% for article in articles %}
<h2><a href="/articles/{{ article.slug }}/">{{ article.title }}</a></h2>
<p>{{ article.category.name }}, {{ article.published_at }}</p>{{ article.excerpt_html|safe }}
{% endfor %}"""
page, listed = (engines["django"].from_string(text) for text in (PAGE, LIST))


def article(request: HttpRequest, slug: str) -> HttpResponse:
    row = Article.objects.only("title", "html").get(slug=slug)
    return HttpResponse(page.render({"article": row}, request))


def home(request: HttpRequest) -> HttpResponse:
    columns = ("title", "slug", "published_at", "excerpt_html", "category__name")
    newest = Article.objects.select_related("category").only(*columns).order_by("-published_at")
    return HttpResponse(listed.render({"articles": newest[:10]}, request))


urlpatterns = [path("", home), path("articles/<slug:slug>/", article), *blog.urlpatterns]
