"""Sentences are facts of the cube: behind the cells, with their spans, their precision and how they were bound."""

from __future__ import annotations

from dataclasses import replace

from books import book, sheet

from model.disclosure import Disclosure, disclosure_of
from model.facts.binding import in_cube, known_numbers
from model.reading.prose.claim import Provenance
from model.reading.prose.coordinates import NAMED
from model.source.book import Paragraph

TABLE = (
    "某局2021年一般公共预算支出表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    "208\t社会保障和就业支出\t30000.00\t10000.00\t20000.00"
)
TEXT = "2021年一般公共预算社会保障和就业支出3.00万元，其中：基本支出1.0万元。"


def opened(*lines: str) -> Disclosure:
    read = book(sheet(TABLE, "表1"))
    paragraphs = [Paragraph(number, line) for number, line in enumerate(lines, 1)]
    return disclosure_of([replace(read, paragraphs=paragraphs)])


def test_sentences_stand_behind_the_cells_which_keep_their_numbers() -> None:
    told = opened("某局2021年部门预算", TEXT)
    cells = len(told.cells)
    assert cells == 3
    assert len(told.facts) == cells + 2
    assert told.facts.amount[:cells].tolist() == told.cells.amount.tolist()
    assert told.facts.of_text.tolist() == [False] * cells + [True] * 2
    assert set(told.facts.table[cells:].tolist()) == {-1}


def test_a_sentence_has_the_coordinates_of_the_cell_that_states_the_same() -> None:
    told = opened("某局2021年部门预算", TEXT)
    first = len(told.cells)
    assert told.facts.coordinate(first) == told.facts.coordinate(0)
    assert told.facts.coordinate(first + 1) == told.facts.coordinate(1)


def test_a_sentence_has_its_precision_and_its_span() -> None:
    told = opened("某局2021年部门预算", TEXT)
    first = len(told.cells)
    assert told.facts.half[first:].tolist() == [500_000, 5_000_000]
    span = told.facts.span(first)
    assert span is not None
    assert (span.document, span.paragraph, span.provenance) == (0, 2, Provenance.NAMED)
    assert TEXT[span.start : span.end] == "3.00万元"
    assert told.facts.span(0) is None


def test_a_document_without_sentences_is_its_cells() -> None:
    told = opened("某局2021年部门预算")
    assert told.facts is told.cells
    assert not told.facts.of_text.any()


def test_the_cube_goes_with_the_claims_of_its_documents() -> None:
    told = opened("某局2021年部门预算", TEXT)
    without = replace(told, documents=tuple(replace(document, claims=()) for document in told.documents))
    assert len(without.facts) == len(told.cells)


def test_the_table_for_other_programs_tells_cells_from_sentences() -> None:
    frame = opened("某局2021年部门预算", TEXT).facts.frame()
    assert frame["paragraph"].tolist() == [-1, -1, -1, 2, 2]
    assert frame["provenance"].tolist()[:4] == ["", "", "", "named"]
    assert frame["function"].tolist() == ["208"] * 5


def test_what_only_the_document_names_is_an_item_of_its_own() -> None:
    members = opened("某局2021年部门预算").facts.members
    assert in_cube({NAMED: "某项目"})["item"] == "named:某项目"
    assert in_cube({"item": "conference"}) == {"item": "conference"}
    assert known_numbers({NAMED: "某项目"}, members) is None
