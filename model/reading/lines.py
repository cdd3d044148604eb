"""Rows that print no code: a total, a named line, a 类 by its name, a unit above its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of, level_of
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import COLUMN_ROLES, OF_WHICH, Lexicon, TableKind, normalised
from model.lexicon.names import named_anywhere, named_code
from model.lexicon.outline import Outline
from model.lexicon.reading import Reading
from model.messages import Message, message
from model.numbering import level_of_number
from model.pattern import pattern
from model.reading.columns import stated_year
from model.reading.panels import PanelColumns
from model.reading.table import RowLabel
from model.record import dataclass

_OF_PROJECTS = frozenset({"project", "beyond_basic"})
_COUNTED = pattern(r"\([个辆人次批台套艘架件户家组,、/]+\)")
"""What a line counts, behind its name."""


def not_covered(label: str) -> Message:
    """Return the reason why a row is not read whose label states nothing known."""
    return message("no word of the lexicon covers the label {label}", label=label)


@dataclass(slots=True)
class RowContext:
    """What a row is read by: its panel, and what the rows above state of those below.

    `year` is the table's, `pieces` are the last code's 类, 款 and 项, `domain` is that of all codes which the panel
    prints. `whole` is what the rows right above leave of a 类 of the economic classification below: a total all of
    it, a unit or 基本支出 its own; None where they are of something else. `outline` is what the names of lines
    without codes mean, `heads` are rows that head a list of their own, such as a unit's, `row` is the row that is
    read, `counts` means that it is below one that counts things, `above` what the last one means, `below` the next
    code that a row below prints, `headed` the rows that name the classification of those below.
    """

    panel: PanelColumns
    kind: TableKind
    lexicon: Lexicon
    year: int | None = None
    pieces: tuple[str, ...] = ()
    last_code: str = ""
    seen_total: bool = False
    whole: Mapping[str, str] | None = field(default_factory=dict)
    outline: Outline | None = None
    heads: frozenset[int] = frozenset()
    domain: Domain | None = None
    row: int = -1
    counts: bool = False
    above: Mapping[str, str] = field(default_factory=dict)
    below: str = ""
    headed: list[int] = field(default_factory=list)


def read_line(name: str, cell: int, context: RowContext) -> RowLabel | Message | None:
    """Return what a row means by its name alone, or why it was not understood; keep what it states of those below.

    A row whose label is a heading's word (栏次 with the columns' numbers) is no row of amounts, nor is one that counts
    things, such as 车辆数合计(辆) and the kinds of vehicles below it: None. 支出经济分类 heads the rows below it.
    """
    outlined = _outlined(name, cell, context)
    if outlined is not None:
        return outlined
    panel = context.panel
    by_function = panel.flow != "revenue" and (context.domain or panel.domain) is Domain.FUNCTION
    economic = _economic_class(name, context.lexicon) if by_function else ""
    if economic and context.whole is not None:
        return RowLabel("", name, {**context.whole, "economic": economic}, -1, cell)
    if economic:
        return not_covered(name)
    read = _read_line(name, cell, context)
    context.whole = _whole(read.coordinates) if isinstance(read, RowLabel) else None
    return read


def _whole(coordinates: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return what the items below a line share with it, None where the line is of something else than expenditure."""
    if coordinates.get("flow", "expenditure") not in {"expenditure", "outlay"}:
        return None
    rest = {dimension: member for dimension, member in coordinates.items() if dimension != "flow"}
    return None if set(rest) - {"nature", "unit", "source"} else rest


def _outlined(name: str, cell: int, context: RowContext) -> RowLabel | None:
    """Return a line that the outline of the panel's names knows, None for any other."""
    outline = context.outline
    code = outline.codes.get(context.row, "") if outline else ""
    if outline is None or not code or context.whole is None:
        return None
    shared = {} if context.kind.axis == "lines" else context.whole
    return RowLabel("", name, {**shared, str(outline.domain): code}, -1, cell, level_of(code))


def _economic_class(name: str, lexicon: Lexicon) -> str:
    """Return the 类 of the economic classification that a name means, by the lexicon or else by the classification."""
    reading = lexicon.read(name)
    means = reading.coordinates if reading.is_bound else {"economic": named_code(name, Domain.ECONOMIC)}
    return means["economic"] if set(means) == {"economic"} and len(means["economic"]) == 3 else ""


def _read_line(name: str, cell: int, context: RowContext) -> RowLabel | Message | None:
    panel = context.panel
    if panel.flow == "expenditure" and context.kind.axis == "lines":
        code = named_code(name, panel.domain, class_first=True)
        if code:
            return RowLabel("", name, {str(panel.domain): code}, -1, cell, 1)
    reading = context.lexicon.read(name)
    context.counts = not reading.is_bound and (context.counts or bool(_COUNTED.search(normalised(name))))
    if not reading.is_bound:
        return None if context.counts else _unknown_line(name, cell, context)
    if reading.roles & COLUMN_ROLES:
        # A project may have such a name: 其他资金项目.
        if reading.coordinates and context.kind.means.get("nature") in _OF_PROJECTS:
            return _unknown_line(name, cell, context)
        if normalised(name).endswith("分类"):
            context.headed.append(context.row)
        return None
    if "total" in reading.roles and not reading.coordinates:
        context.seen_total = True
    elif _is_one_of_several(name, reading, context):
        return not_covered(name)
    # Each year may have a row of its own; 2023年结转 is money of this year.
    is_of_year = set(reading.coordinates) <= {"stage"}
    year = stated_year(reading.year, reading.year_shift, context.year) if is_of_year else {}
    return RowLabel("", name, {**reading.coordinates, **year}, -1, cell)


def _is_one_of_several(name: str, reading: Reading, context: RowContext) -> bool:
    """Return whether a numbered line of revenue states no more than that: it is one of several, and not their whole."""
    in_revenue = context.panel.flow == "revenue" and context.kind.axis == "lines"
    names_nothing = "total" not in reading.roles and set(reading.coordinates) <= {"flow"}
    return in_revenue and names_nothing and level_of_number(normalised(name)) is not None


def _unknown_line(name: str, cell: int, context: RowContext) -> RowLabel | Message:
    """Take an unknown name above the first code for a unit, one below a code for that of a code left out.

    Where no column holds codes, a line may be anything: a unit there has a body's name, below the total or above it.
    """
    panel, kind, plain = context.panel, context.kind, normalised(name)
    unit = RowLabel("", name, {"unit": plain}, -1, cell)
    if kind.lists:
        part = plain.removeprefix(OF_WHICH)
        item = f"project:{plain}" if part == plain else f"part:{part}"
        return unit if names_body(name) else RowLabel("", name, {"item": item}, -1, cell)
    lists_codes = kind.axis == "codes"
    code = _code_of_name(name, context) if lists_codes else ""
    of_code = RowLabel(code, name, {str(domain_of(code)): code}, -1, cell, level_of(code)) if code else None
    if of_code and context.below.startswith(code):
        return of_code
    if context.row in context.heads and len(code) != 3:
        return unit
    above_codes = lists_codes and not context.last_code
    lists_projects = above_codes and kind.means.get("nature") in _OF_PROJECTS
    is_body = not named_anywhere(name) and (bool(panel.codes) or names_body(name))
    if lists_projects and not is_body and panel.project < 0:
        return RowLabel("", name, {"item": f"project:{plain}"}, -1, cell)
    is_below_total = above_codes and (context.seen_total or not panel.codes)
    if panel.unit_name >= 0 or ((is_below_total or lists_projects) and is_body):
        return unit
    return of_code or _part_of_above(name, cell, context) or not_covered(name)


def _part_of_above(name: str, cell: int, context: RowContext) -> RowLabel | None:
    """Take a line for a part of the line above it, by its name: one after 其中, or one without a code below a code.

    Such a part is at most its line and takes part in no sum.
    """
    plain = normalised(name)
    of_which = plain.startswith(OF_WHICH) and len(plain) > len(OF_WHICH)
    below_code = context.kind.axis == "codes" and bool(context.panel.codes and context.last_code)
    is_beside = "item" in context.kind.means or (of_which and "item" in context.above)
    if is_beside or not (of_which or below_code):
        return None
    return RowLabel("", name, {**context.above, "item": f"part:{plain.removeprefix(OF_WHICH)}"}, -1, cell)


def _code_of_name(name: str, context: RowContext) -> str:
    """Return the one code under the last 款, or else the one 类 of the panel's codes, that has this name.

    It is the class, the section or the code itself of the next code printed, where that has it and is not open yet:
    rows of codes stand below their sums, or projects below their code. "" where none or several have the name.
    """
    domain = domain_of(context.last_code) if context.last_code else context.domain
    if domain is None:
        return ""
    named = catalogue().by_name(name, domain)
    for length in (3, 5, 7) if context.below else ():
        code = context.below[:length]
        if code in named and (code == context.below or not context.last_code.startswith(code)):
            return code
    under = context.last_code[: 5 if domain is Domain.FUNCTION else 3]
    found = [code for code in named if under and code.startswith(under)] or [c for c in named if len(c) == 3]
    return found[0] if len(found) == 1 and found[0] != context.last_code else ""


def label_of_role(role: str, name: str, cell: int, context: RowContext) -> RowLabel:
    """Return the label of a row that is mapped as a total, a subtotal, a unit or a part; `cell` is its name's column.

    A part, and what is counted in the rows beside it already, take part in no sum: they are at most what they are of.
    """
    means: Mapping[str, str] = {}
    if role == "total":
        context.seen_total, context.whole = True, means
    elif role == "unit":
        means = {"unit": normalised(name)}
        context.last_code, context.whole = "", means
    else:
        means = {**(context.above if role == "part" else {}), "item": f"part:{normalised(name)}"}
    return RowLabel("", name, means, -1, cell)
