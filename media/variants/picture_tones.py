"""What the pixels of a picture say of it: its mean colour, and whether it is drawn."""

from PIL import Image, ImageChops, ImageStat

SAMPLE = 512
# Of neighbouring pixels: screenshots and diagrams have 0.7 to 0.99 equal ones, photographs 0.3 at
# most, if they have a white background.
SHARE_OF_EQUALS = 0.5


def mean_colour(image: Image.Image) -> str:
    """As `#rrggbb`; "" if the picture is transparent anywhere."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
        return ""
    return "#{:02x}{:02x}{:02x}".format(*map(round, ImageStat.Stat(image).mean[:3]))


def is_drawn(image: Image.Image) -> bool:
    """Whether many pixels equal their right neighbours, in the middle of the picture."""
    left, top = (max(0, (side - SAMPLE) // 2) for side in image.size)
    right, bottom = (
        min(side, start + SAMPLE) for side, start in zip(image.size, (left, top), strict=True)
    )
    part = image.convert("L").crop((left, top, right, bottom))
    if part.width < 2:
        return True
    moved = part.crop((1, 0, part.width, part.height))
    different = ImageChops.difference(moved, part.crop((0, 0, part.width - 1, part.height)))
    return different.histogram()[0] / (moved.width * moved.height) >= SHARE_OF_EQUALS
