"""The chapter of text of a drawn disclosure: what its tables state, in sentences."""

from __future__ import annotations

from drawn.cube import Cube, Where, name_of
from drawn.paper import Disclosed


def chapter(disclosed: Disclosed) -> list[str]:
    """Return the paragraphs, headings among them; every amount in 万元 with two decimals."""
    cube = disclosed.cube
    word = "决算" if cube.stage == "final" else "预算"
    year = f"{cube.year}年"
    general = Where(source="general")
    basic, project = general.at(nature="basic"), general.at(nature="project")
    personnel, running = general.at(nature="personnel"), general.at(nature="running")
    totals = f"收入{word}总计{_wan(cube, Where('revenue'))}，支出{word}总计{_wan(cube, Where('outlay'))}。"
    natures = f"基本支出{_wan(cube, basic)}，项目支出{_wan(cube, project)}。"
    costs = f"人员经费{_wan(cube, personnel)}，公用经费{_wan(cube, running)}。"
    return [
        f"一、关于{year}收支{word}情况的说明",
        f"{year}{totals}",
        f"二、关于{year}一般公共预算支出{word}情况的说明",
        f"{year}一般公共预算支出{word}{_wan(cube, general)}，其中：{natures}",
        *_items(cube, general, word),
        f"三、关于{year}一般公共预算基本支出{word}情况的说明",
        f"{year}一般公共预算基本支出{_wan(cube, basic)}，其中：{costs}",
        f"四、关于{year}“三公”经费{word}情况的说明",
        _three_public(cube, general, word),
        "五、名词解释",
        "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    ]


def _wan(cube: Cube, where: Where) -> str:
    steps, rest = divmod(cube.amount(where), 10_000)
    text = str(steps + (2 * rest >= 10_000)).rjust(3, "0")
    return f"{text[:-2]}.{text[-2:]}万元"


def _items(cube: Cube, general: Where, word: str) -> list[str]:
    """Return a paragraph for each 项 of the general budget."""
    lines = []
    for number, code in enumerate([code for code in cube.codes(general) if len(code) == 7], start=1):
        names = [name_of(code[:size], cube.year) for size in (3, 5, 7)]
        path = f"{names[0]}（类）{names[1]}（款）{names[2]}（项）"
        lines.append(f"{number}．{path}{cube.year}年{word}数为{_wan(cube, general.at(function=code))}。")
    return lines


def _three_public(cube: Cube, general: Where, word: str) -> str:
    def item(name: str) -> str:
        return _wan(cube, general.at(item=name))

    return (
        f"{cube.year}年“三公”经费财政拨款{word}数为{item('three_public')}，其中：因公出国（境）费{item('overseas')}，"
        f"公务用车购置费{item('vehicle_purchase')}，公务用车运行维护费{item('vehicle_running')}，"
        f"公务接待费{item('reception')}。"
    )
