"""PNG pictures made small: a page of ink on paper has a few hundred colours, nearly all of them soft edges of letters;
with a palette the same picture takes a third of the bytes the typesetter writes.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

COLOURS = 128
FORMATS = ("PNG",)
OPAQUE = (255, 255)
"""The least and the greatest of a channel of transparency that hides everything behind it."""


class PictureError(ValueError):
    """The bytes are no whole PNG."""


def is_whole(png: bytes) -> bool:
    """Whether *png* is a PNG from its first byte to its last, every chunk with the right checksum."""
    try:
        with Image.open(BytesIO(png), formats=FORMATS) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    return png.endswith(b"IEND\xaeB`\x82")


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height in pixels. :raises PictureError: where *png* is none."""
    try:
        with Image.open(BytesIO(png), formats=FORMATS) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError("These bytes are no PNG.") from error


def with_palette(png: bytes) -> bytes:
    """Return *png* with a palette of ``COLOURS``; what was transparent stands on white.

    The same bytes in give the same bytes out. :raises PictureError: where *png* is none.
    """
    try:
        with Image.open(BytesIO(png), formats=FORMATS) as picture:
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError("These bytes are no PNG.") from error
    if drawn.getchannel("A").getextrema() != OPAQUE:
        drawn = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)
    small = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    made = BytesIO()
    small.save(made, "PNG", compress_level=6)
    return made.getvalue()
