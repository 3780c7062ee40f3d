"""Tasks for the tests. They must be importable by their names."""

from django_tasks import task

from articles.models import Tag


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
