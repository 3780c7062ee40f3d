"""Links between articles: resolved when saving, never to what readers cannot see."""

from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles.models import Article, Category, Page
from articles.publishing import rerender
from rendering import ARTICLES
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = "SecretTransmission"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def saving(django_capture_on_commit_callbacks):
    """`with saving(): …` runs what happens once a change is stored for good."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def html_of(article: Article) -> str:
    article.refresh_from_db()
    return article.html


def picture(name: str, size: tuple[int, int] = (8, 6), **options: object) -> None:
    data = BytesIO()
    Image.new("L", size).save(data, name.rpartition(".")[2].replace("jpg", "jpeg"), **options)
    default_storage.save(name, ContentFile(data.getvalue()))


@pytest.mark.either_database
def test_engine_knows_where_articles_are():
    assert reverse("article", args=["a"]) == f"{ARTICLES}a/"


# Which article a name means


@pytest.mark.parametrize(
    "link",
    [
        "[x](zhu-yi-li)",
        "[x](zhu-yi-li.md)",
        "[x](../nlp/zhu-yi-li.md#节)",
        "[x](Zhu%20Yi%20Li.md)",
        "[x](/articles/zhu-yi-li/)",
        "[x](注意力机制)",
        "[[注意力机制]]",
        "[[zhu-yi-li|x]]",
        "[[notes/注意力机制#节|x]]",
        "[x](old-slug)",
        "[[old-slug]]",
    ],
)
def test_article_is_found_by_slug_former_slug_file_name_and_title(link):
    article = make_article(title="注意力机制", slug="old-slug")
    article.slug = "zhu-yi-li"
    article.save()
    assert 'href="/articles/zhu-yi-li/' in make_article(body=link).html


def test_files_of_one_name_are_told_apart_by_their_folders():
    for folder in ("dp", "string"):
        make_article(
            title=f"{folder} basic", slug=f"{folder}-1", source_path=f"wiki/{folder}/basic.md"
        )
    linking = make_article(
        source_path="wiki/dp/intro.md", body="[a](basic.md) [b](../string/basic.md#x) [c](basic)"
    )
    assert linking.html.count('href="/articles/dp-1/"') == 2
    assert 'href="/articles/string-1/#x"' in linking.html


def test_title_is_shown_where_the_author_gave_a_name_only():
    make_article(title="注意力机制", slug="attention")
    html = make_article(body="[[attention]] [[attention|它]]").html
    assert html == (
        '<p><a href="/articles/attention/">注意力机制</a> <a href="/articles/attention/">它</a></p>'
    )


def test_title_with_a_slash_is_a_title_first():
    make_article(title="TCP/IP", slug="tcp")
    make_article(title="IP", slug="ip")
    assert 'href="/articles/tcp/"' in make_article(body="[[TCP/IP]]").html


def test_page_is_found_by_title():
    Page.objects.create(title="关于", slug="about", body="x")
    assert 'href="/about/"' in make_article(body="[[关于]]").html


def test_article_may_link_to_itself_while_it_is_a_draft():
    article = make_article(title="甲", slug="a", status="draft")
    article.body = "[[甲]]"
    article.save()
    assert 'href="/articles/a/"' in article.html


@pytest.mark.either_database
def test_topics_and_pages_resolve_links_too():
    make_article(title="甲", slug="a")
    topic = Category.objects.create(name="T", description="[x](a.md) ![y](https://a.b/c.png)")
    assert 'href="/articles/a/"' in topic.description_html
    assert "<img" not in topic.description_html
    assert 'href="/articles/a/"' in Page.objects.create(title="P", slug="p", body="[[甲]]").html


# What readers cannot see


@pytest.mark.either_database
@pytest.mark.parametrize(
    "link", ["[[{}]]", "[x]({})", "[x]({}.md)", "[x](/articles/{}/)", "![[{}]]"]
)
@pytest.mark.parametrize("name", ["hidden", SECRET])
@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft"},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "scheduled"],
)
def test_hidden_article_never_shows_through_a_link(link, name, values):
    hidden = make_article(title=SECRET, slug="hidden", **values)
    html = make_article(body=link.format(name)).html
    assert hidden.get_absolute_url() not in html
    assert "href" not in html
    assert SECRET not in html or name == SECRET  # what the author wrote stays


def test_author_hears_that_a_link_leads_to_a_draft_of_theirs():
    make_article(title="甲", slug="a", status="draft")
    (warning,) = make_article(body="一\n\n[[甲]]").warnings
    assert warning["line"] == 3
    assert warning["code"] == "link-to-draft"


def test_author_hears_nothing_of_the_drafts_of_others():
    make_article(title="甲", slug="a", status="draft", author=make_user("ada", group="editors"))
    (warning,) = make_article(body="[[甲]]").warnings
    assert warning["code"] == "link-broken"


def test_readable_article_is_found_beside_a_draft_of_the_same_name():
    make_article(title="甲", slug="a", status="draft")
    make_article(title="甲", slug="b")
    assert 'href="/articles/b/"' in make_article(body="[[甲]]").html


@pytest.mark.either_database
def test_editor_sees_the_broken_links_of_an_article(admin_client):
    article = make_article(body="一\n\n[x](nosuch.md) ![y](gone.png)")
    page = admin_client.get(reverse("admin:articles_article_change", args=[article.pk])).text
    assert "nosuch.md" in page
    assert "gone.png" in page


# How much it costs


def test_queries_do_not_grow_with_the_links(django_assert_max_num_queries):
    def save(number: int) -> None:
        make_article(body=" ".join(f"[[title {n}]] [x](n{n}.md)" for n in range(number)))

    make_user()
    most = 32  # 13 of them record the revision, its files and who published
    with django_assert_max_num_queries(most):
        save(2)
    with django_assert_max_num_queries(most):
        save(900)


@pytest.mark.either_database
def test_text_without_links_asks_nothing(django_assert_num_queries):
    article = Article(body="正文", title="t", author=make_user())
    with django_assert_num_queries(0):
        article.render()


@pytest.mark.either_database
def test_rendering_many_again_asks_for_many_at_once(django_assert_max_num_queries):
    for number in range(30):
        make_article(body=f"[[t{number}]] [x](nosuch{number}.md)")
    with django_assert_max_num_queries(26):
        call_command("rerender", "--all", "--workers=1", stdout=StringIO())


def test_names_that_no_database_can_hold_are_no_error():
    assert make_article(body="[x](%00) [[a%00b]] ![y](%00.png) [z](<>)").html


# Files


@pytest.mark.either_database
def test_picture_has_the_size_of_its_file():
    picture("a/图.png", (40, 30))
    html = make_article(body="![x](/uploads/a/图.png)\n\n![[a/图.png]]").html
    assert html.count('src="/uploads/a/%E5%9B%BE.png"') == 2
    assert html.count('width="40" height="30"') == 2


@pytest.mark.either_database
def test_turned_photograph_has_its_sides_changed():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture("a.jpg", (40, 30), exif=exif)
    assert 'width="30" height="40"' in make_article(body="![x](a.jpg)").html


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="30.4">',
            'width="40" height="30"',
        ),
        (
            '<?xml version="1.0"?>\n<svg viewBox="0 0 40 30" stroke-width="9">',
            'width="40" height="30"',
        ),
        ('<svg width="100%" height="100%" viewBox="-1,-1,40,30">', 'width="40" height="30"'),
        ('<svg width="0" height="0">', ""),
        ("<svg viewBox='0 0 " + "1" * 9_000 + "'>", ""),
        ("no drawing", ""),
    ],
)
def test_drawing_has_the_size_that_it_names(drawing, size):
    default_storage.save("a.svg", ContentFile(drawing.encode()))
    html = make_article(body="![x](a.svg)").html
    assert 'src="/uploads/a.svg"' in html
    assert size in html
    assert size or "width" not in html


@pytest.mark.either_database
def test_broken_picture_is_shown_without_a_size():
    default_storage.save("a.png", ContentFile(b"\x89PNG\r\n\x1a\nbroken"))
    html = make_article(body="![x](a.png)").html
    assert '<img src="/uploads/a.png"' in html
    assert "width" not in html


@pytest.mark.either_database
@pytest.mark.parametrize(
    "name", ["../secret.png", "/uploads/../secret.png", "a" * 300 + ".png", "d.png"]
)
def test_what_is_no_upload_is_missing(name, uploads):
    (uploads / "d.png").mkdir()
    (uploads.parent / "secret.png").write_bytes(b"x")
    article = make_article(body=f"![描述]({name})")
    assert article.html == '<p><span class="broken">描述</span></p>'
    assert article.counts["broken"] == 1


@pytest.mark.either_database
def test_what_another_server_gives_on_the_same_host_stays():
    html = make_article(body="![x](/pictures/a.png) [y](/files/b.pdf)").html
    assert 'src="/pictures/a.png"' in html
    assert 'href="/files/b.pdf"' in html


@pytest.mark.either_database
def test_no_page_asks_another_site_for_a_picture(client):
    article = make_article(body="![x](https://example.com/a.png) <img src='//example.com/b.png'>")
    text = client.get(article.get_absolute_url()).text
    assert 'src="https://example.com' not in text
    assert 'src="//example.com' not in text
    assert '<a href="https://example.com/a.png" rel="noopener">x</a>' in text


# What happens later


def test_links_to_a_draft_lead_there_once_it_is_published(saving):
    draft = make_article(title="甲", slug="a", status="draft")
    linking, other = make_article(body="[[甲|x]]"), make_article(body="[[乙]]")
    before, untouched = linking.updated_at, html_of(other)
    draft.status = "published"
    with saving():
        draft.save()
    assert 'href="/articles/a/"' in html_of(linking)
    assert not linking.warnings
    assert linking.updated_at == before
    assert html_of(other) == untouched


def test_links_lead_to_articles_that_are_published_together(saving):
    for name in "ab":
        make_article(title=f"t{name}", slug=name, status="draft")
    linking = make_article(body="[[ta]] [x](b.md)")
    with saving():
        Article.objects.filter(slug__in="ab").publish()
    assert html_of(linking).count("<a href") == 2


@pytest.mark.parametrize("how", ["save", "unpublish", "delete", "delete_many"])
def test_links_to_what_readers_can_no_longer_see_become_text(saving, how):
    target = make_article(title=SECRET, slug="a")
    linking = make_article(body="[[a]]")
    assert SECRET in linking.html
    with saving():
        if how == "save":
            target.status = "draft"
            target.save()
        elif how == "delete":
            target.delete()
        else:
            chosen = Article.objects.filter(pk=target.pk)
            chosen.unpublish() if how == "unpublish" else chosen.delete()
    assert html_of(linking) == '<p><span class="broken">a</span></p>'


def test_links_to_a_renamed_article_still_lead_there(saving, client):
    article = make_article(title="甲", slug="a")
    linking = make_article(body="[x](a.md)")
    article.slug = "b"
    with saving():
        article.save()
    assert 'href="/articles/a/"' in html_of(linking)
    assert client.get("/articles/a/", follow=True).status_code == 200
    linking.save()
    assert 'href="/articles/b/"' in linking.html


@pytest.mark.either_database
def test_publishing_renders_a_bounded_number_of_texts(saving, monkeypatch):
    monkeypatch.setattr(rerender, "MAX_TEXTS", 2)
    draft = make_article(title="甲", slug="a", status="draft")
    linking = [make_article(body="[[甲]]") for _ in range(3)]
    draft.status = "published"
    with saving():
        draft.save()
    assert sum("<a " in html_of(each) for each in linking) == 2
    call_command("rerender", "--workers=1", stdout=StringIO())
    assert all("<a " in html_of(each) for each in linking)


def test_what_appears_by_the_clock_is_found_when_rendering_again():
    later = make_article(title="甲", slug="a", published_at=timezone.now() + timedelta(days=1))
    linking = make_article(body="[[甲]]")
    Article.objects.filter(pk=later.pk).update(published_at=timezone.now() - timedelta(days=1))
    out = StringIO()
    call_command("rerender", "--workers=1", stdout=out)
    assert "1 rendered" in out.getvalue()
    assert 'href="/articles/a/"' in html_of(linking)


@pytest.mark.either_database
def test_picture_that_is_uploaded_later_is_shown_when_rendering_again():
    article = make_article(body="![x](a.png)")
    picture("a.png")
    call_command("rerender", "--workers=1", stdout=StringIO())
    assert 'src="/uploads/a.png"' in html_of(article)
