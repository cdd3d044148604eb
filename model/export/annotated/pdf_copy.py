"""The annotated copy of a PDF: cells and sentences framed and numbered on the page, each with its note."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict

from model.export.annotated.hazards import hazard_of_pdf
from model.export.annotated.mark import AUTHOR, LONGEST_NOTE
from model.export.annotated.workbook import NotAnnotatedError
from model.export.own_mark import PDF_COMMENT
from model.finding import Severity
from model.messages import message
from model.record import dataclass
from model.source.process import Limits, import_roots

_BOOTSTRAP = (
    "import sys; sys.path += sys.argv[1:]\n"
    "from model.export.annotated.pdf_frames import main\n"
    "sys.exit(main())"
)


@dataclass(frozen=True, slots=True)
class PdfMark:
    """What is to be framed: a cell of a page (from 1), by its text, the texts of its row and its column; or a passage.

    A passage has the page 0: it is looked for on all pages. `number` is what stands at the frame.
    """

    page: int
    text: str
    row: tuple[str, ...]
    column: int
    number: str
    severity: Severity
    note: str


def annotated_pdf(
    content: bytes, marks: Sequence[PdfMark], particulars: str = ""
) -> tuple[bytes, frozenset[int]]:
    """Return the copy, and which of the marks were found on their page, by their place in the list.

    `particulars` are what a note on the first page states of the copy, none where it is "".
    Raises NotAnnotatedError where the file could act when it is opened, or where it cannot be written on.
    """
    hazard = hazard_of_pdf(content)
    if hazard is not None:
        raise NotAnnotatedError(hazard)
    limits = Limits()
    frames = [
        {**asdict(mark), "note": mark.note[:LONGEST_NOTE], "severity": mark.severity.value, "author": AUTHOR}
        for mark in marks
    ]
    wanted = {
        "memory": limits.memory_for(len(content)),
        "frames": frames,
        "author": AUTHOR,
        "particulars": particulars[:LONGEST_NOTE],
    }
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and program, no shell
            [sys.executable, "-I", "-S", "-c", _BOOTSTRAP, *import_roots()],
            input=json.dumps(wanted).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.patience * limits.time_for(len(content)),
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotAnnotatedError(message("its pages cannot be written on")) from error
    found, _, written = child.stdout.partition(b"\n")
    return written + PDF_COMMENT, frozenset(json.loads(found))
