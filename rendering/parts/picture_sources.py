"""Pictures in the sizes and formats that a screen needs, and animations as films."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.attribute_lists import SCHEMES
from ..links.link_targets import encoded_address
from ..options import File, Source
from ..tree import add_class, create_element, wrap_node

FILMS = ("webm", "mp4")
MIME = {"avif": "image/avif", "webp": "image/webp"}
# Browsers that know AVIF know WebP, too, and get the smaller file of each width.
ACCEPTED = {"avif": ("avif", "webp"), "webp": ("webp",)}
PLAIN_FORMATS = ("jpg", "png")
# Points: an article's column is 36rem of 17 to 19 points wide. The widest variant is COLUMN × 2.
COLUMN = 684
WIDEST = 1600
# Only pictures near the top are worth more than the text below them.
TOP_BLOCKS = 3


def offer_picture_sources(document: Document) -> None:
    """Give pictures of several sizes their `picture` element; those at the top load at once."""
    move_schemes_to_figures(document)
    top = [block.mem_id for block in document.body.iter()][:TOP_BLOCKS]
    for image in document.body.css("img"):
        file = document.files.get(image.mem_id)
        if file is None or not file.sources:
            continue
        if any(source.format in FILMS for source in file.sources):
            moving_picture(document, image, file)
        else:
            if is_within(image, top):
                load_at_once(image)
                top = []
            tint_picture(image, file)
            offer_sources(document, image, file)


def move_schemes_to_figures(document: Document) -> None:
    """A caption is shown in the colour scheme of its picture."""
    for figure in document.body.css("figure.pic"):
        media = figure.css_first(", ".join(f".{scheme}" for scheme in SCHEMES))
        if media is not None:
            names = (media.attributes.get("class") or "").split()
            media.attrs["class"] = " ".join(name for name in names if name not in SCHEMES)
            schemes = [name for name in SCHEMES if name in names]
            figure.attrs["class"] = " ".join(["pic", *schemes])
            if not media.attributes["class"]:
                del media.attrs["class"]


def tint_picture(image: LexborNode, file: File) -> None:
    """A flat colour until the picture is there: a class, because inline styles are forbidden."""
    if name := tint_class(file.colour):
        add_class(image, name)


def tint_class(colour: str) -> str:
    """The class of pictures.css that is nearest to `#rrggbb`; '' for anything else."""
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        return ""
    return "tint-" + "".join(str(int(colour[at : at + 2], 16) // 64) for at in (1, 3, 5))


def is_within(node: LexborNode, blocks: list[int]) -> bool:
    above: LexborNode | None = node
    while above is not None and above.mem_id not in blocks:
        above = above.parent
    return above is not None


def load_at_once(image: LexborNode) -> None:
    image.attrs["loading"] = "eager"
    image.attrs["fetchpriority"] = "high"


def offer_sources(document: Document, image: LexborNode, file: File) -> None:
    sizes = shown_sizes(image)
    sources = [
        create_element(document, "source", type=mime, srcset=candidates, sizes=sizes)
        for mime, candidates in picture_sources(file)
    ]
    if plain := srcset(file, PLAIN_FORMATS, needed=""):
        image.attrs["srcset"] = plain
        image.attrs["sizes"] = sizes
    if sources:
        picture = create_element(document, "picture")
        wrap_node(image, picture)
        for source in sources:
            image.insert_before(source, move=True)


def picture_sources(file: File) -> list[tuple[str, str]]:
    """The media type and the `srcset` of each `source` element, the best format first."""
    found = ((MIME[form], srcset(file, ACCEPTED[form], needed=form)) for form in ACCEPTED)
    return [(mime, candidates) for mime, candidates in found if candidates]


def srcset(file: File, formats: tuple[str, ...], needed: str) -> str:
    """The candidates of these formats, one a width, and the file itself if none is as wide.

    "" if none has the format `needed`.
    """
    best = {source.width: source for form in reversed(formats) for source in of(file, form)}
    if not best or (needed and not of(file, needed)):
        return ""
    offered = [(source.address, source.width) for _width, source in sorted(best.items())]
    if file.width and offered[-1][1] < min(file.width, WIDEST):
        offered.append((file.address, file.width))
    return ", ".join(f"{encoded_address(address)} {width}w" for address, width in offered)


def of(file: File, form: str) -> list[Source]:
    return [source for source in file.sources if source.format == form]


def shown_sizes(image: LexborNode) -> str:
    """How wide the picture is shown. Screens of three pixels a point get two: nobody sees more."""
    given = image.attributes.get("width") or ""
    width = min(int(given), COLUMN) if given.isdigit() else COLUMN
    if width < COLUMN // 2:
        return f"{width}px"
    return f"(min-width: 48rem) {width}px, (min-resolution: 2.5dppx) 66vw, 100vw"


def moving_picture(document: Document, image: LexborNode, file: File) -> None:
    """Put it into a film that plays by itself, as the animation did, and can be stopped.

    It stays inside for browsers and readers that show no films; others do not load it.
    """
    given = image.attributes
    values = {name: given[name] or "" for name in ("width", "height", "class") if name in given}
    film = create_element(document, "video", controls="", autoplay="", loop="", muted="")
    film.attrs["playsinline"] = ""
    more = poster_of(file) | label_of(given.get("alt"))
    for name, value in (values | more).items():
        film.attrs[name] = value
    for source in (source for form in FILMS for source in of(file, form)):
        address = encoded_address(source.address)
        element = create_element(document, "source", src=address, type=f"video/{source.format}")
        film.insert_child(element, move=True)
    wrap_node(image, film)


def poster_of(file: File) -> dict[str, str]:
    posters = of(file, "webp")
    return {"poster": encoded_address(posters[0].address)} if posters else {}


def label_of(words: str | None) -> dict[str, str]:
    return {"aria-label": words} if words else {}
