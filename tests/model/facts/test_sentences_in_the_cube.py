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
    disclosure = opened("某局2021年部门预算", TEXT)
    cells = len(disclosure.cells)
    assert cells == 3
    assert len(disclosure.facts) == cells + 2
    assert disclosure.facts.amount[:cells].tolist() == disclosure.cells.amount.tolist()
    assert disclosure.facts.of_text.tolist() == [False] * cells + [True] * 2
    assert set(disclosure.facts.table[cells:].tolist()) == {-1}


def test_a_sentence_has_the_coordinates_of_the_cell_that_states_the_same() -> None:
    disclosure = opened("某局2021年部门预算", TEXT)
    first = len(disclosure.cells)
    assert disclosure.facts.coordinate(first) == disclosure.facts.coordinate(0)
    assert disclosure.facts.coordinate(first + 1) == disclosure.facts.coordinate(1)


def test_a_sentence_has_its_precision_and_its_span() -> None:
    disclosure = opened("某局2021年部门预算", TEXT)
    first = len(disclosure.cells)
    assert disclosure.facts.half[first:].tolist() == [500_000, 5_000_000]
    span = disclosure.facts.span(first)
    assert span is not None
    assert (span.document, span.paragraph, span.provenance) == (0, 2, Provenance.NAMED)
    assert TEXT[span.start : span.end] == "3.00万元"
    assert disclosure.facts.span(0) is None


def test_a_document_without_sentences_is_its_cells() -> None:
    disclosure = opened("某局2021年部门预算")
    assert disclosure.facts is disclosure.cells
    assert not disclosure.facts.of_text.any()


def test_the_cube_goes_with_the_claims_of_its_documents() -> None:
    disclosure = opened("某局2021年部门预算", TEXT)
    without = replace(
        disclosure, documents=tuple(replace(document, claims=()) for document in disclosure.documents)
    )
    assert len(without.facts) == len(disclosure.cells)


def test_the_table_for_other_programs_distinguishes_cells_from_sentences() -> None:
    frame = opened("某局2021年部门预算", TEXT).facts.frame()
    assert frame["paragraph"].tolist() == [-1, -1, -1, 2, 2]
    assert frame["provenance"].tolist()[:4] == ["", "", "", "named"]
    assert frame["function"].tolist() == ["208"] * 5


def test_what_only_the_document_names_is_an_item_of_its_own() -> None:
    members = opened("某局2021年部门预算").facts.members
    assert in_cube({NAMED: "某项目"})["item"] == "named:某项目"
    assert in_cube({"item": "conference"}) == {"item": "conference"}
    assert known_numbers({NAMED: "某项目"}, members) is None
