"""Files that are read at once, and make much work for what comes after: `size` says how much.

Each function writes one and returns its path; see `tests/hostile/test_much_work.py` and `benchmarks/hostile.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from hostile.package import LINKS, MAIN, sheet_xml, write_package

Cell = str | float
_HEADINGS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
_UNIT = "单位：元"
_CLASSES = (
    ("201", "一般公共服务支出", "20103", "政府办公厅（室）及相关机构事务", "2010301", "行政运行"),
    ("208", "社会保障和就业支出", "20805", "行政事业单位养老支出", "2080501", "行政单位离退休"),
    ("210", "卫生健康支出", "21011", "行政事业单位医疗", "2101101", "行政单位医疗"),
)


def percentage_of_digits(folder: Path, size: int) -> Path:
    """A share of as many digits as `size`, more than Python turns into a number."""
    return text_file(
        folder, f"2025年部门预算公开\n项目支出占（{'9' * size}）%。\n基本支出占{'9' * size}%。\n"
    )


def percentage_of_digits_on_a_page(folder: Path, size: int) -> Path:
    """The same in a web page."""
    path = folder / "page.html"
    path.write_text(f"<html><body><p>项目支出占（{'9' * size}）%。</p></body></html>", encoding="utf-8")
    return path


def amount_of_digits(folder: Path, size: int) -> Path:
    """An amount of as many digits as `size`, in a sentence and in a cell."""
    row = "\t".join(("201", "一般公共服务支出", "9" * size, "", ""))
    lines = ("表一 部门支出总表", _UNIT, "\t".join(_HEADINGS), row, f"本年支出{'9' * size}万元。")
    return text_file(folder, "\n".join(lines))


def one_code_repeated(folder: Path, size: int) -> Path:
    """One row of a code again and again, its total right."""
    rows: list[tuple[Cell, ...]] = [("", "合计", 10.0 * size, 10.0 * size, 0.0)]
    rows += [("2010301", "行政运行", 10.0, 10.0, 0.0)] * size
    return workbook_of(folder, [rows])


def one_class_repeated(folder: Path, size: int) -> Path:
    """A class with its sections and items again and again, every sum of it wrong."""
    rows: list[tuple[Cell, ...]] = [("", "合计", 10.0, 10.0, 0.0)]
    while len(rows) < size:
        rows += _class_rows(0, 10.0, wrong=1.0)
    return workbook_of(folder, [rows])


def repeated_rows(folder: Path, size: int) -> Path:
    """Rows that an .ods writes once and says how often they stand there."""
    office = "urn:oasis:names:tc:opendocument:xmlns"

    def cell(value: Cell) -> str:
        if isinstance(value, float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    def row(cells: tuple[Cell, ...], times: int = 1) -> str:
        repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
        return f"<table:table-row{repeated}>{''.join(map(cell, cells))}</table:table-row>"

    rows = row(("2025年部门支出总表",)) + row((_UNIT,)) + row(_HEADINGS)
    rows += row(("", "合计", 10.0, 10.0, 0.0)) + row(("2010301", "行政运行", 10.0, 10.0, 0.0), size)
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="表一">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = folder / "repeated.ods"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def formulas(folder: Path, size: int) -> Path:
    """`size` formulas, each over the whole of its column of as many cells."""
    path = folder / "formulas.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = headed(workbook, "部门支出总表")
    for row in range(size):
        sheet.write_row(row + 3, 0, (f"{2010101 + row % 90}", "行政运行", None, 1.0, 1.0))
        sheet.write_formula(row + 3, 2, f"=SUM(D4:E{size + 3})", None, 2.0 * size)
    workbook.close()
    return path


def chained_formulas(folder: Path, size: int) -> Path:
    """`size` formulas, each over all the rows above it."""
    path = folder / "chained.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = headed(workbook, "部门支出总表")
    for row in range(size):
        sheet.write_row(row + 3, 0, (f"{2010101 + row % 90}", "行政运行", None, 1.0, 1.0))
        sheet.write_formula(row + 3, 2, f"=SUM(D$4:D{row + 4})", None, row + 1.0)
    workbook.close()
    return path


def sheets(folder: Path, size: int) -> Path:
    """`size` sheets of the ordinary shape, every one the same table of the same department, and right."""
    return workbook_of(folder, [right_rows()] * size)


def sheets_that_differ(folder: Path, size: int) -> Path:
    """`size` sheets that state one table, each with other amounts."""
    return workbook_of(folder, [right_rows(10.0 + number) for number in range(size)])


def one_sheet_listed_often(folder: Path, size: int) -> Path:
    """One part of a sheet, listed in the workbook `size` times."""
    rows = [("2025年部门支出总表",), (_UNIT,), _HEADINGS, *right_rows()]
    cells = "".join(
        f'<row r="{number}">{"".join(_package_cell(number, at, value) for at, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    listed = "".join(f'<sheet name="表{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, size + 1))
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>'
    return write_package(folder / "listed.xlsx", sheet_xml(cells), {"xl/workbook.xml": workbook})


def failing_sums(folder: Path, size: int) -> Path:
    """Seventeen sheets with `size` sums each, none of which holds."""
    rows: list[tuple[Cell, ...]] = [("", "合计", 7.0, 3.0, 1.0)]
    for number in range(size):
        rows += [
            (f"{201 + number % 30}", "一般公共服务支出", 10.0 + number, 4.0, 5.0),
            (f"{201 + number % 30}{number % 90 + 10}", "人大事务", 3.0 + number, 4.0, 5.0),
        ]
    return workbook_of(folder, [rows[: size + 1]] * 17)


def names_in_brackets(folder: Path, size: int) -> Path:
    """The name of a class again and again, `size` times, in one paragraph."""
    return text_file(folder, "2025年部门预算公开\n" + "卫生健康支出（类）" * size + "12万元。")


def names_on_lines(folder: Path, size: int) -> Path:
    """The same on as many lines, and an amount behind the last."""
    return text_file(folder, "2025年部门预算公开\n" + "卫生健康支出（类）\n" * size + "12万元。")


def figures_apart(folder: Path, size: int) -> Path:
    """A digit and a blank, `size` times."""
    return text_file(folder, "2025年部门预算公开\n" + "1 " * size)


def grouped_digits(folder: Path, size: int) -> Path:
    """Three digits and a comma, `size` times."""
    return text_file(folder, "2025年部门预算公开\n" + "111," * size)


def grouped_amount(folder: Path, size: int) -> Path:
    """A 1 and a comma, `size` times: no grouping that anybody writes."""
    return text_file(folder, "2025年部门预算公开\n收入" + "1," * size + "万元。")


def one_sentence_repeated(folder: Path, size: int) -> Path:
    """`size` lines that say one and the same."""
    return text_file(folder, "2025年部门预算公开\n" + "收入12.5万元。\n" * size)


def one_sentence_with_other_figures(folder: Path, size: int) -> Path:
    """`size` lines that say the same of one subject, each with another amount."""
    lines = (
        f"2025年收入预算{number}.5万元，比上年增加{number}.1万元，增长{number}%。\n" for number in range(size)
    )
    return text_file(folder, "2025年部门预算公开\n" + "".join(lines))


def empty_brackets(folder: Path, size: int) -> Path:
    """Brackets with nothing in them, `size` times."""
    return text_file(folder, "2025年部门预算公开\n" + "（）" * size)


def opening_brackets(folder: Path, size: int) -> Path:
    """Brackets that open and never close, `size` times."""
    return text_file(folder, "2025年部门预算公开\n" + "（" * size)


def blanks(folder: Path, size: int) -> Path:
    """`size` blanks between two words."""
    return text_file(
        folder, "2025年部门预算公开\n收入" + " " * size + "支出\n收入" + "\u3000" * size + "12万元。"
    )


def punctuation(folder: Path, size: int) -> Path:
    """`size` full stops, quotes and dashes each."""
    return text_file(
        folder, f"2025年部门预算公开\n{'。' * size}\n{'“' * size}\n{'-' * size}\n{'、' * size}\n{'.' * size}"
    )


def one_word(folder: Path, size: int) -> Path:
    """One letter of a word that begins many, `size` times, without an end."""
    return text_file(
        folder, "2025年部门预算公开\n" + "支" * size + "\n" + "支出" * size + "\n" + "增长" * size
    )


def list_of_amounts(folder: Path, size: int) -> Path:
    """One sentence of `size` amounts, every one with its subject."""
    return text_file(folder, "2025年部门预算公开\n支出包括：" + "基本支出12.5万元、项目支出3万元，" * size)


def headings(folder: Path, size: int) -> Path:
    """`size` numbered headings and no text."""
    lines = (
        f"（{number % 9 + 1}）{'一二三四五六七八九'[number % 9]}、关于支出的说明\n" for number in range(size)
    )
    return text_file(folder, "2025年部门预算公开\n" + "".join(lines))


def wide_table(folder: Path, size: int) -> Path:
    """A table of `size` columns with the same heading."""
    path = folder / "wide.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("部门支出总表")
    sheet.write_row(0, 0, ["2025年部门支出总表"])
    sheet.write_row(1, 0, [_UNIT])
    sheet.write_row(2, 0, ["科目编码", "科目名称", *["项目支出"] * size])
    for row, (code, name) in enumerate(
        [("201", "一般公共服务支出"), ("20103", "政府办公厅（室）及相关机构事务")]
    ):
        sheet.write_row(row + 3, 0, [code, name, *[1.0] * size])
    workbook.close()
    return path


def tables_one_below_another(folder: Path, size: int) -> Path:
    """A sheet of `size` tables, one below another."""
    path = folder / "below.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("表")
    row = 0
    for _ in range(size):
        for cells in [("2025年部门支出总表",), (_UNIT,), _HEADINGS, *right_rows(), ()]:
            sheet.write_row(row, 0, cells)
            row += 1
    workbook.close()
    return path


def text_tables(folder: Path, size: int) -> Path:
    """The same `size` tables in a text, cells apart by tabs."""
    table = [("2025年部门支出总表",), (_UNIT,), _HEADINGS, *right_rows(), ()]
    lines = ["\t".join(map(str, cells)) for cells in table]
    return text_file(folder, "\n".join(lines * size))


def blank_rows(folder: Path, size: int) -> Path:
    """A table of `size` rows of labels without an amount."""
    return workbook_of(folder, [[("201", "一般公共服务支出", "", "", "")] * size])


def _class_rows(number: int, amount: float, wrong: float = 0.0) -> Iterator[tuple[Cell, ...]]:
    one, its_name, two, two_name, three, three_name = _CLASSES[number % len(_CLASSES)]
    for code, name, off in ((one, its_name, wrong), (two, two_name, 2 * wrong), (three, three_name, 0.0)):
        yield (code, name, amount + off, amount, off)


def right_rows(amount: float = 10.0) -> list[tuple[Cell, ...]]:
    """Return the rows of a small table in which all sums hold."""
    rows: list[tuple[Cell, ...]] = [("", "合计", 3 * amount, 3 * amount, 0.0)]
    for number in range(3):
        rows += _class_rows(number, amount)
    return rows


def workbook_of(folder: Path, tables: list[list[tuple[Cell, ...]]]) -> Path:
    """Write a workbook of sheets of the ordinary shape with these rows."""
    path = folder / "book.xlsx"
    workbook = xlsxwriter.Workbook(path)
    for number, rows in enumerate(tables, start=1):
        sheet = headed(workbook, f"部门支出总表{number}")
        for row, cells in enumerate(rows, start=3):
            sheet.write_row(row, 0, cells)
    workbook.close()
    return path


def headed(workbook: xlsxwriter.Workbook, name: str, unit: str = _UNIT) -> xlsxwriter.worksheet.Worksheet:
    """Return a new sheet of the ordinary shape, whose fourth row is the first of its amounts."""
    sheet = workbook.add_worksheet(name)
    sheet.write_string(0, 0, "2025年部门支出总表")
    sheet.write_string(1, 0, unit)
    sheet.write_row(2, 0, _HEADINGS)
    return sheet


def _package_cell(row: int, column: int, value: Cell) -> str:
    at = f"{'ABCDE'[column]}{row}"
    if isinstance(value, float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'


def text_file(folder: Path, text: str) -> Path:
    """Write a text."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return path


SIZES: dict[Callable[[Path, int], Path], int] = {
    percentage_of_digits: 100_000,
    percentage_of_digits_on_a_page: 100_000,
    amount_of_digits: 30_000,
    one_code_repeated: 20_000,
    one_class_repeated: 20_000,
    repeated_rows: 20_000,
    formulas: 20_000,
    chained_formulas: 20_000,
    sheets: 200,
    sheets_that_differ: 200,
    one_sheet_listed_often: 200,
    failing_sums: 1_000,
    names_in_brackets: 12_000,
    names_on_lines: 12_000,
    figures_apart: 100_000,
    grouped_digits: 100_000,
    grouped_amount: 100_000,
    one_sentence_repeated: 10_000,
    one_sentence_with_other_figures: 4_000,
    empty_brackets: 300_000,
    opening_brackets: 300_000,
    blanks: 300_000,
    punctuation: 100_000,
    one_word: 100_000,
    list_of_amounts: 5_000,
    headings: 10_000,
    wide_table: 2_000,
    tables_one_below_another: 200,
    text_tables: 200,
    blank_rows: 20_000,
}
"""How large the largest is that must be read and judged in ten seconds and a gigabyte."""
