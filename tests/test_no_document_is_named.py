"""A document is an example, never a target: what reads documents names no place, and no document of the tests."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
ROOMS = (
    "model/source/pages",
    "model/repair",
    "model/layout",
    "model/lexicon",
    "model/reading",
    "checks/advocate",
)
FILES = sorted(
    path for room in ROOMS for path in (REPOSITORY / room).rglob("*") if path.suffix in {".py", ".toml"}
)
PLACES = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "深圳",
    "广州",
    "苏州",
    "杭州",
    "无锡",
    "长沙",
    "福州",
    "西安",
    "泉州",
    "烟台",
    "成都",
    "武汉",
    "南京",
    "宁波",
    "青岛",
    "厦门",
    "大连",
    "沈阳",
    "哈尔滨",
    "长春",
    "济南",
    "郑州",
    "合肥",
    "南昌",
    "昆明",
    "贵阳",
    "南宁",
    "石家庄",
    "太原",
    "兰州",
    "银川",
    "西宁",
    "乌鲁木齐",
    "拉萨",
    "海口",
    "呼和浩特",
    "普陀",
    "大渡口",
    "罗江",
    "南充",
    "广阳",
    "万盛",
]
DEPARTMENTS = sorted(
    {
        department
        for known in tomllib.loads(
            (REPOSITORY / "tests" / "disclosures" / "cities.toml").read_text(encoding="utf-8")
        ).values()
        if (department := known.get("department"))
    }
)


def test_there_is_something_to_look_through() -> None:
    assert len(FILES) > 80
    assert len(DEPARTMENTS) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_what_reads_documents_names_no_place_and_no_department(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name in (*PLACES, *DEPARTMENTS) if name in text] == []
