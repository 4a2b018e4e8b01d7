"""Nothing but the picture survives; what is no sound picture is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from matchmaker.services.errors import Rejected
from matchmaker.services.photos import LARGEST_FILE, LONGEST_SIDE, cleaned

GPS, ORIENTATION, MAKER, OWNER = 0x8825, 0x0112, 0x010F, 0x013B
SECRETS = (b"SECRETCAM", b"OWNERNAME", b"XMPPLACE", b"JPEGCOMMENT", b"IPTCPLACE", b"AFTERTHEEND", b"PROFILENAME")
MARKERS = (b"Exif", b"http://ns.adobe.com", b"Photoshop", b"ICC_PROFILE", b"\xff\xfe", b"\xff\xe1", b"\xff\xed")


def picture(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, format=kind, **options)
    return written.getvalue()


def marked_jpeg(orientation: int = 1, size: tuple[int, int] = (40, 20)) -> bytes:
    """A JPEG with place, camera, owner, XMP, IPTC, profile, comment, and bytes behind its end."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[OWNER] = orientation, "SECRETCAM", "OWNERNAME"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 30.0, 44.4), 3: "E", 4: (37.0, 59.0, 53.5)})
    content = saved(
        picture(size), exif=exif, comment=b"JPEGCOMMENT", xmp=b"<x>XMPPLACE</x>", icc_profile=b"PROFILENAME" * 20
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x09IPTCPLACE"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return content[:2] + segment + content[2:] + b"AFTERTHEEND"


def test_the_planted_photo_has_what_must_go() -> None:
    content = marked_jpeg()
    assert all(secret in content for secret in SECRETS)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)


def test_no_metadata_survives_in_a_jpeg() -> None:
    photo = cleaned(marked_jpeg())
    assert not [secret for secret in (*SECRETS, *MARKERS) if secret in photo.content]
    image = Image.open(io.BytesIO(photo.content))
    assert not image.getexif() and set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_no_metadata_survives_in_other_formats(kind: str) -> None:
    exif, words = Image.Exif(), PngImagePlugin.PngInfo()
    exif[MAKER] = "SECRETCAM"
    words.add_text("Author", "OWNERNAME")
    content = saved(picture(), kind, exif=exif, pnginfo=words, xmp=b"<x>XMPPLACE</x>", icc_profile=b"PROFILENAME" * 20)
    assert b"SECRETCAM" in content
    photo = cleaned(content)
    assert photo.content.startswith(b"\xff\xd8") and not [one for one in (*SECRETS, *MARKERS) if one in photo.content]


def test_a_turned_photo_is_set_upright() -> None:
    photo = cleaned(marked_jpeg(orientation=6))
    assert (photo.width, photo.height) == (20, 40)
    top, bottom = (Image.open(io.BytesIO(photo.content)).getpixel((10, y)) for y in (5, 35))
    assert top[2] > 200 > top[0] and bottom[0] > 200 > bottom[2]


@pytest.mark.parametrize(
    ("size", "expected"), [((4000, 1000), (1600, 400)), ((300, 3200), (150, 1600)), ((9, 9), (9, 9))]
)
def test_a_large_photo_is_shrunk(size: tuple[int, int], expected: tuple[int, int]) -> None:
    photo = cleaned(saved(picture(size)))
    assert (photo.width, photo.height) == expected and max(expected) <= LONGEST_SIDE
    assert Image.open(io.BytesIO(photo.content)).size == expected


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_every_kind_of_colour_is_drawn(mode: str) -> None:
    image = Image.new(mode, (8, 8))
    assert cleaned(saved(image, "JPEG" if mode == "CMYK" else "PNG")).width == 8


def test_what_is_see_through_becomes_white() -> None:
    photo = cleaned(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))
    assert min(Image.open(io.BytesIO(photo.content)).getpixel((4, 4))) > 250


def png_of_size(width: int, height: int) -> bytes:
    """A few bytes that promise a huge picture."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00" * 1000)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def png_with_swollen_words() -> bytes:
    """A compressed text that unfolds into many megabytes."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "a" * 90_000_000, zip=True)
    return saved(picture(), "PNG", pnginfo=words)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no photo",
        b"\xff\xd8\xff",
        b"%PDF-1.4",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        marked_jpeg(size=(400, 400))[:1500],
        saved(picture((400, 400)), "PNG")[:300],
        saved(picture((400, 400)), "WEBP")[:100],
        saved(picture(), "GIF"),
        saved(picture(), "TIFF"),
        saved(picture(), "BMP"),
        png_of_size(7000, 7000),
        png_of_size(60_000, 60_000),
        png_of_size(0, 5),
        png_of_size(100, 100),
        png_with_swollen_words(),
        b"\xff" * (LARGEST_FILE + 1),
    ],
    ids=range(17),
)
def test_what_is_no_sound_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        cleaned(content)
    assert [problem.field for problem in refusal.value.problems] == ["photo"]


def test_a_broken_photo_never_ends_in_anything_but_a_refusal() -> None:
    content = saved(picture((64, 64)), "JPEG")
    for place in range(2, len(content), 7):
        broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        try:
            assert cleaned(broken).width > 0
        except Rejected:
            continue
