"""How much of each document was understood, and which tables' reading is in doubt: what opens a working paper."""

from __future__ import annotations

from model.export.grid import Cell, Column, Grid, grid
from model.export.paper import WorkingPaper
from model.finding import DocumentSummary, Doubt, Understood
from model.messages import Message, message

_UNDERSTOOD_COLUMNS = (
    Column(message("Document"), 40),
    Column(message("Amounts printed"), 16),
    Column(message("Understood"), 12),
    Column(message("Proven"), 10),
    Column(message("Figures in the text"), 16),
    Column(message("Figures understood"), 16),
)
_DOUBT_COLUMNS = (
    Column(message("Table"), 36),
    Column(message("Place"), 20),
    Column(message("Why"), 60),
    Column(message("Not checked"), 12),
    Column(message("Rules"), 24),
    Column(message("What to do"), 40),
    Column(message("Document"), 30),
)


def share(part: int, whole: int) -> str:
    """Return a part of a whole in whole percents, "" of nothing; only all of it is 100%."""
    return f"{100 * part // whole}%" if whole else ""


def understood_words(understood: Understood) -> Message:
    """Return how much was understood as one line."""
    return message(
        "Understood: {bound} of {printed} amounts in tables ({share}), {proven} of them proven ({proven_share}); "
        "{claims_bound} of {claims} figures in the text.",
        bound=understood.amounts_bound,
        printed=understood.amounts_printed,
        share=share(understood.amounts_bound, understood.amounts_printed) or "-",
        proven=understood.amounts_proven,
        proven_share=share(understood.amounts_proven, understood.amounts_bound) or "-",
        claims_bound=understood.claims_bound,
        claims=understood.claims,
    )


def doubt_words(doubt: Doubt, paper: WorkingPaper, *, with_rules: bool = True) -> str:
    """Return a doubt as one line: the table, the reason, and how many relations of which rules were not checked."""
    count = message("{count} relations not checked", count=doubt.relations).text(paper.language)
    why = paper.about(doubt.why.text(paper.language), (doubt.path,))
    rules = f": {' '.join(rule for rule, _ in doubt.rules)}" if with_rules else ""
    return f"{doubt.table} {paper.place(doubt.place)}: {why} ({count}{rules})"


def understood_grid(paper: WorkingPaper) -> Grid:
    """Return how much of each document was understood."""
    rows = (_understood_row(document) for document in paper.report.documents)
    return grid(message("How much was understood"), _UNDERSTOOD_COLUMNS, rows, paper.language)


def doubt_grid(paper: WorkingPaper) -> Grid:
    """Return the tables whose reading is in doubt, with the reason and what to do."""
    rows = (_doubt_row(doubt, paper) for doubt in paper.report.doubts)
    return grid(message("Reading in doubt"), _DOUBT_COLUMNS, rows, paper.language)


def _understood_row(document: DocumentSummary) -> tuple[Cell, ...]:
    understood = document.understood
    return (
        document.path,
        understood.amounts_printed,
        understood.amounts_bound,
        understood.amounts_proven,
        understood.claims,
        understood.claims_bound,
    )


def _doubt_row(doubt: Doubt, paper: WorkingPaper) -> tuple[Cell, ...]:
    return (
        doubt.table,
        paper.place(doubt.place),
        paper.about(doubt.why.text(paper.language), (doubt.path,)),
        doubt.relations,
        ", ".join(f"{rule} {count}" for rule, count in doubt.rules),
        doubt.remedy.text(paper.language),
        doubt.path,
    )
