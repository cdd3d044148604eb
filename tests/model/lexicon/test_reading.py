"""Reading by the lexicon: every character accounted for, and print does not matter."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.lexicon.dimension import Completeness, Dimension
from model.lexicon.lexicon import lexicon, normalised, without_numbering
from model.lexicon.reading import ALONE, Word, read_text, sizes_of

WORDS = sorted(word for word in lexicon().words if len(word) > 1 and not word.startswith(ALONE))
PRINT = st.sampled_from([" ", "\n", "　", "\t", "“", "”", "'", "：", "*"])


def test_every_word_alone_says_what_the_lexicon_says_of_it() -> None:
    words = lexicon().words
    for spelling, word in words.items():
        if ALONE + spelling in words:
            continue
        reading = lexicon().read(spelling.removeprefix(ALONE))
        assert reading.is_bound, spelling
        assert set(word.means.items()) <= set(reading.coordinates.items()), spelling
        assert word.role in {*reading.roles, ""}, spelling
        assert reading.year_shift == word.year_shift, spelling


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_a_chain_of_words_leaves_nothing_uncovered(words: list[str]) -> None:
    assert lexicon().read("".join(words)).unknown == ""


@given(word=st.sampled_from(WORDS), printed=st.lists(st.tuples(st.integers(0, 30), PRINT), max_size=6))
@example(word="因公出国(境)费", printed=[(0, "\n"), (3, "　")])
def test_spaces_line_breaks_and_quotes_do_not_matter(word: str, printed: list[tuple[int, str]]) -> None:
    text = word
    for position, sign in printed:
        text = text[: position % (len(text) + 1)] + sign + text[position % (len(text) + 1) :]
    assert lexicon().read(text) == lexicon().read(word)


def test_the_kind_of_brackets_and_the_width_of_digits_do_not_matter() -> None:
    assert lexicon().read("因公出国（境）费") == lexicon().read("因公出国(境)费")
    assert lexicon().read("２０２１年预算数") == lexicon().read("2021年预算数")
    assert normalised(" “三公” 经费（万元）：\n") == "三公经费(万元)"


@pytest.mark.parametrize("numbering", ["一、", "（一）", "(十二)", "1、", "1.", "（3）", "十一、", "12、"])
def test_numbering_before_a_label_does_not_matter(numbering: str) -> None:
    assert lexicon().read(f"{numbering}本年收入").coordinates == {"flow": "revenue", "source": "current"}
    assert without_numbering(normalised(f"{numbering}基本支出")) == "基本支出"


def test_a_number_that_is_no_numbering_stays() -> None:
    assert without_numbering("301工资福利支出") == "301工资福利支出"
    assert lexicon().read("301工资福利支出").unknown


def test_a_part_that_no_word_covers_is_named_and_nothing_is_guessed() -> None:
    reading = lexicon().read("基本支出甲乙")
    assert reading.unknown == "甲乙"
    assert not reading.is_bound


def test_a_money_unit_in_brackets_is_no_part_of_a_heading() -> None:
    assert lexicon().read("基本支出（万元）") == lexicon().read("基本支出")


def test_the_longest_words_win() -> None:
    assert lexicon().read("政府性基金预算财政拨款收入").coordinates == {"source": "fund"}
    assert lexicon().read("上年结转").coordinates["source"] == "carryover"


def test_of_two_members_the_narrower_is_meant() -> None:
    reading = lexicon().read("财政拨款一般公共预算")
    assert reading.coordinates == {"source": "general"}
    assert not reading.contradicts


def test_two_members_apart_contradict() -> None:
    reading = lexicon().read("基本支出项目支出")
    assert reading.contradicts
    assert not reading.is_bound


@pytest.mark.parametrize(
    ("text", "year", "shift"),
    [
        ("2021年预算数", 2021, None),
        ("2021 年度 预算数", 2021, None),
        ("上年预算数", None, -1),
        ("预算数", None, None),
        ("2020年决算数", 2020, None),
    ],
)
def test_a_heading_states_its_year(text: str, year: int | None, shift: int | None) -> None:
    reading = lexicon().read(text)
    assert (reading.year, reading.year_shift) == (year, shift)
    assert reading.is_bound


def test_two_years_in_one_heading_contradict() -> None:
    assert lexicon().read("2020年2021年预算数").contradicts
    assert not lexicon().read("2021年2021年预算数").contradicts


def test_a_code_is_no_year() -> None:
    assert lexicon().read("2080505").year is None


LETTERS = st.text("甲乙丙", min_size=1, max_size=3)


def fewest(text: str, words: set[str]) -> tuple[int, int]:
    """The fewest characters that no chain covers, and the fewest words with which that can be done."""
    if not text:
        return (0, 0)
    uncovered, pieces = fewest(text[1:], words)
    choices = [(uncovered + 1, pieces)]
    for word in words:
        if text.startswith(word):
            uncovered, pieces = fewest(text[len(word) :], words)
            choices.append((uncovered, pieces + 1))
    return min(choices)


@settings(deadline=None)
@given(text=st.text("甲乙丙丁", max_size=7), words=st.sets(LETTERS, max_size=5))
def test_the_chain_is_the_best_there_is(text: str, words: set[str]) -> None:
    known = {word: Word({}, word, None) for word in words}
    reading = read_text(text, known, sizes_of(known), {})
    assert len(reading.unknown) == fewest(text, words)[0]
    assert len(reading.roles) <= fewest(text, words)[1]


DIMENSIONS = sorted(lexicon().dimensions.values(), key=lambda dimension: dimension.name)
PAIRS = st.sampled_from(DIMENSIONS).flatmap(
    lambda dimension: st.tuples(
        st.just(dimension), st.sampled_from(dimension.ids), st.sampled_from(dimension.ids)
    )
)


@given(PAIRS)
def test_refining_gives_the_narrower_and_does_not_ask_for_the_order(pair: tuple[Dimension, str, str]) -> None:
    dimension, one, other = pair
    narrower = dimension.refine(one, other)
    assert narrower == dimension.refine(other, one)
    if narrower is None:
        assert not dimension.is_under(one, other)
        assert not dimension.is_under(other, one)
    else:
        assert dimension.is_under(narrower, one)
        assert dimension.is_under(narrower, other)
        assert narrower in {one, other}


@given(PAIRS)
def test_everything_lies_under_the_root_and_the_root_under_itself_alone(
    pair: tuple[Dimension, str, str],
) -> None:
    dimension, one, _ = pair
    assert dimension.is_under(one, dimension.root)
    assert dimension.is_under(dimension.root, one) == (one == dimension.root)
    assert dimension.ids[dimension.number[one]] == one


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("重庆市大渡口区医疗保障局财政拨款收支总表", "fiscal_totals"),
        ("2026年部门财务收支预算总表", "totals"),
        ("一般公共预算财政拨款基本支出决算表", "general_basic"),
        ("2023年万盛经开区部门一般公共预算“三公”经费支出预算表", "three_public"),
        ("政府性基金“三公”经费支出预算表", "three_public"),
        ("政府性基金预算财政拨款收入支出决算表", "fund"),
        ("部门支出总表", "expenditure"),
        ("收入决算表", "revenue"),
        ("2021 年区级项目绩效目标表", "performance"),
        ("政府采购预算明细表", "procurement"),
        ("目 录", "contents"),
        ("部门收支总体情况表", "totals"),
        ("部门收入总体情况表", "revenue"),
        ("支出总体情况表", "expenditure"),
        ("财政拨款收支总体情况表", "fiscal_totals"),
        ("收入支出决算表", "totals"),
        ("一般公共预算“三公”经费、会议费、培训费支出表", "three_public_meetings"),
        ("一般公共预算机关运行经费支出预算表", "organ_running"),
        ("2024年部门预算单位构成情况表", "units"),
        ("行政经费及“三公”经费预算表", "administration"),
        ("部门预算基本支出预算表", "basic"),
        ("2024年度收支预算总体情况表", "totals"),
        ("2024年度收入预算总体情况表", "revenue"),
        ("2024年度支出预算总体情况表", "expenditure"),
        ("支出经济分类汇总表", "economic"),
        ("部门预算项目支出及其他支出预算表", "project_and_other"),
    ],
)
def test_a_title_states_the_kind_of_its_table(title: str, kind: str) -> None:
    found = lexicon().kind_of(title)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "title",
    [
        "某市非税收入管理局2024年部门收支总表",
        "2024年某区政府债务管理中心收支总表",
        "某市专项债券办公室收支总表",
    ],
)
def test_a_word_in_the_name_of_a_department_limits_nothing(title: str) -> None:
    found = lexicon().kind_of(title)
    assert found is not None
    assert found.kind == "totals"


def test_a_list_of_units_is_known_by_its_headings_where_no_amount_stands_beside_them() -> None:
    found = lexicon().kind_of_headings(["序号", "单位名称", "备注"])
    assert found is not None
    assert found.kind == "units"
    assert lexicon().kind_of_headings(["序号", "单位名称", "预算数"]) is None


@pytest.mark.parametrize(
    "title",
    [
        "工资福利支出预算表（按部门预算经济分类）",
        "对个人和家庭的补助支出预算表",
        "某局2024年商品和服务支出预算表（按政府预算经济分类）",
        "一般公共预算会议费支出预算表",
        "行政经费支出预算表",
        "基本支出及其他支出预算表",
    ],
)
def test_a_title_that_limits_a_table_to_a_part_is_not_that_of_the_whole(title: str) -> None:
    assert lexicon().kind_of(title) is None


def test_the_word_that_limits_a_title_is_found() -> None:
    assert lexicon().limit_of("工资福利支出预算表") == "工资福利"
    assert lexicon().limit_of("支出预算表") == ""
    assert lexicon().limit_of("人员情况表") == ""


@pytest.mark.parametrize("title", ["人员情况表", "部门职责", ""])
def test_a_title_of_no_kind_has_none(title: str) -> None:
    assert lexicon().kind_of(title) is None


@pytest.mark.parametrize(
    ("dimension", "whole", "printed", "complete"),
    [
        ("nature", "all", {"basic", "project"}, True),
        ("nature", "all", {"basic", "project", "operating"}, False),
        ("nature", "all", {"personnel", "running", "project"}, True),
        ("source", "current", {"fiscal", "business", "other"}, True),
        ("source", "current", {"fiscal", "business"}, False),
        ("source", "direct", {"fiscal", "special", "business", "other"}, True),
        ("source", "direct", {"fiscal", "superior", "other"}, False),
        ("source", "fiscal", {"general", "fund"}, False),
    ],
)
def test_printed_parts_make_a_whole_by_themselves_or_by_parts_of_its_parts(
    dimension: str, whole: str, printed: set[str], complete: bool
) -> None:
    found = lexicon().dimensions[dimension].completeness(whole, frozenset(printed))
    assert found is (Completeness.COMPLETE if complete else Completeness.AT_MOST)


@pytest.mark.parametrize(
    ("above", "member", "meant"),
    [
        ("", "general", "general"),
        ("current", "general", "general"),
        ("general", "fiscal", "general"),
        ("general", "carryover", "carryover_general"),
        ("carryover", "general", "carryover_general"),
        ("carryover_fiscal", "fund", "carryover_fund"),
        ("general", "special", "special"),
    ],
)
def test_a_source_under_another_is_the_narrower_or_what_it_brought_forward(
    above: str, member: str, meant: str
) -> None:
    assert lexicon().dimensions["source"].beneath(above, member) == meant


def test_a_word_that_counts_alone_is_none_within_a_longer_one() -> None:
    assert lexicon().read("上年").year_shift == -1
    assert lexicon().read("上年结转结余").coordinates["source"] == "carryover"
    assert lexicon().read("上年结转结余").year_shift is None


@pytest.mark.parametrize("whose", ["", "部门", "政府预算支出"])
@pytest.mark.parametrize("kind", ["功能科目", "经济分类", "经济分类科目"])
def test_headings_of_codes_and_names_are_read_whosever_classification_they_name(
    whose: str, kind: str
) -> None:
    roles = [lexicon().read(f"{whose}{kind}{what}").column_role for what in ("编码", "代码", "名称")]
    assert roles == ["code", "code", "name"]
