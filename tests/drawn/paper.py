"""Tables put on sheets: captions, headings with their merges, pieces of a table that goes on, and where all stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drawn.cube import Cube
from drawn.grid import Amount, Cell, Grid, Key
from drawn.layout import Layout

Extent = tuple[int, int, int, int]
"""Top, left, bottom and right, inclusive."""
Place = tuple[int, int, int]
"""A sheet, a row and a column, from 0."""


@dataclass
class Paper:
    """A sheet of a workbook, or a table's piece for a page. `heads` are the rows of captions and headings."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Extent] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    captions: set[int] = field(default_factory=set)


@dataclass
class Printed:
    """An amount as it stands on paper, and in which table."""

    place: Place
    amount: Amount
    kind: str


@dataclass
class Disclosed:
    """A drawn disclosure: its sheets, its amounts by place, and the sums and statements that must agree."""

    seed: int
    cube: Cube
    layout: Layout
    grids: list[Grid]
    papers: list[Paper] = field(default_factory=list)
    printed: dict[Place, Printed] = field(default_factory=dict)
    sums: list[tuple[Place, list[Place]]] = field(default_factory=list)
    features: dict[str, object] = field(default_factory=dict)


def put_on_paper(disclosed: Disclosed) -> None:
    """Lay the grids out on sheets."""
    _cover(disclosed)
    for number, grid in enumerate(disclosed.grids, start=1):
        writer = _Writer(disclosed, grid, number)
        writer.write()


def _cover(disclosed: Disclosed) -> None:
    cube, layout = disclosed.cube, disclosed.layout
    stage = "部门决算" if cube.stage == "final" else "部门预算"
    if layout["cover"] == "one_line":
        disclosed.papers.append(Paper("封面", [[f"{cube.department}{cube.year}年{stage}"]], captions={0}))
    elif layout["cover"] == "three_lines":
        lines: list[list[Cell]] = [[f"{cube.year}年度"], [cube.department], [stage]]
        disclosed.papers.append(Paper("封面", lines, captions={0, 1, 2}))
    if layout["contents"]:
        lines = [
            ["目录"],
            *([f"表{number} {grid.title}"] for number, grid in enumerate(disclosed.grids, start=1)),
        ]
        disclosed.papers.append(Paper("目录", lines, captions=set(range(len(lines)))))


def note(disclosed: Disclosed, grid: Grid, at: dict[Key, Place]) -> None:
    """Note where a table's amounts stand on paper, and what they add up to."""
    for (row, column), place in at.items():
        cell = grid.rows[row][column]
        assert isinstance(cell, Amount)
        disclosed.printed[place] = Printed(place, cell, grid.kind)
    for above, below in grid.sums:
        if above in at and all(part in at for part in below):
            disclosed.sums.append((at[above], [at[part] for part in below]))


def whole(disclosed: Disclosed, grid: Grid, number: int) -> tuple[Paper, dict[Key, Place]]:
    """Return a table in one piece, and where its amounts stand there."""
    writer = _Writer(disclosed, grid, number)
    paper = Paper(f"{number}")
    writer.captions(paper, "")
    writer.heading(paper)
    writer.data(paper, range(len(grid.rows)), number)
    return paper, writer.at


@dataclass
class _Writer:
    """Writes one table, piece by piece."""

    disclosed: Disclosed
    grid: Grid
    number: int
    at: dict[Key, Place] = field(default_factory=dict)

    def write(self) -> None:
        split = self._split()
        self.grid.features["split"] = split
        rows = len(self.grid.rows)
        cut = self.disclosed.layout.wording.randint(4, rows - 3) if split != "none" else rows
        paper = self._paper("")
        self.captions(paper, "")
        self.heading(paper)
        self.data(paper, range(cut), len(self.disclosed.papers) - 1)
        if split.startswith("inside"):
            if split == "inside_captions":
                self.captions(paper, "")
            self.heading(paper)
        elif split != "none":
            paper = self._paper("续")
            if split != "heading_only":
                self.captions(
                    paper, self.disclosed.layout.word("（续）", "(续)") if split == "continued" else ""
                )
            self.heading(paper)
        self.data(paper, range(cut, rows), len(self.disclosed.papers) - 1)
        for words in self.grid.notes:
            paper.rows.append([words])
        note(self.disclosed, self.grid, self.at)

    def _split(self) -> str:
        layout = self.disclosed.layout
        long = len(self.grid.rows) >= 10
        return str(layout["split"]) if long and layout.wording.random() < 0.6 else "none"

    def _paper(self, more: str) -> Paper:
        layout = self.disclosed.layout
        names = {
            "numbers": f"表{self.number}{more}",
            "titles": f"{self.number}.{self.grid.title}"[:28] + more,
            "bare": f"Sheet{len(self.disclosed.papers) + 1}",
        }
        paper = Paper(names[str(layout["sheet_names"])])
        self.disclosed.papers.append(paper)
        return paper

    @property
    def width(self) -> int:
        return len(self.grid.columns)

    def captions(self, paper: Paper, more: str) -> None:
        """Write the caption's rows in the layout's order."""
        layout, cube = self.disclosed.layout, self.disclosed.cube
        title = self.grid.title + more
        if layout["title_department"] == "in":
            title = cube.department + title
        elif layout["title_department"] == "部门" and not title.startswith("部门"):
            title = "部门" + title
        if layout["title_year"] == "in":
            title = f"{cube.year}年{'度' if layout['unit_first'] else ''}{title}"
        lines: list[list[Cell]] = [[title]]
        if layout["title_year"] == "row":
            lines.insert(1 if layout["unit_first"] else 0, [f"{cube.year}年度"])
        unit = str(layout["unit_label"]).format(layout["unit"])
        row = self._unit_row(unit)
        lines.insert(0 if layout["unit_first"] else len(lines), row)
        if layout["number_label"] != "none":
            label = str(layout["number_label"]).format(self.number)
            label = label.replace("预算", "决算") if cube.stage == "final" else label
            if layout["label_place"] == "above":
                lines.insert(0, [label])
            elif layout["label_place"] == "below":
                lines.insert(lines.index(row), self._right(label))
            else:
                lines[lines.index(row)][0] = lines[lines.index(row)][0] or label
        for line in lines:
            paper.captions.add(len(paper.rows))
            paper.heads.add(len(paper.rows))
            if len(line) == 1 and self.width > 1 and layout["headings"] == "merged":
                paper.merges.append((len(paper.rows), 0, len(paper.rows), self.width - 1))
            paper.rows.append(line)

    def _right(self, words: str) -> list[Cell]:
        return [*[None] * (self.width - 1), words]

    def _unit_row(self, unit: str) -> list[Cell]:
        layout, cube = self.disclosed.layout, self.disclosed.cube
        lead = str(layout["department_row"])
        who = None if lead == "none" else f"{'单位名称：' if lead == 'with_unit' else lead}{cube.department}"
        if lead == "with_unit":
            return [f"{who}　　　　{unit}"]
        if layout["unit_cell"] == "left" and who is None:
            return [unit]
        row = self._right(unit)
        if who:
            row = [who, *row[1:]] if self.width > 1 else [f"{who}　{unit}"]
        return row

    def heading(self, paper: Paper) -> None:
        """Write the heading's rows and the number row."""
        top = len(paper.rows)
        depth = self.grid.depth
        paths = [column.path for column in self.grid.columns]
        rows: list[list[Cell]] = [[None] * self.width for _ in range(depth)]
        style = self.disclosed.layout["headings"]
        for column, path in enumerate(paths):
            for level, words in enumerate(path):
                repeated = (
                    column > 0
                    and level < len(path) - 1
                    and paths[column - 1][: level + 1] == path[: level + 1]
                )
                if not repeated or style == "repeated":
                    rows[level][column] = words
        paper.heads.update(range(top, top + depth))
        paper.rows += rows
        if style == "merged":
            paper.merges += _heading_merges(paths, top, depth)
        if self.grid.number_row:
            paper.heads.add(len(paper.rows))
            paper.rows.append(list(self.grid.number_row))

    def data(self, paper: Paper, rows: Sequence[int], sheet: int) -> None:
        """Write some of the table's rows."""
        for row in rows:
            cells = self.grid.rows[row]
            for column, cell in enumerate(cells):
                if isinstance(cell, Amount):
                    place = (sheet, len(paper.rows), column)
                    self.at[row, column] = place
            paper.rows.append(list(cells))


def _heading_merges(paths: Sequence[tuple[str, ...]], top: int, depth: int) -> list[Extent]:
    merges: list[Extent] = []
    for column, path in enumerate(paths):
        last = len(path) - 1
        if last < depth - 1:
            merges.append((top + last, column, top + depth - 1, column))
        for level in range(last):
            before = column > 0 and paths[column - 1][: level + 1] == path[: level + 1]
            right = column
            while (
                right + 1 < len(paths)
                and len(paths[right + 1]) > level + 1
                and paths[right + 1][: level + 1] == path[: level + 1]
            ):
                right += 1
            if not before and right > column:
                merges.append((top + level, column, top + level, right))
    return merges
