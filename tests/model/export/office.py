"""LibreOffice as it looks at a paper: converted to PDF, its pages and their text; without it a test is skipped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest


def pages_of(paper: Path, folder: Path) -> list[tuple[tuple[float, float], str]]:
    """Return the size and the text of each page of a paper as LibreOffice prints it."""
    return [(size, text) for size, text in _pages(printed(paper, folder))]


def printed(paper: Path, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a paper."""
    return converted(paper, folder, "pdf")


def converted(paper: Path, folder: Path, form: str) -> Path:
    """Return what LibreOffice makes of a file; the test is skipped where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "converted"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(out), str(paper)]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    return out / f"{paper.stem}.{form}"


def _pages(path: Path) -> list[tuple[tuple[float, float], str]]:
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append((page.get_size(), text.get_text_bounded()))
        text.close()
        page.close()
    document.close()
    return found


def without_blanks(text: str) -> str:
    """Return a text without blanks and line ends: a printed one breaks lines anywhere."""
    return "".join(text.split())


def text_of_pdf(path: Path) -> str:
    """Return the text of all pages of a PDF."""
    return "\n".join(text for _, text in _pages(path))
