"""All papers of an engagement, each with its file name: the same engagement gives the same names and bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from model.errors import ExportError
from model.export.annotated.workbook import NotAnnotatedError
from model.export.papers.copies import annotated_copy
from model.export.papers.dossier import Dossier
from model.export.papers.form_fields import evidence_number, fields_of
from model.export.papers.forms import audit_working_paper, evidence_sheet
from model.export.papers.ledger import Filled, rectification_ledger
from model.export.papers.pdf_copies import framed_copy
from model.export.papers.template import FormKind, Template
from model.export.particulars import unit_words
from model.export.problem import AuditedUnit
from model.export.write import FILE_SUFFIXES, Format, render
from model.finding import DocumentSummary
from model.messages import Language, Message, message
from model.pattern import pattern
from model.text import clean_line

Per = Literal["unit", "problem"]
"""Of what there is one evidence sheet: of each audited unit, or of each problem."""

_REPORTS: tuple[Format, ...] = ("html", "md", "csv", "json")
_UNFIT = pattern(r"[\x00-\x1f<>:\"/\\|?*]+")
_LONGEST_NAME = 60


class FiledPaper(NamedTuple):
    """A paper: its file name, how its bytes are made, and whether people sign it or fill it in."""

    name: str
    make: Callable[[], bytes]
    is_written_on: bool = False


def all_papers(
    dossier: Dossier,
    content_of: Callable[[DocumentSummary], bytes],
    *,
    per: Per = "unit",
    forms: Mapping[FormKind, Template] | None = None,
    filled: Filled | None = None,
) -> Iterator[FiledPaper]:
    """Give every paper of an engagement.

    `content_of` returns a document's bytes; it and the making of a paper may raise ExportError. `forms` are an
    office's own, which take the place of Yushen's. `filled` is what is known of the rectification.
    """
    names: set[str] = set()
    language = dossier.paper.language

    def named(label: Message, unit: str, suffix: str) -> str:
        return _free(f"{_before(_fit(unit))}{label.text(language)}", suffix, names)

    for unit in dossier.units:
        called = unit_words(unit.department, unit.year, unit.stage, dossier.paper)
        evidence = list(_evidence(dossier, unit, per))
        for fields, number in evidence:
            label = message("evidence sheet {number}", number=number)
            make = _form(fields, FormKind.EVIDENCE, forms, language)
            yield FiledPaper(named(label, called, ".docx"), make, is_written_on=True)
        fields = fields_of(
            dossier, unit, unit.problems, _index_of(dossier, unit), [number for _, number in evidence]
        )
        make = _form(fields, FormKind.WORKING_PAPER, forms, language)
        yield FiledPaper(named(message("working paper"), called, ".docx"), make, is_written_on=True)
    names.add(ledger_name(language).lower())
    if not sends_nothing(dossier):
        make = partial(rectification_ledger, dossier, filled or {})
        yield FiledPaper(ledger_name(language), make, is_written_on=True)
    for document in dossier.paper.report.documents:
        if document.path in dossier.books:
            copies = _Copies(dossier, document, content_of)
            stem = Path(document.path).stem
            if dossier.books[document.path].container == "pdf":
                yield FiledPaper(named(message("annotated copy"), stem, ".pdf"), copies.framed)
            yield FiledPaper(named(message("annotated copy"), stem, ".xlsx"), copies.workbook)
    for form in _REPORTS:
        name = named(message("report"), "", FILE_SUFFIXES[form])
        yield FiledPaper(name, partial(render, dossier.paper, form))


def sends_nothing(dossier: Dossier) -> bool:
    """Return whether there are problems, but none that goes to the audited unit."""
    there_are = bool(dossier.problems or dossier.paper.not_shown)
    return there_are and not dossier.to_unit(dossier.problems)


def ledger_name(language: Language) -> str:
    """Return the file name of the rectification ledger."""
    return message("problems and rectification").text(language) + FILE_SUFFIXES["xlsx"]


def names_of_any_run(dossier: Dossier) -> re.Pattern[str]:
    """Return what the names of the papers of these units and documents fit, whatever their problems are.

    The reports are left out: each run writes all of them.
    """
    language = dossier.paper.language
    copy = message("annotated copy").text(language)
    names = [re.escape(ledger_name(language))]
    for unit in dossier.units:
        called = _before(_fit(unit_words(unit.department, unit.year, unit.stage, dossier.paper)))
        evidence = message("evidence sheet {number}", number="\0").text(language)
        for label in (evidence, message("working paper").text(language)):
            numbered = r"\d+".join(map(re.escape, f"{called}{label}".split("\0")))
            names.append(rf"{numbered}(?: \d+)?\.docx")
    for document in dossier.paper.report.documents:
        stem = _before(_fit(Path(document.path).stem))
        names.append(rf"{re.escape(stem + copy)}(?: \d+)?\.(?:pdf|xlsx)")
    return re.compile("|".join(names))


def _before(name: str) -> str:
    return f"{name}-" if name else ""


def _evidence(dossier: Dossier, unit: AuditedUnit, per: Per) -> Iterator[tuple[Mapping[str, str], str]]:
    """Give the fields of each evidence sheet of a unit, and its number; a unit that no problem goes to has none."""
    problems = dossier.to_unit(unit.problems)
    if per == "problem":
        for problem in problems:
            number = evidence_number(problem.number)
            yield fields_of(dossier, unit, (problem,), number, [number], for_unit=True), number
    elif problems:
        number = _index_of(dossier, unit)
        yield fields_of(dossier, unit, problems, number, [number], for_unit=True), number


def _index_of(dossier: Dossier, unit: AuditedUnit) -> str:
    return evidence_number(dossier.units.index(unit) + 1)


def _form(
    fields: Mapping[str, str], kind: FormKind, forms: Mapping[FormKind, Template] | None, language: Language
) -> Callable[[], bytes]:
    """Return how a form is made: an office's own, where there is one of this kind, is filled in."""
    if forms and kind in forms:
        return partial(forms[kind].filled, fields)
    own = evidence_sheet if kind is FormKind.EVIDENCE else audit_working_paper
    return partial(own, fields, language)


class _Copies:
    """The copies of one document; the second states what the first could not show."""

    def __init__(
        self, dossier: Dossier, document: DocumentSummary, content_of: Callable[[DocumentSummary], bytes]
    ) -> None:
        self._dossier = dossier
        self._document = document
        self._content_of = content_of
        self._remark = ""

    def framed(self) -> bytes:
        """Return the PDF with its frames. Raises ExportError where there can be none."""
        content = self._content_of(self._document)
        try:
            copy, self._remark = framed_copy(self._dossier, self._document, content)
        except NotAnnotatedError as error:
            what = message(
                "The PDF is not copied, for {why}.", why=error.why.text(self._dossier.paper.language)
            )
            self._remark = what.text(self._dossier.paper.language)
            remedy = message("The workbook beside it holds its tables and the index.")
            raise ExportError(clean_line(self._document.path), what, remedy) from error
        return copy

    def workbook(self) -> bytes:
        """Return the workbook with the index."""
        return annotated_copy(self._dossier, self._document, self._content_of(self._document), self._remark)


def _fit(name: str) -> str:
    """Return a name that every file system takes."""
    return _UNFIT.sub("_", name).strip(" .")[:_LONGEST_NAME]


def _free(name: str, suffix: str, taken: set[str]) -> str:
    candidates = (
        f"{name}{'' if number == 1 else f' {number}'}{suffix}" for number in range(1, len(taken) + 2)
    )
    free = next(candidate for candidate in candidates if candidate.lower() not in taken)
    taken.add(free.lower())
    return free
