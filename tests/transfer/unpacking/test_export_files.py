"""What is given to the importer: zips, folders, single files, and what none of them should do."""

import io
import os
import zipfile

import pytest
from django.utils import translation

from tests.transfer.unpacking.exported import Unpacked, write_zip
from transfer.unpacking import UnknownExport, recognise, unpack_export
from transfer.unpacking.export_notes import note_in_words
from transfer.unpacking.folder import ExportFolder, safe_name
from transfer.unpacking.sentences import SENTENCES
from transfer.unpacking.xml_elements import xml_elements

pytestmark = pytest.mark.either_database


@pytest.fixture
def folder(tmp_path):
    return ExportFolder(tmp_path)


def test_a_text_has_readable_front_matter(folder):
    folder.add_text(
        "a/text.md", {"title": "标题: a", "tags": ["x"], "slug": "", "draft": True}, "正文\n"
    )
    assert (folder.root / "a/text.md").read_text() == (
        "---\ntitle: '标题: a'\ntags:\n- x\ndraft: true\n---\n\n正文\n"
    )


def test_an_id_is_no_slug(folder):
    folder.add_text("12.md", {"title": "深度学习"}, "x")
    folder.add_text("13.md", {"title": "a", "slug": "own"}, "x")
    assert "slug: shen-du-xue-xi" in (folder.root / "12.md").read_text()
    assert "slug: own" in (folder.root / "13.md").read_text()


@pytest.mark.parametrize("name", ["../a.md", "/etc/a.md", "a/../../a.md", ""])
def test_no_name_leads_out_of_the_folder(folder, name):
    with pytest.raises(ValueError, match="leads out"):
        folder.add_text(name, {}, "")


def test_names_of_other_systems_become_names_here():
    assert safe_name("a\\b:c?.md") == "a/b-c-.md"
    assert safe_name("./a//b.md") == "a/b.md"
    assert [safe_name(name) for name in ("../a", "/a", "C:\\a", "a/../b")] == [""] * 4
    long_name = safe_name(f"{'长' * 200}.markdown")
    assert len(long_name.encode()) <= 180
    assert long_name.endswith(".markdown")


def test_notes_of_one_kind_are_counted(folder):
    for _time in range(3):
        folder.note("export-shortcode-unknown", count=1, name="form")
    folder.note("export-trash-left-out", count=0)
    (note,) = folder.notes
    assert note_in_words(*note) == "The shortcode [form] is unknown and stays as it is: 3 times"


def test_every_sentence_is_told_in_both_languages():
    values = dict.fromkeys(("count", "limit", "name", "kind", "reason", "system"), 1)
    with translation.override("zh-hans"):
        told = {code: note_in_words(code, values, translation.gettext) for code in SENTENCES}
    assert [code for code, words in told.items() if words == note_in_words(code, values)] == []


def test_a_zip_of_markdown_is_unpacked_with_chinese_names(tmp_path):
    path = tmp_path / "blog.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("site/_config.yml", "permalink: /:title/")
        archive.writestr("site/source/_posts/utf-8 文.md", "# a")
        archive.writestr("site/source/_posts/AAAA.md", "# b")
        archive.writestr("__MACOSX/site/._a.md", "x")
        archive.writestr("../outside.md", "x")
    # As older programs in China write it: in GB18030, which nothing says.
    path.write_bytes(path.read_bytes().replace(b"AAAA.md", "中文.md".encode("gb18030")))
    made = Unpacked(path, tmp_path / "made")
    assert made.result.system == "markdown"
    assert made.names == ["_config.yml", "source/_posts/utf-8 文.md", "source/_posts/中文.md"]
    assert made.notes == {"export-name-unsafe": {"count": 1}}
    assert not (tmp_path / "outside.md").exists()


def test_a_folder_that_marks_its_texts_as_private_is_kept(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"_drafts/a.md": "# a", "_drafts/b.md": "# b"})
    assert Unpacked(path, tmp_path / "made").names == ["_drafts/a.md", "_drafts/b.md"]


def test_a_zip_that_grows_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("transfer.unpacking.folder.LARGEST_FOLDER", 2**20)
    path = write_zip(tmp_path / "bomb.zip", {"a.md": "# a", "b.bin": b"0" * 2**22})
    with pytest.raises(UnknownExport, match="more than 1 MiB"):
        Unpacked(path, tmp_path / "made")


def test_damaged_and_hostile_archives_are_refused_in_a_sentence(tmp_path):
    packed = bytearray(
        write_zip(tmp_path / "x.zip", {"a.md": f"# {list(range(999))}"}).read_bytes()
    )
    packed[40:60] = b"\xff" * 20
    name = bytearray(write_zip(tmp_path / "y.zip", {"文.md": "# a"}).read_bytes())
    collision = write_zip(
        tmp_path / "z.zip", {"a": "x", "a/b.md": "# b", "c.md": "# c"}
    ).read_bytes()
    damaged = {"data": packed, "name": name.replace("文".encode(), b"\xff\xfe\xfd"), "c": collision}
    for kind, data in damaged.items():
        (tmp_path / f"{kind}.zip").write_bytes(data)
        with pytest.raises(UnknownExport, match="cannot be read"):
            Unpacked(tmp_path / f"{kind}.zip", tmp_path / kind)


def test_no_name_of_a_zip_hides_another(tmp_path):
    files = {"why?.md": "# a", "why*.md": "# b", f"{'d/' * 3000}x.md": "# c"}
    made = Unpacked(write_zip(tmp_path / "a.zip", files), tmp_path / "made")
    assert made.names == ["why--2.md", "why-.md"]
    assert made.notes == {"export-name-unsafe": {"count": 1}}


@pytest.mark.parametrize("name", ["bz2", "zlib", "rot13", "idna", "undefined", "no-such-one"])
def test_xml_in_what_is_no_encoding_is_read_as_utf_8(name):
    file = io.BytesIO(f'<?xml version="1.0" encoding="{name}"?><a><b>文</b></a>'.encode())
    assert [each.text for each in xml_elements(file, frozenset({"b"}))] == ["文"]


def test_what_is_no_export_is_told_in_a_sentence(tmp_path):
    files = {
        "a.docx.txt": (b"hello", "no export that is known"),
        "a.tar.gz": (b"\x1f\x8b", "Unpack it"),
        "cut.zip": (write_zip(tmp_path / "x.zip", {"a.md": "a" * 999}).read_bytes()[:-30], "known"),
        "empty.zip": (write_zip(tmp_path / "y.zip", {"a.bin": "x"}).read_bytes(), "known"),
    }
    for name, (data, words) in files.items():
        (tmp_path / name).write_bytes(data)
        assert recognise(tmp_path / name) is None
        with pytest.raises(UnknownExport, match=words):
            unpack_export(tmp_path / name, tmp_path)
    with pytest.raises(UnknownExport, match="There is no file"):
        recognise(tmp_path / "missing.xml")


def test_a_file_without_a_beginning_is_not_read_to_its_end(tmp_path):
    file = tmp_path / "hole.zip"
    file.touch()
    os.truncate(file, 2**40)  # reading it takes minutes
    with pytest.raises(UnknownExport, match="known"):
        unpack_export(file, tmp_path)
