"""Photos: the picture is kept, what a camera writes beside it is not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageOps

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry.validate import Problem
from matchmaker.services.errors import Rejected

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 85
WHITE = (255, 255, 255)
# What Pillow raises for files that are cut short, broken or made to exhaust memory.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    MemoryError,
    Warning,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG without any metadata, upright, at most 1600 pixels long."""

    content: bytes
    width: int
    height: int


def cleaned(content: bytes, field: str = "photo") -> Photo:
    """Return the picture alone: drawn anew, turned upright, shrunk, without EXIF, place, profile, comment or preview.

    Raises Rejected at `field` for what is no JPEG, PNG or WebP, is larger than 10 MB or 40 megapixels, or is broken.
    """
    if len(content) > LARGEST_FILE:
        raise _rejected(field, say("This photo is larger than %(megabytes)s megabytes.", megabytes=10))
    with _broken_is_rejected(field), Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _rejected(field, say("This photo has more than %(megapixels)s megapixels.", megapixels=40))
        image.load()
        return _written(_drawn_anew(image))


@contextmanager
def _broken_is_rejected(field: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as fault:
        because = say("This is no photo that can be read: send a JPEG, PNG or WebP file, whole.")
        raise _rejected(field, because) from fault


def _drawn_anew(image: Image.Image) -> Image.Image:
    """A new picture of the same dots: nothing that hangs on the old one, such as its profile, comes along."""
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    seen = upright.convert("RGBA")
    new = Image.new("RGB", seen.size, WHITE)
    new.paste(seen, mask=seen.getchannel("A"))
    return new


def _written(image: Image.Image) -> Photo:
    written = io.BytesIO()
    image.save(written, format="JPEG", quality=QUALITY, optimize=True)
    return Photo(written.getvalue(), image.width, image.height)


def _rejected(field: str, because: Sentence) -> Rejected:
    return Rejected(Problem(field, because))
