"""What labels the rows of a table by code: columns for codes and names, and what a row prints in them."""

from __future__ import annotations

from drawn.cube import Cube, name_of
from drawn.grid import Column
from drawn.layout import Layout

_THREE = {"three", "three_own", "three_blank"}
"""Codes in three columns: each row with all its parts, with its own alone, or the middle level without the first."""


def function_labels(layout: Layout) -> list[Column]:
    """Return the columns that label rows by function code."""
    style = layout["codes"]
    name = layout.word("科目名称", "功能科目名称", "支出功能分类科目名称")
    if style == "column":
        paths = [(layout.word("科目编码", "功能科目编码", "科目代码"),), (name,)]
        if layout["overhead"]:
            paths = [("功能分类科目", path[0]) for path in paths]
    elif style in _THREE:
        group = layout.word("科目编码", "功能科目编码")
        paths = [(group, "类"), (group, "款"), (group, "项"), (name,)]
    elif style == "bracket":
        paths = [(layout.word("功能科目名称", "支出功能分类科目", "科目"),)]
    else:
        paths = [(layout.word("功能分类科目名称", "科目名称", "项目"),)]
    return [Column(path) for path in paths]


def economic_labels(layout: Layout) -> list[Column]:
    """Return the columns that label rows by economic code."""
    style = layout["economic_codes"]
    if style == "column":
        group = layout.word("经济分类科目", "部门预算支出经济分类科目")
        paths = [(layout.word("科目编码", "经济科目编码"),), (layout.word("科目名称", "经济科目名称"),)]
        if layout["overhead"]:
            paths = [(group, path[0]) for path in paths]
        if layout["government_codes"]:
            paths = [
                ("部门经济科目编码",),
                ("部门经济科目名称",),
                ("政府经济科目编码",),
                ("政府经济科目名称",),
            ]
    elif style == "two":
        paths = [("经济科目编码", "类"), ("经济科目编码", "款"), (layout.word("科目名称", "经济科目名称"),)]
    elif style == "bracket":
        paths = [(layout.word("部门预算支出经济科目", "经济分类科目"),)]
    else:
        paths = [(layout.word("经济分类科目名称", "科目名称", "支出项目类别"),)]
    return [Column(path) for path in paths]


def _printed_name(code: str, cube: Cube, layout: Layout) -> str:
    level = {3: 0, 5: 1, 7: 2}[len(code)]
    return "　" * (level * bool(layout["indent"])) + name_of(code, cube.year)


def _indented_name(code: str, cube: Cube) -> str:
    return "　" * (2 * {3: 0, 5: 1, 7: 2}[len(code)]) + name_of(code, cube.year)


def function_label(code: str, cube: Cube, layout: Layout) -> list[str | None]:
    """Return what a row prints for a function code."""
    style = layout["codes"]
    if style == "column":
        return [code, _printed_name(code, cube, layout)]
    if style in _THREE:
        levels: list[str | None] = [code[:3], code[3:5] or None, code[5:] or None]
        if style == "three_own":
            last = {3: 0, 5: 1, 7: 2}[len(code)]
            levels = [level if number == last else None for number, level in enumerate(levels)]
        if style == "three_blank" and len(code) == 5:
            levels[0] = None
        return [*levels, _printed_name(code, cube, layout)]
    if style == "bracket":
        return [f"[{code}]{name_of(code, cube.year)}"]
    return [_indented_name(code, cube)]


def economic_label(code: str, cube: Cube, layout: Layout) -> list[str | None]:
    """Return what a row prints for an economic code."""
    style = layout["economic_codes"]
    if style == "column":
        label: list[str | None] = [code, _printed_name(code, cube, layout)]
        government = _government_code(code)
        beside = [government, government and name_of(government, cube.year)]
        return [*label, *beside] if layout["government_codes"] else label
    if style == "two":
        return [code[:3], code[3:] or None, _printed_name(code, cube, layout)]
    if style == "bracket":
        return [f"[{code}]{name_of(code, cube.year)}"]
    return [_indented_name(code, cube)]


_GOVERNMENT = {
    "50101": ("30101", "30102", "30103"),
    "50102": ("30108", "30109", "30110", "30112"),
    "50103": ("30113",),
    "50199": ("30107", "30199"),
    "50202": ("30215",),
    "50203": ("30216",),
    "50205": ("30226",),
    "50206": ("30217",),
    "50207": ("30212",),
    "50208": ("30231",),
    "50209": ("30213",),
    "50306": ("31002",),
    "50901": ("30305",),
    "50905": ("30301", "30302"),
}


def _government_code(code: str) -> str | None:
    """Return where an item of the departments' classification goes in the government's; None for a class."""
    if len(code) == 3:
        return None
    return next((government for government, items in _GOVERNMENT.items() if code in items), "50201")


_WITH_GOVERNMENT = ("code", "name", "government code", "government name")


def total_label(columns: int, layout: Layout) -> list[str | None]:
    """Return what the total's row prints in so many label columns."""
    if columns == len(_WITH_GOVERNMENT) and layout["government_codes"]:
        return [*total_label(2, layout), None, None]
    labels: list[str | None] = [None] * columns
    labels[-1 if layout["total_cell"] == "name" else 0] = str(layout["total_word"])
    return labels
