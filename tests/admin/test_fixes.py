"""Fixes that the renderer offers: shown with the warnings, applied by a button or an action."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation

import rendering
from articles.models import Page
from articles.publishing.fixes import Fix, apply_fixes, offered_fixes
from tests.admin.test_authors_and_editors import LIST, act, change, form
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

BUTTON = "articles_article_take_fixes"
PAGE_BUTTON = "articles_page_take_fixes"


def save(client, article, **values):
    said = {"title": article.title, "body": article.body, "author": article.author_id}
    return client.post(change(article), form(**{**said, **values}), follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_warning_shows_the_line_as_it_is_and_as_it_should_be(admin_client):
    article = make_article(body="正文\n\n#标题\n")
    text = admin_client.get(change(article)).text
    assert "<code>#标题</code></del> → <ins><code># 标题</code>" in text
    assert f'name="{BUTTON}"' in text


def test_without_a_fix_there_is_no_button(admin_client):
    article = make_article(body="正文\n")
    assert BUTTON not in admin_client.get(change(article)).text


def test_button_changes_the_line_and_says_so(admin_client):
    article = make_article(body="正文\n\n#标题\n")
    response = save(admin_client, article, **{BUTTON: ""})
    article.refresh_from_db()
    assert article.body.splitlines() == ["正文", "", "# 标题"]
    assert "<h2" in article.html
    assert not article.fixes
    assert response.request["PATH_INFO"] == change(article)
    assert any("“#标题”" in message and "“# 标题”" in message for message in said(response))


def test_what_was_typed_into_the_form_is_kept(admin_client):
    article = make_article(body="#旧\n")
    save(admin_client, article, title="新题", body="新的一段\n\n#新标题\n", **{BUTTON: ""})
    article.refresh_from_db()
    assert article.title == "新题"
    assert article.body.splitlines() == ["新的一段", "", "# 新标题"]


def test_button_pressed_when_nothing_is_left_to_fix_says_so(admin_client):
    article = make_article(body="#标题\n")
    with translation.override("en"):
        response = save(admin_client, article, body="# 标题\n", **{BUTTON: ""})
    assert "没有需要修正的地方。" in said(response) or "There is nothing to fix." in said(response)


def test_saving_as_usual_fixes_nothing(admin_client):
    article = make_article(body="#标题\n")
    save(admin_client, article, _save="")
    article.refresh_from_db()
    assert article.body.strip() == "#标题"


def test_author_cannot_fix_the_article_of_another(client, author, editor):
    theirs = make_article(author=editor, body="#标题\n")
    client.force_login(author)
    save(client, theirs, **{BUTTON: ""})
    act(client, "take_all_fixes", theirs)
    theirs.refresh_from_db()
    assert theirs.body == "#标题\n"


def test_opening_an_address_fixes_nothing(admin_client):
    article = make_article(body="#标题\n")
    admin_client.get(change(article), {BUTTON: ""})
    article.refresh_from_db()
    assert article.body == "#标题\n"


def test_list_fixes_many_at_once_and_loses_nothing(admin_client):
    texts = [make_article(body=f"#标题 {n}\n", summary="摘要") for n in range(3)]
    act(admin_client, "take_all_fixes", *texts)
    for number, article in enumerate(texts):
        article.refresh_from_db()
        assert (article.body, article.summary) == (f"# 标题 {number}\n", "摘要")


def test_page_is_fixed_too(admin_client):
    page = Page.objects.create(title="P", slug="p", body="#标题\n")
    address = reverse("admin:articles_page_change", args=[page.pk])
    assert PAGE_BUTTON in admin_client.get(address).text
    data = form(title="P", slug="p", body=page.body, position=0, **{PAGE_BUTTON: ""})
    admin_client.post(address, data)
    page.refresh_from_db()
    assert page.body.strip() == "# 标题"


def test_list_of_articles_offers_the_action(admin_client):
    make_article()
    assert "take_all_fixes" in admin_client.get(LIST).text


def test_fix_of_a_line_that_is_gone_is_not_offered():
    warnings = [{"line": 9, "message": "x", "fix": "y"}, {"line": None, "message": "x", "fix": "y"}]
    assert offered_fixes(warnings, "a\n") == []


def test_line_that_reads_otherwise_by_now_is_left_alone():
    assert apply_fixes([Fix(1, "#a", "# a")], "#b\n") == "#b\n"


def test_line_ends_stay_as_they_are():
    warnings = [{"line": 2, "message": "x", "fix": "# b"}]
    body = "a\r\n#b\r\nc\x0bd\n"
    assert apply_fixes(offered_fixes(warnings, body), body) == "a\r\n# b\r\nc\x0bd\n"


def test_fix_that_never_ends_ends(monkeypatch):
    article = make_article(body="a\n")
    render = rendering.render_safely

    def restless(source, **options):
        warning = rendering.RenderWarning(1, "x", {}, source.strip() + "a")
        return replace(render(source, **options), warnings=(warning,))

    monkeypatch.setattr(rendering, "render_safely", restless)
    article.apply_fixes()
    assert len(article.body) < 20


def test_a_text_that_cannot_be_rendered_keeps_its_page_and_its_author_is_told(
    admin_client, monkeypatch
):
    article = make_article(body="gut")
    monkeypatch.setattr(rendering, "render_safely", fail)
    with translation.override("en"):
        told = said(save(admin_client, article, body="**neu**", status="published"))
    article.refresh_from_db()
    assert "gut" in article.html
    assert article.body.strip() == "**neu**"
    assert article.status == "published"
    assert any("could not be rendered" in text or "无法渲染" in text for text in told)
    assert any("机器太忙" in each for each in told)


def test_a_new_text_that_cannot_be_rendered_is_saved_as_a_draft(admin_client, monkeypatch):
    monkeypatch.setattr(rendering, "render_safely", fail)
    article = make_article(body="old", status="draft")
    told = said(save(admin_client, article, body="**neu**", status="published"))
    article.refresh_from_db()
    assert article.body.strip() == "**neu**"
    assert article.status == "draft"
    assert any("manage.py rerender" in text for text in told)
    told = said(act(admin_client, "publish", article, follow=True))
    article.refresh_from_db()
    assert article.status == "draft"
    assert any("manage.py rerender" in text for text in told)


def fail(*args, **options):
    raise rendering.RenderError(rendering.message("machine-busy"))
