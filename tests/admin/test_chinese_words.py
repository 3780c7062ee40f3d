"""The pages of the admin are in Chinese, also what Django and Unfold say."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.models import Category, MissedPath, Page, PathRedirect, Series, Tag
from articles.models.missed_paths import Miss
from tests.admin.test_authors_and_editors import LIST, act, form
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SAID = ("title", "aria-label", "placeholder", "alt")  # attributes that are read
# Django stores the names of permissions in English.
PERMISSIONS = "#id_user_permissions"
SILENT = f"script, style, template, code, .material-symbols-outlined, [lang=en], {PERMISSIONS}"
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
NAMES = {
    *("Longwave", "Markdown", "LaTeX", "CommonMark", "Python", "Django", "SQLite", "PostgreSQL"),
    *("HTML", "URL", "RSS", "CSV", "Asia", "Shanghai", "Git", "MB", "GB", "KB", "manage", "py"),
    *("Atom", "JSON", "Feed", "Gone", "backup", "rerender", "esc", "articles"),
    *("MkDocs", "GitHub", "Hugo", "Hexo", "Obsidian", "Typora", "Pelican", "LDAP", "md"),
    *("Control", "Command", "Mac", "Aegis", "FAS", "PIN", "JavaScript"),
    *("authors", "editors", "without", "publishing", "contributors", "reviewers"),  # of groups
    *("CSV", "Netlify", "Cloudflare", "nginx", "redirects", "https", "html", "hello"),
    *("English", "Deutsch", "Español", "Français", "Português"),
}


@pytest.fixture
def site(admin_user):
    admin_user.username, admin_user.email = "管理员", ""
    admin_user.password = f"md5$1${0:032}"  # its page shows parts of it
    admin_user.save()
    article = make_article(title="梯度", slug="1", author=admin_user, category=make_topic("优化"))
    article.tags.add("数学")
    Page.objects.create(title="关于", slug="2")
    Series.objects.create(name="入门", slug="3")
    PathRedirect.objects.set_paths(article, ["/旧"], "导入")
    MissedPath.objects.add([Miss("/梯度", timezone.now())])
    Tag.objects.update(slug="4")
    Category.objects.update(slug="5")
    return article


@pytest.fixture
def reader(client, site):
    """The browser of somebody who is signed in. The language of the site is Chinese."""
    client.force_login(site.author)
    return client


def english_words(answer):
    """The words of a page, and of its attributes, that are neither Chinese nor names."""
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.text)
    for part in page.css(SILENT):
        part.decompose()
    attributes = [node.attributes.get(name) or "" for node in page.css("*") for name in SAID]
    said = [page.root.text(separator=" "), *attributes]
    return sorted(set(WORD.findall(" ".join(said))) - NAMES)


ADDRESSES = [
    *("/admin/", LIST, LIST + "add/", "/admin/articles/", "/desk/invitations/"),
    *(f"/admin/articles/{kind}/" for kind in ("tag", "category", "series", "page", "user")),
    *(f"/admin/articles/{kind}/add/" for kind in ("tag", "category", "series", "page", "user")),
    *("/admin/articles/missedpath/", "/admin/articles/missedpath/?ignored=yes"),
    *(f"/admin/articles/pathredirect/{page}" for page in ("", "add/", "import/")),
    *("/admin/search/?s=标签&extended=1", "/admin/search/?s=没有&extended=1"),
    *(f"{LIST}?q=没有", f"{LIST}?state=draft&care=links"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_have_no_english_words(reader, site, address):
    assert english_words(reader.get(address)) == []


@pytest.mark.parametrize("view", ["change", "history", "delete"])
@pytest.mark.parametrize("kind", ["article", "page", "tag", "user", "series", "category"])
def test_nor_have_those_of_one_object(reader, site, kind, view):
    admin = {"article": site, "user": site.author, "category": site.category}
    found = {"page": Page, "tag": Tag, "series": Series}
    thing = admin.get(kind) or found[kind].objects.get()
    address = reverse(f"admin:articles_{kind}_{view}", args=[thing.pk])
    assert english_words(reader.get(address)) == []


def test_nor_have_errors_and_actions(reader, site):
    wrong = form(title="", slug="1", published_at_0="无", published_at_1="无")
    assert english_words(reader.post(LIST + "add/", wrong)) == []
    for action in ("move_to_topic", "add_tag", "move_to_trash"):
        assert english_words(act(reader, action, site)) == []
    tag = Tag.objects.get()
    for action in ("merge", "delete_selected"):
        assert english_words(act(reader, action, tag, address="/admin/articles/tag/")) == []


def test_nor_has_a_preview_of_redirects(reader, site):
    text = "/旧 /articles/1/\n/新 /articles/1/\n/无 /没有/\n"
    assert english_words(reader.post("/admin/articles/pathredirect/import/", {"text": text})) == []


def test_nor_have_signing_in_and_out_and_a_new_password(client, site):
    for page in ("", "forgotten/", "invitation/x/", "address/x/", "password/x/y/"):
        assert english_words(client.get(f"/desk/sign-in/{page}")) == [], page
    assert english_words(client.post("/desk/sign-in/", {"login": "无", "password": "无"})) == []
    client.force_login(site.author)
    assert english_words(client.post("/admin/password_change/", {}, follow=True)) == []
    for page in ("", "password/", "address/", "app/", "passkeys/add/"):
        assert english_words(client.get(f"/desk/account/{page}")) == [], page
    address = reverse("admin:auth_user_password_change", args=[site.author_id])
    assert english_words(client.get(address)) == []
    assert english_words(client.post("/admin/logout/", follow=True)) == []
