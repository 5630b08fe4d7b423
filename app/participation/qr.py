"""A link as a QR code, drawn into the page."""

from markupsafe import Markup


def qr_code(address: str) -> Markup:
    """An SVG of shapes alone: no style and no data address, which our policy would not let in.

    Its text is ours and not the address’s, so it is safe as it stands.
    """
    import segno  # here, because the server starts and rests without it

    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(border=4, omitsize=True, svgclass="app-qr", lineclass=None, light="#fff"))  # noqa: S704
