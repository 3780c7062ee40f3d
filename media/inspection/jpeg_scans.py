"""Whether a JPEG has all its scans (ITU-T T.81, annexes B.2 and G).

A progressive one shows all of the picture after its first scan, if less sharp, so that decoders do
not mind when the others are missing.
"""

from collections.abc import Iterator

from .jpeg_markers import SCAN, segments_of_jpeg
from .picture_sizes import JPEG_FRAMES

COEFFICIENTS = range(64)
PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})


def has_all_scans(content: bytes) -> bool:
    """Whether each component has each of its coefficients up to the last bit.

    What is missing in the data of the last scan is not found: of a progressive picture, these are
    the lowest bits. Raises ValueError or IndexError for a damaged file.
    """
    components, marker_of_frame, complete = set[int](), 0, set[tuple[int, int]]()
    for marker, segment in segments_of_jpeg(content):
        if marker in JPEG_FRAMES:
            components, marker_of_frame = components_of_frame(segment), marker
        elif marker == SCAN:
            complete.update(completed_by_scan(segment, marker_of_frame in PROGRESSIVE))
    return complete >= {(each, place) for each in components for place in COEFFICIENTS}


def components_of_frame(segment: bytes) -> set[int]:
    return {segment[10 + 3 * number] for number in range(segment[9])}


def completed_by_scan(segment: bytes, is_progressive: bool) -> Iterator[tuple[int, int]]:
    """(component, coefficient) of those that the scan gives up to their last bit.

    Scans of other pictures give all, whatever their headers say: decoders do not read that.
    """
    end = 5 + 2 * segment[4]
    first, last, bits = segment[end : end + 3]
    if is_progressive and bits & 15:
        return
    places = range(first, last + 1) if is_progressive else COEFFICIENTS
    yield from ((each, place) for each in segment[5:end:2] for place in places)
