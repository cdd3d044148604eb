"""The quick look at a large sheet finds what the close one finds, or says that it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

import pytest
from hostile.package import sheet_xml
from hypothesis import given
from hypothesis import strategies as st

from model.source.parsed import RefusedError
from model.source.xlsx_look import NotPlainError, SheetScan, skim
from model.source.xlsx_marks import SheetMarks

FORMULAS = st.sampled_from(["", "SUM(A1:B2)", "IF(A1<B2,\"x&y\",'表 1'!C3)", "A1\n+B2", '"=\'"&A1'])
KINDS = st.sampled_from(["number", "error", "text", "blank", "shared", "self-closed"])


def cell(reference: str, kind: str, formula: str, style: int) -> str:
    f = f"<f>{escape(formula)}</f>" if formula else ""
    if kind == "error":
        return f'<c r="{reference}" s="{style}" t="e">{f}<v>#REF!</v></c>'
    if kind == "text":
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(formula)} t=&quot;e&quot;</t></is></c>'
    if kind == "blank":
        return f'<c r="{reference}" s="{style}"/>'
    if kind == "shared":
        return f'<c r="{reference}"><f t="shared" ref="A1:C9" si="0">A1*2</f><v>1</v></c>'
    if kind == "self-closed":
        return f'<c r="{reference}"><f t="shared" si="0"/><v>1</v></c>'
    return f'<c s="{style}" r="{reference}">{f}<v>1.5</v></c>'


ROWS = st.lists(
    st.tuples(st.booleans(), st.lists(st.tuples(KINDS, FORMULAS, st.integers(0, 3)), max_size=3)), max_size=8
)


def xml(rows: list[tuple[bool, list[tuple[str, str, int]]]]) -> bytes:
    content = ""
    for number, (hidden, cells) in enumerate(rows, start=1):
        inner = "".join(cell(f"{'ABC'[i]}{number}", *one) for i, one in enumerate(cells))
        content += f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>{inner}</row>'
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>'
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + sheet_xml(content, columns)).encode()


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    first = data.find(b"<worksheet") + 20
    yield data[:first]
    for at in range(first, len(data), size):
        yield data[at : at + size]


@given(ROWS, st.integers(1, 200))
def test_the_quick_look_finds_what_the_close_one_finds(
    rows: list[tuple[bool, list[tuple[str, str, int]]]], size: int
) -> None:
    data = xml(rows)
    quick, close = SheetMarks(), SheetMarks()
    skim(pieces(data, size), quick)
    SheetScan(close).read([data])
    assert quick.errors == close.errors
    assert quick.formulas == close.formulas
    assert quick.hidden_rows == close.hidden_rows
    assert quick.columns_hidden_within(9) == close.columns_hidden_within(9) == {1, 2}
    with_value = quick.styles.keys() & close.styles.keys()
    assert {at: quick.styles[at] for at in with_value} == {at: close.styles[at] for at in with_value}


@pytest.mark.parametrize(
    "data",
    [
        b'<x:worksheet xmlns:x="a"><x:sheetData/></x:worksheet>',
        b"<worksheet><!-- a comment --></worksheet>",
        b"<worksheet><row><c r='A1' t='e'><v>#REF!</v></c></row></worksheet>",
        b'<worksheet><row><c t="e"><v>#REF!</v></c></row></worksheet>',
        b'<?xml version="1.0" encoding="GBK"?><worksheet></worksheet>',
        '<?xml version="1.0" encoding="UTF-16"?><worksheet></worksheet>'.encode("utf-16"),
    ],
)
def test_xml_that_no_office_program_writes_is_left_to_the_close_look(data: bytes) -> None:
    with pytest.raises(NotPlainError):
        skim([data], SheetMarks())


def test_a_document_type_is_refused_by_the_quick_look_too() -> None:
    with pytest.raises(RefusedError, match="document-type"):
        skim([b"<worksheet><!DOCTYPE a></worksheet>"], SheetMarks())
