"""The pages of imports in the admin: who sees them, what they show, in both languages."""

import json

import pytest
from django.urls import reverse

from operations.tasks.running import run_due
from tests.admin.test_chinese_words import english_words
from tests.factories import make_user
from tests.transfer.runs.conftest import (
    ADD,
    allow_imports,
    newest,
    page_of,
    post,
    step,
    upload,
    zip_of,
)
from transfer.models import ImportRun
from transfer.runs.uploaded_files import folder_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
LIST = "admin:transfer_importrun_changelist"
SITE = zip_of(
    {
        "_config.yml": "theme: next\nnew_post_name: :title.md\n",
        **{f"source/_posts/{n}.md": post(f"文章{n}", "![](/x.png)") for n in range(12)},
        "source/_posts/秘密.md": post("秘密", password="1234", date="2020-01-02", mood="好"),
    }
)


def remarks(client, run, **asked):
    return client.get(reverse("admin:transfer_importrun_remarks", args=[run.pk]), asked)


def test_report_groups_what_is_alike_and_shows_all_of_it_on_wish(owner):
    upload(owner, SITE)
    run_due()
    run = newest()
    text = page_of(owner, run).text
    assert "Hexo · blog" in text
    assert "2 more of this kind" in text
    assert text.count("it has no date") == 1
    assert "mood" in text
    asked = {"report": "check_report", "section": "withheld", "code": "undated"}
    assert remarks(owner, run, **asked).text.count("<li><code") == 12
    assert remarks(owner, run, **asked | {"code": "nothing"}).status_code == 404


def test_report_is_downloaded_as_json(owner):
    upload(owner, SITE)
    run_due()
    address = reverse("admin:transfer_importrun_report", args=[newest().pk])
    answer = owner.get(address, {"report": "check_report"})
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.text)["system"] == "hexo"
    assert owner.get(address, {"report": "import_report"}).status_code == 404


def test_pages_are_for_those_who_may_import_and_show_others_nothing(client, author, editor):
    client.force_login(allow_imports(author))
    upload(client, SITE)
    run_due()
    run = newest()
    for person, list_status, page_status in ((author, 200, 200), (editor, 403, 404)):
        client.force_login(person)
        assert client.get(reverse(LIST)).status_code == list_status
        assert client.get(reverse(ADD)).status_code == list_status
        assert page_of(client, run).status_code == page_status
    assert step(client, run, "import").status_code == 404
    assert upload(client, SITE).status_code == 403
    client.force_login(allow_imports(make_user("other")))
    assert page_of(client, run).status_code == 404
    assert "blog.zip" not in client.get(reverse(LIST)).text


def test_author_cannot_be_chosen_who_is_not_theirs_to_see(client, author, editor):
    client.force_login(allow_imports(author))
    upload(client, SITE, author=editor.pk)
    assert not ImportRun.objects.exists()


def test_too_large_file_is_refused_with_the_way_for_it(owner, settings):
    settings.LONGEST_UPLOAD = 100
    answer = upload(owner, SITE)
    assert "manage.py import_articles" in answer.text
    assert not ImportRun.objects.exists()


def test_list_is_light_and_reads_no_report(owner, django_assert_max_num_queries):
    upload(owner, SITE)
    run_due()
    with django_assert_max_num_queries(12) as queries:
        owner.get(reverse(LIST))
    assert not any("check_report" in query["sql"] for query in queries)


def test_deleted_run_takes_its_file_along(owner):
    upload(owner, SITE)
    folder = folder_of(newest())
    address = reverse("admin:transfer_importrun_delete", args=[newest().pk])
    owner.post(address, {"post": "yes"})
    assert (ImportRun.objects.count(), folder.exists()) == (0, False)
    upload(owner, SITE)
    folder = folder_of(newest())
    chosen = {"action": "delete_selected", "_selected_action": newest().pk, "post": "yes"}
    owner.post(reverse(LIST), chosen)
    assert (ImportRun.objects.count(), folder.exists()) == (0, False)


def test_pages_have_no_english_words(client, admin_user):
    admin_user.username, admin_user.email = "管理员", ""
    admin_user.save()
    client.force_login(admin_user)
    upload(client, SITE, name="旧站.zip", topic="技术", include="source/*")
    pages = [client.get(reverse(ADD)), page_of(client, newest())]
    run_due()
    pages += [client.get(reverse(LIST)), page_of(client, newest())]
    asked = {"report": "check_report", "section": "withheld", "code": "undated"}
    pages.append(remarks(client, newest(), **asked))
    step(client, newest(), "import")
    run_due()
    pages.append(page_of(client, newest()))
    names = {
        *("WordPress", "Ghost", "Jekyll", "zip", "year", "month", "title", "html", "posts"),
        *("import", "source", "png", "x", "password"),
    }
    for page in pages:
        assert set(english_words(page)) <= names, page.request["PATH_INFO"]
