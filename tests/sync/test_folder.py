"""The files of a folder: single keys and lines are changed, and nothing else."""

import os

import pytest

from sync.folder import writing
from sync.folder.file_encoding import DecodedFile
from sync.folder.front_matter_edits import CannotEdit, with_keys
from sync.folder.scanning import is_ignored, remove_partial_files, scan_folder
from sync.folder.text_edits import edited_source, with_body, with_heading
from sync.folder.writing import FileChanged, move_to_trash, stamp_of, write_whole_file
from tests.each import check_each

YAML = """---
Title: "旧"
tags: [a, b]
# a comment
date: 2024-01-01

categories:
- x
- y
---
body
"""
TOML = '+++\ntitle = "a"\ntags = [\n  "x",\n]\n[params]\ntitle = "inner"\n+++\nb\n'


def same(found, wanted):
    assert found == wanted


def test_keys_change_and_other_lines_stay():
    check_each(
        [
            (YAML, {"title": "新"}, YAML.replace("旧", "新")),
            (YAML, {"title": 'a "b"'}, YAML.replace('"旧"', r'"a \"b\""')),
            (YAML, {"tags": ["c: d"]}, YAML.replace("[a, b]", "['c: d']")),
            (YAML, {"date": None}, YAML.replace("date: 2024-01-01\n\n", "")),
            (YAML, {"categories": ["z"]}, YAML.replace("- x\n- y", "- z")),
            (YAML, {"slug": "a"}, YAML.replace("- y\n", "- y\nslug: a\n")),
            (TOML, {"title": "é"}, TOML.replace('"a"', '"é"')),
            (TOML, {"tags": ["y"]}, TOML.replace('[\n  "x",\n]', '["y"]')),
            (TOML, {"draft": True}, TOML.replace("[params]", "draft = true\n[params]")),
            ('{"title": "a"}\n\nb', {"title": "c"}, '{\n  "title": "c"\n}\n\nb'),
            ("Title: a\nTags: x\n\nb\n", {"tags": ["y", "z"]}, "Title: a\nTags: y, z\n\nb\n"),
            ("b\n", {"tags": ["y"]}, "---\ntags:\n  - y\n---\n\nb\n"),
            ("b\n", {"tags": None}, "b\n"),
            ("---\ntags: a, b\n---\n", {"tags": ["c", "d"]}, "---\ntags: c, d\n---\n"),
            ("---\ntags: a, b\n---\n", {"tags": ["c,d"]}, "---\ntags: ['c,d']\n---\n"),
        ],
        lambda text, changes, wanted: same(with_keys(text, changes), wanted),
    )


def test_what_is_broken_is_not_edited():
    def check(text):
        with pytest.raises(CannotEdit):
            with_keys(text, {"title": "a"})

    check_each(["---\ntitle: a\n", '---\ntitle: "a\n---\n', "---\nwords\n---\n"], check)


def test_text_and_heading_are_replaced_where_they_stand():
    written = "---\na: b\n---\n# Old\n\nText.\n"
    assert with_body(written, "Text.\n", "New.\n") == written.replace("Text", "New")
    assert with_heading(written, "Old", "New") == written.replace("Old", "New")
    with pytest.raises(CannotEdit):
        with_body(written, "Another.\n", "New.\n")


def test_links_of_the_file_stay_where_their_line_was_not_changed():
    written = "See [b](b.md).\n\nOne.\n"
    stored = "See [b](/articles/b/).\n\nOne.\n"
    edited = stored.replace("One", "Two")
    assert edited_source(stored, written, edited) == "See [b](b.md).\n\nTwo.\n"
    moved = stored.replace("/articles/b/", "/articles/c/")
    assert edited_source(stored, written, moved) == moved


def test_encoding_and_line_ends_stay():
    text = "标题\n正文\n"
    encodings = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    files = [text.encode(each) for each in encodings]
    files += [text.replace("\n", "\r\n").encode(each) for each in encodings]

    def check(data):
        file = DecodedFile.from_bytes(data)
        assert file.text == text
        assert file.with_text(text) == data

    check_each([(data,) for data in files], check)


def test_files_are_whole_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "sub" / "a.md"
    stamp = write_whole_file(path, b"first")
    with pytest.raises(FileChanged):
        write_whole_file(path, b"another")
    path.chmod(0o640)
    write_whole_file(path, b"second", replacing=stamp)
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(FileChanged):
        write_whole_file(path, b"third", replacing=stamp)
    assert path.read_bytes() == b"second"
    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        write_whole_file(path, b"fourth", replacing=stamp_of(path))
    assert [each.name for each in path.parent.iterdir()] == ["a.md"]


def fail(_file):
    raise OSError("the disk is full")


def test_two_files_of_one_name_are_both_in_the_trash(tmp_path):
    longest = f"{'长' * 83}.md"
    for text in ("1", "2"):
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "a.md").write_text(text)
        move_to_trash(tmp_path, "sub/a.md")
        (tmp_path / longest).write_text(text)
        move_to_trash(tmp_path, longest)
    assert len([*(tmp_path / ".trash").glob("长*.md")]) == 2
    assert not (tmp_path / "sub").exists()
    assert sorted(path.name for path in (tmp_path / ".trash/sub").iterdir()) == ["a-2.md", "a.md"]


def test_links_hidden_and_ignored_files_are_left_out(tmp_path):
    root, outside = tmp_path / "notes", tmp_path / "outside"
    for name in ("a.md", ".trash/b.md", "templates/c.md", "d.tmp.md", "node_modules/e.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text")
    outside.mkdir()
    (outside / "secret.md").write_text("secret")
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "inner.md").symlink_to(root / "a.md")
    os.mkfifo(root / "pipe.md")
    (root / ".longwaveignore").write_text("# ours\n\n*.tmp.md\n")
    assert list(scan_folder(root, ["templates/"]).stamps) == ["a.md"]


def test_patterns_name_files_and_folders():
    check_each(
        [
            ("a/b.md", ["a"], True),
            ("a/b.md", ["a/"], True),
            ("x/a/b.md", ["a"], True),
            ("x/a/b.md", ["x/a"], True),
            ("a/b.md", ["*.md"], True),
            ("a/b.md", ["b"], False),
            ("a/b.md", [], False),
        ],
        lambda name, patterns, wanted: same(is_ignored(name, patterns), wanted),
    )


def test_what_a_killed_run_has_left_is_removed(tmp_path):
    (tmp_path / ".a.md-1.longwave-partial").write_text("half")
    (tmp_path / ".git").mkdir()
    remove_partial_files(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".git"]


def test_a_file_that_is_renamed_at_once_was_written_all_the_same(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    stamp = write_whole_file(path, b"first")

    def keep_and_rename(path, partial):
        monkeypatch.setattr(writing, "stamp_of", lambda _path: stamp)

    monkeypatch.setattr(writing, "keep_mode", keep_and_rename)
    assert write_whole_file(path, b"second!", replacing=stamp).size == len(b"second!")
