"""The desk in browsers: two people at one article, without script; axe, phones and keys."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from desk.models import Comment, Review, Revision
from desk.reviewing.commenting import add_comment, answer_comment
from media.models import FileUse, UsedBy
from media.storing import trash_file
from tests.browser.conftest import leave_by_tab
from tests.browser.test_accessibility import violations
from tests.browser.test_narrow_screens import LONG_NAME, LONG_WORD
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_preview_link, make_user
from tests.media.factories import make_content, make_file
from tests.media.samples import picture

TEXT = "# 一\n\n所以怎么走都行。图很差。\n\n尾声。\n"


@pytest.fixture
def people():
    return make_user("xiaoyun"), make_user("ada", group="editors")


@pytest.fixture
def article(people):
    return make_article(title="扩散模型", slug="desk", body=TEXT, author=people[0])


def more(page):
    page.locator("details.more > summary").click()


def write(page, text, button="Save as draft"):
    page.get_by_label("Text, in Markdown").fill(text)
    page.get_by_role("button", name=button).click()


def test_two_people_merge_publish_delete_and_restore(enter, people, article, live_server):
    """All of it without script."""
    path = reverse("desk_article", args=[article.pk])
    hers, his = (enter(user, path, script=False) for user in people)
    write(hers, TEXT.replace("怎么走都行", "任选一条").replace("尾声", "结尾"))
    expect(hers.get_by_role("status")).to_contain_text("Saved")
    write(his, TEXT.replace("怎么走都行", "保住分布就行").replace("很差", "模糊"))
    expect(his.get_by_role("heading", level=1)).to_contain_text("also writes this article")
    his.get_by_label("Keep both").check()
    his.get_by_role("button", name="Save as one text").click()
    expect(his.get_by_role("status")).to_contain_text("Both texts are one now")
    merged = his.get_by_label("Text, in Markdown").input_value()
    assert {"任选一条", "保住分布就行", "结尾", "模糊"} <= set(
        re.findall("任选一条|保住分布就行|结尾|模糊", merged)
    )
    assert "怎么走都行" in Client().get(article.get_absolute_url()).text
    his.get_by_role("button", name="Publish changes").click()
    expect(his.get_by_role("status")).to_contain_text("Published")
    assert "保住分布就行" in Client().get(article.get_absolute_url()).text
    old = Revision.objects.of(article).last().pk
    his.goto(f"{live_server.url}{reverse('desk_history', args=[article.pk])}?old={old}")
    his.get_by_role("button", name=re.compile("^Restore the version")).click()
    expect(his.get_by_label("Text, in Markdown")).to_have_value(TEXT)
    more(his)
    his.get_by_role("link", name="Delete").click()
    his.get_by_role("button", name="Move to the trash").click()
    assert Client().get(article.get_absolute_url()).status_code == 410
    his.get_by_role("button", name="Restore: 扩散模型").click()
    expect(his.get_by_label("Text, in Markdown")).to_have_value(TEXT)
    assert "保住分布就行" in Client().get(article.get_absolute_url()).text


def test_a_draft_is_asked_for_commented_changed_approved_and_published(
    enter, people, article, live_server
):
    """All of it without script."""
    author, editor = people
    author.groups.get().permissions.remove(Permission.objects.get(codename="publish_articles"))
    hers = enter(author, reverse("desk_article", args=[article.pk]), script=False)
    hers.get_by_label("Text, in Markdown").fill(TEXT.replace("很差", "模糊"))
    more(hers)
    hers.get_by_text("Note to the editors").first.click()
    hers.get_by_role("textbox", name="Note to the editors").fill("请看第三行")
    hers.get_by_role("button", name="Ready for review").click()
    expect(hers.get_by_role("status")).to_contain_text("Ready for review")

    his = enter(editor, reverse("desk"), script=False)
    his.get_by_role("link", name=re.compile("^Waiting for review")).click()
    his.get_by_role("link", name="扩散模型").click()
    expect(his.locator("main")).to_contain_text("请看第三行")
    expect(his.locator("#L3 ins")).to_have_text("模糊")
    his.get_by_role("link", name="3, comment on this line").click()
    his.get_by_label("Comment on line 3").fill("哪一步模糊？")
    his.get_by_role("button", name="Comment on it").click()
    his.get_by_label("To the author").fill("再具体些")
    his.get_by_role("button", name="Ask for changes").click()

    hers.get_by_role("link", name="Ready for review").click()
    expect(hers.locator("main")).to_contain_text("再具体些")
    hers.locator("#L3 summary").click()
    hers.locator("#L3").get_by_role("textbox", name="Answer").fill("第二十步")
    hers.locator("#L3").get_by_role("button", name="Send the answer").click()
    hers.get_by_role("link", name="Back to the text").click()
    changed = TEXT.replace("# 一", "# 一\n\n开头。").replace("很差", "第二十步模糊")
    hers.get_by_label("Text, in Markdown").fill(changed)
    hers.get_by_role("button", name="Ready for review").click()

    his.reload()
    expect(his.locator("#L5")).to_contain_text("哪一步模糊？")
    his.locator("#L5").get_by_role("button", name="Resolved").click()
    assert "第二十步" not in Client().get(article.get_absolute_url()).text
    his.get_by_role("button", name="Approve and publish").click()
    expect(his.get_by_role("status")).to_contain_text("Published")
    assert "第二十步" in Client().get(article.get_absolute_url()).text


@pytest.fixture
def places(people, article, media_folders):
    """The addresses of the desk, with an article whose texts are hard to show."""
    author, editor = people
    long = (
        f"{LONG_WORD} `{LONG_NAME}` $x^2$\n\n```python\nx = '{LONG_NAME}'\n```\n\n$$\nx = 1\n$$\n"
    )
    hers, his = Writer(article, author), Writer(article, editor)
    hers.save(f"{long}{TEXT}", title=LONG_WORD)
    his.save(f"{long.replace('x', 'y')}{TEXT}", title=LONG_NAME)
    kept = Revision.objects.of(article).filter(fork__isnull=False).first()
    head = draft_of(article).head
    Review.objects.create(article=article, revision=head, asked_by=author, note=LONG_NAME)
    for line in (1, 3):
        add_comment(head, line, LONG_NAME, by=author)
    answer_comment(Comment.objects.first(), LONG_WORD, by=editor)
    hers.open()
    hers.save(hers.content.body.replace(LONG_WORD, "anew"))
    deleted = make_article(title=LONG_WORD, author=author)
    deleted.move_to_trash(author)
    make_preview_link(article, note=LONG_NAME)
    later = timezone.now() + timedelta(days=1)
    make_article(title=LONG_NAME, body="[a](b.md)", author=author, published_at=later)
    content = make_content(picture("PNG"), width=40, height=30)
    file = make_file(f"{LONG_WORD}.png", content=content, owner=author)
    gone = make_file("gone.csv", content=make_content(kind="text"), owner=author)
    trash_file(gone)
    FileUse.objects.add_uses({UsedBy("article", article.pk): [file.pk]})
    return [
        *(reverse(name) for name in ("desk", "desk_new", "desk_trash", "desk_reviews")),
        *(f"{reverse('desk_library')}{query}" for query in ("", "?look=list", "?shelf=trash")),
        *(reverse("desk_file", args=[each.token]) for each in (file, gone)),
        reverse("desk_empty_trash"),
        reverse("desk_erase", args=[deleted.pk]),
        f"{reverse('desk_search')}?q={LONG_WORD}",
        *(
            reverse(name, args=[article.pk])
            for name in (
                "desk_article",
                "desk_history",
                "desk_links",
                "desk_trash_article",
                "desk_review",
            )
        ),
        reverse("desk_review", args=[article.pk]) + "?line=3",
        reverse("desk_history", args=[article.pk]) + "?show=sides",
        reverse("desk_conflict", args=[article.pk, kept.pk]),
    ]


def each_in_one_window(enter, user, paths, **options):
    """Yield the window and each of the paths, while the window shows it."""
    first, *others = paths
    page = enter(user, first, **options)
    yield page, first
    for path in others:
        page.goto(path)
        yield page, path


def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(enter, people, places):
    for theme, width, locale in (("light", 1280, "zh-CN"), ("dark", 360, "en-GB")):
        options = {"theme": theme, "width": width, "locale": locale, "bypass_csp": True}
        for page, path in each_in_one_window(enter, people[1], places, **options):
            scroll = page.evaluate("document.documentElement.scrollWidth")
            assert scroll <= width, (path, width, scroll)
            assert violations(page) == [], (path, theme, width)


def test_pages_obey_the_strict_policy_and_ask_nobody_else(enter, people, places):
    for page, path in each_in_one_window(enter, people[1], places, requests=True):
        page.wait_for_load_state("networkidle")
        assert page.problems == [], path
        assert len(page.hosts) == 1


def test_the_form_is_used_by_keys_alone(enter, people, article):
    page = enter(people[0], reverse("desk_article", args=[article.pk]))
    text = page.get_by_role("textbox", name="Text, in Markdown")
    text.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("typed")
    leave_by_tab(page)
    expect(text).not_to_be_focused()
    page.get_by_role("button", name="Save as draft").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert draft_of(article).head.content.body == f"{TEXT}typed"


def test_preview_opens_beside_the_form_and_leaves_it_as_it_is(enter, people, article):
    page = enter(people[0], reverse("desk_article", args=[article.pk]))
    page.get_by_label("Text, in Markdown").fill("**not saved**")
    more(page)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    expect(opened.value.locator("strong", has_text="not saved")).to_be_visible()
    expect(page.locator("#body")).to_have_value("**not saved**")
    assert Article.objects.get(pk=article.pk).body == TEXT


def test_the_first_page_begins_an_article_finds_it_and_goes_on(enter, live_server):
    """All of it without script."""
    page = enter(make_user("newcomer"), reverse("desk"), script=False, locale="zh-CN", width=360)
    expect(page.get_by_role("heading", name="这里还没有信号")).to_be_visible()
    page.get_by_label("第一篇的题目").fill("扩散模型")
    page.get_by_role("button", name="开始写").click()
    page.get_by_label("正文").fill("第一句。停在这一句。")
    page.get_by_role("button", name="保存", exact=True).last.click()
    page.get_by_role("link", name="书桌").click()
    expect(page.locator("q")).to_have_text("停在这一句。")
    page.get_by_role("searchbox").fill("这一句")
    page.get_by_role("button", name="搜索").click()
    expect(page.locator("mark")).to_have_text("这一句")
    page.get_by_role("link", name="扩散模型").click()
    expect(page.get_by_label("正文")).to_have_value("第一句。停在这一句。")


def test_axe_finds_nothing_on_a_desk_without_articles(enter, people):
    page = enter(make_user("newcomer"), reverse("desk"), width=360, bypass_csp=True)
    assert violations(page) == []


def test_a_link_shows_the_draft_until_it_is_withdrawn_and_a_plan_is_kept(
    enter, visit, people, article, live_server
):
    """From the public page to the desk; then a link for a guest, and a time, without script."""
    page = enter(people[0], article.get_absolute_url(), script=False)
    page.get_by_role("link", name="Edit at the desk").click()
    write(page, f"{TEXT}新的一段。\n")
    more(page)
    page.get_by_role("link", name="Preview links").click()
    page.get_by_label("Note").fill("for Ada")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_role("link", name="/preview/").inner_text()
    guest = visit(address.removeprefix(live_server.url))
    expect(guest.get_by_text("新的一段。")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text("This link shows no preview")
    page.get_by_role("link", name="Back to the text").click()
    more(page)
    page.get_by_text("Publish later", exact=True).click()
    page.get_by_label("Day and time").fill("2099-03-04T05:06")
    page.get_by_role("button", name="Publish at this time").click()
    expect(page.get_by_role("status")).to_contain_text("Readers see this text from")
    expect(page.get_by_label("Day and time")).to_have_value("2099-03-04 05:06")
    assert draft_of(article).is_scheduled
    more(page)
    page.get_by_role("button", name="Withdraw the time").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing is published at a later time")
    assert not draft_of(article).is_scheduled
