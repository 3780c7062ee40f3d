"""The backup of Halo 2: extensions, each as JSON in base64. Texts are patches of snapshots."""

import base64
import binascii
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from transfer.html import html_to_markdown
from transfer.json_values import object_of, objects_of, text_value

from ..folder import ListAddress
from ..json_files import json_in_text
from ..linked_files import filled_pattern
from .halo_texts import HaloText

Extension = Mapping[str, Any]
REGISTRY = "/registry/"
POSTS = "content.halo.run/posts"
PAGES = "content.halo.run/singlepages"
SNAPSHOTS = "content.halo.run/snapshots"
COMMENTS = "content.halo.run/comments"
KINDS = {"content.halo.run/categories": "category", "content.halo.run/tags": "tag"}
WANTED = frozenset(
    {POSTS, PAGES, SNAPSHOTS, COMMENTS, *KINDS, "users", "configmaps", "content.halo.run/replies"}
)


class HaloTwo:
    def __init__(self, stored: Any) -> None:
        self.found = defaultdict[str, dict[str, Extension]](dict)
        for row in objects_of(stored):
            kind, _, name = text_value(row.get("name")).removeprefix(REGISTRY).rpartition("/")
            if kind in WANTED:
                self.found[kind][name] = extension_of(row.get("data"))
        self.hidden_comments = 0
        self.comments_of = self.comments()

    @property
    def settings(self) -> Extension:
        system = self.found["configmaps"].get("system", {})
        return object_of(system.get("data"))

    @property
    def host(self) -> str:
        address = text_value(object_of(json_in_text(self.settings.get("basic"))).get("externalUrl"))
        return urlsplit(address).netloc.lower()

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host,) if self.host else ()

    @property
    def rules(self) -> Mapping[str, str]:
        """The patterns of addresses: `post`, `categories`, `tags`, `archives`."""
        stated = object_of(json_in_text(self.settings.get("routeRules")))
        defaults = {"post": "/archives/{slug}", "categories": "categories", "tags": "tags"}
        return defaults | {key: str(value) for key, value in stated.items() if value}

    def texts(self) -> Iterator[HaloText]:
        for kind, is_page in ((POSTS, False), (PAGES, True)):
            for pk, extension in self.found[kind].items():
                yield self.text(pk, extension, is_page)

    def text(self, pk: str, extension: Extension, is_page: bool) -> HaloText:
        spec = object_of(extension.get("spec"))
        source, is_markdown = self.content(spec)
        created = object_of(extension.get("metadata")).get("creationTimestamp")
        head = {
            "slug": text_value(spec.get("slug")),
            "date": text_value(spec.get("publishTime") or created),
            "categories": self.names(spec.get("categories"), "content.halo.run/categories"),
            "tags": self.names(spec.get("tags"), "content.halo.run/tags"),
            "summary": self.summary(spec),
            "author": self.author(text_value(spec.get("owner"))),
            "featured": bool(spec.get("pinned")) or "",
            "draft": "" if spec.get("publish") is True else True,
            "visibility": "" if spec.get("visible") in (None, "PUBLIC") else str(spec["visible"]),
            "redirect_from": [*self.old_paths(pk, spec, is_page)],
        }
        return HaloText(
            pk=pk,
            title=text_value(spec.get("title")),
            is_page=is_page,
            source=source,
            is_markdown=is_markdown,
            cover=text_value(spec.get("cover")),
            head=head,
            comments=self.comments_of[pk],
            is_deleted=spec.get("deleted") is True,
        )

    def content(self, spec: Extension) -> tuple[str, bool]:
        """The released text, and whether it is Markdown. Drafts have the text of their head."""
        base = self.snapshot(spec.get("baseSnapshot"))
        name = spec.get("releaseSnapshot") or spec.get("headSnapshot") or spec.get("baseSnapshot")
        snapshot = self.snapshot(name)
        is_markdown = "markdown" in text_value(snapshot.get("rawType")).lower()
        key = "rawPatch" if is_markdown else "contentPatch"
        if name == spec.get("baseSnapshot"):
            return text_of_patch(base, key), is_markdown
        return patched(text_of_patch(base, key), snapshot.get(key)), is_markdown

    def snapshot(self, name: Any) -> Extension:
        return object_of(self.found[SNAPSHOTS].get(text_value(name), {}).get("spec"))

    def names(self, wanted: Any, kind: str) -> list[str]:
        chosen = wanted if isinstance(wanted, list) else []
        specs = (object_of(self.found[kind].get(str(pk), {}).get("spec")) for pk in chosen)
        return [name for spec in specs if (name := text_value(spec.get("displayName")))]

    def summary(self, spec: Extension) -> str:
        excerpt = object_of(spec.get("excerpt"))
        return "" if excerpt.get("autoGenerate") else text_value(excerpt.get("raw"))

    def author(self, name: str) -> str:
        spec = object_of(self.found["users"].get(name, {}).get("spec"))
        return text_value(spec.get("displayName")) or name

    def old_paths(self, pk: str, spec: Extension, is_page: bool) -> Iterator[str]:
        slug = text_value(spec.get("slug"))
        if is_page:
            yield f"/{slug}"
            return
        day = text_value(spec.get("publishTime"))[:10].split("-")
        values = {"slug": slug, "name": pk} | dict(zip(("year", "month", "day"), day, strict=False))
        yield filled_pattern(self.rules["post"], values)

    def list_addresses(self) -> Iterator[ListAddress]:
        for kind, name in KINDS.items():
            prefix = self.rules["categories" if name == "category" else "tags"].strip("/")
            for extension in self.found[kind].values():
                spec = object_of(extension.get("spec"))
                path = f"/{prefix}/{text_value(spec.get('slug'))}"
                yield ListAddress(path, name, text_value(spec.get("displayName")))

    def comments(self) -> defaultdict[str, list[dict[str, str]]]:
        found = defaultdict[str, list[dict[str, str]]](list)
        for pk, extension in self.found[COMMENTS].items():
            spec = object_of(extension.get("spec"))
            if spec.get("approved") is True and not spec.get("hidden"):
                subject = text_value(object_of(spec.get("subjectRef")).get("name"))
                found[subject].append(comment_of_spec(pk, spec))
            else:
                self.hidden_comments += 1
        return found


def comment_of_spec(pk: str, spec: Extension) -> dict[str, str]:
    values = {
        "id": pk,
        "author": text_value(object_of(spec.get("owner")).get("displayName")),
        "date": text_value(spec.get("creationTime")),
        "text": html_to_markdown(text_value(spec.get("content") or spec.get("raw"))),
    }
    return {key: value for key, value in values.items() if value}


def extension_of(data: Any) -> Extension:
    try:
        return object_of(json.loads(base64.b64decode(text_value(data))))
    except (ValueError, binascii.Error):
        return {}


def text_of_patch(snapshot: Extension, key: str) -> str:
    value = snapshot.get(key)
    return value if isinstance(value, str) else ""


def patched(text: str, patch: Any) -> str:
    """The text after changes of lines, which are stored as JSON."""
    try:
        deltas = objects_of(json.loads(text_value(patch) or "[]"))
    except ValueError:
        return text_value(patch)  # the whole text
    lines = text.split("\n")
    for delta in reversed(deltas):
        old, new = object_of(delta.get("source")), object_of(delta.get("target"))
        at, removed, added = old.get("position"), old.get("lines"), new.get("lines")
        if isinstance(at, int) and isinstance(removed, list) and isinstance(added, list):
            lines[at : at + len(removed)] = map(str, added)
    return "\n".join(lines)
