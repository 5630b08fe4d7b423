"""The council’s logo: a raster picture, drawn anew so that nothing but the picture is kept of what was sent."""

from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 25_000_000
LARGEST = (480, 180)


class TooManyPixelsError(Exception):
    """Opening it would take too much memory."""


def read_logo(file: BinaryIO) -> bytes:
    """The picture as a PNG of a size for the page. Raises ValueError, with a sentence for the person."""
    from PIL import Image  # here, because the server starts and rests without it

    sent = file.read(MOST_BYTES + 1)
    if len(sent) > MOST_BYTES:
        raise ValueError("The logo must be smaller than 2 megabytes")
    try:
        with Image.open(BytesIO(sent), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixelsError
            picture.thumbnail(LARGEST)
            png = BytesIO()
            # 256 colours: the first page, logo and all, is to stay light.
            picture.convert("RGBA").quantize(256, Image.Quantize.FASTOCTREE).save(png, "PNG", optimize=True)
    except (TooManyPixelsError, Image.DecompressionBombError) as error:
        raise ValueError("The logo must be smaller than 5,000 by 5,000 pixels") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError("The logo must be a PNG, JPEG or WebP picture") from error
    return png.getvalue()


def digest_of(png: bytes) -> str:
    return sha256(png).hexdigest()[:16]
