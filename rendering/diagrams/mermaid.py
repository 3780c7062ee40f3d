"""Mermaid, drawn by merman: a port that reads all of its syntax, and needs no browser."""

import atexit
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ..messages import message
from .drawn_diagram import NotDrawn

if TYPE_CHECKING:
    from merman import Merman

PACKAGE = "merman"
HUES = ("#28579f", "#865600", "#446012", "#b52c16", "#0b646b", "#74438a")
MOST_MILLISECONDS = 20_000  # of waiting; the work is limited by the profile of resources
PARSER = re.compile(r"^Diagram parse error \([^)]*\): ")
# What `%%{init}%%` and a front matter may not change.
FIXED = (
    *("secure", "securityLevel", "theme", "themeVariables", "themeCSS", "darkMode", "look"),
    *("htmlLabels", "fontFamily", "altFontFamily", "fontSize", "maxTextSize", "maxEdges"),
)
# Greys and hues that `colours.py` knows again.
COLOURS = {
    "background": "#ffffff",
    "primaryColor": "#eeeeee",
    "secondaryColor": "#eeeeee",
    "tertiaryColor": "#ffffff",
    **{f"primary{part}Color": "#000000" for part in ("Text", "Border")},
    **{f"secondary{part}Color": "#000000" for part in ("Text", "Border")},
    **{f"tertiary{part}Color": "#000000" for part in ("Text", "Border")},
    "textColor": "#000000",
    "lineColor": "#000000",
    "clusterBkg": "#ffffff",
    "clusterBorder": "#999999",
    "edgeLabelBackground": "#ffffff",
    "noteBkgColor": "#fff5ad",
    "noteBorderColor": "#999999",
    "noteTextColor": "#000000",
    "actorLineColor": "#999999",
    "activationBkgColor": "#ffffff",
    "activationBorderColor": "#000000",
    "sequenceNumberColor": "#ffffff",
    **{f"pie{number + 1}": HUES[number % len(HUES)] for number in range(12)},
    **{f"cScale{number}": HUES[number % len(HUES)] for number in range(12)},
    **{f"cScaleLabel{number}": "#000000" for number in range(12)},
    **{f"git{number}": HUES[number % len(HUES)] for number in range(8)},
    **{f"fillType{number}": HUES[number % len(HUES)] for number in range(8)},
    "fontFamily": "sans-serif",
    "fontSize": "14px",
}
# Nodes as wide as their text, as they were before version 11.
NODES = {"minNodeWidth": 40, "wrappingWidth": 240}
MESSAGES = {f"{kind}FontSize": 14 for kind in ("actor", "message", "note")}
OPTIONS = json.dumps(
    {
        "resources": {"profile": "interactive"},
        "svg": {
            "pipeline": "readable",
            "drop_native_duplicate_fallbacks": True,
        },  # labels as SVG text, beside those in HTML
        "site_config": {
            "secure": FIXED,
            "htmlLabels": True,
            "flowchart": {"htmlLabels": True, **NODES},
            "state": NODES,
            "sequence": {"width": 120, "height": 48, **MESSAGES},
            "look": "classic",
            "theme": "base",
            "themeVariables": COLOURS,
            "fontFamily": "sans-serif",
            "fontSize": 14,
        },
    }
)


def draw_mermaid(source: str) -> str:
    """An SVG of many elements and styles. Raises NotDrawn."""
    try:
        import merman
    except ImportError:
        raise NotDrawn(message("diagrams-not-installed", package=PACKAGE)) from None
    request = merman.MermanOperationRequestV4(
        operation_id="svg",
        source=source,
        uri=None,
        options_json=OPTIONS,
        control=merman.MermanOperationControl(MOST_MILLISECONDS),
    )
    try:
        svg: bytes = engine().execute(request).data
        return svg.decode()
    except Exception as error:  # also a panic of the library, which has no public class
        raise failure(error, source) from None


@cache
def engine() -> "Merman":
    import merman  # a quarter of a second, and 20 MB, which few articles need

    atexit.register(engine.cache_clear)  # its end needs modules that Python's end takes away
    return merman.Merman()


def failure(error: Any, source: str) -> NotDrawn:
    """What is wrong, and in which line."""
    if getattr(error, "code_name", "") == "MERMAN_RESOURCE_LIMIT_EXCEEDED":
        return NotDrawn(message("diagram-too-large"))
    reason = PARSER.sub("", getattr(error, "message", str(error)))
    span = getattr(getattr(error, "diagnostic", None), "span", None)
    line = source.encode()[: span.start].count(b"\n") + 1 if span else None
    return NotDrawn(message("diagram-not-drawn", reason=reason), line)
