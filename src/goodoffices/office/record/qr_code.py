"""A checkpoint as a QR code, so that two readers compare it by their phones."""

from __future__ import annotations

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> str:
    """Draw a text as a QR code, give its SVG."""
    code = qrcode.QRCode(border=4, image_factory=SvgPathImage)
    code.add_data(text)
    drawn: str = code.make_image().to_string(encoding="unicode")
    return drawn
