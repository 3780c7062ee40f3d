"""In any order of events no saved text is lost, and readers see no unpublished word."""

import re
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from articles.models import Article
from desk.models import Draft, Revision
from desk.writing.outcomes import Diverged, Saved, Stale
from desk.writing.publishing import publish_due, schedule_changes
from desk.writing.saving import save_merge
from tests.desk.writing_helpers import Writer, all_texts, body_of, draft_of
from tests.factories import make_article, make_user
from tests.transfer.imports import import_folder

pytestmark = pytest.mark.django_db

PARAGRAPHS = 3
IS_FUZZ = not settings.default.derandomize
who = st.integers(0, 1)
place = st.integers(0, PARAGRAPHS - 1)


def words(text):
    return set(re.findall(r"w\d+", text))


class Newsroom(RuleBasedStateMachine):
    """Two people, an import and a clock at one article. Each change writes words never used."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.numbers = count()
        self.kept, self.allowed = set(), set()
        self.conflicts = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(status=st.sampled_from(["draft", "published"]))
    def begin(self, status):
        body = self.new_text("\n\n".join(["x"] * PARAGRAPHS), 0)
        people = [make_user("ada", group="editors"), make_user("xiaoyun")]
        self.article = make_article(
            status=status, body=body, author=people[1], source_path="folder/note.md", slug="note"
        )
        self.writers = [Writer(self.article, user) for user in people]
        self.kept.add(body)
        if status == "published":
            self.allowed |= words(body)

    # What people do

    def new_text(self, text, place):
        parts = text.split("\n\n")
        parts[min(place, len(parts) - 1)] += f" w{next(self.numbers)}"
        return "\n\n".join(parts)

    def written(self, writer, save, body):
        """What was answered is kept; what came too late replaces nothing, and is merged later."""
        seen, head = writer.base, draft_of(self.article).head
        outcome = save(body)
        self.kept.add(writer.content.body)
        if isinstance(outcome, Stale):
            self.conflicts[writer] = outcome
        else:
            assert head.pk == seen or head.content.body == body

    @rule(who=who, place=place)
    def autosave(self, who, place):
        writer = self.writers[who]
        self.written(writer, writer.autosave, self.new_text(writer.content.body, place))

    @contextmanager
    def what_came_beside_stays(self, seen=""):
        """No verb of the desk replaces what was written into the row and not `seen` there."""
        before = draft_of(self.article)
        unseen = words(before.live.content.body) - words(before.base.content.body) - words(seen)
        yield
        assert unseen <= words(body_of(self.article))

    @rule(who=who, place=place)
    def save(self, who, place):
        writer = self.writers[who]
        with self.what_came_beside_stays():
            self.written(writer, writer.save, self.new_text(writer.content.body, place))

    @rule(who=who)
    def open_again(self, who):
        self.writers[who].open()

    @rule(who=who, choice=st.sampled_from(["ours", "theirs", "both"]))
    def merge(self, who, choice):
        writer = self.writers[who]
        if (conflict := self.conflicts.pop(writer, None)) is None:
            return
        merged = conflict.merged()
        body = merged.body.resolve([choice] * len(merged.body.conflicts))
        writer.base = (conflict.ours if isinstance(conflict, Diverged) else conflict.theirs).pk

        def save_merged(body):
            content = writer.type(body)
            return writer.seen(save_merge(self.article, content, conflict, by=writer.user))

        with self.what_came_beside_stays(seen=conflict.theirs.content.body):
            self.written(writer, save_merged, body)

    @rule(who=who)
    def publish(self, who):
        writer, draft = self.writers[who], draft_of(self.article)
        with self.what_came_beside_stays():
            outcome = writer.publish()
        if isinstance(outcome, Saved):
            self.allowed |= words(draft.head.content.body) | words(draft.live.content.body)
        if isinstance(outcome, Diverged):
            self.conflicts[writer] = outcome

    @rule(who=who, ends_plan=st.booleans())
    def discard(self, who, ends_plan):
        self.writers[who].discard(ends_plan=ends_plan)
        self.writers[who].open()

    @rule(who=who, data=st.data())
    def restore(self, who, data):
        keys = list(Revision.objects.of(self.article).values_list("pk", flat=True))
        revision = Revision.objects.get(pk=data.draw(st.sampled_from(keys)))
        with self.what_came_beside_stays():
            self.writers[who].restore(revision)
        self.writers[who].open()

    @rule(who=who)
    def schedule(self, who):
        writer = self.writers[who]
        later = timezone.now() + timedelta(hours=1)
        schedule_changes(self.article, later, base=writer.base, by=writer.user)

    # What happens beside the desk

    @precondition(lambda self: draft_of(self.article).is_scheduled)
    @rule()
    def time_passes(self):
        past = timezone.now() - timedelta(seconds=1)
        draft = draft_of(self.article)
        Draft.objects.filter(pk=draft.pk).update(publish_at=past)
        planned, row = (words(each.content.body) for each in (draft.planned, draft.live))
        if publish_due():
            self.allowed |= planned | row
            shown, head = body_of(self.article), draft_of(self.article).head.content.body
            assert row - words(draft.planned_base.content.body) <= words(shown) | words(head)

    @rule(place=place)
    def change_in_the_admin(self, place):
        article = Article.objects.visible_to(self.writers[0].user).first()
        if article:
            article.body = self.new_text(article.body, place)
            article.save()
            self.row_changed(article.body)

    @rule(place=place)
    def import_again(self, place):
        body = self.new_text(Article.objects.get().body, place)
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "folder"
            folder.mkdir()
            (folder / "note.md").write_text(f"---\ntitle: Note\nslug: note\n---\n{body}\n")
            report = import_folder(folder, author=self.writers[1].user)
        if not report.skipped:
            self.row_changed(Article.objects.get().body)

    def row_changed(self, body):
        self.kept.add(body)
        if Article.objects.get().status != "draft":
            self.allowed |= words(body)

    @rule()
    def publish_in_the_list(self):
        if Article.objects.all().publish():
            self.allowed |= words(Article.objects.get().body)

    @rule()
    def take_back(self):
        Article.objects.all().unpublish()

    @precondition(lambda self: draft_of(self.article).has_changes)
    @rule(place=place)
    def take_back_and_change_in_the_admin(self, place):
        self.take_back()
        self.change_in_the_admin(place)

    @rule()
    def delete(self):
        self.article.move_to_trash(self.writers[0].user)

    @rule()
    def undelete(self):
        self.article.restore_from_trash(self.writers[0].user)

    # What must hold

    @invariant()
    def every_saved_text_is_in_the_history(self):
        if self.kept:
            assert self.kept <= set(all_texts(self.article))

    @invariant()
    def readers_see_published_words_only(self):
        for article in Article.objects.reachable():
            shown = f"{article.title} {article.body} {article.html} {article.excerpt}"
            assert words(shown) <= self.allowed

    @invariant()
    def the_row_is_what_the_history_calls_live(self):
        for article in Article.objects.all():
            assert draft_of(article).live.content.body == article.body


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=60 if IS_FUZZ else 6, stateful_step_count=40 if IS_FUZZ else 25
)
