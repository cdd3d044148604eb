"""Rows that print no code: a total, a named line, a 类 by its name, a unit above its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of, level_of
from model.layout.outline import Outline
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import COLUMN_ROLES, OF_WHICH, Lexicon, Reading, TableKind, normalised
from model.lexicon.names import named_anywhere, named_code
from model.messages import Message, message
from model.reading.labelled import RowLabel
from model.reading.panels import PanelColumns


@dataclass(slots=True)
class Context:
    """What the rows above say of the rows below; `pieces` are the last code's 类, 款 and 项, `year` the table's.

    `whole` is what the rows right above leave of a 类 of the economic classification below: a total all of it, a unit
    or 基本支出 its own; None where they are of something else. `outline` says what the names of lines
    without codes mean, `heads` are rows that head a list of their own, such as a unit's, `row` is the row that is
    read, `above` what the last one means.
    """

    pieces: tuple[str, ...] = ()
    last_code: str = ""
    seen_total: bool = False
    year: int | None = None
    whole: Mapping[str, str] | None = field(default_factory=dict)
    outline: Outline | None = None
    heads: frozenset[int] = frozenset()
    domain: Domain | None = None
    row: int = -1
    above: Mapping[str, str] = field(default_factory=dict)


def read_line(
    name: str, cell: int, panel: PanelColumns, lexicon: Lexicon, kind: TableKind, context: Context
) -> RowLabel | Message | None:
    """Return what a row means by its name alone, or why it was not understood; keep what it says of those below.

    A row whose label is a heading's word (栏次 with the columns' numbers) is no row of amounts: None.
    """
    outlined = _outlined(name, cell, panel, kind, context)
    if outlined is not None:
        return outlined
    domain = context.domain or panel.domain
    by_function = panel.flow != "revenue" and domain is Domain.FUNCTION
    economic = _economic_class(name, lexicon) if by_function else ""
    if economic and context.whole is not None:
        return RowLabel("", name, {**context.whole, "economic": economic}, -1, cell)
    if economic:
        return message("no word of the lexicon covers the label {label}", label=name)
    read = _read_line(name, cell, panel, lexicon, kind, context)
    context.whole = None
    if isinstance(read, RowLabel):
        context.whole = _whole(read.coordinates)
    return read


def _whole(coordinates: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return what the items below a line share with it, None where the line is of something else than expenditure."""
    if coordinates.get("flow", "expenditure") not in {"expenditure", "outlay"}:
        return None
    rest = {dimension: member for dimension, member in coordinates.items() if dimension != "flow"}
    return None if set(rest) - {"nature", "unit", "source"} else rest


def _outlined(
    name: str, cell: int, panel: PanelColumns, kind: TableKind, context: Context
) -> RowLabel | None:
    """Return a line that the outline of the panel's names knows, None for any other."""
    code = context.outline.codes.get(context.row, "") if context.outline else ""
    if context.outline is None or not code or context.whole is None:
        return None
    domain = context.outline.domain
    coordinates = {str(domain): code}
    if kind.axis != "lines":
        coordinates = {**context.whole, **coordinates}
    else:
        if panel.flow == "expenditure":
            coordinates["flow"] = "expenditure"
    return RowLabel("", name, coordinates, -1, cell, level_of(code))


def _economic_class(name: str, lexicon: Lexicon) -> str:
    """Return the 类 of the economic classification that a name means, by the lexicon or else by the classification."""
    reading = lexicon.read(name)
    if reading.is_bound:
        code = reading.coordinates.get("economic", "") if set(reading.coordinates) == {"economic"} else ""
    else:
        code = named_code(name, Domain.ECONOMIC)
    return code if len(code) == 3 else ""


def _read_line(
    name: str, cell: int, panel: PanelColumns, lexicon: Lexicon, kind: TableKind, context: Context
) -> RowLabel | Message | None:
    if panel.flow == "expenditure" and kind.axis == "lines":
        code = named_code(name, panel.domain, class_first=True)
        if code:
            return RowLabel("", name, {"flow": "expenditure", str(panel.domain): code}, -1, cell, 1)
    reading = lexicon.read(name)
    if not reading.is_bound:
        return _unknown_line(name, cell, panel, kind, context)
    if reading.roles & COLUMN_ROLES:
        return None
    coordinates = dict(reading.coordinates)
    if reading.roles & {"total"} and not coordinates:
        context.seen_total = True
    return RowLabel("", name, {**coordinates, **_year(reading, context)}, -1, cell)


def _year(reading: Reading, context: Context) -> dict[str, str]:
    """Return the year that a row is of, where each year has a row of its own; 2023年结转 is money of this year."""
    if set(reading.coordinates) - {"stage"}:
        return {}
    if reading.year:
        return {"year": str(reading.year)}
    if reading.year_shift is not None and context.year:
        return {"year": str(context.year + reading.year_shift)}
    return {}


def _unknown_line(
    name: str, cell: int, panel: PanelColumns, kind: TableKind, context: Context
) -> RowLabel | Message:
    """Take an unknown name above the first code for a unit, one below a code for that of a code left out.

    Where no column holds codes, what follows a total may be anything: a unit there has a body's name.
    """
    if kind.means.get("item") == "procurement" and names_body(name):
        return RowLabel("", name, {"unit": normalised(name)}, -1, cell)
    code = _code_of_name(name, context) if kind.axis == "codes" else ""
    if context.row in context.heads and len(code) != 3:
        return RowLabel("", name, {"unit": normalised(name)}, -1, cell)
    above_codes = kind.axis == "codes" and context.seen_total and not context.last_code
    lists_projects = kind.axis == "codes" and kind.means.get("nature") in {"project", "beyond_basic"}
    is_body = not named_anywhere(name) and (bool(panel.codes) or names_body(name))
    if lists_projects and not context.last_code and not is_body and panel.project < 0:
        return RowLabel("", name, {"item": f"project:{normalised(name)}"}, -1, cell)
    if panel.unit_name >= 0 or ((above_codes or (lists_projects and not context.last_code)) and is_body):
        return RowLabel("", name, {"unit": normalised(name)}, -1, cell)
    if code:
        return RowLabel(code, name, {str(domain_of(code)): code}, -1, cell, level_of(code))
    return _part_of_above(name, cell, panel, kind, context) or message(
        "no word of the lexicon covers the label {label}", label=name
    )


def _part_of_above(
    name: str, cell: int, panel: PanelColumns, kind: TableKind, context: Context
) -> RowLabel | None:
    """Take a line for a part of the line above it, by its name: one after 其中, or one without a code below a code.

    Such a part is at most its line and takes part in no sum.
    """
    plain = normalised(name)
    of_which = plain.startswith(OF_WHICH) and len(plain) > len(OF_WHICH)
    below_code = kind.axis == "codes" and bool(panel.codes and context.last_code)
    above = {key: member for key, member in context.above.items() if key != "item"}
    if not (of_which or below_code) or "item" in kind.means or (of_which and len(above) < len(context.above)):
        return None
    return RowLabel("", name, {**above, "item": f"part:{plain.removeprefix(OF_WHICH)}"}, -1, cell)


def _code_of_name(name: str, context: Context) -> str:
    """Return the one code under the last 款, or else the one 类 of the panel's codes, that has this name.

    "" where none or several have it.
    """
    domain = domain_of(context.last_code) if context.last_code else context.domain
    if domain is None:
        return ""
    named = catalogue().by_name(name, domain)
    under = context.last_code[: 5 if domain is Domain.FUNCTION else 3]
    found = [code for code in named if under and code.startswith(under)] or [c for c in named if len(c) == 3]
    return found[0] if len(found) == 1 and found[0] != context.last_code else ""
