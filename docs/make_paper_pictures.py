"""Make the pictures of the working papers: the papers of a sample, as LibreOffice and Chromium print their pages.

Run it in the repository, where LibreOffice and Chromium are installed: python docs/make_paper_pictures.py
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pypdfium2

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checks.runner import audit  # noqa: E402
from model.disclosure import open_disclosures  # noqa: E402
from model.engagement.engagements import Engagements  # noqa: E402
from model.engagement.record import State  # noqa: E402

SAMPLE = REPOSITORY / "samples" / "dadukou-2021-planted.xlsx"
PICTURES = {"取证单": "paper-evidence.png", "台账": "paper-ledger.png", "标注副本": "paper-annotated.png"}
REPORT = "paper-report.png"
"""The page after the contents, with the first problem."""
SCALE = 1.25


def main() -> None:
    """Write the papers, print them and keep their first pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        confirm_all(Path(shutil.copy(SAMPLE, folder)))
        command = [sys.executable, "-m", "tui.command.main", "papers", SAMPLE.name, "-o", "papers", "--lang", "zh"]
        code = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        subprocess.run([*command, "--project", "2021年部门预算公开情况审计"], check=True, cwd=folder, env=code)
        for paper in sorted((folder / "papers").iterdir()):
            for words, picture in PICTURES.items():
                if words in paper.name:
                    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf")]
                    subprocess.run([*office, str(paper)], check=True, capture_output=True)
                    _keep(folder / "pdf" / f"{paper.stem}.pdf", REPOSITORY / "docs" / picture)
            if paper.suffix == ".html":
                printed = folder / "report.pdf"
                browser = ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer"]
                subprocess.run(
                    [*browser, f"--print-to-pdf={printed}", paper.as_uri()], check=True, capture_output=True
                )
                _keep(printed, REPOSITORY / "docs" / REPORT, page=1)


def confirm_all(document: Path) -> None:
    """Confirm every problem of a document, so that it stands on the papers for the audited unit."""
    disclosures, _ = open_disclosures([document])
    report = audit(disclosures)
    with Engagements.open([[str(document)]], now=lambda: "2026-03-01T08:00:00+00:00") as engagements:
        engagements.remember(report)
        for finding in report.findings:
            if finding.group in {None, "", finding.id}:
                engagements.dispose(finding.id, State.CONFIRMED, "", "王审计")


def _keep(printed: Path, picture: Path, page: int = 0) -> None:
    """Write a page, by default the first, as a picture of 8 bits of grey, which is smallest."""
    document = pypdfium2.PdfDocument(printed)
    bitmap = document[page].render(scale=SCALE, grayscale=True)
    rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    picture.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
            for kind, content in chunks
        )
    )


if __name__ == "__main__":
    main()
