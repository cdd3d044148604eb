"""Small valid files of every kind, and what becomes of their bytes and their texts when they are spoilt at random."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import convert
from hostile.portable import rule, text, write_pdf

from model.source.book import Book, CellError, Merge, Sheet

Mutation = tuple[float, str, bytes]
"""Where (0 to 1), what is done there, and the bytes it is done with."""

FIXTURES = Path(__file__).parent.parent / "model" / "source" / "fixtures"
SHEET = Sheet(
    "支出",
    [
        ["部门支出总表"],
        ["科目编码", "科目名称", "合计"],
        ["2101501", "行政运行", 12.5],
        [None, "合计", CellError("#REF!")],
    ],
    merges=(Merge(0, 0, 0, 2), Merge(2, 0, 3, 0)),
)
BOOK = Book("", "", "", [SHEET])

_TABLE = Sheet(
    "支出总表",
    [
        ["2024年部门支出总表"],
        ["单位：元"],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        [None, "合计", 360.5, 210.25, 150.25],
        ["208", "社会保障和就业支出", 150.0, 100.0, 50.0],
        ["20805", "行政事业单位养老支出", 150.0, 100.0, 50.0],
        ["2080501", "行政单位离退休", 51.0, 50.0, 1.0],
        ["2080505", "机关事业单位基本养老保险缴费支出", 99.0, 50.0, 49.0],
        ["210", "卫生健康支出", 210.5, 110.25, 100.25],
        ["21011", "行政事业单位医疗", 210.5, 110.25, 100.25],
        ["2101101", "行政单位医疗", 201.5, 110.25, 100.25],
    ],
    merges=(Merge(0, 0, 0, 4),),
)
_BALANCE = Sheet(
    "收支总表",
    [
        ["2024年部门收支总表"],
        ["单位：元"],
        ["收入", None, "支出", None],
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款收入", 300.5, "一、社会保障和就业支出", 150.0],
        ["二、其他收入", 60.0, "二、卫生健康支出", 210.0],
        ["本年收入合计", 360.5, "本年支出合计", 360.0],
        ["收入总计", 360.5, "支出总计", 360.5],
    ],
    merges=(Merge(0, 0, 0, 3),),
)
_TARGETS = Sheet(
    "绩效目标表",
    [
        ["项目支出绩效目标表"],
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["甲项目", "产出指标", "数量指标", "培训次数", "≥12次"],
        ["甲项目", "满意度指标", "服务对象满意度", "群众满意度", "≥95%"],
    ],
)
_WHOLE = Book("", "", "", [_BALANCE, _TABLE, _TARGETS])
_PROSE = """甲局2024年部门预算公开
一、部门收支总体情况
2024年收入预算360.50元，其中：一般公共预算拨款收入300.50元，占83.36%；其他收入60.00元，占16.64%。
2024年支出预算360.50元，比2023年增加10.00元，增长2.85%，主要原因是人员经费增加。
社会保障和就业支出（类）150.00元，占41.61%；卫生健康支出（类）210.50元，占58.39%。
二、“三公”经费情况
2024年“三公”经费预算5.00万元，其中：因公出国（境）费0万元；公务接待费1.00万元；公务用车运行维护费4.00万元。
三、绩效目标
甲项目预算0.01万元，覆盖率100%。
表1
科目\t金额
合计\t12.50
\t项目
\t甲
"""


def _write_prose(path: Path) -> None:
    path.write_text(_PROSE, "utf-8")


def _write_page(path: Path) -> None:
    convert.write_html(_WHOLE, path)
    page = path.read_bytes()
    prose = "".join(f"<p>{line}</p>" for line in _PROSE.splitlines())
    path.write_bytes(page.replace(b"</body>", prose.encode("gbk") + b"</body>"))


def _write_text(path: Path) -> None:
    path.write_text(
        "一、收入12.50万元。\n表1\n科目\t金额\n合计\t12.50\n\n\t项目\n\t金额\n\n\t甲\n\t1\n", "utf-8"
    )


def _write_pages(path: Path) -> None:
    lines = "".join(
        rule(100, y, 500, y) + rule(x, 260, x, 300) for x, y in ((100, 300), (300, 280), (500, 260))
    )
    write_pdf(path, [lines + text(110, 285, "Item") + text(310, 285, "12.50"), text(100, 100, "Words")])


def _copied(name: str) -> Callable[[Path], None]:
    return lambda path: path.write_bytes((FIXTURES / name).read_bytes()) and None


KINDS: dict[str, Callable[[Path], None]] = {
    ".xlsx": _copied("features.xlsx"),
    ".xls": _copied("features.xls"),
    ".xlsb": _copied("features.xlsb"),
    ".ods": lambda path: convert.write_ods(BOOK, path),
    ".xml": _copied("features-2003.xls"),
    ".html": lambda path: convert.write_html(BOOK, path),
    ".docx": lambda path: convert.write_docx(BOOK, path),
    ".csv": lambda path: convert.write_csv(SHEET, path),
    ".txt": _write_text,
    ".pdf": _write_pages,
}
PACKAGES = [".xlsx", ".xlsb", ".ods", ".docx"]

_WHOLE_KINDS: dict[str, Callable[[Path], None]] = {
    ".ods": lambda path: convert.write_ods(_WHOLE, path),
    ".xml": lambda path: convert.write_spreadsheet_xml(_WHOLE, path),
    ".docx": lambda path: convert.write_docx(_WHOLE, path),
    ".csv": lambda path: convert.write_csv(_TABLE, path),
    ".html": _write_page,
    ".txt": _write_prose,
    ".fods": _copied("features.fods"),
}
"""A disclosure with sums, sentences and targets, in the kinds whose texts can be changed and are still read."""


def originals() -> list[tuple[str, bytes]]:
    """Return each small valid file as its name's ending and its bytes."""
    found = []
    with TemporaryDirectory() as folder:
        for kinds in (KINDS, _WHOLE_KINDS):
            for suffix, write in kinds.items():
                path = Path(folder) / f"book{suffix}"
                write(path)
                found.append((suffix, path.read_bytes()))
    return found


def mutated(data: bytes, mutations: list[Mutation]) -> bytes:
    """Return bytes after some mutations, one after the other."""
    for where, how, content in mutations:
        at = int(where * len(data))
        if how == "truncate":
            data = data[: max(at, 1)]
        elif how == "insert":
            data = data[:at] + content + data[at:]
        else:
            data = data[:at] + (content if how == "overwrite" else b"") + data[at + len(content) :]
    return data


def mutated_inside(data: bytes, mutations: list[Mutation]) -> bytes:
    """Change the parts of a zip file rather than its bytes, which its checksums would give away."""
    part = mutations[0][0]
    return _with_part(data, part, lambda content: mutated(content, mutations[1:]))


def _with_part(data: bytes, where: float, change: Callable[[bytes], bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        names = source.namelist()
        spoilt = names[int(where * len(names))]
        for name in names:
            content = source.read(name)
            target.writestr(name, change(content) if name == spoilt else content)
    return packed.getvalue()


def drawn(random: Random, suffix: str, data: bytes) -> bytes:
    """Return a file spoilt as a random number says: its bytes, a part of its package, or the texts in it."""
    change = _drawn_texts if random.random() < 0.7 else _drawn_bytes
    if suffix in PACKAGES and random.random() < 0.9:
        try:
            return _with_part(data, random.random(), lambda content: change(random, content))
        except BadZipFile:
            return change(random, data)
    return change(random, data)


def _drawn_bytes(random: Random, data: bytes) -> bytes:
    hows = ("overwrite", "delete", "insert", "truncate")
    mutations = [
        (random.random(), random.choice(hows), random.randbytes(random.randint(1, 8)))
        for _ in range(random.randint(1, 4))
    ]
    return mutated(data, mutations)


_ODD = (
    "9" * 400,
    "1e308",
    "-1e308",
    "1e-320",
    "-0",
    "0.00",
    "9007199254740993",
    "99999999999999.99",
    "１２，３４５．６７",
    "1,2,3",
    "12.5万元",
    "比上年增长",
    "占100.00%",
    "（" * 50,
    "）" * 50,
    "其中：",
    "合计",
    "2080501",
    "208" * 30,
    "2024年",
    "9999年12月31日",
    "单位：万元",
    "单位：亿元",
    "\u202e",
    "\u200b",
    "\x1b[31m",
    "\0",
    "&#0;",
    "&amp;",
    "<",
    '"',
    "\t\t\t\t",
    "\r\n\r\n",
    "0%",
    "[h]:mm",
    "≥",
    "1048576",
    "16384",
    "4294967296",
    "-1",
    "\U0001f4a3",
    "=SUM(A1:XFD1048576)",
)
"""Texts that stand where none of their kind is looked for."""


def _drawn_texts(random: Random, data: bytes) -> bytes:
    """Change texts, not bytes: figures, lines and tags take the place of others, or stand there many times."""
    for _ in range(random.randint(1, 6)):
        data = random.choice((_odd_figure, _odd_word, _repeated, _exchanged, _lines_repeated))(random, data)
    return data


def _piece(random: Random, data: bytes, most: int) -> tuple[int, int]:
    start = random.randrange(max(len(data), 1))
    return start, min(start + random.randint(1, most), len(data))


def _odd_figure(random: Random, data: bytes) -> bytes:
    """Put something odd in the place of a run of digits."""
    digits = [at for at in range(len(data)) if 48 <= data[at] < 58]
    if not digits:
        return data
    start = end = random.choice(digits)
    while end < len(data) and data[end] in b"0123456789.,":
        end += 1
    return data[:start] + random.choice(_ODD).encode() + data[end:]


def _odd_word(random: Random, data: bytes) -> bytes:
    start, _ = _piece(random, data, 1)
    return data[:start] + random.choice(_ODD).encode(random.choice(("utf-8", "gb18030"))) + data[start:]


def _repeated(random: Random, data: bytes) -> bytes:
    start, end = _piece(random, data, 120)
    return data[:start] + data[start:end] * random.choice((2, 3, 20, 300)) + data[end:]


def _exchanged(random: Random, data: bytes) -> bytes:
    start, end = _piece(random, data, 200)
    to, _ = _piece(random, data, 1)
    return data[:to] + data[start:end] + data[to:]


def _lines_repeated(random: Random, data: bytes) -> bytes:
    """Repeat a whole line, row or cell, so that what holds it stays well formed."""
    mark = random.choice(
        (b"\n", b"<table:table-row>", b"<w:tr>", b"<Row", b"<tr>", b"<row ", b"<table:table ")
    )
    parts = data.split(mark)
    if len(parts) < 3:
        return data
    at = random.randrange(1, len(parts) - 1)
    return mark.join([*parts[:at], *[parts[at]] * random.choice((2, 10, 200)), *parts[at:]])
