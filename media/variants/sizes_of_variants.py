"""How wide variants are."""

# Pixels. 720 is the article's column on a screen of one pixel a point (36rem are 612 to 684), and
# a phone of 360 points with two; 1600 is the column on a screen of two.
WIDTHS = (480, 720, 960, 1600)
# Mails and feeds, whose readers may know neither WebP nor AVIF.
PLAIN_WIDTH = 960


def widths_for(width: int) -> list[int]:
    """The widths of the variants of a picture, the largest first; none is upscaled."""
    most = min(width, WIDTHS[-1])
    return [most, *(each for each in reversed(WIDTHS) if each < most)]


def height_for(width: int, size: tuple[int, int]) -> int:
    return max(1, round(size[1] * width / size[0]))
