"""Small valid files with bytes changed, lost or doubled: a book, or one clear line, and never anything else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import convert
import pytest
from hostile.portable import rule, text, write_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.errors import UnreadableSourceError
from model.source.book import Book, CellError, Merge, Sheet
from model.source.reading import open_book
from model.text import is_clean

Mutation = tuple[float, str, bytes]
MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["overwrite", "delete", "insert", "truncate"]),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=4,
)
FUZZ = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


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
FIXTURES = Path(__file__).parent.parent / "model" / "source" / "fixtures"


def write_text(path: Path) -> None:
    path.write_text(
        "一、收入12.50万元。\n表1\n科目\t金额\n合计\t12.50\n\n\t项目\n\t金额\n\n\t甲\n\t1\n", "utf-8"
    )


def write_pages(path: Path) -> None:
    lines = "".join(
        rule(100, y, 500, y) + rule(x, 260, x, 300) for x, y in ((100, 300), (300, 280), (500, 260))
    )
    write_pdf(path, [lines + text(110, 285, "Item") + text(310, 285, "12.50"), text(100, 100, "Words")])


def copied(name: str) -> Callable[[Path], None]:
    return lambda path: path.write_bytes((FIXTURES / name).read_bytes()) and None


KINDS: dict[str, Callable[[Path], None]] = {
    ".xlsx": copied("features.xlsx"),
    ".xls": copied("features.xls"),
    ".xlsb": copied("features.xlsb"),
    ".ods": lambda path: convert.write_ods(BOOK, path),
    ".xml": copied("features-2003.xls"),
    ".html": lambda path: convert.write_html(BOOK, path),
    ".docx": lambda path: convert.write_docx(BOOK, path),
    ".csv": lambda path: convert.write_csv(SHEET, path),
    ".txt": write_text,
    ".pdf": write_pages,
}
PACKAGES = [".xlsx", ".xlsb", ".ods", ".docx"]


def mutated(data: bytes, mutations: list[Mutation]) -> bytes:
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
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(packed, "w") as target:
        names = source.namelist()
        spoilt = names[int(mutations[0][0] * len(names))]
        for name in names:
            content = source.read(name)
            target.writestr(name, mutated(content, mutations[1:]) if name == spoilt else content)
    return packed.getvalue()


def shown(path: Path) -> list[str]:
    """Return all texts that the auditor would see of a file: its book's, or the line that refuses it."""
    try:
        book = open_book(path)
    except UnreadableSourceError as error:
        return [error.line("zh").replace("\n", "\0")]
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    return cells + [sheet.name for sheet in book.sheets] + [line.text for line in book.paragraphs]


@pytest.mark.parametrize("suffix", KINDS)
@FUZZ
@given(mutations=MUTATIONS)
def test_a_mutated_file_gives_a_book_or_one_clear_line(
    tmp_path: Path, suffix: str, mutations: list[Mutation]
) -> None:
    path = tmp_path / f"book{suffix}"
    KINDS[suffix](path)
    path.write_bytes(mutated(path.read_bytes(), mutations) or b"\0")
    assert all(map(is_clean, shown(path)))


@pytest.mark.parametrize("suffix", PACKAGES)
@FUZZ
@given(mutations=MUTATIONS.filter(lambda mutations: len(mutations) > 1))
def test_a_package_with_a_mutated_part_gives_a_book_or_one_clear_line(
    tmp_path: Path, suffix: str, mutations: list[Mutation]
) -> None:
    path = tmp_path / f"book{suffix}"
    KINDS[suffix](path)
    path.write_bytes(mutated_inside(path.read_bytes(), mutations))
    assert all(map(is_clean, shown(path)))
