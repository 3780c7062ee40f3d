"""Reviewers read every draft, comment on it and answer; contributors add no files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.models import Comment, Review
from desk.reviewing.requests import ask_for_review
from media.models import MediaFile
from tests.admin.test_authors_and_editors import change, form
from tests.desk.writing_helpers import body_of, draft_of
from tests.factories import make_article, make_user
from tests.media.factories import make_file
from tests.media.samples import picture, png_of_size

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def draft(author):
    return make_article(author=author, status="draft", title="梯度", body="第一行\n")


@pytest.fixture
def reviewer(client):
    found = make_user("reviewer", group="reviewers")
    client.force_login(found)
    return found


def test_reviewer_comments_and_approves_and_publishes_nothing(client, reviewer, author, draft):
    head, page = draft_of(draft).head_id, f"/desk/articles/{draft.pk}/review/"
    ask_for_review(draft, revision=head, by=author, note="")
    assert "梯度" in client.get("/desk/review/").text
    assert client.get(f"/desk/articles/{draft.pk}/").headers["Location"] == page
    text = client.get(page).text
    assert "第一行" in text
    assert 'value="approve"' in text
    assert 'value="publish"' not in text
    client.post(page, {"do": "comment", "line": "1", "text": "好", "revision": head})
    assert Comment.objects.get().author == reviewer
    for verb in ("publish", "ask", "withdraw"):
        assert client.post(page, {"do": verb, "revision": head}).status_code == 403, verb
    client.post(page, {"do": "approve", "revision": head})
    assert Review.objects.get().state == Review.State.APPROVED
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_reviewer_changes_no_draft(client, reviewer, draft):
    head = draft_of(draft).head_id
    sent = {"title": "x", "body": "x", "base": head}
    for path in ("", "autosave/", "links/", f"restore/{head}/", f"name/{head}/", "trash/"):
        answer = client.post(f"/desk/articles/{draft.pk}/{path}", sent)
        assert answer.status_code in {403, 404}, path
    client.post(change(draft), form(title="x"))
    assert body_of(draft) == "第一行\n"
    assert draft_of(draft).head_id == head
    history = client.get(f"/desk/articles/{draft.pk}/history/").text
    assert "第一行" in history
    assert f"/name/{head}/" not in history


def test_contributor_adds_no_file_by_any_way(client, media_folders):
    writer = make_user("contributor", group="contributors")
    mine = make_article(author=writer, status="draft")
    client.force_login(writer)
    data = SimpleUploadedFile("x.png", png_of_size(4, 4), content_type="image/png")
    assert client.post("/desk/files/", {"file": data}).status_code == 400
    data.seek(0)
    answer = client.post(change(mine), form(title="x", cover=data))
    assert "You may not add files" in answer.text or "你不能添加文件" in answer.text
    mine.refresh_from_db()
    assert not mine.cover


def test_who_may_no_longer_add_files_changes_none_of_their_own(client, media_folders):
    writer = make_user("contributor", group="contributors")
    mine = make_file("x.png", owner=writer)
    data = SimpleUploadedFile("y.png", picture("PNG"), content_type="image/png")
    client.force_login(writer)
    for verb, sent in (("replace", {"file": data}), ("rename", {"name": "y"}), ("trash", {})):
        answer = client.post(f"/desk/library/{mine.token}/{verb}/", sent)
        assert answer.status_code == 403, verb
    stored = MediaFile.objects.get()
    assert (stored.name, stored.content, stored.trashed_at) == ("x.png", mine.content, None)
