"""What the desk remembers for the next time: where each document was left, and what trees show beside their amounts.

It is a convenience, in a file of the user's state folder: what cannot be read is as if it had never been, and a failure
to write is let pass.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, field
from pathlib import Path

from model.record import dataclass
from tui.desk.widgets.tree_columns import Beside, Computed

MOST_DOCUMENTS = 100
"""Documents that are remembered."""

VIEWS = frozenset({"tree", "sheet", "findings", "text", "compare", "overview", "survey"})


@dataclass(frozen=True, slots=True)
class Left:
    """Where a document was left: the view; the cell (`sheet`, `row`, `column`; `is_name` on a tree's name), the
    paragraph or the finding; the unit; the order of the findings (`is_reversed` in its reverse); and the widths of
    columns that were changed, by sheet.
    """

    view: str
    sheet: str = ""
    row: int = -1
    column: int = -1
    is_name: bool = False
    paragraph: int = -1
    finding: str = ""
    unit: str = ""
    order: str = ""
    is_reversed: bool = False
    widths: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Memory:
    """The file of what is remembered. Nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._content: dict[str, object] | None = None

    @property
    def beside(self) -> Beside:
        """What is shown beside the stated amounts of trees."""
        stored = _table(self._read().get("beside"))
        computed = next((each for each in Computed if each == stored.get("computed")), Computed.DIFFERING)
        return Beside(
            computed,
            difference=stored.get("difference") is True,
            shares=stored.get("shares") is True,
            change=stored.get("change") is True,
        )

    def keep_beside(self, beside: Beside) -> None:
        """Remember what is shown beside the stated amounts of trees."""
        self._write("beside", asdict(beside))

    def left(self, document: str) -> Left | None:
        """Return where a document, by its resolved path, was left; None where that is not known."""
        stored = _table(_table(self._read().get("documents")).get(document))
        view = stored.get("view")
        if not isinstance(view, str) or view not in VIEWS:
            return None
        return Left(
            view,
            sheet=_text(stored, "sheet"),
            row=_number(stored, "row"),
            column=_number(stored, "column"),
            is_name=stored.get("is_name") is True,
            paragraph=_number(stored, "paragraph"),
            finding=_text(stored, "finding"),
            unit=_text(stored, "unit"),
            order=_text(stored, "order"),
            is_reversed=stored.get("is_reversed") is True,
            widths={sheet: _numbers(columns) for sheet, columns in _table(stored.get("widths")).items()},
        )

    def keep_left(self, document: str, left: Left) -> None:
        """Remember where a document was left."""
        documents = {
            name: stored for name, stored in _table(self._read().get("documents")).items() if name != document
        }
        newest = [*documents.items()][-(MOST_DOCUMENTS - 1) :]
        self._write("documents", dict([*newest, (document, asdict(left))]))

    def _read(self) -> dict[str, object]:
        if self._content is None:
            try:
                self._content = _table(json.loads(self._path.read_text(encoding="utf-8")))
            except (OSError, ValueError, RecursionError):
                self._content = {}
        return self._content

    def _write(self, name: str, value: object) -> None:
        self._content = None  # another desk may have written meanwhile
        content = {**self._read(), name: value}
        self._content = content
        temporary = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            temporary.replace(self._path)
        except (OSError, ValueError):
            with suppress(OSError):
                temporary.unlink()


def memory_file() -> Path:
    """Return where it is remembered."""
    from platformdirs import user_state_path

    return user_state_path("yushen", appauthor=False) / "desk.json"


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(table: Mapping[str, object], name: str) -> str:
    value = table.get(name)
    return value if isinstance(value, str) else ""


def _number(table: Mapping[str, object], name: str) -> int:
    value = table.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _numbers(value: object) -> dict[str, int]:
    table = _table(value)
    return {name: number for name in table if name.isdecimal() and (number := _number(table, name)) > 0}
