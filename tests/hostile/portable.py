"""PDF files written by hand: pages of text and lines, and pages of nothing."""

from __future__ import annotations

from pathlib import Path


def write_pdf(
    path: Path, pages: list[str], *, rotate: int = 0, resources: str = "", encrypt: str = ""
) -> Path:
    """Write pages of 600 by 400 points with the given content streams; /F1 is a font of every page."""
    resources = f"/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>> {resources}"
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<</Type /Catalog /Pages 2 0 R>>", f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>"]
    for number, content in enumerate(pages):
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Rotate {rotate} "
            f"/Resources <<{resources}>> /Contents {4 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R {encrypt}>>\nstartxref\n{len(body)}\n%%EOF\n"
    path.write_bytes(
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
    )
    return path


def text(x: float, y: float, content: str) -> str:
    """Return the operators that write a line of text; y counts from below."""
    return f"BT /F1 10 Tf {x} {y} Td ({content}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return the operators that draw a line."""
    return f"{x0} {y0} m {x1} {y1} l S\n"
