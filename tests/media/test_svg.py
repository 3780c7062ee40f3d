"""A drawing is written anew from what is allowed."""

import base64
import re

import pytest

from media.cleaning.svg_writer import clean_svg
from media.inspection import RefusedFile
from tests.media import samples

pytestmark = pytest.mark.either_database


def cleaned(inside: str, attributes: str = "") -> str:
    return clean_svg(samples.svg(inside, attributes)).decode()


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in a link": '<a href="javascript:alert(1)"><text>x</text></a>',
    "link outward": '<a href="https://evil.example/"><text>x</text></a>',
    "event": '<rect width="1" onload="alert(1)" onclick="alert(1)"/>',
    "foreign": "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>alert</body></foreignObject>",
    "html": '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>',
    "picture outward": '<image href="https://evil.example/a.png"/>',
    "xlink": '<image xmlns:l="http://www.w3.org/1999/xlink" l:href="//evil.example"/>',
    "svg in a picture": '<image href="data:image/svg+xml;base64,PHN2Zz5hbGVydDwvc3ZnPg=="/>',
    "use outward": '<use href="https://evil.example/a.svg#x"/>',
    "paint outward": '<rect fill="url(https://evil.example/#a)"/>',
    "paint by an escape": '<rect fill="u\\72 l(https://evil.example/)"/>',
    "style outward": '<rect style="fill:url(//evil.example/a); background:url(//evil.example)"/>',
    "import": "<style>@import url(https://evil.example/a.css);</style>",
    "import by an escape": "<style>@\\69mport 'https://evil.example/a.css';</style>",
    "font": "<style>@font-face{font-family:x;src:url(https://evil.example/f)}</style>",
    "image set": '<style>.a{background:image-set("https://evil.example/a" 1x)}</style>',
    "url in quotes": ".a{fill:url('https://evil.example')}".join(("<style>", "</style>")),
    "hidden in media": "<style>@media all{@import '//evil.a';.a{fill:url(//evil.a)}}</style>",
    "variable": "<style>:root{--a:url(//evil.example)}</style>",
    "animated address": '<a><animate attributeName="href" values="javascript:alert(1)"/></a>',
    "set event": '<set attributeName="onmouseover" to="alert(1)"/>',
    "animated paint": '<rect><animate attributeName="fill" to="url(//evil.example)"/></rect>',
    "handler": '<handler xmlns="http://www.w3.org/2001/xml-events">alert(1)</handler>',
    "metadata": "<metadata>evil.example</metadata>",
    "comment": "<!-- evil.example -->",
    "instruction": "<?xml-stylesheet href='//evil.example'?>",
    "cursor": '<rect cursor="url(//evil.example/a.cur), auto"/>',
    "filter outward": '<rect filter="url(evil.example#f)"/>',
    "feImage": '<filter><feImage href="https://evil.example"/></filter>',
    "base": '<g xml:base="https://evil.example/"><use href="#a"/></g>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_runs_or_reaches_out_is_left(name):
    found = cleaned(HOSTILE[name])
    assert not re.search(r"alert|evil|script|import|\bon\w+=|foreign|iframe|url\(", found), found


def test_a_drawing_keeps_what_it_shows():
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<style>.b{fill:url(#a)}@media (prefers-color-scheme: dark){.b{fill:#111}}</style>'
        '<text x="1" font-family="LXGW WenKai" class="b" xml:space="preserve">中文 &lt;b&gt;</text>'
        '<use href="#c" x="2"/><path id="c" d="M0 0L1 1" style="stroke: red"/>'
    )  # fmt: skip
    found = cleaned(inside, 'width="20" height="10"')
    for part in (
        'viewBox="0 0 40 20"',
        'width="20"',
        "url(#a)",
        "prefers-color-scheme",
        "中文 &lt;b",
    ):
        assert part in found
    for part in ('font-family="LXGW WenKai"', 'href="#c"', "stroke: red", 'xml:space="preserve"'):
        assert part in found
    assert clean_svg(found.encode()).decode() == found


def test_xlink_and_prefixes_become_plain_svg():
    source = (
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">'
        '<s:use l:href="#a"/><s:g id="a"/></s:svg>'
    )
    expected = '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a" /><g id="a" /></svg>'
    assert clean_svg(source.encode()).decode() == expected


def test_a_picture_in_a_drawing_loses_its_place():
    photo = samples.picture("JPEG", exif=samples.exif())
    found = cleaned(f'<image href="data:image/jpeg;base64,{base64.b64encode(photo).decode()}"/>')
    embedded = base64.b64decode(re.search('base64,([^"]+)', found)[1])
    assert b"SECRET" not in embedded
    assert embedded.startswith(b"\xff\xd8")


def test_a_bomb_in_a_drawing_is_left_out():
    bomb = base64.b64encode(samples.png_of_size(30_000, 30_000)).decode()
    assert "<image />" in cleaned(f'<image href="data:image/png;base64,{bomb}"/>')


def test_uses_of_uses_are_counted():
    layers = "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 8)
    )
    with pytest.raises(RefusedFile, match="svg-too-complex"):
        cleaned(f'<g id="l0"><rect/></g>{layers}')


def test_a_use_of_itself_ends():
    assert "use" in cleaned('<g id="a"><use href="#a"/></g>')


@pytest.mark.parametrize("source", [b"<html/>", b"<svg xmlns='http://other'/>"])
def test_another_root_is_refused(source):
    with pytest.raises(RefusedFile, match="web-page"):
        clean_svg(source)


def test_very_deep_drawings_are_refused():
    with pytest.raises(RefusedFile, match="svg-too-complex"):
        cleaned("<g>" * 300 + "</g>" * 300)
