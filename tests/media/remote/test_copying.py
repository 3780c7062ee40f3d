"""Copies in the library: once for each address and owner, several at a time, resumable."""

import pytest

from media.models import MediaFile, RemoteCopy
from media.storing import copy_files, trash_file
from media.tasks import copy_waiting
from tests.factories import make_user
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folders")]


def test_each_address_is_fetched_once_and_refusals_are_told(asked_site, author):
    asked_site.answer("/%E5%9B%BE.png?w=800", picture("PNG"))
    asked_site.answer("/page", b"<!doctype html><p>Pictures are shown on our pages only")
    asked_site.answer("/text.png", b"forbidden")
    paths = ("/图.png?w=800", "/page", "/text.png", "/gone.png")
    addresses = [asked_site.url(path) for path in paths]
    there, *refused = copy_files([*addresses, addresses[0]], author)
    assert (there.file.name, there.file.owner, there.file.source_url) == (
        *("图.png", author),
        addresses[0],
    )
    assert [each.code for each in refused] == ["not-shown", "not-shown", "remote-status"]
    assert MediaFile.objects.count() == 1
    asked_site.answer("/gone.png", picture("JPEG"))
    asked = len(asked_site.asked)
    assert copy_files(addresses, author)[3].is_there
    assert len(asked_site.asked) == asked + 3


def test_what_waits_is_copied_in_the_background_also_after_an_interruption(asked_site, author):
    asked_site.answer("/a.png", picture("PNG"))
    RemoteCopy.objects.ask(author, [asked_site.url("/a.png")])
    copy_waiting.call(author.pk)
    copy_waiting.call(author.pk)
    assert RemoteCopy.objects.there().count() == len(asked_site.asked) == 1


def test_another_owner_has_a_file_of_their_own(asked_site, author):
    asked_site.answer("/a.png", picture("PNG"))
    rival = make_user("rival")
    mine, theirs = (
        copy_files([asked_site.url("/a.png")], each)[0].file for each in (author, rival)
    )
    assert mine.token != theirs.token
    assert mine.content == theirs.content


def test_what_is_in_the_trash_is_copied_again(asked_site, author):
    asked_site.answer("/a.png", picture("PNG"))
    [first] = copy_files([asked_site.url("/a.png")], author)
    trash_file(first.file)
    [again] = copy_files([asked_site.url("/a.png")], author)
    assert again.is_there
    assert again.file != first.file
