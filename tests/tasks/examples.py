"""Tasks for the tests. They must be importable by their names."""

from pathlib import Path

from django.db import transaction
from django_tasks import task

from articles.models import Tag
from tests.waiting import wait_until


class Unlucky(Exception):
    pass


@task()
def make_tag(name: str) -> None:
    Tag.objects.get_or_create(name=name, slug=name)


@task()
def fail() -> None:
    raise Unlucky("not today")


@task()
def stop() -> None:
    raise SystemExit


@task(takes_context=True)
def count_attempts(context) -> int:
    return context.attempt


@task()
def make_two_tags(begun: str, blocked: str) -> None:
    """Make the second one when the file `blocked` is gone."""
    with transaction.atomic():
        Tag.objects.get_or_create(name="one", slug="one")
        Path(begun).touch()
        wait_until(lambda: not Path(blocked).exists())
        Tag.objects.get_or_create(name="two", slug="two")
