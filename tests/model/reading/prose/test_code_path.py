"""Code paths as sentences and headings print them."""

from __future__ import annotations

import pytest

from model.classification.codes import Domain
from model.lexicon.lexicon import normalised
from model.reading.prose.code_path import NO_WORDS, OwnWords, code_path, path_above

PATHS = {
    "一般公共服务支出（类）财政事务（款）行政运行（项）": "2010601",
    "一般公共服务（类）财政事务（款）行政运行（项）支出": "2010601",
    "公共安全支出（204类）司法（06款）行政运行（01项）": "2040601",
    "社会保障和就业支出208（类）行政事业单位养老支出20805（款）行政单位离退休2080501（项）": "2080501",
    "2101506-医疗保障经办事务": "2101506",
    "2101506医疗保障经办事务": "2101506",
    "伤残抚恤（2080802）": "2080802",
    "普通教育—初中教育": "2050203",
    "教育支出-普通教育-初中教育": "2050203",
    "住房改革支出（款）提租补贴（项）支出": "2210202",
    "司法（款）律师管理（项）年初预算": "2040606",
    "卫生健康支出": "210",
    "律师管理": "2040606",
    "工资福利支出（301）": "301",
    "机关工资福利支出（501）": "501",
    "社会保障和就业支出类行政事业单位养老支出款事业单位离退休项": "2080502",
    "教育支出类普通教育款": "20502",
    "公共安全支出司法行政运行": "2040601",
    "公安（02款）行政运行（01项）": "2040201",
    "社会保障和就业支出-其他社会保障和就业支出-其他社会保障和就业支出": "2089999",
    "18“社会保障和就业支出(类)行政事业单位养老支出(款)其他行政事业单位养老支出(项)”": "2080599",
}


@pytest.mark.parametrize("words", PATHS)
def test_a_path_names_its_code(words: str) -> None:
    found = code_path(normalised(words), NO_WORDS, edition=2026)

    assert found is not None
    assert found.code == PATHS[words]


@pytest.mark.parametrize(
    "words",
    [
        "行政运行",
        "行政运行（项）",
        "一般公共服务支出（类）司法（款）行政运行（项）",
        "律师管理（2040601）",
        "项目支出",
        "第三方巡查",
    ],
)
def test_words_that_name_no_code_or_several_name_none(words: str) -> None:
    assert code_path(normalised(words), NO_WORDS, edition=2026) is None


def test_the_chapters_code_tells_which_of_several_is_meant() -> None:
    found = code_path("行政运行(项)支出", NO_WORDS, "20406")

    assert found is not None
    assert found.code == "2040601"


def test_the_documents_tables_tell_which_of_several_is_meant() -> None:
    own = OwnWords({"行政运行": ("2013201",)})

    found = code_path("行政运行", own)

    assert found is not None
    assert (found.domain, found.code) == (Domain.FUNCTION, "2013201")


def test_what_follows_a_path_is_told() -> None:
    found = code_path("司法(款)律师管理(项)年初预算为", NO_WORDS)

    assert found is not None
    assert found.suffix == "年初预算"


def test_an_item_that_is_in_no_list_stands_under_its_code() -> None:
    found = path_above("就业补助(款)某项新补助(项)支出", NO_WORDS, "208")

    assert found is not None
    assert (found.code, found.below) == ("20807", "某项新补助")
