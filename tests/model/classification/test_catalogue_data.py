"""The catalogue's data: whole, well-formed, and true to what real departments print."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from model.classification.catalogue import Standing, catalogue, normal_name
from model.classification.codes import Domain, parent_of
from model.classification.tables import UnitKind, crosswalk, fed_by

CLASSES = (
    "201一般公共服务 202外交 203国防 204公共安全 205教育 206科学技术 "
    "207文化旅游体育与传媒 208社会保障和就业 209社会保险基金 210卫生健康 "
    "211节能环保 212城乡社区 213农林水 214交通运输 215资源勘探工业信息等 "
    "216商业服务业等 217金融 219援助其他地区 220自然资源海洋气象等 221住房保障 "
    "222粮油物资储备 223国有资本经营预算 224灾害防治及应急管理 229其他 "
    "230转移性 231债务还本 232债务付息 233债务发行费用 234抗疫特别国债安排的"
)


def test_every_class_has_its_name_of_today() -> None:
    for printed in CLASSES.split():
        assert catalogue().name(printed[:3], 2024) == printed[3:] + "支出"
    assert catalogue().name("227", 2024) == "预备费"


@pytest.mark.parametrize("domain", list(Domain))
def test_no_code_has_two_sure_names_in_one_year(domain: Domain) -> None:
    for code, entries in catalogue().codes(domain).items():
        for year in range(2018, 2028):
            sure = [entry.name for entry in entries if entry.sure and entry.valid(year)]
            assert len(sure) <= 1, (code, year, sure)


@pytest.mark.parametrize("domain", list(Domain))
def test_a_code_is_never_valid_without_the_code_above(domain: Domain) -> None:
    for code, entries in catalogue().codes(domain).items():
        for year in range(2018, 2028):
            if parent_of(code) and any(entry.valid(year) for entry in entries):
                assert catalogue().knows(parent_of(code), year), (code, year)


def test_items_of_administration_are_named_alike_everywhere() -> None:
    for code, entries in catalogue().codes(Domain.FUNCTION).items():
        if any(entry.name == "行政运行" for entry in entries):
            assert code.endswith("01")
        if any(entry.name == "一般行政管理事务" for entry in entries):
            assert code.endswith("02")


def test_the_crosswalk_joins_codes_that_exist() -> None:
    for link in crosswalk():
        assert catalogue().knows(link.government), link
        assert catalogue().knows(link.departments), link


def test_every_organ_item_of_wages_goods_and_grants_feeds_one_government_item() -> None:
    departments = [
        code
        for code in catalogue().codes(Domain.ECONOMIC)
        if len(code) == 5 and code[:3] in {"301", "302", "303"} and catalogue().knows(code, 2024)
    ]
    fed = {
        code: [
            link.government
            for link in crosswalk()
            if link.departments == code and link.unit_kind is not UnitKind.INSTITUTION
        ]
        for code in departments
    }
    assert {code for code, targets in fed.items() if len(targets) != 1} == {"30107"}


def test_a_government_code_states_what_feeds_it() -> None:
    assert fed_by("50101", UnitKind.ORGAN) == ("30101", "30102", "30103")
    assert "30113" in fed_by("501", UnitKind.ORGAN)
    assert fed_by("505", UnitKind.INSTITUTION) == ("301", "302")
    assert fed_by("505", UnitKind.ORGAN) == ()


PUBLISHERS_ERRORS = {
    ("30202", "咨询费"),
    ("30203", "水费"),
    ("30204", "电费"),
    ("30205", "邮电费"),
    ("30206", "办公设备购置费"),
    ("30207", "工会经费"),
    ("30208", "福利费"),
    ("30210", "车辆运行费"),
    ("30211", "事业单位离退休人员福利费"),
    ("30212", "机关事业单位退休人员活动费"),
    ("30213", "其他商品和服务支出"),
    ("303", "离退休人员经费"),
    ("30301", "退休费"),
}
ABRIDGED = {("30108", "机关事业单位基本养老保险费")}


def test_what_real_departments_print_is_known_but_for_their_own_errors(shared: Path) -> None:
    with (shared / "classification" / "observed_codes.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 190
    for row in rows:
        for year in {int(year) for year in re.findall(r"20[0-9]{2}", row["seen_in"])} or {2024}:
            standing = catalogue().judge(row["code"], row["name"], year).standing
            pair = (row["code"], row["name"])
            if pair in PUBLISHERS_ERRORS:
                assert standing in {Standing.OTHER_NAME, Standing.UNKNOWN}, row
            elif pair in ABRIDGED:
                assert standing is Standing.ABRIDGED_NAME, row
            else:
                assert standing is Standing.KNOWN, (row, year)


@pytest.mark.parametrize(
    ("document", "year"),
    [("dadukou-2021-budget", 2021), ("nanchong-2020-budget", 2020), ("wansheng-2023-budget", 2023)],
)
def test_every_code_printed_in_the_texts_is_in_its_year_s_edition(
    shared: Path, document: str, year: int
) -> None:
    text = (shared / "disclosures" / f"{document}.txt").read_text(encoding="utf-8")
    pairs = re.findall(
        r"(?m)(?:^|\t)(2\d{6}|3\d{4}|50\d{3}|2\d{4}|[235]0\d|210|221|229)\t([一-鿿]{2}[^\t\n]*)", text
    )
    unlike = {
        (code, name.strip())
        for code, name in pairs
        if catalogue().judge(code, name, year).standing is not Standing.KNOWN
    }
    abridged = {
        ("30108", "机关事业单位基本养老保险"),
        ("30299", "其他商品服务支出"),
        ("50101", "工资津补贴"),
    }
    assert len(pairs) > 30
    assert unlike == (abridged if year == 2020 else set())


def test_names_by_name_lead_back_to_their_codes() -> None:
    for domain in Domain:
        for code, entries in catalogue().codes(domain).items():
            for entry in entries:
                assert code in catalogue().by_name(entry.name, domain)
    assert catalogue().by_name("维修(护) 费", Domain.ECONOMIC) == ("30213",)
    assert len(catalogue().by_name("行政运行", Domain.FUNCTION)) > 50
    assert catalogue().by_name("维修(护)费", Domain.FUNCTION) == ()
    assert normal_name("") == ""
