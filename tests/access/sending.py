"""What is sent to addresses that take something: valid forms, so that only rights refuse them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.access.owned import Values
from tests.media.samples import picture

Sent = dict[str, Any]
PASSWORD = "a long enough phrase"
TALK = ("comment", "answer", "resolve", "reopen")
REVIEW = ("ask", "withdraw", *TALK, "changes", "approve", "publish")
ACTIONS: dict[str, tuple[Sent, ...]] = {
    "admin:articles_article_changelist": (
        {"action": "publish"},
        {"action": "unpublish"},
        {"action": "move_to_topic", "answered": "1", "topic": "{topic_pk}"},
        {"action": "add_tag", "answered": "1", "tag": "new"},
        {"action": "move_to_trash", "post": "yes"},
    ),
    "admin:articles_tag_changelist": (
        {"action": "merge", "answered": "1", "into": "{tag_pk}"},
        {"action": "delete_selected", "post": "yes"},
    ),
    "admin:articles_category_changelist": (
        {"action": "delete_and_move", "answered": "1", "successor": "{topic_pk}"},
    ),
    "admin:articles_series_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:articles_page_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:articles_pathredirect_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:articles_missedpath_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:articles_user_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:accounts_accesstoken_changelist": ({"action": "revoke_chosen"},),
    "admin:transfer_exportrun_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:transfer_importrun_changelist": ({"action": "delete_selected", "post": "yes"},),
    "admin:auth_group_changelist": ({"action": "delete_selected", "post": "yes"},),
}


def new_picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("new.png", picture("PNG"), content_type="image/png")


def text_of(values: Values) -> Sent:
    return {"title": "new", "body": "new", "base": values["head"]}


def review_of(values: Values) -> Sent:
    known = {"revision": values["head"], "comment": values["comment"], "line": "1"}
    return {**known, "text": "new", "note": "new", "answer": "new"}


def new_text(values: Values) -> Sent:
    return {"title": "new", "body": "new"}


FORMS: dict[str, Callable[[Values], Sent]] = {
    "desk_autosave": text_of,
    "desk_details": text_of,
    "desk_preview": text_of,
    "desk_rendering": text_of,
    "desk_new": new_text,
    "desk_autosave_new": new_text,
    "desk_new_details": new_text,
    "desk_pasted": lambda _v: {"html": "<b>new</b>"},
    "desk_copies": lambda _v: {"body": "![](https://x.example/a.png)", "ask": "all"},
    "desk_links": lambda _v: {"lifetime": "never", "note": "new"},
    "desk_name": lambda _v: {"name": "new"},
    "desk_restore": lambda v: {"base": v["head"]},
    "desk_conflict": lambda v: {"theirs": v["head"], "place-1": "ours"},
    "desk_upload": lambda _v: {"file": new_picture()},
    "desk_add_files": lambda _v: {"files": new_picture()},
    "desk_replace_file": lambda _v: {"file": new_picture()},
    "desk_rename_file": lambda _v: {"name": "new"},
    "desk_file": lambda _v: {"alt_zh": "new", "initial-alt_zh": ""},
    "desk_empty_trash": lambda _v: {"until": timezone.now().isoformat()},
    "own_profile": lambda _v: {"display_name": "new", "slug": "new", "shows_name": "on"},
    "own_address": lambda _v: {"email": "new@mail.example"},
    "own_tokens": lambda _v: {"name": "new", "scopes": "read", "days": 1},
    "invitations": lambda v: {"email": "new@mail.example", "role": v["group"]},
    "make_password_link": lambda _v: {"name": "rival"},
    "mfa_edit_webauthn": lambda _v: {"name": "new"},
    "admin:articles_missedpath_redirect": lambda v: {"target": f"article:{v['public']}"},
    "admin:operations_backuprun_plan": lambda _v: {"hour": 3},
    "admin:auth_user_password_change": lambda _v: {
        "usable_password": "true",
        **dict.fromkeys(("password1", "password2"), PASSWORD),
    },
    "admin:articles_pathredirect_import_file": lambda _v: {
        "_write": "1",
        "form": "csv",
        "text": "from,to\n/from,/\n",
    },
    "preferences": lambda _v: {"theme": "dark", "next": "/"},
    "withdrawn": lambda _v: {"slugs": "nothing"},
}
# What an empty form of the admin needs besides
ADDED: dict[str, Callable[[], Sent]] = {
    "article": lambda: {"title": "new", "body": "new"},
    "category": lambda: {"name": "new"},
    "tag": lambda: {"name": "new"},
    "series": lambda: {"name": "new"},
    "page": lambda: {"title": "new", "slug": "new", "body": "new"},
    "pathredirect": lambda: {"path": "/new", "address": "/"},
    "user": lambda: {"username": "new", **dict.fromkeys(("password1", "password2"), PASSWORD)},
    "group": lambda: {"name": "new"},
    "mediafile": lambda: {"file": new_picture()},
    "importrun": lambda: {"file": SimpleUploadedFile("new.md", b"# new\n\nnew")},
}


def sendings(name: str, values: Values, form: Sent) -> Iterator[tuple[str, Sent]]:
    """Pairs of the button and the form that is sent. `form` is that of the admin."""
    if name == "desk_article":
        yield "", text_of(values)
        for verb in ("publish", "schedule", "unschedule", "discard", "review"):
            yield f"do={verb}", {**text_of(values), "do": verb, "publish_at": "2099-01-01 10:00"}
    elif name == "desk_review":
        for verb in REVIEW:
            yield f"do={verb}", {**review_of(values), "do": verb}
    elif name in ACTIONS:
        for sent in ACTIONS[name]:
            chosen = {key: value.format(**values) for key, value in sent.items()}
            selected = {"_selected_action": values["object_id"]}
            yield f"action={sent['action']}", {**chosen, **selected}
    elif name.endswith("_delete"):
        yield "", {"post": "yes"}
    elif name in FORMS:
        yield "", FORMS[name](values)
    else:
        model = name.split("_")[-2] if name.endswith("_add") else ""
        writer = {"author": values["rival"]} if "author" in form else {}
        yield "", {**form, **writer, **ADDED.get(model, dict)()}
