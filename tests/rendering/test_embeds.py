"""Cards of pages on other sites: which addresses, and what else is made of them."""

import pytest

from rendering import (
    DIALECTS,
    EmbedDetails,
    File,
    KnownNames,
    embeds_of,
    find_embed,
    for_feed,
    frame_origins_of,
    mentions,
    message,
    render,
)

VIDEO = "https://youtu.be/aaaaaaaaaaa"
HASH = "0123456789abcdef0123456789abcdef"
KEYS = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": "youtube:dQw4w9WgXcQ",
    "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=1": "youtube:dQw4w9WgXcQ",
    "http://youtube.com/shorts/dQw4w9WgXcQ?x=y": "youtube:dQw4w9WgXcQ",
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ": "youtube:dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ": "youtube:dQw4w9WgXcQ",
    "https://www.bilibili.com/video/BV1xx411c7mD/": "bilibili:BV1xx411c7mD",
    "https://m.bilibili.com/video/av170001?p=2": "bilibili:av170001",
    "//player.bilibili.com/player.html?aid=170001&cid=2": "bilibili:av170001",
    f"https://gist.github.com/ada/{HASH}#file-a-py": f"gist:ada/{HASH}",
    f"https://gist.github.com/{HASH}": f"gist:{HASH}",
    "https://codepen.io/ada/pen/abcDEF?editors=1": "codepen:ada/abcDEF",
    "https://codepen.io/team/keyframers/full/abcDEF": "codepen:team/keyframers/abcDEF",
    "https://arxiv.org/abs/2006.11239v2": "arxiv:2006.11239",
    "https://www.arxiv.org/pdf/2006.11239.pdf": "arxiv:2006.11239",
    "https://arxiv.org/abs/hep-th/9901001": "arxiv:hep-th/9901001",
    "https://doi.org/10.1000/182": "doi:10.1000/182",
    "https://dx.doi.org/10.1016%2Fx": None,
    "https://www.youtube.com/watch?v=dQw4w9WgXcQx": None,
    "https://www.youtube.com/@ada": None,
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ": None,
    "https://evil.example//youtu.be/dQw4w9WgXcQ": None,
    "javascript://youtu.be/dQw4w9WgXcQ": None,
    "https://space.bilibili.com/1": None,
    "https://arxiv.org/list/cs.LG/new": None,
    f"https://gist.github.com/ada/{HASH}/raw": None,
}
FRAMES = {
    "https://youtu.be/dQw4w9WgXcQ?t=1h2m3s": (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=3723"
    ),
    "https://www.bilibili.com/video/BV1xx411c7mD?p=2&t=30": (
        "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=1&danmaku=0&p=2&t=30"
    ),
    "https://codepen.io/team/keyframers/pen/abcDEF": (
        "https://codepen.io/team/keyframers/embed/abcDEF?default-tab=result"
    ),
    "https://arxiv.org/abs/2006.11239": "",
    f"https://gist.github.com/{HASH}": "",
}


@pytest.mark.parametrize(("address", "key"), KEYS.items())
def test_the_page_that_an_address_names(address, key):
    found = find_embed(address)
    assert (found and found.key) == key


@pytest.mark.parametrize(("address", "frame"), FRAMES.items())
def test_the_player_of_a_page_begins_where_the_address_says(address, frame):
    assert find_embed(address).frame == frame
    assert bool(frame) == bool(find_embed(address).service.frames)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_all_cards_are_among_the_mentions(dialect):
    source = (
        f"{VIDEO}\n\n<https://arxiv.org/abs/2006.11239>\n\n{{{{< bilibili BV1xx411c7mD >}}}}\n\n"
        "https://doi.org/10.1016/S0893-6080(96)00098-6\n\n"
        '<iframe src="//player.bilibili.com/player.html?bvid=BV1yy411c7mD"></iframe>'
    )
    cards = embeds_of(render(source, dialect=dialect, known=KnownNames()).html)
    assert len(cards) == 5
    assert set(cards) <= mentions(source, dialect).embeds


@pytest.mark.parametrize("dialect", DIALECTS)
def test_title_is_found_by_searching_but_is_no_part_of_the_excerpt(dialect):
    details = EmbedDetails("A talk", "Ada", File("/uploads/a.webp", 480, 270))
    known = KnownNames(embeds={"youtube:aaaaaaaaaaa": details})
    found = render(f"Text.\n\n{VIDEO}", dialect=dialect, language="en", known=known)
    assert found.excerpt == "Text."
    assert "A talk" in found.prose
    assert (found.counts.embeds, found.counts.images, found.counts.words) == (1, 0, 1)
    assert [link.target for link in found.links] == [VIDEO]
    assert found.warnings == ()


def test_strip_shows_players_like_pictures_but_no_papers():
    paper = "https://arxiv.org/abs/2006.11239"
    assert render(f"{VIDEO}\n\n{paper}\n\n{paper}").strip == ("g3",)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_without_cards_an_address_is_a_link_or_text(dialect):
    html = render(f"<{VIDEO}>\n\n{VIDEO}", dialect=dialect, cards=False).html
    assert embeds_of(html) == []
    assert f'<p><a href="{VIDEO}" rel="noopener">{VIDEO}</a></p>' in html


def test_what_could_not_be_fetched_is_a_warning_for_the_author():
    known = KnownNames(
        embeds={
            "youtube:aaaaaaaaaaa": EmbedDetails(
                fault=message("service-says", words="it is private")
            )
        }
    )
    found = render(f"Text.\n\n{VIDEO}", known=known)
    (warning,) = found.warnings
    assert warning.line == 3
    assert "could not be fetched (the service says: it is private)" in warning.message
    assert "private" not in found.html


def test_without_a_title_a_card_says_what_it_is_and_a_paper_its_number():
    html = render(f"{VIDEO}\n\nhttps://arxiv.org/abs/2006.11239").html
    assert "<b>YouTube 视频</b>" in html
    assert "<figcaption>aaaaaaaaaaa</figcaption>" in html
    assert "<b>arXiv:2006.11239</b>" in html


def test_origins_of_the_players_of_a_page():
    assert frame_origins_of(render("https://arxiv.org/abs/2006.11239").html) == set()
    html = render(f"{VIDEO}\n\nhttps://www.bilibili.com/video/BV1xx411c7mD").html
    assert frame_origins_of(html) == {
        "https://www.youtube-nocookie.com",
        "https://player.bilibili.com",
        "https://www.bilibili.com",
    }


def test_authors_cannot_write_the_address_of_a_player():
    source = f'<figure class="embed" data-frame="https://evil.example/">{VIDEO}</figure>'
    html = render(source, raw_html=True).html
    assert "evil" not in html
    text = '<figure class="embed" data-embed="youtube:x" data-frame="https://codepen.io/x">'
    for source in (text, f"`{text}`", f"```html\n{text}\n```"):
        html = render(source, raw_html=True).html
        assert embeds_of(html) == []
        assert frame_origins_of(html) == set()


def test_only_players_of_the_services_are_allowed():
    card = '<figure class="embed" data-embed="youtube:x" data-frame="{}"'
    assert frame_origins_of(card.format("https://www.youtube-nocookie.com.evil.example/")) == set()


def test_feed_has_a_link_with_the_title_and_no_picture():
    details = EmbedDetails("A <talk>", "Ada", File("/uploads/a.webp", 480, 270))
    html = render(VIDEO, known=KnownNames(embeds={"youtube:aaaaaaaaaaa": details})).html
    assert for_feed(html, base="https://blog.example/a/") == (
        f'<p><a href="{VIDEO}">A &lt;talk&gt;</a> (YouTube · 视频 · Ada)</p>'
    )
