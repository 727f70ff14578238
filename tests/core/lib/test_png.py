"""Pictures made small: the same picture to the eye, a palette in the file, broken bytes refused."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from daybreak.core.lib.png import COLOURS, PictureError, is_whole, size_of, with_palette


def a_picture(mode="RGBA"):
    picture = Image.new(mode, (300, 120), "#fafaf7")
    ImageDraw.Draw(picture).text((10, 40), "A sample of ink on paper", fill="#18202a")
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def test_the_same_picture_comes_out_with_a_palette_every_time_alike():
    small = with_palette(a_picture())
    with Image.open(BytesIO(small)) as picture:
        assert (picture.mode, picture.size) == ("P", (300, 120))
        assert len(picture.getcolors()) <= COLOURS
        assert (
            max(abs(a - b) for a, b in zip(picture.convert("RGB").getpixel((0, 0)), (0xFA, 0xFA, 0xF7), strict=True))
            < 4
        )
    assert with_palette(a_picture()) == small


def test_what_was_transparent_stands_on_white():
    picture = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    made = BytesIO()
    picture.save(made, "PNG")
    with Image.open(BytesIO(with_palette(made.getvalue()))) as found:
        assert min(found.convert("RGB").getpixel((1, 1))) > 250


def test_a_picture_cut_off_or_changed_is_not_whole():
    png = a_picture()
    assert is_whole(png)
    assert not is_whole(png[:-1])
    assert not is_whole(png[: len(png) // 2])
    middle = len(png) // 2
    assert not is_whole(png[:middle] + bytes([png[middle] ^ 1]) + png[middle + 1 :])


@pytest.mark.parametrize("bytes_of_no_picture", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_what_is_no_picture_is_refused(bytes_of_no_picture):
    assert not is_whole(bytes_of_no_picture)
    for read in (size_of, with_palette):
        with pytest.raises(PictureError, match="no PNG"):
            read(bytes_of_no_picture)


def test_the_size_is_read():
    assert size_of(a_picture()) == (300, 120)
