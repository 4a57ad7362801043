"""A checkpoint as a QR code, so that two readers compare it by their phones."""

from __future__ import annotations

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> SafeString:
    """Draw a text as a QR code, give its SVG: dark on white, whatever the page is."""
    code = qrcode.QRCode(border=4, image_factory=SvgPathImage)
    code.add_data(text)
    drawn = code.make_image().to_string(encoding="unicode")
    # Drawn by the library from the text alone: nothing that somebody typed stands in it as markup.
    return mark_safe(drawn)  # noqa: S308
