"""Names of departments, units and projects that are nobody's, put together from the field's ordinary words."""

from __future__ import annotations

from random import Random

_PLACES = "云清临石青白松柳枫桐鹿鹤溪岭泽浦滨澄潭野"
_AREAS = ("市", "区", "县")
_BODIES = (
    "民政局",
    "水务局",
    "审计局",
    "统计局",
    "医疗保障局",
    "文化和旅游局",
    "农业农村局",
    "市场监督管理局",
    "退役军人事务局",
    "城市管理委员会",
    "交通运输局",
    "教育局",
    "国有资产监督管理委员会",
    "机关事务管理局",
)
_INSTITUTIONS = ("信息中心", "服务中心", "监测站", "执法支队", "研究所", "综合保障中心", "档案馆")
_WHAT = ("信息化", "执法", "宣传", "档案数字化", "设施维护", "业务培训", "安全生产", "公共服务", "统计调查")
_WORKS = ("建设项目", "专项经费", "运行维护费", "工作经费", "补助资金", "购置项目", "改造工程")
_GOODS = ("台式计算机", "复印纸", "打印机", "办公家具", "空调机", "多功能一体机")
_WORK_BUILDS = ("办公楼维修工程", "机房改造工程", "管网修缮工程")
_SERVICES = ("物业管理服务", "车辆维修和保养服务", "印刷服务", "软件运维服务", "法律服务", "审计服务")


def department(random: Random) -> str:
    """Return a department's full name."""
    place = "".join(random.sample(_PLACES, 2)) + random.choice(_AREAS)
    return place + random.choice(_BODIES)


def units(random: Random, whole: str, count: int) -> list[str]:
    """Return the names of a department's budget units, itself first."""
    place = whole[:3]
    below = [place + name for name in random.sample(_INSTITUTIONS, count - 1)]
    return [f"{whole}{random.choice(('（本级）', '本级', '（机关）'))}" if below else whole, *below]


def projects(random: Random, count: int) -> list[str]:
    """Return so many different names of projects."""
    every = [f"{what}{work}" for what in _WHAT for work in _WORKS]
    return random.sample(every, count)


def purchases(random: Random, kind: str, count: int) -> list[str]:
    """Return what is bought: goods, works or services."""
    every = {"goods": _GOODS, "works": _WORK_BUILDS, "services": _SERVICES}[kind]
    return random.sample(every, min(count, len(every)))


_SOURCES = {
    "general": ("一般公共预算", "一般公共预算拨款收入", "一般公共预算财政拨款收入"),
    "fund": ("政府性基金预算", "政府性基金预算拨款收入", "政府性基金预算财政拨款收入"),
    "state_capital": ("国有资本经营预算", "国有资本经营预算拨款收入", "国有资本经营预算财政拨款收入"),
    "special": ("财政专户管理资金", "财政专户管理资金收入", "财政专户管理资金收入"),
    "business": ("事业收入",) * 3,
    "operating": ("事业单位经营收入", "经营收入", "事业单位经营收入"),
    "superior": ("上级补助收入",) * 3,
    "affiliate": ("附属单位上缴收入",) * 3,
    "other": ("其他收入",) * 3,
}


def source_name(source: str, wording: int) -> str:
    """Return what a source is called in one of three wordings."""
    return _SOURCES[source][wording]
