"""Private files stay private, in all spellings of all systems."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Page
from tests.transfer.imports import import_folder
from transfer.reading import front_matter_block, visibility

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TEXT = "\n正文在这里。\n"


def said(head):
    return visibility.visibility_of(front_matter_block.split_front_matter(head).values)


def yaml(*lines):
    return "\n".join(["---", "title: 题", *lines, "---", TEXT])


PRIVATE = [
    "password: hunter2",
    "Password: 1",
    "post_password: 'x'",
    "pwd: abc",
    "hidden: true",
    "hide: yes",
    "isHidden: 1",
    "hiddenInHomeList: true",
    "private: true",
    'private: "Yes"',
    "PRIVATE: TRUE",
    "is_private: on",
    "privatePost: y",
    "visibility: private",
    "visibility: members",
    "visibility: paid",
    "visibility: Tiers",
    "visibility: 私密",
    "visibility: somebody",
    "publish: false",
    "publish: 'No'",
    "dg-publish: false",
    "published: false",
    "published: FALSE",
    "published: 0",
    "published: never",
    "public: false",
    "listed: no",
    "visible: false",
    "unlisted: true",
    "draft: true",
    'draft: "yes"',
    "draft: maybe",
    "isDraft: true",
    "status: draft",
    "status: Private",
    "status: pending",
    "status: auto-draft",
    "status: trash",
    "status: sent",
    "status: ongoing",
    "status: 草稿",
    "状态: 未发布",
    "post_status: private",
    "secret: true",
    "members: true",
    "members_only: true",
    "subscribers-only: true",
    "encrypt: true",
    "访问密码: 1",
    "是否公开: 否",
    "是否草稿: 是",
    "access: {read: owner}",
    "status: {draft: true}",
    "publish: {blog: false}",
    "下書き: true",
    "非公開: true",
    "비공개: true",
    "brouillon: oui",
    "öffentlich: nein",
    "privado: sí",
    "черновик: да",
    "加密: 是",
    "私密: true",
    "密码: 123",
    "公开: 否",
    "草稿: 真",
    "headless: true",
    "build: {render: never}",
    "build: {render: false}",
    "build: {list: never}",
    "_build:\n  render: never\n  list: never",
    "build: {list: local}",
    "params: {private: true}",
    "extra:\n  hidden: true",
    "permalink: false",
    "eleventyExcludeFromCollections: true",
    "render: false",
    "layout: private",
    "type: draft",
    "tags: [数学, 私密]",
    "tags: 数学，private",
    "tags:\n  - '#draft'",
    "categories: [[草稿, 数学]]",
    "status: scheduled",
    "login_required: true",
    "paid: true",
    "locked: true",
    "audience: team",
    "ｄｒａｆｔ: true",
    "\u200bdraft: true",
    "params.draft: true",
    "hexo: {draft: true}",
    "wordpress:\n  status: private",
    "params:\n  - private: true",
    "<<: {draft: true}",
    "tags: [status/draft]",
    "type: post_draft",
    "wip: true",
    "Passwort: geheim",
    "visible_to: me",
    "acl: private",
    "classification: secret",
    "requires_auth: true",
    "share: false",
    "personal: true",
    "exclude: true",
    "nolist: true",
    "output: false",
    "groups: [staff]",
    "for: me",
    "mood: private",
]


@pytest.mark.parametrize("line", PRIVATE)
def test_a_private_file_is_a_draft_and_its_key_is_reported(line):
    found = said(yaml(line))
    assert found.status == "draft"
    assert found.reason


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "题"\nprivate = true\n+++\n',
        '+++\ntitle = "题"\n[build]\nrender = "never"\n+++\n',
        '+++\ntitle = "题"\n_build.list = false\n+++\n',
        '+++\ntitle = "题"\n[params]\npassword = "x"\n+++\n',
        '{"title": "题", "publish": false}\n',
        '{"title": "题", "visibility": "members"}\n',
        '{"title": "题", "headless": true}\n',
        "Title: 题\nStatus: draft\n\n",
        "Title: 题\nPassword: x\n\n",
        "title: 题\nhidden: true\n---\n",
    ],
    ids=["toml", "table", "dotted", "params", "json", "ghost", "hugo", "pelican", "bare", "hexo"],
)
def test_private_keys_in_each_format(head):
    assert said(head + TEXT).status == "draft"


@pytest.mark.parametrize(
    "line",
    [
        "password:",
        'password: ""',
        "password: false",
        "hidden: false",
        "private: 'no'",
        "visibility: public",
        "visibility: 公开",
        "headless: false",
        "build: {render: always, list: always}",
        "hide: [navigation, toc]",
        "hide_title: true",
        "hidetoc: true",
        "hiddenFromSearch: true",
        "cover: {image: a.png, hidden: true}",
        "sitemap: {disable: true}",
        "comments: false",
        "author: private person",
        "tags: [加密, 密码学, hidden Markov model, secret sharing]",
        "description: a private note",
        "toc: false",
        "math: false",
        "secrets: []",
        "expiryDate: 9999-12-31",
        "expires: never",
        "noindex: true",
        "weight: 0",
        "published: 2024-01-02",
        "render: true",
        "visible: true",
        "title: Private",
        "series: private",
        "classification: mathematics",
        "groups: [Lie groups, abelian]",
        "output: html_document",
        "share: true",
    ],
)
def test_a_public_file_is_not_taken_for_a_private_one(line):
    """Nor does it override the status that an editor has set."""
    found = said(yaml(line))
    assert found.status is None
    assert not found.reason


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("draft: false", "published"),
        ("draft: 'no'", "published"),
        ("published: true", "published"),
        ("publish: true", "published"),
        ("status: publish", "published"),
        ("status: deprecated", "published"),
        ("status: 已发布", "published"),
        ("status: archived", "archived"),
        ("archived: true", "archived"),
        ("status: hidden", "archived"),
        ("expiryDate: 2020-01-01", "archived"),
        ("expires: 2020-01-01 10:00", "archived"),
        ("unpublishDate: 2020", "archived"),
        ("params: {expiryDate: 2020-01-01}", "archived"),
    ],
)
def test_status_values(line, status):
    assert said(yaml(line)).status == status


def test_the_strictest_key_counts():
    assert said(yaml("status: published", "password: x")).status == "draft"
    assert said(yaml("expiryDate: 2020-01-01", "private: true")).status == "draft"
    assert said(yaml("draft: false", "expiryDate: 2020-01-01")).status == "archived"


def test_passwords_are_not_reported():
    assert "hunter2" not in said(yaml("password: hunter2")).reason
    assert "“private: true”" in said(yaml("private: true")).reason


@pytest.mark.parametrize(
    "text",
    [
        "publish:: false",
        "- private:: true",
        "文字\n\n#private #数学",
        "[draft:: yes]",
        "#status/draft",
    ],
)
def test_inline_fields_and_tags_of_obsidian_count(text):
    assert visibility.private_mark_in_text(f"开头\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "publish:: true",
        "他写了 #private 这个词",
        "```\nprivate:: true\n```",
        "std::private::x",
        "title:: private",
        "#数学 #算法",
        "publish :: IO ()",
    ],
)
def test_words_of_a_sentence_do_not_count(text):
    assert visibility.private_mark_in_text(f"开头\n\n{text}\n") is None


@pytest.mark.parametrize(
    ("folder", "is_private"),
    [("Private Notes", True), ("my-private_stuff", True), ("私密日记", True), ("privateer", False)],
)
def test_private_folder_names(folder, is_private):
    assert bool(visibility.private_folder(("posts", folder))) is is_private


# The import


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "posts"
    root.mkdir()

    def write(**files):
        for name, text in files.items():
            (root / f"{name}.md").write_text(text)
        return root

    return write


def shown(client):
    return client.get("/feed.xml").text + client.get("/").text


@pytest.mark.asks_a_database
def test_private_files_are_not_public_and_are_reported(folder, author, client):
    root = folder(
        a=yaml("password: hunter2"),
        b=yaml("build: {render: never}"),
        c=yaml("expiryDate: 2020-01-01", "date: 2019-01-01"),
        d=yaml("date: 2020", "publishDate: 2099"),
        e=yaml("private: true").replace("题", "好"),
        f=yaml("date: 2020-01-01").replace("题", "公开的一篇"),
    )
    dry = import_folder(root, author=author, dry_run=True)
    report = import_folder(root, author=author)
    assert report == dry
    statuses = dict(Article.objects.values_list("slug", "status"))
    assert statuses == {
        **dict.fromkeys("abe", "draft"),
        "c": "archived",
        "d": "published",
        "f": "published",
    }
    assert Article.objects.get(slug="d").is_scheduled
    withheld = dict(report.withheld)
    assert list(withheld) == [f"{name}.md" for name in "abcde"]
    assert "password" in withheld["a.md"]
    assert "“build.render: never”" in withheld["b.md"]
    assert withheld["c.md"].startswith("archived: it expired on 2020-01-01")
    assert withheld["d.md"].startswith("scheduled for 2099-01-01")
    assert Article.objects.published().get().slug == "f"
    for slug in "abde":
        assert client.get(f"/articles/{slug}/").status_code == 404
    assert "公开的一篇" in shown(client)
    assert "正文在这里" in shown(client)
    assert "题" not in shown(client)


def test_the_command_prints_the_same_with_dry_run(folder, admin_user):
    root = folder(a=yaml("secret: yes"), b=yaml("publishDate: 2099-01-01"))
    dry, real = StringIO(), StringIO()
    call_command("import_articles", root, "--dry-run", stdout=dry)
    call_command("import_articles", root, stdout=real)
    assert dry.getvalue().startswith(real.getvalue())
    assert "withheld a.md: draft: “secret: yes” in its front matter" in real.getvalue()
    assert "2 withheld" in real.getvalue()


@pytest.mark.asks_a_database
@pytest.mark.parametrize(
    ("line", "status", "word"),
    [
        ("private: true", "draft", "was public, is now draft"),
        ("password: x", "draft", "was public, is now draft"),
        ("draft: perhaps", "draft", "was public, is now draft"),
        ("status: who knows", "draft", "was public, is now draft"),
        ("publishDate: 2099-01-01", "published", "was public, is now scheduled"),
        ("expiryDate: 2020-01-02", "archived", "archived: it expired"),
    ],
)
def test_a_file_that_becomes_private_withdraws_its_article(
    folder, author, client, line, status, word
):
    root = folder(a=yaml("date: 2020-01-01"), b="# 乙\n\n[甲](a.md)\n")
    import_folder(root, author=author)
    assert client.get("/articles/a/").status_code == 200
    folder(a=yaml("date: 2020-01-01", line))
    assert import_folder(root, author=author, dry_run=True).withheld[0].what.startswith(word)
    assert client.get("/articles/a/").status_code == 200
    report = import_folder(root, author=author)
    assert report.withheld[0].what.startswith(word)
    assert Article.objects.get(slug="a").status == status
    assert "题" not in shown(client)
    if status != "archived":
        assert client.get("/articles/a/").status_code == 404
    again = import_folder(root, author=author)
    assert sorted(again.unchanged) == ["a.md", "b.md"]
    assert [remark.file for remark in again.withheld] == ["a.md"]


@pytest.mark.asks_a_database
def test_links_to_a_withdrawn_article_are_removed(
    folder, author, client, django_capture_on_commit_callbacks
):
    root = folder(a=yaml("date: 2020-01-01"), b="# 乙\n\n[甲](a.md)\n")
    import_folder(root, author=author)
    assert 'href="/articles/a/"' in Article.objects.get(slug="b").html
    folder(a=yaml("date: 2020-01-01", "private: true"))
    with django_capture_on_commit_callbacks(execute=True):
        import_folder(root, author=author)
    assert "/articles/a/" not in Article.objects.get(slug="b").html


@pytest.mark.asks_a_database
def test_a_file_moved_among_the_drafts_withdraws_its_article(tmp_path, author):
    root = tmp_path / "source"
    for name in ("_posts", "_drafts"):
        (root / name).mkdir(parents=True)
    post, draft = root / "_posts/2020-01-02-hello.md", root / "_drafts/hello.md"
    post.write_text(yaml())
    import_folder(root, author=author)
    assert Article.objects.published().get().slug == "hello"
    post.rename(draft)
    report = import_folder(root, author=author)
    article = Article.objects.get()
    assert (article.slug, article.status) == ("hello", "draft")
    assert report.withheld == [
        ("_drafts/hello.md", "was public, is now draft: it is in the folder _drafts")
    ]
    assert import_folder(root, author=author).unchanged == ["_drafts/hello.md"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ndraft：true\n---\n",
        "---\ndraft:true\n---\n",
        "---\ndraft:\u00a0true\n---\n",
        "---\ntitle:题\npassword:abc\n---\n",
        "\n\n---\ndraft: true\n---\n",
        " ---\ndraft: true\n ---\n",
        "----\ndraft: true\n----\n",
        "---yaml\nprivate: true\n---\n",
        ';;;\n"draft": true\n;;;\n',
        "<!--\nhidden: true\n-->\n",
        "Draft: true\nTitle: 题\n",
        "———\ntitle: 题\ndraft: true\n———\n",
        "```yaml\ntitle: 题\ndraft: true\n```\n",
        "---\ntitle: 题\n---\n\n---\ndraft: true\n---\n",
    ],
)
def test_malformed_front_matter_is_not_published(tmp_path, author, text):
    (tmp_path / "a.md").write_text(f"{text}\n# 题\n{TEXT}")
    report = import_folder(tmp_path, author=author)
    assert Article.objects.get().status == "draft"
    assert "are no front matter" in str(report)


def test_a_file_that_says_twice_whether_it_is_private_is_a_draft(tmp_path, author):
    (tmp_path / "a.md").write_text(yaml("Draft: true", "draft: false"))
    (tmp_path / "b.md").write_text(yaml("tags: [a]", "tags: [b]"))
    report = import_folder(tmp_path, author=author)
    assert [remark.file for remark in report.withheld] == ["a.md"]
    assert "twice" in report.withheld[0].what


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n正文",
        "---\n一段话：说明\n---\n",
        "Note: 这是正文。\n",
        "Private: 是 Java 的关键字。\n",
        "---\nTitle：题\n---\n",
    ],
)
def test_text_that_looks_like_front_matter_is_published(tmp_path, author, text):
    (tmp_path / "a.md").write_text(f"{text}\n# 题\n{TEXT}")
    import_folder(tmp_path, author=author)
    assert Article.objects.get().status == "published"


@pytest.mark.parametrize("name", ["_drafts", "Drafts", "private", "草稿"])
def test_files_in_private_folders_are_drafts(tmp_path, author, name):
    root = tmp_path / "notes"
    (root / name).mkdir(parents=True)
    (root / name / "a.md").write_text(yaml())
    report = import_folder(root, author=author)
    assert Article.objects.get().status == "draft"
    assert name in report.withheld[0].what


@pytest.mark.asks_a_database
def test_status_set_by_an_editor_stays_if_the_file_states_none(folder, author):
    root = folder(a=yaml("visible: true", "visibility: public"), b=yaml("private: true"))
    import_folder(root, author=author)
    Article.objects.filter(slug="a").unpublish()
    folder(b=yaml())  # the file says nothing any more: it does not say to publish
    import_folder(root, author=author)
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}
    Article.objects.publish()
    assert sorted(import_folder(root, author=author).unchanged) == ["a.md", "b.md"]
    assert Article.objects.published().count() == 2


@pytest.mark.asks_a_database
def test_an_expiry_date_does_not_archive_a_draft(folder, author):
    root = folder(a=yaml("expiryDate: 2099-01-01"))
    report = import_folder(root, author=author)
    assert "expires on 2099-01-01" in report.problems[0].what
    Article.objects.all().unpublish()
    folder(a=yaml("expiryDate: 2020-01-01"))
    import_folder(root, author=author)
    assert Article.objects.get().status == "draft"


@pytest.mark.asks_a_database
@pytest.mark.parametrize(
    "line", ["private: true", "publishDate: 2099-01-01", "expiryDate: 2020-01-01", "status: hidden"]
)
def test_a_private_page_is_not_public(folder, author, client, line):
    root = folder(about=yaml("layout: page"))
    import_folder(root, author=author)
    assert client.get("/about/").status_code == 200
    folder(about=yaml("layout: page", line))
    report = import_folder(root, author=author)
    assert not Page.objects.get().is_published
    assert report.withheld[0].what.startswith("was public, is now unpublished page")
    assert client.get("/about/").status_code == 404


@pytest.mark.asks_a_database
def test_the_latest_publication_date_counts(folder, author):
    ahead = (timezone.now() + timedelta(days=9)).strftime("%Y-%m-%d %H:%M")
    root = folder(
        a=yaml("date: 2020-01-01", f"publishDate: {ahead}"),
        b=yaml(f"date: {ahead}"),
        c=yaml("date: 2020-01-01", "publishDate: 2019-01-01"),
        d=yaml("date: 2020-01-01", f"status: future\npublished_at: {ahead}"),
    )
    import_folder(root, author=author)
    assert {a.slug for a in Article.objects.all() if a.is_scheduled} == {"a", "b", "d"}
    assert Article.objects.get(slug="c").year == 2020


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("_index.md", "cascade: {build: {render: never}}"),
        ("_index.md", "cascade:\n- private: true\n  target: {kind: page}"),
        ("_index.md", "cascade: {draft: true}"),
        ("deep/_index.md", "cascade: {params: {password: x}}"),
        ("deep/index.md", "headless: true"),
        ("deep/index.md", "build: {render: never}"),
    ],
)
def test_cascade_of_hugo_applies_to_files(tmp_path, author, name, head):
    root = tmp_path / "content"
    (root / "deep").mkdir(parents=True)
    (root / name).write_text(yaml(head))
    (root / "deep/a.md").write_text(yaml())
    report = import_folder(root, author=author)
    assert Article.objects.get(source_path="content/deep/a.md").status == "draft"
    assert "deep/a.md" in dict(report.withheld)


@pytest.mark.asks_a_database
def test_a_file_overrides_its_cascade(tmp_path, author):
    (tmp_path / "_index.md").write_text(yaml("cascade: {draft: true}"))
    (tmp_path / "a.md").write_text(yaml("draft: false"))
    (tmp_path / "index.md").write_text(yaml("draft: true"))
    (tmp_path / "b.md").write_text(yaml("draft: false"))
    import_folder(tmp_path, author=author)
    statuses = dict(Article.objects.values_list("source_path", "status"))
    assert {path.rpartition("/")[2]: status for path, status in statuses.items()} == {
        "_index.md": "draft",
        "a.md": "published",
        "index.md": "draft",
        "b.md": "published",
    }


@pytest.mark.parametrize(
    "line", ["仅自己可见: true", "only_me: yes", "is-private: 1", "members-only: x"]
)
def test_the_report_has_the_key_as_it_is_written(folder, author, line):
    report = import_folder(folder(a=yaml(line)), author=author)
    key = line.partition(":")[0]
    assert f"“{key}: " in dict(report.withheld)["a.md"]
