"""Disclosures: files of one department, year and stage together; one that cannot be read does not stop the others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from books import book, sheet

from model.disclosure import READING_SHARE, Opened, Opening, disclosure_of, open_disclosures
from model.source.book import Book

DADUKOU, SAME = "dadukou-2021-budget.xlsx", "dadukou-2021-budget.xls"
WANSHENG, NANCHONG = "wansheng-2023-budget.xlsx", "nanchong-2020-budget.xlsx"


def names(paths: list[Path], **how: bool) -> list[list[str]]:
    disclosures, troubles = open_disclosures(paths, **how)
    assert troubles == []
    return [[Path(document.book.path).name for document in one.documents] for one in disclosures]


def test_files_of_one_department_year_and_stage_form_one_disclosure(samples: Path) -> None:
    paths = [samples / name for name in (DADUKOU, WANSHENG, SAME)]
    assert names(paths) == [[DADUKOU, SAME], [WANSHENG]]


def test_each_file_may_be_audited_alone(samples: Path) -> None:
    paths = [samples / name for name in (DADUKOU, WANSHENG, SAME)]
    assert names(paths, group=False) == [[DADUKOU], [WANSHENG], [SAME]]


def test_facts_of_several_documents_know_their_tables(samples: Path) -> None:
    ((both,), _) = open_disclosures([samples / DADUKOU, samples / SAME])
    ((one,), _) = open_disclosures([samples / DADUKOU])
    assert len(both.tables) == 2 * len(one.tables)
    assert len(both.facts) == 2 * len(one.facts)
    assert {table.document for table in both.tables} == {0, 1}
    for number in set(both.facts.table.tolist()):
        table = both.tables[number]
        assert table in both.documents[table.document].tables


def test_a_file_that_cannot_be_read_is_a_trouble_and_the_rest_is_opened(
    samples: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    disclosures, troubles = open_disclosures([tmp_path / "没有.xlsx", samples / DADUKOU, broken])
    assert [one.department for one in disclosures] == ["重庆市大渡口区医疗保障局"]
    assert [Path(trouble.place).name for trouble in troubles] == ["没有.xlsx", "坏.xlsx"]


def test_nothing_opened_is_nothing(tmp_path: Path) -> None:
    assert open_disclosures([]) == ([], [])


def test_progress_names_each_file_and_only_grows(samples: Path) -> None:
    reported: list[tuple[str, float]] = []
    paths = [samples / DADUKOU, samples / WANSHENG]
    open_disclosures(paths, progress=lambda name, share: reported.append((name, share)))
    assert Path(reported[0][0]).name == DADUKOU
    assert {Path(name).name for name, _ in reported} >= {DADUKOU, WANSHENG}
    shares = [share for _, share in reported]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_what_one_document_says_of_itself_is_the_disclosure_s(samples: Path) -> None:
    ((one,), _) = open_disclosures([samples / NANCHONG])
    assert (one.department, one.year, one.stage) == ("南充市医疗保障局", 2020, "budget")


def test_a_sheet_of_text_alone_is_skipped_with_the_reason() -> None:
    table = "某局2021年“三公”经费支出表\n单位：元\n项目\t预算数\n合计\t1.00"
    one = disclosure_of([book(sheet("部门职责\n负责有关工作。", "职责"), sheet(table, "三公"))])
    (document,) = one.documents
    assert [(part.sheet, part.why) for part in document.book.skipped] == [
        ("职责", "holds text and no amounts")
    ]
    assert [document.book.sheets[each.sheet].name for each in one.tables] == ["三公"]


def test_a_sheet_with_amounts_that_no_kind_fits_is_a_table_that_says_why() -> None:
    one = disclosure_of([book(sheet("人员情况\n科室\t人数\n甲\t3\n乙\t4"))])
    (table,) = one.tables
    assert table.kind == ""
    assert table.why is not None
    assert table.why.text("en") == "no table kind of the lexicon fits its title"


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_renamed_copy_says_the_same(samples: Path, tmp_path: Path, ending: str) -> None:
    copy = tmp_path / f"名称无关.{ending}"
    shutil.copy(samples / f"dadukou-2021-budget.{ending}", copy)
    ((one,), _) = open_disclosures([copy])
    ((other,), _) = open_disclosures([samples / f"dadukou-2021-budget.{ending}"])
    assert one.facts.amount.tolist() == other.facts.amount.tolist()
    assert (one.department, one.year, one.stage) == (other.department, other.year, other.stage)


def test_an_empty_book_is_a_disclosure_of_nothing() -> None:
    one = disclosure_of([Book("空.xlsx", "0" * 64, "xlsx")])
    assert one.tables == ()
    assert len(one.facts) == 0
    assert (one.department, one.year, one.stage) == (None, None, None)


def test_progress_never_goes_back_and_comes_near_to_the_whole(samples: Path) -> None:
    shares: list[float] = []
    open_disclosures([samples / WANSHENG], progress=lambda _, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.9 < shares[-1] <= 1


def test_recognition_that_nobody_waits_for_ends_without_a_disclosure(samples: Path) -> None:
    shares: list[float] = []

    def cancelled() -> bool:
        return bool(shares) and shares[-1] > READING_SHARE

    found = open_disclosures(
        [samples / WANSHENG], progress=lambda _, share: shares.append(share), cancelled=cancelled
    )
    assert found == ([], [])
    assert READING_SHARE < shares[-1] < 1


def test_reading_that_nobody_waits_for_is_one_trouble(samples: Path) -> None:
    disclosures, troubles = open_disclosures([samples / WANSHENG], cancelled=lambda: True)
    assert disclosures == []
    assert len(troubles) <= 1


def test_files_of_two_disclosures_by_turns_are_opened_twice_at_most(tmp_path: Path) -> None:
    table = "部门支出总表\n部门名称：{}市财政局\n单位：元\n科目编码,科目名称,合计\n201,一般公共服务支出,1\n"
    paths = [tmp_path / f"{number}.csv" for number in range(10)]
    for number, path in enumerate(paths):
        path.write_text(table.format("甲乙"[number % 2]), encoding="utf-8")
    opened = [each for each in Opening().each(paths) if isinstance(each, Opened)]
    assert sorted(each.position for each in opened) == [0, 0, 1, 1]
    last = {each.position: len(each.disclosure.documents) for each in opened}
    assert last == {0: 5, 1: 5}
