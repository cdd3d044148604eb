"""What the text report states beside the findings: a document's tables, the ledger, and the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.export.monospace import rjust, width, wrapped
from model.export.paper import WorkingPaper
from model.export.understood import doubt_words, understood_words
from model.export.words import severity_word, stage_word, table_remarks
from model.finding import DocumentSummary, Doubt, Severity, TableSummary
from model.messages import Language, Message, message
from model.text import clean_line

_LEDGER_HEADINGS = (
    message("Rule"),
    message("Tested"),
    message("Consistent"),
    message("Within rounding"),
    message("Inconsistent"),
    message("Not checked"),
    message("Failed"),
)


def document_lines(document: DocumentSummary, paper: WorkingPaper, cells: int) -> Iterator[str]:
    """Give the lines that state what a document is, which tables were recognised, and what was not and why."""
    language, path = paper.language, document.path
    yield from wrapped(_identity(document, language), cells, "  ")
    yield from wrapped(understood_words(document.understood).text(language), cells, "  ", "    ")
    known = [table for table in document.tables if table.kind]
    if known:
        yield "  " + message("Tables recognised: {count}", count=len(known)).text(language)
        for table in known:
            yield from wrapped(_table(table, path, paper), cells, "    ", "      ")
    unknown = [
        f"{clean_line(paper.sheet(table.sheet, path))}  {clean_line(table.title)}: {_why(table.why, language)}"
        for table in document.tables
        if not table.kind
    ]
    yield from _listed(message("Not recognised:"), unknown, language, cells)
    skipped = [
        f"{clean_line(paper.sheet(sheet, path))}: {_why(why, language)}" for sheet, why in document.skipped
    ]
    yield from _listed(message("Not read:"), skipped, language, cells)
    claims = [f"¶{number}  {clean_line(text)}" for number, text in document.unbound_claims]
    yield from _listed(message("Sentences not understood:"), claims, language, cells)


def doubt_lines(doubts: Sequence[Doubt], paper: WorkingPaper, cells: int) -> Iterator[str]:
    """Give the doubts about the reading of one document's tables, and what to do about them."""
    if doubts:
        lines = [f". {clean_line(doubt_words(doubt, paper))}" for doubt in doubts]
        yield from _listed(message("Reading in doubt:"), lines, paper.language, cells)
        for remedy in dict.fromkeys(doubt.remedy.text(paper.language) for doubt in doubts):
            yield from wrapped(clean_line(remedy), cells, "    ", "      ")


def ledger_lines(paper: WorkingPaper, cells: int) -> Iterator[str]:
    """Give the ledger of the rules that met a relation as aligned columns; beneath it what it holds in words.

    These are the relations not checked, the remarks on rules, and the rules that tested nothing.
    """
    ledger, language = paper.report.ledger, paper.language
    headings = [each.text(language) for each in _LEDGER_HEADINGS]
    rows = [
        [e.rule, *map(str, (e.tested, e.consistent, e.rounding, e.inconsistent, e.not_checked, e.failed))]
        for e in ledger
        if not e.is_idle
    ]
    widths = [max(map(width, column)) for column in zip(headings, *rows, strict=True)]
    if sum(widths) + 2 * len(widths) <= cells:
        for row in [headings, *rows]:
            yield "  " + "  ".join(map(rjust, row, widths))
    else:
        for rule, *counts in rows:
            shares = [
                f"{word} {count}" for word, count in zip(headings[1:], counts, strict=True) if count != "0"
            ]
            yield from wrapped(f"{rule}  {'  '.join(shares)}", cells, "  ", "    ")
    places = [
        (e.rule, filter(None, (each.place, _why(each.why, language)))) for e in ledger for each in e.reasons
    ]
    reasons = [
        f"{rule}  {': '.join(clean_line(paper.about(each)) for each in words)}" for rule, words in places
    ]
    yield from _listed(message("Not checked:"), reasons, language, cells)
    remarks: dict[str, list[str]] = {}
    for line in ledger:
        for remark in line.remarks:
            remarks.setdefault(clean_line(remark.text(language)), []).append(line.rule)
    lines = [f"{' '.join(rules)}: {remark}" for remark, rules in remarks.items()]
    yield from _listed(message("Remarks:"), lines, language, cells)
    idle = " ".join(line.rule for line in ledger if line.is_idle)
    yield from _listed(message("Tested nothing:"), [idle] if idle else [], language, cells)


def summary_line(paper: WorkingPaper) -> str:
    """Return how many findings stand of each severity, how many were dismissed, and how many relations were tested."""
    report, language = paper.report, paper.language
    counts, dismissed = dict.fromkeys(Severity, 0), 0
    for finding in report.findings:
        if paper.is_dismissed(finding):
            dismissed += 1
        else:
            counts[finding.severity] += 1
    parts = [
        f"{severity.mark} {severity_word(severity).text(language)} {count}"
        for severity, count in counts.items()
    ]
    if dismissed:
        parts.append(message("dismissed {count}", count=dismissed).text(language))
    if report.doubts:
        doubted = message("in doubt {count}", count=sum(doubt.relations for doubt in report.doubts))
        parts.append(f". {doubted.text(language)}")
    tested = message("relations tested {count}", count=sum(line.tested for line in report.ledger))
    return "  ".join([*parts, tested.text(language)])


def _identity(document: DocumentSummary, language: Language) -> str:
    stage = stage_word(document.stage)
    words = [
        document.department or message("department not stated").text(language),
        str(document.year) if document.year else message("year not stated").text(language),
        stage.text(language) if stage else message("stage not stated").text(language),
        document.unit.label if document.unit else "",
    ]
    if document.paragraphs:
        claims = message(
            "paragraphs {paragraphs}, amounts in prose {claims}",
            paragraphs=document.paragraphs,
            claims=document.claims,
        )
        words.append(claims.text(language))
    return "  ".join(clean_line(word) for word in words if word)


def _table(table: TableSummary, path: str, paper: WorkingPaper) -> str:
    language = paper.language
    words = [paper.sheet(table.sheet, path), table.title, table.cells, table.unit.label if table.unit else ""]
    words.append(message("amounts {count}", count=table.facts).text(language))
    if unbound := table.all_unbound:
        unread = message("not understood {cells}", cells=", ".join(unbound))
        words.append(unread.text(language))
    words += [paper.about(remark.text(language), (path,)) for remark in table_remarks(table)]
    return "  ".join(clean_line(word) for word in words if word)


def _listed(heading: Message, items: list[str], language: Language, cells: int) -> Iterator[str]:
    if items:
        yield "  " + heading.text(language)
        for item in items:
            yield from wrapped(item, cells, "    ", "      ")


def _why(why: Message | None, language: Language) -> str:
    return clean_line(why.text(language)) if why else message("no reason is given").text(language)
