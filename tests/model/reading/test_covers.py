"""Covers: department, year and stage, in whatever order and over however many lines they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.disclosure import disclosure_of
from model.lexicon.bodies import body_named, fuller_name
from model.reading.opening import DocumentFacts as Cover
from model.reading.opening import opening_of
from model.source.book import Book, Paragraph, Sheet

PLACES = (
    "某市",
    "某省",
    "某某县",
    "某某市某某区",
    "长风自治州",
    "长风回族自治县",
    "中国共产党某市",
    "中共某省",
    "",
)
BODIES = (
    "财政局", "发展和改革委员会", "人民政府办公室", "人民政府办公厅", "教育厅", "公安局交通管理支队",
    "疾病预防控制中心", "第一中学", "实验小学", "人民医院", "中级人民法院", "人民检察院",
    "东风路街道办事处", "东风镇人民政府", "东风乡人民政府", "高新技术产业开发区党工委", "工商业联合会",
    "工商联", "农业科学研究院", "文化旅游集团", "委宣传部", "委政法委员会", "委政法委", "总工会",
    "妇女联合会", "残疾人联合会", "红十字会", "图书馆", "博物馆", "气象台", "水文站", "国土资源所",
    "机关事务管理局", "预算编审中心", "国库支付中心", "机构编制委员会办公室", "公共资源交易中心",
    "第十一幼儿园", "职业技术学院", "理工大学", "社会福利院", "委党校", "档案馆", "住房和城乡建设局",
    "市场监督管理局", "经济开发区管委会", "供销合作社", "广播电视台", "森林公园",
    "纪律检查委员会监察委员会", "人大常委会", "政协", "少年宫服务中心",
)  # fmt: skip
STAGES = (("部门预算", "budget"), ("单位预算", "budget"), ("部门决算", "final"), ("单位决算", "final"),
          ("部门综合预算", "budget"), ("部门收支预算", "budget"), ("预算", "budget"),
          ("部门(单位)预算", "budget"))  # fmt: skip
ENDS = (
    "",
    "公开",
    "信息公开",
    "公开说明",
    "情况说明",
    "编制说明",
    "及三公经费公开情况说明",
    "草案",
    "信息公开情况说明",
    "公开报告",
)
YEARS = (("{}年", 2026), ("{}年度", 2024), ("{} 年度", 2019), ("二〇二五年", 2025), ("二○二三年度", 2023))
TAILS = (
    ("", ""),
    ("（本级）", "（本级）"),
    ("(本级)", "（本级）"),
    ("（汇总）", ""),
    ("（部门）", ""),
    ("（机关）", "（机关）"),
)
NOISE = ("- 1 -", "— 1 —", "附件1", "目 录")


def cover(*lines: str) -> Book:
    return Book("a.pdf", "", "pdf", paragraphs=[Paragraph(n, text) for n, text in enumerate(lines, 1)])


@st.composite
def titles(draw: st.DrawFn) -> tuple[list[str], Cover]:
    """Draw a title, broken anywhere, and what it says."""
    tail, kept = draw(st.sampled_from(TAILS))
    place = draw(st.sampled_from(PLACES))
    name = (place or "某") + draw(st.sampled_from(BODIES))
    word, stage = draw(st.sampled_from(STAGES))
    form, number = draw(st.sampled_from(YEARS))
    year = form.format(number)
    end = word + draw(st.sampled_from(ENDS))
    order = draw(st.permutations([year, name + tail, end]).filter(lambda parts: parts.index(end) > 0))
    title = "".join(order)
    breaks = [at for at in range(1, len(title)) if not title[at - 1 : at + 1].isdigit()]
    cuts = sorted(draw(st.lists(st.sampled_from(breaks), max_size=3, unique=True)))
    lines = [title[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(title)], strict=True)]
    return lines, Cover(name + kept, number, stage)


@given(titles(), st.lists(st.sampled_from(NOISE), max_size=1))
def test_a_title_says_the_same_in_every_order_and_wherever_its_lines_break(
    drawn: tuple[list[str], Cover], before: list[str]
) -> None:
    lines, said = drawn

    assert opening_of(cover(*before, *lines, "目  录", "第一部分 部门概况")) == said


@given(titles())
def test_a_running_head_and_the_contents_take_nothing_from_the_cover(
    drawn: tuple[list[str], Cover],
) -> None:
    lines, said = drawn
    head = f"{said.department}{said.year}年度部门预算公开"

    assert opening_of(cover(*lines, head, "目录", "一、收支总表")).department == said.department


@given(
    titles(),
    st.sampled_from(
        ["预算单位：", "预算主管部门： ", "单位名称:", "部门名称：123001-", "编制单位（公章）："]
    ),
)
def test_a_caption_names_the_body_where_the_title_does_not(
    drawn: tuple[list[str], Cover], caption: str
) -> None:
    _, said = drawn

    assert opening_of(cover("某市2026年市级单位预算", f"{caption}{said.department}", "目录")) == Cover(
        said.department, 2026, "budget"
    )


@given(titles(), st.sampled_from(["{}概况", "第一部分 {}概况", "{}（单位）主要职能", "一、{}机构设置"]))
def test_a_chapter_names_the_body_where_the_cover_does_not(drawn: tuple[list[str], Cover], head: str) -> None:
    _, said = drawn

    assert opening_of(cover("2026年部门预算", "目录", "一、收支总表", head.format(said.department))) == Cover(
        said.department, 2026, "budget"
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["某市司法局（汇总）", "2026年部门预算公开说明"], Cover("某市司法局", 2026, "budget")),
        (["某市信访办公室部门 2026 年度部门预算", "信息公开"], Cover("某市信访办公室", 2026, "budget")),
        (["某市民政局局属单位2026年预算公开_某市民政局"], Cover("某市民政局", 2026, "budget")),
        (["某省某市某区", "医疗保障局部门决算公开", "2021", "年度"],
         Cover("某省某市某区医疗保障局", 2021, "final")),
        (["某市门户网站", "首页", "某市商务局2026年部门预算情况说明", "详情见附件"],
         Cover("某市商务局", 2026, "budget")),
        (["关于某市审计局2025年部门决算的说明"], Cover("某市审计局", 2025, "final")),
        (["附件1", "某市救助管理站（某市流浪儿童救助中心）2026年单位预算情况说明"],
         Cover("某市救助管理站（某市流浪儿童救助中心）", 2026, "budget")),
        (["某市教育局", "2025年度部门决算", "2026年8月20日", "目录"], Cover("某市教育局", 2025, "final")),
        (["2026年部门预算"], Cover(None, 2026, "budget")),
        (["2026年1—2月某市国民经济主要指标"], Cover(None, None, None)),
        (["各县（市）气象局：", "现将计划印发。", "某省某市气象局", "2024年7月12日"],
         Cover("某省某市气象局", None, None)),
        (["某市财政局（2026年度）部门预算"], Cover("某市财政局", 2026, "budget")),
        (["某市财政局关于2026年部门预算公开的说明"], Cover("某市财政局", 2026, "budget")),
        (["2026年部门预算公开（某市财政局）"], Cover("某市财政局", 2026, "budget")),
        (["附件2-1：某市财政局2026年部门预算情况说明.pdf"], Cover("某市财政局", 2026, "budget")),
        (["2026年部门预算——本溪市财政局"], Cover("本溪市财政局", 2026, "budget")),
        (["和平区和平街道办事处2026年部门预算（草案）"], Cover("和平区和平街道办事处", 2026, "budget")),
        (["单位编码：101001   单位名称：全椒县财政局", "2026年单位预算"], Cover("全椒县财政局", 2026, "budget")),
        (["上海市普陀区XX局2026年部门预算"], Cover(None, 2026, "budget")),
        (["一、部门预算收支总体情况", "本部门2026年收入预算100万元。"],
         Cover(None, None, "budget")),
        (["某镇人民政府2020年度一般公共预算财政拨款“三公”经费支出决算情况说明"],
         Cover("某镇人民政府", 2020, "final")),
        (["关于某市司法局2017年度“三公”经费支出决算情况说明"], Cover("某市司法局", 2017, "final")),
        (["表2某市某区医疗保障局2021年一般公共预算财政拨款支出预算表"], Cover("某市某区医疗保障局", 2021, "budget")),
        (["附表二：某市司法局2021年财政拨款支出预算表"], Cover("某市司法局", 2021, "budget")),
        (["2018年某市质量技术监督局财政拨款支出预算情况说明"], Cover("某市质量技术监督局", 2018, "budget")),
        (["2021年度部门决算公开说明-堤防处.pdf", "某区河道堤防建设管理处2021年度决算公开说明（目录）"],
         Cover("某区河道堤防建设管理处", 2021, "final")),
        (["2021年度部门决算公开说明-某市水务局.pdf", "某区河道堤防建设管理处2021年度决算公开说明"],
         Cover("某市水务局", 2021, "final")),
        (["目录", "公开时间：2025年10月15日", "第一部分单位概况", "第二部分2024年度单位决算情况说明"],
         Cover(None, 2024, "final")),
        (["目录", "第一部分2023年度单位决算", "第二部分2024年度单位预算情况说明"], Cover(None, None, None)),
    ],
)  # fmt: skip
def test_covers_of_all_kinds(lines: list[str], said: Cover) -> None:
    assert opening_of(cover(*lines)) == said


def test_the_first_sheet_of_a_workbook_may_be_its_cover() -> None:
    first = Sheet(
        "封面",
        [["2026年部门预算公开表"], [None, None], ["单位名称：", "某市财政局"], ["编制日期：2026年1月"]],
    )

    assert opening_of(Book("a.xlsx", "", "xlsx", sheets=[first])) == Cover("某市财政局", 2026, "budget")


def test_a_table_is_no_cover() -> None:
    first = Sheet("表1", [["2026年部门预算收支总表"], ["单位名称：某市财政局"], ["合计", 3.0]])

    assert opening_of(Book("a.xlsx", "", "xlsx", sheets=[first])) == Cover()


@pytest.mark.parametrize(
    "words",
    ["部门预算情况说明详情见附件附件下载", "8200.8200.82转运他其尾金保质及置购备设公办",
     "一般公共预算基本支出", "本部门", "各部门和单位",
     "收入预算情况说明", "财政拨款收支总表"],
)  # fmt: skip
def test_the_words_of_a_column_a_chapter_or_a_page_are_no_body(words: str) -> None:
    assert body_named(words) is None


@pytest.mark.parametrize(
    ("cover_name", "in_tables", "taken"),
    [
        ("某某市医疗保障局", "医保局", "某某市医疗保障局"),
        ("市医保局", "某某市医疗保障局", "某某市医疗保障局"),
        ("某某市公安局", "某某市公安局交通警察支队", "某某市公安局"),
        ("某某市司法局", "某某市司法局（本级）", "某某市司法局"),
        ("某某市司法局", "某某市民政局", "某某市司法局"),
    ],
)
def test_the_full_name_goes_before_a_short_one(cover_name: str, in_tables: str, taken: str) -> None:
    assert fuller_name(cover_name, in_tables) == taken


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["2026年部门收支预算总表"], ["部门名称：", "某市财政局", None, "单位：元"]], "某市财政局"),
        ([["2026年部门收支预算总表"], ["填报单位:[101001]某市财政局", None, "金额单位：元"]], "某市财政局"),
        ([["某市财政局2026年部门收支预算总表"], [None, None, "单位：元"]], "某市财政局"),
        ([["2026年部门收支预算总表"], ["单位：元"]], None),
    ],
)
def test_a_table_names_its_department_in_its_caption_or_title(
    rows: list[list[str | None]], said: str | None
) -> None:
    head = ["项目", "预算数", "项目", "预算数"]
    data = [["一、财政拨款", 3.0, "一、教育支出", 3.0], ["收入总计", 3.0, "支出总计", 3.0]]
    sheet = Sheet("1", [*rows, head, *data])

    found = disclosure_of([Book("a.xlsx", "", "xlsx", sheets=[sheet])])

    assert (found.department, found.year, found.stage) == (said, 2026, "budget")
