"""What every paper states beside its problems: sources, version, settings, what was not understood and not checked."""

from __future__ import annotations

from collections.abc import Iterator

from model.engagement.record import local_time
from model.export.paper import WorkingPaper
from model.export.understood import doubt_words, understood_words
from model.export.words import stage_word
from model.finding import DocumentSummary
from model.messages import Message, message
from model.text import clean_line

_NAMED_MOST = 12
"""Cells or rules that are named one by one; of more, their number is stated."""


def particulars(paper: WorkingPaper, documents: tuple[DocumentSummary, ...]) -> tuple[str, ...]:
    """Return the lines about some documents of a paper, in its language, each on one line."""
    return tuple(clean_line(line.text(paper.language)) for line in _lines(paper, documents))


def particulars_for_unit(
    paper: WorkingPaper, documents: tuple[DocumentSummary, ...], *, are_all_shown: bool
) -> tuple[str, ...]:
    """Return the lines for a paper that the audited unit signs: no rule is named, and no problem that is not shown.

    `are_all_shown` is whether the problems that nobody has confirmed stand on it too.
    """
    lines = _lines_for_unit(paper, documents, are_all_shown=are_all_shown)
    return tuple(clean_line(line.text(paper.language)) for line in lines)


def unit_words(department: str, year: int | None, stage: str | None, paper: WorkingPaper) -> str:
    """Return a disclosure as it is called: the department, the year and the stage."""
    stage_text = stage_word(stage)
    parts = [department, str(year or ""), stage_text.text(paper.language) if stage_text else ""]
    return " ".join(filter(None, parts))


def _lines(paper: WorkingPaper, documents: tuple[DocumentSummary, ...]) -> Iterator[Message]:
    yield from _made(paper)
    if paper.not_shown is not None:
        yield message("Only the confirmed problems are shown; {count} others are not.", count=paper.not_shown)
    yield from _read(paper, documents)
    yield from _doubts(paper, documents, with_rules=True)
    yield from _not_checked(paper)
    yield from _settings(paper)
    yield from _by_hand(paper)


def _lines_for_unit(
    paper: WorkingPaper, documents: tuple[DocumentSummary, ...], *, are_all_shown: bool
) -> Iterator[Message]:
    yield from _made(paper)
    if not are_all_shown or paper.not_shown is not None:
        yield message("Only confirmed problems are shown.")
    yield from _read(paper, documents)
    yield from _doubts(paper, documents, with_rules=False)
    not_checked = sum(line.not_checked for line in paper.report.ledger)
    if not_checked:
        yield message("Relations not checked: {count}.", count=not_checked)
    failed = sum(1 for line in paper.report.ledger if line.failed)
    if failed:
        yield message("Rules that failed, which is a defect of Yushen: {names}.", names=failed)
    changed = sum(1 for line in paper.report.ledger if line.remarks)
    if changed:
        yield message("Settings and remarks on {count} rules stand in the working paper.", count=changed)
    else:
        yield message("Settings: as shipped.")
    yield from _by_hand(paper)


def _made(paper: WorkingPaper) -> Iterator[Message]:
    yield message("Made by Yushen {version}.", version=paper.version)
    if paper.log:
        yield message("Decisions up to {at}.", at=local_time(max(entry.at for entry in paper.log)))


def _read(paper: WorkingPaper, documents: tuple[DocumentSummary, ...]) -> Iterator[Message]:
    for document in documents:
        yield message("Source: {path}, SHA-256 {sha256}.", path=document.path, sha256=document.sha256)
        yield understood_words(document.understood)
        yield from _not_understood(document, paper)
        for sheet, why in document.skipped:
            yield message(
                "Not read: {sheet}: {why}",
                sheet=paper.sheet(sheet, document.path),
                why=why.text(paper.language),
            )


def _doubts(
    paper: WorkingPaper, documents: tuple[DocumentSummary, ...], *, with_rules: bool
) -> Iterator[Message]:
    paths = {document.path for document in documents}
    for doubt in paper.report.doubts:
        if doubt.path in paths:
            words = doubt_words(doubt, paper, with_rules=with_rules)
            yield message("Reading in doubt: {doubt}", doubt=words)


def _not_understood(document: DocumentSummary, paper: WorkingPaper) -> Iterator[Message]:
    tables = [table for table in document.tables if not table.kind]
    if tables:
        names = _named([paper.sheet(table.sheet, document.path) for table in tables])
        yield message("Tables not recognised ({count}): {names}.", count=len(tables), names=names)
    known = (table for table in document.tables if table.kind)
    cells = [
        paper.about(f"{table.sheet}!{cell}", (document.path,)) for table in known for cell in table.unbound
    ]
    if cells:
        yield message("Cells not understood ({count}): {names}.", count=len(cells), names=_named(cells))
    if document.unbound_claims:
        places = _named([f"¶{number}" for number, _ in document.unbound_claims])
        yield message(
            "Sentences with amounts that were not understood ({count}): {names}.",
            count=len(document.unbound_claims),
            names=places,
        )


def _not_checked(paper: WorkingPaper) -> Iterator[Message]:
    lines = [line for line in paper.report.ledger if line.not_checked]
    if lines:
        names = _named([f"{line.rule} {line.not_checked}" for line in lines])
        count = sum(line.not_checked for line in lines)
        yield message("Relations not checked ({count}): {names}.", count=count, names=names)
    failed = [line.rule for line in paper.report.ledger if line.failed]
    if failed:
        yield message("Rules that failed, which is a defect of Yushen: {names}.", names=_named(failed))


def _settings(paper: WorkingPaper) -> Iterator[Message]:
    """Give what the settings change of a rule, and why a rule was not asked."""
    by_remark: dict[str, list[str]] = {}
    for line in paper.report.ledger:
        for remark in line.remarks:
            by_remark.setdefault(remark.text(paper.language), []).append(line.rule)
    if not by_remark:
        yield message("Settings: as shipped.")
    for text, rules in by_remark.items():
        yield message("Settings and remarks: {rules}: {remark}", rules=_named(rules), remark=text)


def _by_hand(paper: WorkingPaper) -> Iterator[Message]:
    if paper.mappings:
        yield message("Tables mapped by hand: {count}.", count=len(paper.mappings))
    if paper.bindings:
        yield message("Figures bound by hand: {count}.", count=len(paper.bindings))


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED_MOST])
    return f"{shown} …" if len(names) > _NAMED_MOST else shown
