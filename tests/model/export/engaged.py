"""A document with an engagement, and its papers as bytes and as words: what every test of papers begins with."""

from __future__ import annotations

import csv
import io
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from checks.legal_basis import legal_basis
from checks.runner import audit
from model.disclosure import open_disclosures
from model.engagement.engagements import Engagements
from model.engagement.record import State
from model.export.paper import working_paper
from model.export.papers.dossier import Dossier, dossier_of
from model.export.papers.filing import all_papers
from model.messages import Language

SAMPLES = Path(__file__).parents[3] / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def dossier(
    source: Path,
    language: Language = "zh",
    *,
    decide: bool = True,
    only_confirmed: bool = False,
    sends_all: bool = False,
) -> Dossier:
    """The papers' matter of one document, of which the first problem is confirmed and the second dismissed."""
    disclosures, _ = open_disclosures([source])
    report = audit(disclosures)
    groups = [[document.book.path for document in each.documents] for each in disclosures]
    with Engagements.open(groups, now=lambda: "2026-03-01T08:00:00+00:00") as engagements:
        engagements.remember(report)
        if decide and not engagements.log():
            heads = list(dict.fromkeys(finding.group or finding.id for finding in report.findings))
            engagements.dispose(heads[0], State.CONFIRMED, "", "王审计")
            for id_ in heads[1:2]:
                engagements.dispose(id_, State.DISMISSED, "已核对原始凭证", "李复核")
        made_at = max((entry.at for entry in engagements.log()), default="")
        documents = [document for each in disclosures for document in each.documents]
        paper = working_paper(report, engagements, language, made_at, "0.1.0", legal_basis(), documents)
    return dossier_of(
        paper, only_confirmed=only_confirmed, sends_all=sends_all, project="2021年度公开情况审计"
    )


def papers(matter: Dossier, **how: object) -> dict[str, bytes]:
    def content(document: object) -> bytes:
        return Path(document.path).read_bytes()

    return {paper.name: paper.make() for paper in all_papers(matter, content, **how)}


def words_of(name: str, content: bytes) -> str:
    """All words of a paper, of whatever kind it is."""
    if name.endswith(".docx"):
        return text_of(content)
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
        )
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return "\n".join(field for row in rows for field in row)
    text = content.decode("utf-8-sig")
    return unescape(text) if name.endswith(".html") else text.replace("\\", "")


def text_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
