"""Animated GIFs as films, and still pictures of films, by ffmpeg if it is there."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image

from media.inspection import Inspected

from .decoding import decoded_picture, scaled
from .encoding import encoded
from .made_files import Made, VariantFile
from .picture_tones import mean_colour
from .sizes_of_variants import PLAIN_WIDTH, height_for
from .stills import GAIN

SECONDS = 120  # of processor time
WALL_CLOCK_SECONDS = 600
GIF = "image/gif"
# Of these first frames the most typical one is shown: the first is often black.
FRAMES_OF_A_CHOICE = 50
ENCODERS = {
    "mp4": ("-c:v", "libx264", "-crf", "26", "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
    "webm": ("-c:v", "libvpx-vp9", "-crf", "40", "-b:v", "0", "-cpu-used", "4"),
}
# The reader of each format: ffmpeg must not guess, since others of its readers open addresses.
DEMUXERS = {
    "image/gif": "gif",
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
}
SAFE = ("-protocol_whitelist", "file,pipe", "-threads", "1")


def animation_variants(path: Path, inspected: Inspected, folder: Path) -> Made:
    """Of a GIF; animations in other formats are small as they are, and get no still ones."""
    first = decoded_picture(path, inspected, PLAIN_WIDTH)
    colour = mean_colour(first)
    if inspected.mime != GIF:
        return Made(colour=colour)
    films = tuple(smaller(gif_films(path, inspected, folder), path))
    if not films:
        return Made(tuple(smaller(animated_webp(path, folder), path)), colour)
    poster = still(first, (films[0].width, films[0].height), folder)
    return Made((*films, poster), colour)


def smaller(files: Iterable[VariantFile], path: Path) -> Iterator[VariantFile]:
    return (file for file in files if file.bytes < GAIN * path.stat().st_size)


def gif_films(path: Path, inspected: Inspected, folder: Path) -> Iterator[VariantFile]:
    """MP4 and WebM, unless ffmpeg is missing or fails."""
    size = even_size(inspected)
    files = (film(path, inspected, folder, form, size) for form in ENCODERS)
    return (file for file in files if file is not None)


def still(picture: Image.Image, size: tuple[int, int], folder: Path) -> VariantFile:
    target = folder / "poster.webp"
    target.write_bytes(encoded(scaled(picture, size), "webp", is_lossless=False))
    return VariantFile(*size, "webp", target.stat().st_size, target)


def even_size(inspected: Inspected) -> tuple[int, int]:
    width = min(inspected.width or 2, PLAIN_WIDTH) // 2 * 2
    height = height_for(width, (inspected.width or 2, inspected.height or 2))
    return max(2, width), max(2, round(height / 2) * 2)


def film(
    path: Path, inspected: Inspected, folder: Path, form: str, size: tuple[int, int]
) -> VariantFile | None:
    target = folder / f"{size[0]}.{form}"
    scale = f"scale={size[0]}:{size[1]}"
    if not run_ffmpeg(path, inspected, target, "-an", "-vf", scale, *ENCODERS[form]):
        return None
    return VariantFile(*size, form, target.stat().st_size, target)


def run_ffmpeg(path: Path, inspected: Inspected, target: Path, *options: str) -> bool:
    """Whether it wrote the file, within its time."""
    program = shutil.which("ffmpeg")
    if program is None:
        return False
    source = ("-f", DEMUXERS[inspected.mime], "-i", str(path))
    limits = ("-timelimit", str(SECONDS), "-nostdin", "-v", "error", "-y")
    command = [program, *limits, *SAFE, *source, "-threads", "1", *options, str(target)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=WALL_CLOCK_SECONDS)
    except (subprocess.SubprocessError, OSError):
        return False
    return target.exists() and target.stat().st_size > 0


def animated_webp(path: Path, folder: Path) -> Iterator[VariantFile]:
    """The same frames in WebP, which takes half the bytes."""
    target = folder / "animated.webp"
    with Image.open(path, formats=["GIF"]) as image:
        image.save(target, "WEBP", save_all=True, quality=70, method=2, minimize_size=False)
        yield VariantFile(*image.size, "webp", target.stat().st_size, target)


def poster_of_film(path: Path, inspected: Inspected, folder: Path) -> Made:
    """A frame of the film as WebP: a typical one of its beginning."""
    frame = folder / "frame.png"
    width = min(inspected.width or PLAIN_WIDTH, PLAIN_WIDTH)
    chosen = f"thumbnail={FRAMES_OF_A_CHOICE},scale={width}:-1"
    options = ("-an", "-frames:v", "1", "-vf", chosen, "-c:v", "png", "-f", "image2")
    if not run_ffmpeg(path, inspected, frame, *options):
        return Made()
    with Image.open(frame, formats=["PNG"]) as image:
        picture = image.convert("RGB")
    frame.unlink()
    return Made((still(picture, picture.size, folder),), mean_colour(picture))
