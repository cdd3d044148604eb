"""The cube as a table for other programs: every amount that cells and sentences state, with place and coordinates.

One row a fact. `amount` and `allowance` (half of the last place printed) are in 元, exact to the ten-thousandth: texts
in csv, decimals in parquet, in a workbook numbers where a spreadsheet shows every digit of them. A blank cell that
stands where an amount could has no amount. A coordinate that is left empty means all of its dimension.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, get_args

from model.disclosure import Disclosure
from model.errors import ExportError
from model.export.csv import is_like_formula
from model.export.xlsx import fitting, typed_yuan
from model.facts.cube import DIMENSIONS
from model.messages import message
from model.money import SCALE, yuan
from model.places import place_in
from model.reading.table import Table, labelled
from model.source.book import Book, address
from model.text import clean

if TYPE_CHECKING:
    import pandas as pd

FactsFormat = Literal["csv", "parquet", "xlsx"]
FACTS_FORMATS: tuple[FactsFormat, ...] = get_args(FactsFormat)

LONGEST_SHEET = 1_048_575
"""How many rows a worksheet has below its heading."""

_AMOUNTS = ("amount", "allowance")
_PLACE = ("path", "table", "kind", "sheet", "cell", "paragraph", "text", "row_label", "column_label")
COLUMNS = (*_PLACE, "unit_printed", *_AMOUNTS, *DIMENSIONS, "provenance")


def facts_frame(disclosures: Sequence[Disclosure]) -> pd.DataFrame:
    """Return all facts of disclosures: cells in the order of tables, then amounts of sentences.

    The amounts are integers in ten-thousandths of 元. `cell` is an address of its sheet, `paragraph` counts from 1.
    """
    import pandas as pd

    frames = [frame for disclosure in disclosures for frame in _frames(disclosure)]
    together = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    facts = together.reindex(columns=list(COLUMNS))
    return facts.assign(paragraph=facts["paragraph"].astype("Int64"))


def render(frame: pd.DataFrame, form: FactsFormat, name: str) -> bytes:
    """Return facts as the bytes of a file, `name` being what a refusal is about.

    Raises ExportError where a worksheet has too few rows for them, or nothing is installed that writes parquet.
    """
    if form == "csv":
        return str(_guarded(_in_yuan(frame, yuan)).to_csv(index=False)).encode("utf-8-sig")
    if form == "parquet":
        return _parquet(frame, name)
    return _xlsx(frame, name)


_NOT_SHOWN = ["panel", "row", "column", "half", "document", "start", "end"]


def _frames(disclosure: Disclosure) -> Iterator[pd.DataFrame]:
    facts = disclosure.facts.frame()
    of_cells = facts["table"] >= 0
    for (number, panel), cells in facts[of_cells].groupby(["table", "panel"], sort=False):
        table = disclosure.tables[number]
        yield _of_panel(cells, table, int(panel), disclosure.documents[table.document].book)
    yield _of_sentences(facts[~of_cells], disclosure)


def _of_panel(facts: pd.DataFrame, table: Table, panel: int, book: Book) -> pd.DataFrame:
    """Return the facts of a panel with their places, and the words of their rows and columns."""
    rows = labelled(table.panels[panel].rows)
    position = rows.row.searchsorted(facts["row"].to_numpy())
    names = [" ".join(filter(None, (label.code, label.name))) for label in rows.labels]
    headings = {column.column: " / ".join(column.heading) for column in table.panels[panel].columns}
    printed = facts["column"]
    if rows.shifts:
        printed = printed - [rows.shifts.get(at, 0) for at in position.tolist()]
    letters = {column: address(0, column).rstrip("1") for column in printed.unique().tolist()}
    places = {row: place_in(book, table.sheet, row, 0) for row in facts["row"].unique().tolist()}
    down = facts["row"].map({row: str(place.row + 1) for row, place in places.items()})
    return facts.drop(columns=[*_NOT_SHOWN, "paragraph", "provenance"]).assign(
        path=clean(book.path),
        table=table.title,
        kind=table.kind,
        sheet=facts["row"].map({row: place.sheet for row, place in places.items()}),
        cell=printed.map(letters) + down,
        row_label=[names[number] for number in rows.label[position].tolist()],
        column_label=facts["column"].map(headings),
        unit_printed=table.unit.label if table.unit else "",
        amount=facts["amount"].astype("Int64").where(facts["stated"]),
        allowance=facts["half"].astype("Int64").where(facts["stated"]),
    )


def _of_sentences(facts: pd.DataFrame, disclosure: Disclosure) -> pd.DataFrame:
    """Return the facts of sentences with their places, and the words that they were read from."""
    documents = [disclosure.documents[span.document] for span in disclosure.facts.spans]
    spans = zip(documents, disclosure.facts.spans, strict=True)
    claims = [document.claims[span.claim] for document, span in spans]
    return facts.drop(columns=[*_NOT_SHOWN, "table"]).assign(
        path=[clean(document.book.path) for document in documents],
        text=[claim.text for claim in claims],
        row_label=[claim.phrase for claim in claims],
        unit_printed=[claim.unit.label if claim.unit else "" for claim in claims],
        amount=facts["amount"].astype("Int64"),
        allowance=facts["half"].astype("Int64"),
    )


_WIDTH = 12
_WIDTHS = {
    "path": 36,
    "table": 32,
    "sheet": 24,
    "text": 40,
    "row_label": 32,
    "column_label": 32,
    "amount": 18,
    "unit": 24,
    "item": 20,
}
"""The columns of the worksheet in characters of half width: texts are wider than codes."""


def _typed(steps: int) -> float | str:
    number = typed_yuan(steps)
    return yuan(steps) if number is None else number


def _in_yuan(frame: pd.DataFrame, worth: Any) -> pd.DataFrame:
    """Return the facts with amounts in 元, each different amount made once by `worth`."""
    made = {}
    for name in _AMOUNTS:
        different = frame[name].dropna().unique().tolist()
        made[name] = frame[name].map({steps: worth(int(steps)) for steps in different}).astype(object)
    return frame.assign(**made)


def _guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with texts that a spreadsheet could take for a formula marked as texts."""
    words = [name for name in COLUMNS if name not in _AMOUNTS and name != "paragraph"]
    guarded = {}
    for name in words:
        different = frame[name].dropna().unique().tolist()
        guarded[name] = frame[name].map(
            {text: f"'{text}" if is_like_formula(str(text)) else text for text in different}
        )
    return frame.assign(**guarded)


def _parquet(frame: pd.DataFrame, name: str) -> bytes:
    if find_spec("pyarrow") is None:
        raise ExportError(
            name,
            message("Nothing is installed that writes parquet."),
            message("Install pyarrow beside Yushen (pip install pyarrow), or choose csv."),
        )
    import pandas as pd
    import pyarrow as pa

    exact = pd.ArrowDtype(pa.decimal128(23, 4))
    typed = _in_yuan(frame, lambda steps: Decimal(steps) / SCALE)
    content: bytes = typed.astype(dict.fromkeys(_AMOUNTS, exact)).to_parquet(index=False)
    return content


def _xlsx(frame: pd.DataFrame, name: str) -> bytes:
    if len(frame) > LONGEST_SHEET:
        raise ExportError(
            name,
            message(
                "A worksheet holds {most} rows, these are {count}.", most=LONGEST_SHEET, count=len(frame)
            ),
            message("Choose csv, or fewer documents at a time."),
        )
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    workbook = xlsxwriter.Workbook(stream, options)
    sheet = workbook.add_worksheet("facts")
    bold, quoted = workbook.add_format({"bold": True}), workbook.add_format({"quote_prefix": True})
    money = workbook.add_format({"num_format": "#,##0.00##"})
    for column, heading in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(heading, _WIDTH))
        sheet.write_string(0, column, heading, bold)
    typed = _in_yuan(frame, _typed)
    values = typed.astype(object).where(typed.notna(), None)
    for row, cells in enumerate(values.itertuples(index=False), start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, (int, float)):
                sheet.write_number(row, column, cell, money if COLUMNS[column] in _AMOUNTS else None)
            elif cell:
                sheet.write_string(row, column, fitting(cell), quoted if is_like_formula(cell) else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), len(COLUMNS) - 1)
    workbook.close()
    return stream.getvalue()
