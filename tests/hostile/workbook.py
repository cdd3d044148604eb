"""A plausible budget table whose texts attack the screen that shows them."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

MARKUP = "[/][bold red]红[/]"
LINK = "[@click=app.quit]点我[/]"
COLOUR = "\x1b[31m红\x1b[2J"
CLIPBOARD = "\x1b]52;c;ZWNobyBoaQ==\x07"
TITLE = "\x1b]0;pwned\x07"
C1 = "\x9b2J"
BIDI = "\u202e00.001\u202c"
ZERO_WIDTH = "\u200b"
FORMULA = '=HYPERLINK("http://example.invalid","点我")'
LONG = "汉" * 32767
SHEET_NAME = "支出[/]\u202e表[@click=app.quit]"
"""No program writes such a name, but a file may hold it."""

_UNIT_ROW = "单位：元"
_HEADINGS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出", f"备注{LINK}{COLOUR}"]
_ROWS: list[tuple[str, str, float | str, float | str, float | str, str]] = [
    ("", "合计", 1000.00, 600.00, 400.00, MARKUP),
    ("208", "社会保障和就业支出", 300.00, 200.00, 100.00, CLIPBOARD),
    ("20805", "行政事业单位养老支出", 300.00, 200.00, 100.00, TITLE),
    ("2080505", "机关事业单位基本养老保险缴费支出", 300.00, 200.00, 100.00, C1),
    ("210", f"卫生健康支出{MARKUP}", 700.00, 400.00, 300.00, BIDI),
    # The parts are 400 and 300: the sum fails by 27.
    ("21015", f"医疗保障管理事务{CLIPBOARD}", 727.00, 400.00, 300.00, FORMULA),
    ("2101501", "行政运行", 400.00, 400.00, "", LONG),
    (f"2101502{ZERO_WIDTH}", "一般行政管理事务", 300.00, "", 300.00, ""),
    (f"2101505{COLOUR}", LINK, f"0.00{BIDI}", f"[/]{C1}", FORMULA, "\t制表\r\n换行\u2028段"),
]


def write_hostile_workbook(path: Path) -> Path:
    """Write a department's expenditure table in which a code, a name, a heading and an amount are hostile.

    The amount of 21015 is 27.00 more than its children add up to. A second sheet has a hostile name and note.
    """
    workbook = xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = workbook.add_worksheet("部门支出总表")
    heading = workbook.add_format({"bold": True, "text_wrap": True})
    amount = workbook.add_format({"num_format": "#,##0.00"})
    sheet.merge_range(0, 0, 0, len(_HEADINGS) - 1, "2025年部门支出预算总表", heading)
    sheet.write_string(1, 0, f"部门：某某局{TITLE}{MARKUP}")
    sheet.write_string(1, 4, _UNIT_ROW)
    for column, text in enumerate(_HEADINGS):
        sheet.write_string(2, column, text, heading)
    for row, cells in enumerate(_ROWS, start=3):
        for column, cell in enumerate(cells):
            if isinstance(cell, float):
                sheet.write_number(row, column, cell, amount)
            elif cell:
                sheet.write_string(row, column, cell)
    other = workbook.add_worksheet("other")
    # Set past the writer's own check of names.
    other.name = SHEET_NAME
    other.write_string(0, 0, f"说明{MARKUP}{COLOUR}{ZERO_WIDTH}")
    other.write_comment(0, 0, f"批注{LINK}{BIDI}{CLIPBOARD}", {"author": ""})
    workbook.close()
    return path
