"""A text as a QR code: a checkpoint that two readers compare, a link that a phone takes over."""

from __future__ import annotations

import base64

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> str:
    """Draw a text as a QR code, give its SVG."""
    code = qrcode.QRCode(border=4, image_factory=SvgPathImage)
    code.add_data(text)
    drawn: str = code.make_image().to_string(encoding="unicode")
    return drawn


def qr_address(text: str) -> str:
    """Draw a text as a QR code, give it as the address of a picture within the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_code(text).encode()).decode()
