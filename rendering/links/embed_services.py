"""Addresses of videos, code and papers that an article shows as a card, by their service.

find_embed("https://youtu.be/dQw4w9WgXcQ?t=90").key   # "youtube:dQw4w9WgXcQ"
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, unquote

LIKELY = re.compile(
    r"//(?:[a-z]+\.)?(?:youtu|bilibili\.com|gist\.|codepen\.|arxiv\.|doi\.)", re.IGNORECASE
)
TIME = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?")
NO_TIME = (0, 0, 0)
PART = re.compile(r"[0-9]{1,4}")
# The beginning of a card. An author's text cannot contain it, because < is escaped there.
CARD = re.compile(r'<figure class="embed" data-embed="([^"]+)"(?: data-frame="([^"]+)")?')


@dataclass(frozen=True, slots=True)
class EmbedService:
    """`pattern` matches an address without its scheme; its groups are the parts of the id.

    `kind` is a key of `Wording.embeds`. `frames` are the origins that its player uses.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    frame: str = ""
    frames: tuple[str, ...] = ()
    label: str = "{}"


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


YOUTUBE = r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com/"
SERVICES = {
    "youtube": EmbedService(
        "YouTube",
        "video",
        pattern(
            rf"(?:{YOUTUBE}(?:watch/?\?(?:[^#]*&)?v=|(?:shorts|live|embed|v)/)|youtu\.be/)"
            r"([\w-]{11})(?![\w-])"
        ),
        frame="https://www.youtube-nocookie.com/embed/{id}?autoplay=1{time}",
        frames=("https://www.youtube-nocookie.com",),
    ),
    "bilibili": EmbedService(
        "Bilibili",
        "video",
        pattern(
            r"(?:(?:www\.|m\.)?bilibili\.com/video/|player\.bilibili\.com/player\.html\?"
            r"(?:[^#]*&)?(?:bvid|aid)=)(BV[0-9A-Za-z]{10}|(?:av)?\d{1,18})(?![0-9A-Za-z])"
        ),
        frame="https://player.bilibili.com/player.html?{number}&autoplay=1&danmaku=0{time}",
        # The player sends some phones to the other one.
        frames=("https://player.bilibili.com", "https://www.bilibili.com"),
    ),
    "gist": EmbedService(
        "GitHub Gist",
        "code",
        pattern(r"gist\.github\.com/(?:([\w-]{1,39})/)?([0-9a-f]{5,40})(?![\w/-])"),
    ),
    "codepen": EmbedService(
        "CodePen",
        "demo",
        pattern(r"codepen\.io/((?:team/)?[\w-]{1,60})/(?:pen|full|details|embed)/(\w{4,40})(?!\w)"),
        frame="https://codepen.io/{owner}/embed/{last}?default-tab=result",
        frames=("https://codepen.io",),
    ),
    "arxiv": EmbedService(
        "arXiv",
        "paper",
        pattern(
            r"(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
            r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?=$|[?#])"
        ),
        label="arXiv:{}",
    ),
    "doi": EmbedService(
        "DOI",
        "paper",
        pattern(r"(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/[^\s?#\"<>]{1,200})(?=$|[?#])"),
        label="doi:{}",
    ),
}
FRAME_ORIGINS = {origin for service in SERVICES.values() for origin in service.frames}


@dataclass(frozen=True, slots=True)
class Embed:
    """A page of a service. `id` names it there; `time` and `part` are the place in a video."""

    service_name: str
    id: str
    time: int = 0
    part: int = 0

    @property
    def service(self) -> EmbedService:
        return SERVICES[self.service_name]

    @property
    def key(self) -> str:
        return f"{self.service_name}:{self.id}"

    @property
    def label(self) -> str:
        """What to call it without a title, such as arXiv:2006.11239."""
        owner, slash, last = self.id.rpartition("/")
        shown = f"{owner}{slash}{last[:8]}" if self.service_name == "gist" else self.id
        return self.service.label.format(shown)

    @property
    def frame(self) -> str:
        """The address of its player; "" if there is none."""
        owner, _slash, last = self.id.rpartition("/")
        number = f"aid={self.id[2:]}" if self.id[:2] == "av" else f"bvid={self.id}"
        return self.service.frame.format(
            id=self.id, owner=owner, last=last, number=number, time=self.place()
        )

    def place(self) -> str:
        """Where the video begins, as parameters of the player."""
        if self.service_name == "youtube":
            return f"&start={self.time}" if self.time else ""
        part = f"&p={self.part}" if self.part > 1 else ""
        return f"{part}&t={self.time}" if self.time else part


def find_embed(address: str) -> Embed | None:
    """The page that an address of one of the services names; None for any other address."""
    if not LIKELY.search(address):
        return None
    scheme, _, rest = address.partition("//")
    if scheme.lower() not in ("https:", "http:", ""):
        return None
    for name, service in SERVICES.items():
        if found := service.pattern.match(rest):
            identifier = "/".join(part for part in found.groups() if part)
            return Embed(name, usual_id(name, identifier), *video_place(rest))
    return None


def usual_id(service: str, identifier: str) -> str:
    """The one way in which we write the id: av170001, and no %2F in a DOI."""
    if service == "bilibili" and identifier.isdigit():
        return f"av{identifier}"
    return unquote(identifier).rstrip(".,;") if service == "doi" else identifier


def video_place(address: str) -> tuple[int, int]:
    """The seconds and the part in the query of an address."""
    query = parse_qs(address.partition("?")[2].partition("#")[0])
    time, part = (query.get(name, [""])[0] for name in ("t", "p"))
    found = TIME.fullmatch(time)
    hours, minutes, seconds = (int(number or 0) for number in found.groups()) if found else NO_TIME
    return hours * 3600 + minutes * 60 + seconds, int(part) if PART.fullmatch(part) else 0


def embeds_of(html: str) -> list[str]:
    """The keys of the cards in rendered `html`, each once, in order."""
    return list(dict.fromkeys(unescape(key) for key, _frame in CARD.findall(html)))


def frame_origins_of(html: str) -> set[str]:
    """The origins of the players in rendered `html`: a policy must allow their frames."""
    return {origin for _key, frame in CARD.findall(html) for origin in player_origins(frame)}


def player_origins(address: str) -> Iterator[str]:
    for service in SERVICES.values():
        if any(address.startswith(f"{origin}/") for origin in service.frames):
            yield from service.frames
