"""A form of a province, kept as a template, filled in with a made-up department and written as a web page.

In a text of a form a selection of money stands in braces: {general basic} is an amount, {a / b} a share, {a ~ b} how a
changed from b, {a % b} the rate by which a differs from b, {a - b} the difference.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from made_up_department import NAMES, Department, changed, percent, printed

FOLDER = Path(__file__).parent / "forms"
_HOLE = re.compile(r"\{([^{}]+)\}")
Block = str | list[list[str]]
"""A paragraph, or a table's rows; in a row `<` goes on with the cell at the left, `^` in a heading with that above."""


def form(name: str) -> dict[str, Any]:
    """Return a form: the department's name, year, stage, and its blocks."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def names() -> list[str]:
    """The names of all forms."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def filled(of: dict[str, Any], money: Department) -> list[Block]:
    """Return the paragraphs and tables of a form, filled in."""
    return [block for each in of["block"] for block in _blocks(each, money)]


def _blocks(block: dict[str, Any], money: Department) -> Iterator[Block]:
    if "text" in block and "each" in block:
        selection, digits = block["each"].rsplit(" ", 1)
        for code in money.codes(selection, int(digits)):
            yield _text(_named(block["text"], code), money)
    elif "each_project" in block:
        for name in money.projects():
            yield _text(block["each_project"].replace("@", name), money)
    elif "text" in block:
        for line in block["text"].strip().split("\n"):
            yield _text(line, money)
    else:
        yield list(_rows(block, money))


def _named(text: str, code: str) -> str:
    names = {"@类": NAMES.get(code[:3], ""), "@款": NAMES.get(code[:5], ""), "@项": NAMES[code], "@": code}
    for mark, name in names.items():
        text = text.replace(mark, name)
    return text


def _text(text: str, money: Department) -> str:
    return _HOLE.sub(lambda hole: _asked(hole.group(1), money), text)


def _asked(asked: str, money: Department) -> str:
    for sign in ("/", "~", "%", "-"):
        one, found, other = asked.partition(f" {sign} ")
        if found:
            now, base = money.amount(one), money.amount(other)
            values = {"/": percent(now, base), "~": changed(now, base), "-": printed(now - base)}
            return values.get(sign) or percent(now - base, base)
    return printed(money.amount(asked))


def _rows(block: dict[str, Any], money: Department) -> Iterator[list[str]]:
    width = len(block["head"].strip("\n").split("\n")[0].split("|"))
    for line in block.get("above", ()):
        left, _, right = line.partition("|")
        cells = [left.strip(), *["<"] * (width - 1)]
        yield [*cells[:-1], right.strip()] if right else cells
    for line in block["head"].strip("\n").split("\n"):
        yield [cell.strip() for cell in line.split("|")]
    for line in block.get("rows", "").strip("\n").splitlines():
        yield [_text(cell.strip(), money) for cell in line.split("|")]
    if "codes" in block:
        yield from _coded(block, money)
    for line in block.get("below", ()):
        yield [line, *["<"] * (width - 1)]


def _coded(block: dict[str, Any], money: Department) -> Iterator[list[str]]:
    """Yield the rows of a selection's codes, below them or above them the total."""
    whole = block["codes"]
    digits = (3, 5) if "e" in whole.split() else (3, 5, 7)
    codes = sorted({code for each in digits for code in money.codes(whole, each)})
    split = block.get("split", False)
    rows = []
    for code in codes:
        row = f"e{code}" if "e" in whole.split() else code
        lead = [code[:3], code[3:5], code[5:7]] if split else [code]
        rows.append(
            [*lead, NAMES[code], *(printed(money.amount(f"{each} {row}")) for each in block["columns"])]
        )
    total = [*[""] * (len(rows[0]) - len(block["columns"]) - 1), "合计"]
    sums = [*total, *(printed(money.amount(each)) for each in block["columns"])]
    yield from [*rows, sums] if block.get("total") == "bottom" else [sums, *rows]


def written(blocks: list[Block], path: Path) -> Path:
    """Write blocks as a web page, with its cells spanned as the rows say."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
        else:
            parts += ["<table border='1'>", *_table(block), "</table><p>&nbsp;</p>"]
    path.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def _table(rows: list[list[str]]) -> Iterator[str]:
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = 1 + _run(row[column + 1 :], "<")
            down = 1 + _run([below[column] for below in rows[at + 1 :] if column < len(below)], "^")
            cells.append(f"<td colspan='{across}' rowspan='{down}'>{html.escape(text)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"


def _run(cells: list[str], mark: str) -> int:
    """Return how many cells in a row are a mark."""
    return next((index for index, cell in enumerate(cells) if cell != mark), len(cells))
