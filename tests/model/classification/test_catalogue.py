"""What the catalogue says of a printed code and name."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.classification.catalogue import Catalogue, Standing, abridged_name, catalogue, same_name
from model.classification.codes import Domain, domain_of, is_code, level_of, parent_of
from model.classification.tables import read_crosswalk, read_entries
from model.errors import InvalidDataError


@pytest.mark.parametrize(
    ("code", "name", "year", "standing"),
    [
        ("2101501", "行政运行", 2023, Standing.KNOWN),
        ("30213", "维修(护)费", 2023, Standing.KNOWN),
        ("31101", "资本金注入（基本建设）", 2026, Standing.KNOWN),
        ("31101", "资本金注入（其他）", 2026, Standing.OTHER_NAME),
        ("31201", "资本金注入（基本建设）", 2026, Standing.OTHER_NAME),
        ("2080505", "机关事业单位基本养老保险缴费支\n出", 2021, Standing.KNOWN),
        ("2101501", "", 2023, Standing.KNOWN),
        ("20805", "行政事业单位离退休", 2021, Standing.EARLIER_NAME),
        ("20805", "行政事业单位离退休", 2019, Standing.KNOWN),
        ("20805", "行政事业单位养老支出", 2019, Standing.LATER_NAME),
        ("210", "医疗卫生与计划生育支出", 2026, Standing.EARLIER_NAME),
        ("207", "文化体育与传媒支出", 2025, Standing.EARLIER_NAME),
        ("215", "资源勘探信息等支出", 2020, Standing.EARLIER_NAME),
        ("220", "国土海洋气象等支出", 2019, Standing.EARLIER_NAME),
        ("210", "医疗卫生与计划生育", 2026, Standing.EARLIER_NAME),
        ("30311", "住房公积金", 2017, Standing.KNOWN),
        ("30311", "住房公积金", 2021, Standing.EARLIER_NAME),
        ("30311", "代缴社会保险费", 2021, Standing.KNOWN),
        ("30311", "代缴社会保险费", 2018, Standing.OTHER_YEAR),
        ("50101", "工资津补贴", 2020, Standing.ABRIDGED_NAME),
        ("2101101", "行政单位医疗支出", 2021, Standing.ABRIDGED_NAME),
        ("30202", "咨询费", 2024, Standing.OTHER_NAME),
        ("2101501", "机关服务", 2023, Standing.OTHER_NAME),
        ("2101501", "行政运行", 2018, Standing.OTHER_YEAR),
        ("20139", "社会工作事务", 2023, Standing.OTHER_YEAR),
        ("2089901", "其他社会保障和就业支出", 2021, Standing.OTHER_YEAR),
        ("30210", "车辆运行费", 2024, Standing.UNKNOWN),
        ("299", "其他支出", 2024, Standing.UNKNOWN),
        ("12", "不是代码", 2024, Standing.UNKNOWN),
    ],
)
def test_a_printed_code_and_name_have_a_standing(code: str, name: str, year: int, standing: Standing) -> None:
    assert catalogue().judge(code, name, year).standing is standing


def test_without_a_year_any_edition_s_name_will_do() -> None:
    assert catalogue().judge("20805", "行政事业单位离退休", None).standing is Standing.KNOWN
    assert catalogue().judge("20805", "行政运行", None).standing is Standing.OTHER_NAME


def test_a_rename_states_both_names_and_their_years() -> None:
    judgement = catalogue().judge("20805", "行政事业单位离退休", 2021)
    assert judgement.matched is not None
    assert judgement.current is not None
    assert (judgement.matched.to_year, judgement.current.from_year) == (2019, 2020)
    assert judgement.current.name == "行政事业单位养老支出"
    assert judgement.sure


def test_an_unlisted_code_is_surely_unknown_only_below_a_whole_list() -> None:
    assert catalogue().judge("30320", "", 2024).sure
    assert catalogue().judge("2101199", "", 2024).standing is Standing.KNOWN
    assert catalogue().judge("2101177", "", 2024).sure
    assert not catalogue().judge("2019876", "", 2024).sure
    assert not catalogue().judge("2010177", "", 2024).sure
    assert catalogue().judge("2990101", "", 2024).sure


def test_lookups_answer_for_a_year() -> None:
    assert catalogue().name("20805", 2018) == "行政事业单位离退休"
    assert catalogue().name("20805") == "行政事业单位养老支出"
    assert catalogue().name("299") == ""
    assert catalogue().names("207") == ("文化旅游体育与传媒支出", "文化体育与传媒支出")
    assert catalogue().knows("21015", 2019)
    assert not catalogue().knows("21015", 2018)
    assert catalogue().parent("2101501") == "21015"
    assert catalogue().entries("x") == []


def test_digits_give_classification_level_and_parent() -> None:
    assert [domain_of(code) for code in ("208", "20805", "2080505")] == [Domain.FUNCTION] * 3
    assert [level_of(code) for code in ("208", "20805", "2080505")] == [1, 2, 3]
    assert (domain_of("30101"), domain_of("50101")) == (Domain.ECONOMIC, Domain.GOVERNMENT)
    assert [parent_of(code) for code in ("208", "20805", "2080505")] == ["", "208", "20805"]
    for code in ("", "2", "20", "2080", "208050", "20805051", "3010101", "401", "2٠8", "208 "):
        assert not is_code(code), code
        assert domain_of(code) is None


def test_names_are_the_same_whatever_their_print() -> None:
    assert same_name("因公出国（境）费用", "因公出国(境)  费用")
    assert same_name("“两房”建设", "两房建设")
    assert not same_name("印刷费", "咨询费")
    assert abridged_name("其他商品服务支出", "其他商品和服务支出")
    assert not abridged_name("其他支出", "其他社会保障和就业支出")
    assert not abridged_name("", "印刷费")
    assert abridged_name("机关事业单位基本养", "机关事业单位基本养老保险缴费支出")
    assert not abridged_name("机关事业单位基本养老保险缴费支出", "机关事业单位基本养")
    assert not abridged_name("机关", "机关事业单位基本养老保险缴费支出")


GOOD = "code,name,level,from_year,to_year,source,sure,complete\n208,社会保障和就业支出,类,,,科目,yes,no\n"


@pytest.mark.parametrize(
    ("row", "line", "what"),
    [
        ("20805,养老,款,2020,,科目,yes", 3, "7 cells"),
        ("2080,养老,款,,,科目,yes,no", 3, "no code"),
        ("30101,基本工资,款,,,科目,yes,no", 3, "no code"),
        ("20805,养老,项,,,科目,yes,no", 3, "level"),
        ("20805, ,款,,,科目,yes,no", 3, "no name"),
        ("20805,养老,款,20,,科目,yes,no", 3, "range of years"),
        ("20805,养老,款,2021,2020,科目,yes,no", 3, "range of years"),
        ("20805,养老,款,,,科目,maybe,no", 3, "yes or no"),
        ("20905,养老,款,,,科目,yes,no", 3, "no 209 above"),
        ("208,社会保障和就业支出,类,,,科目,yes,no", 3, "twice"),
        ('20805,"养老,款,,,科目,yes,no', 1, "valid CSV"),
    ],
)
def test_a_data_file_that_breaks_its_form_is_refused_with_its_line(
    tmp_path: Path, row: str, line: int, what: str
) -> None:
    path = tmp_path / "functions.csv"
    path.write_text(GOOD + row + "\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=what) as raised:
        read_entries(path, Domain.FUNCTION)
    assert raised.value.place == f"functions.csv:{line}"


def test_wrong_columns_and_wrong_encodings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "functions.csv"
    path.write_text("code,name\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="columns must be"):
        read_entries(path, Domain.FUNCTION)
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(InvalidDataError, match="UTF-8"):
        read_entries(path, Domain.FUNCTION)


@pytest.mark.parametrize(
    "row", ["30101,30101,机关,科目,yes", "50101,30101,谁,科目,yes", "50101,30101,机关,科目,?"]
)
def test_a_crosswalk_that_breaks_its_form_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "crosswalk.csv"
    path.write_text(f"government,departments,unit_kind,source,sure\n{row}\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as raised:
        read_crosswalk(path)
    assert raised.value.place == "crosswalk.csv:2"


def test_files_are_read_only_when_asked_for(tmp_path: Path) -> None:
    lazy = Catalogue(tmp_path)
    assert lazy.entries("not a code") == []
    with pytest.raises(FileNotFoundError):
        lazy.entries("208")
