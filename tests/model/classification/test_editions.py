"""An imported edition judges its year, and surely; the shipped catalogue judges what the edition does not settle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import model.classification.catalogue as module
from model.classification.catalogue import Catalogue, Standing, shipped_catalogue
from model.classification.codes import Domain
from model.classification.editions import (
    Edition,
    Part,
    edition_path,
    load_edition,
    load_editions,
    remove_edition,
    save_edition,
)
from model.errors import ExportError, InvalidDataError

YEAR = 2024


def part(codes: Mapping[str, str], *, whole: tuple[str, ...] = (), unsettled: tuple[str, ...] = ()) -> Part:
    return Part(
        codes, frozenset(whole), frozenset(unsettled), "2024年科目", "科目.xlsx", "0" * 64, "2026-11-22"
    )


def edition(codes: Mapping[str, str], **options: tuple[str, ...]) -> Edition:
    return Edition(YEAR, {Domain.FUNCTION: part(codes, **options)})


def preferring(codes: Mapping[str, str], **options: tuple[str, ...]) -> Catalogue:
    return Catalogue(Path(module.__file__).resolve().parent, [edition(codes, **options)])


def unsure_code() -> tuple[str, str]:
    """Return a 项 and its only name, of which the shipped catalogue is not sure."""
    codes = shipped_catalogue().codes(Domain.FUNCTION)
    return next(
        (code, entries[0].name)
        for code, entries in codes.items()
        if len(code) == 7 and len(entries) == 1 and not entries[0].sure and entries[0].valid(YEAR)
    )


def test_a_code_that_the_edition_lists_is_known_and_sure_whatever_the_shipped_one_says() -> None:
    assert shipped_catalogue().judge("2010320", "新设事务", YEAR).standing is Standing.UNKNOWN
    judgement = preferring({"2010320": "新设事务"}).judge("2010320", "新设事务", YEAR)
    assert (judgement.standing, judgement.sure) == (Standing.KNOWN, True)
    assert judgement.edition is not None
    assert judgement.edition.source == "科目.xlsx"


def test_a_name_that_the_edition_contradicts_is_surely_not_its_own() -> None:
    code, name = unsure_code()
    assert shipped_catalogue().judge(code, name, YEAR).standing is Standing.KNOWN
    assert shipped_catalogue().judge(code, "别的名称", YEAR).sure is False
    other = preferring({code: "官方所定之名"})
    assert other.judge(code, name, YEAR).standing is Standing.OTHER_NAME
    assert other.judge(code, name, YEAR).sure is True
    assert other.judge(code, "官方所定之名", YEAR).standing is Standing.KNOWN


def test_a_code_is_surely_absent_where_its_class_is_listed_whole() -> None:
    codes = {"201": "一般公共服务支出", "20103": "政府办公厅（室）及相关机构事务", "2010301": "行政运行"}
    whole = preferring(codes, whole=("201",))
    judgement = whole.judge("2010388", "某事务", YEAR)
    assert (judgement.standing, judgement.sure) == (Standing.UNKNOWN, True)
    assert whole.judge("2010302", "一般行政管理事务", YEAR).standing is Standing.OTHER_YEAR
    assert whole.judge("20101", "人大事务", YEAR).standing is Standing.OTHER_YEAR
    assert whole.judge("2010101", "行政运行", YEAR).standing is Standing.OTHER_YEAR


def test_an_extract_leaves_what_it_does_not_list_to_the_shipped_catalogue() -> None:
    extract = preferring({"201": "一般公共服务支出", "20103": "政府事务", "2010301": "行政运行"})
    for code, name in (("2010302", "一般行政管理事务"), ("20101", "人大事务"), ("2080505", "")):
        assert extract.judge(code, name, YEAR) == shipped_catalogue().judge(code, name, YEAR)


def test_a_code_that_is_not_settled_is_left_to_the_shipped_catalogue() -> None:
    codes = {"201": "一般公共服务支出", "20103": "政府办公厅（室）及相关机构事务"}
    left = preferring(codes, whole=("201",), unsettled=("20101",))
    assert left.judge("20101", "人大事务", YEAR) == shipped_catalogue().judge("20101", "人大事务", YEAR)


def test_an_edition_that_ends_above_the_items_says_nothing_of_items() -> None:
    codes = {"201": "一般公共服务支出", "20103": "政府办公厅（室）及相关机构事务"}
    to_second = preferring(codes, whole=("201",))
    assert to_second.judge("2010302", "", YEAR).standing is Standing.KNOWN


def test_other_years_are_judged_as_before_but_for_names_that_only_the_edition_has() -> None:
    changed = preferring({"20103": "另名", "2010320": "新设事务"}, whole=("201",))
    shipped = shipped_catalogue()
    assert changed.judge("20103", shipped.name("20103"), 2025).standing is Standing.KNOWN
    assert changed.judge("2010388", "", 2025) == shipped.judge("2010388", "", 2025)
    judgement = changed.judge("2010320", "新设事务", 2025)
    assert (judgement.standing, judgement.sure) == (Standing.OTHER_YEAR, False)
    renamed = changed.judge("20103", "另名", 2025)
    assert (renamed.standing, renamed.sure) == (Standing.EARLIER_NAME, False)


def test_names_of_the_edition_are_found_by_name() -> None:
    assert preferring({"298": "新类支出"}).by_name("新类支出", Domain.FUNCTION) == ("298",)
    assert shipped_catalogue().by_name("新类支出", Domain.FUNCTION) == ()


def test_an_edition_is_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    written = edition({"201": "一般公共服务支出", "20101": "人大事务"}, whole=("201",), unsettled=("20102",))
    path = save_edition(written, tmp_path / "new" / "classification")
    assert path.name == "2024.json"
    assert load_edition(path) == written
    assert load_editions(path.parent) == ([written], [])
    assert [each.name for each in path.parent.iterdir()] == ["2024.json"]


def test_an_edition_is_removed_once(tmp_path: Path) -> None:
    save_edition(edition({"201": "一般公共服务支出"}), tmp_path)
    assert [remove_edition(tmp_path, YEAR), remove_edition(tmp_path, YEAR)] == [True, False]


def test_what_was_there_stays_where_the_new_edition_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edition({"201": "一般公共服务支出"})
    save_edition(before, tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        save_edition(edition({"202": "外交支出"}), tmp_path)
    assert load_editions(tmp_path) == ([before], [])
    assert [each.name for each in tmp_path.iterdir()] == ["2024.json"]


GOOD = {
    "schema": 1,
    "year": 2024,
    "parts": {
        "function": {
            "title": "",
            "source": "a.xlsx",
            "sha256": "",
            "imported": "",
            "whole": [],
            "unsettled": [],
            "codes": {"201": "一般公共服务支出"},
        }
    },
}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100000,
        b'{"schema": 2, "year": 2024, "parts": {}}',
        b'{"schema": 1, "year": 2023, "parts": {}}',
        json.dumps(GOOD).replace('"201"', '"301"').encode(),
        json.dumps(GOOD).replace('"201"', '"2011"').encode(),
        json.dumps(GOOD).replace('"whole": []', '"whole": [7]').encode(),
        json.dumps(GOOD).replace('"whole": []', '"whole": 7').encode(),
        json.dumps(GOOD).replace('"source": "a.xlsx"', '"source": "a\\u001b[31m.xlsx"').encode(),
        json.dumps(GOOD).replace("function", "colour").encode(),
    ],
)
def test_a_file_that_is_no_edition_is_reported_and_the_others_hold(tmp_path: Path, content: bytes) -> None:
    edition_path(tmp_path, 2025).write_bytes(json.dumps({**GOOD, "year": 2025}).encode())
    edition_path(tmp_path, 2024).write_bytes(content)
    editions, troubles = load_editions(tmp_path)
    assert [each.year for each in editions] == [2025]
    assert len(troubles) == 1
    assert isinstance(troubles[0], InvalidDataError)
    assert "2024.json" in troubles[0].place
