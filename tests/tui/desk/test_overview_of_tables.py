"""The overview says of each table whether it was read, and why not."""

from __future__ import annotations

from pathlib import Path

from tui.desk.account import account
from tui.desk.loading import load
from tui.desk.messages import Loaded
from tui.desk.words import Words

TEXT = """某区财政局2024年部门决算

2024年财政拨款“三公”经费支出决算表
单位：万元
合计 因公出国（境）费 公务接待费
预算数 决算数 预算数 决算数 预算数 决算数
0.95 0.95
"""


def test_a_table_whose_amounts_cannot_be_placed_is_told_with_its_kind_the_reason_and_each_amount(
    tmp_path: Path,
) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    posted: list[object] = []
    load([path], 1, lambda message: posted.append(message) or True, lambda: False)
    state = next(message.state for message in posted if isinstance(message, Loaded))

    lines = account(state, (), Words("en"))  # type: ignore[arg-type]

    table, *cells = [line for line in lines if "its blanks are lost" in line.text]
    assert "three public expenses" in table.text
    assert table.mark == "?"
    assert [(line.place.row, line.place.column) for line in cells if line.place] == [(2, 0), (2, 1)]
