"""Columns: which hold codes and names, which hold amounts and of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from itertools import takewhile

from model.amounts_text import NotAmount, PrintedNumber, read_number
from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of, is_code
from model.layout.cells import SAMPLE, cells_of
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import COLUMN_ROLES, OF_WHICH, Lexicon, Reading, normalised
from model.lexicon.names import code_text, named_code
from model.lexicon.wording import year_alone
from model.messages import Message, message
from model.pattern import pattern
from model.record import dataclass
from model.source.book import CellValue, Sheet

_WORDS = frozenset({NotAmount.TEXT, NotAmount.OWN_UNIT})
"""What is no amount and labels a row: words, and a year such as 2025年."""
_LINE_NUMBER = pattern(r"[1-9][0-9]{0,3}")
_PIECES = {"类": 3, "款": 2, "项": 2}
"""The digits of the pieces of a code."""
_YEAR, _YEARLY = pattern(r"(?:19|20)\d\d"), ("年", "预算年", "决算年", "所属年")
"""A year, and how a heading begins that stands over years."""
_CLASS = 3
"""Digits of a class."""
_FEWEST_LINES = 3
"""Lines before numbers that follow one another are taken to count them."""


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column and what its heading path states; `why` is set where an amount column could not be understood."""

    number: int
    path: tuple[str, ...]
    role: str
    coordinates: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    year_shift: int | None = None
    why: Message | None = None

    def coordinates_in(self, year: int | None) -> dict[str, str]:
        """Return the coordinates of its amounts in a table of a year."""
        return {**self.coordinates, **stated_year(self.year, self.year_shift, year)}


def stated_year(year: int | None, shift: int | None, own: int | None) -> dict[str, str]:
    """Return the year that words state, as a coordinate: themselves, or by how much it differs from the table's own."""
    if not year and shift is not None and own:
        year = own + shift
    return {"year": str(year)} if year else {}


def headed_domain(
    paths: list[tuple[str, ...]], sheet: Sheet, data: Sequence[int], lexicon: Lexicon
) -> Domain | None:
    """Return the classification that the headings of a matrix name, None where its rows print the codes.

    Of a few codes among those of functions it is not economic: a unit may have the number 301.
    """
    leaves = [path[-1] for path in paths if path]
    economic = (Domain.ECONOMIC, Domain.GOVERNMENT)
    named = {domain: sum(bool(named_code(leaf, domain)) for leaf in leaves) for domain in Domain}
    best = max((*economic, Domain.FUNCTION), key=lambda domain: named[domain])
    labels = [number for number, path in enumerate(paths) if path and lexicon.read(path[-1]).column_role]
    codes = (code_text(sheet.value(row, label)) for row in data[:20] for label in labels[:4])
    printed = Counter(map(domain_of, codes))
    codes_of_rows = sum(printed[domain] for domain in (economic if best in economic else Domain))
    most = printed[Domain.FUNCTION] if best in economic else 0
    return best if named[best] > 1 and codes_of_rows <= most else None


def read_columns(
    sheet: Sheet,
    paths: list[tuple[str, ...]],
    data: list[int],
    lexicon: Lexicon,
    domain: Domain | None,
    within: str = "",
) -> list[ReadColumn]:
    """Return what each column is by its heading, the roles that its content belies corrected.

    `domain` is the economic classification its headings may name, `within` the 类 that the table is limited to.
    """
    columns = [read_column(number, path, lexicon, domain, within) for number, path in enumerate(paths)]
    read: list[ReadColumn] = []
    for column in columns:
        read.append(_by_content(column, read, columns, sheet, data))
    found = _with_pieces(read, sheet, data)
    return [_without_leaf(_of_its_group(column, found, lexicon), found) for column in found]


def _without_leaf(column: ReadColumn, columns: Sequence[ReadColumn]) -> ReadColumn:
    """Return a column; one without a heading of its own among others of a group that have one is not understood.

    The first of a group may be its total.
    """
    group, behind = column.path, columns[: column.number]
    lacks = column.role == "amount" and bool(group) and column.why is None
    if lacks and any(len(each.path) > len(group) and each.path[: len(group)] == group for each in behind):
        why = message("the column has no heading of its own below {heading}", heading=group[-1])
        return replace(column, why=why)
    return column


def _with_pieces(columns: Sequence[ReadColumn], sheet: Sheet, data: Sequence[int]) -> list[ReadColumn]:
    """Return the columns; those beside one another that print 类, 款 and 项 are read so by their digits.

    The words above one of them may not be understood: three digits, two and two that begin with a class are a code's.
    """
    found = list(columns)
    values = [[] if _is_amount(one) else cells_of(sheet, data[:SAMPLE], one.number) for one in columns]
    for first in range(len(found) - 1):
        pairs = zip(found[first:], _PIECES, strict=False)
        fits = list(takewhile(lambda pair: _are_digits(_PIECES[pair[1]], values[pair[0].number]), pairs))
        headed = all(one.role == "code" and normalised(one.path[-1]).endswith(piece) for one, piece in fits)
        classes = filter(str.isdecimal, map(code_text, values[first]))
        if len(fits) > 1 and not headed and all(map(is_code, classes)):
            found[first : first + len(fits)] = [
                ReadColumn(each.number, (*each.path, piece), "code") for each, piece in fits
            ]
    return found


def _are_digits(count: int, values: Sequence[CellValue]) -> bool:
    """Return whether all numbers of a column have so many digits; the label of a total may stand among them."""
    filled = [value for value in values if value not in (None, "")]
    numbers = [text for text in map(code_text, filled) if text.isdecimal()]
    return len(numbers) * 2 > len(filled) and all(len(number) == count for number in numbers)


def _of_its_group(column: ReadColumn, columns: Sequence[ReadColumn], lexicon: Lexicon) -> ReadColumn:
    """Return a column; the total of a group in which money stands that its heading does not hold is of all in it."""
    source, group, own = lexicon.dimensions["source"], column.path[:-1], column.coordinates.get("source", "")
    if not own or not group or "total" not in lexicon.read(column.path[-1]).roles:
        return column
    inside = {each.coordinates.get("source", "") for each in columns if each.path[: len(group)] == group}
    others = {member for member in inside if member and not source.is_under(member, own)}
    if not others:
        return column
    holds_all = f"{own}_all" in source.members and all(source.is_under(each, "carryover") for each in others)
    is_of_year = normalised(group[-1]).startswith(("本年", "当年"))
    coordinates = {**column.coordinates, "source": f"{own}_all" if holds_all else "current"}
    why = None if holds_all or is_of_year else not_covered(column.path)
    return replace(column, coordinates=coordinates, why=why)


def read_column(
    number: int, path: tuple[str, ...], lexicon: Lexicon, domain: Domain | None, within: str = ""
) -> ReadColumn:
    """Return what a heading path states of its column; `within` is the 类 to which the title limits it, or ""."""
    readings = [lexicon.read(text) for text in path]
    if not path:
        return ReadColumn(number, path, "blank", why=message("the column has no heading"))
    role = readings[-1].column_role
    if role and readings[-1].is_bound:
        return ReadColumn(number, path, role)
    coordinates: dict[str, str] = {}
    year = shift = None
    groups = _groups_of_items(path, domain, readings)
    if groups and "total" in readings[-1].roles:
        return ReadColumn(number, path, "amount", {"item": f"part:{normalised(path[0])}"})
    for text, reading in zip(path[groups:], readings[groups:], strict=True):
        names_label = reading.is_bound and bool(reading.column_role) and set(reading.coordinates) <= {"flow"}
        if text is not path[-1] and names_label:
            # It names what labels stand below it and nothing of amounts: 支出项目类别.
            continue
        if text is path[-1] and (part := _part_of(text, reading)):
            coordinates["item"] = part
            break
        bound = _means(text, reading, domain, coordinates.get(str(domain), within))
        if bound is None and text is path[-1] and names_body(text):
            bound = {"unit": normalised(text)}
        if bound is None or (groups and domain not in bound):
            return ReadColumn(number, path, "amount", why=not_covered(path))
        coordinates.update(_beneath(coordinates, bound, text, lexicon))
        year = reading.year or year
        shift = reading.year_shift if reading.year_shift is not None else shift
    return ReadColumn(number, path, "amount", coordinates, year, shift)


def _beneath(
    above: Mapping[str, str], bound: Mapping[str, str], text: str, lexicon: Lexicon
) -> dict[str, str]:
    """Return what a heading means beneath others; where it states 其中 it is a part, and no narrower name for them."""
    of_which = normalised(text).startswith(OF_WHICH)
    beneath = {name: lexicon.dimensions[name].beneath for name in bound.keys() & lexicon.composed}
    meant = {name: of(above.get(name, ""), bound[name], of_which=of_which) for name, of in beneath.items()}
    return {**bound, **meant}


def _part_of(text: str, reading: Reading) -> str:
    """Return the item that a heading such as 其中：专项资金 means: by its name a part of what the headings above mean.

    "" for any heading whose words are known and for one that states no name.
    """
    plain = normalised(text)
    name = plain.removeprefix(OF_WHICH)
    return f"part:{name}" if plain.startswith(OF_WHICH) and name and not reading.is_bound else ""


def _groups_of_items(path: tuple[str, ...], domain: Domain | None, readings: Sequence[Reading]) -> int:
    """Return how many headings above a department's items only group them: a 款 of the government's, 社会保障缴费.

    Their subtotal is a part by its name.
    """
    if domain is not Domain.ECONOMIC or len(path) < 2 or named_code(path[0], domain):
        return 0
    named = named_code(path[0], Domain.GOVERNMENT) or readings[0].coordinates.get(Domain.GOVERNMENT, "")
    return int(len(named) == 5)


def _means(text: str, reading: Reading, domain: Domain | None, above: str) -> dict[str, str] | None:
    """Return a heading's coordinates, None where it is not understood; `above` is the code named above it, or ""."""
    code = (named_code(text, domain) or named_code(text, domain, above)) if domain else ""
    if domain and code:
        return {domain: code}
    return dict(reading.coordinates) if reading.is_bound else None


def _by_content(
    column: ReadColumn, read: list[ReadColumn], columns: list[ReadColumn], sheet: Sheet, data: list[int]
) -> ReadColumn:
    """Return a column with the role that its content shows; `read` are those before it, so corrected already.

    Codes of the classification under 单位代码 are codes, and so are those under a heading that states nothing of
    amounts, where all are known; words under a heading that no word covers, or that speaks of no more than 收入 or
    支出, are labels, as words without any heading before the amounts are; amounts under a heading that names codes are
    listed, not bound, as years are; numbers that count the lines are no amounts. A column whose heading is not
    understood and that holds nothing is left out.
    """
    number, path, role = column.number, column.path, column.role
    values = cells_of(sheet, data[:SAMPLE], number)
    if role == "blank" and _mostly(_is_words, values) and not _has_label(read):
        begins = any(map(_is_amount, columns[number + 1 :]))
        return replace(column, role="label", why=None) if begins else column
    is_yearly = role == "amount" and not column.coordinates_in(1) and path[-1].strip().startswith(_YEARLY)
    if is_yearly and _are_years(values):
        return replace(column, why=not_covered(path))
    unclear = role == "amount" and (column.why is not None or set(column.coordinates) <= {"flow"})
    if unclear and _mostly(_is_words, values, fewest=1):
        is_first = not _has_label(read) or _mostly(lambda each: year_alone(str(each)) is not None, values)
        begins = is_first and any(map(_is_amount, columns[number + 1 :]))
        return ReadColumn(number, (*path, ""), "label" if begins else "ignore")
    is_unknown = column.why is not None and bool(path and data)
    is_empty = is_unknown and set(cells_of(sheet, data, number)) <= {None, ""}
    if is_empty or (unclear and _counts_lines(values)):
        return ReadColumn(number, path, "ignore")
    if role in {"unit_code", "name", "label"} and _mostly(lambda value: is_code(code_text(value)), values):
        return ReadColumn(number, path, "code")
    if unclear and _are_known_codes(values):
        return ReadColumn(number, path, "code")
    if role in {"code", "name"} and _mostly(_has_decimals, values):
        return ReadColumn(number, path, "amount", why=not_covered(path))
    return column


def not_covered(path: Sequence[str]) -> Message:
    """Return the reason why a column is not read whose headings state nothing known."""
    return message("no word of the lexicon covers the heading {heading}", heading=" / ".join(path))


def _is_amount(column: ReadColumn) -> bool:
    return column.role == "amount" and column.why is None


def _has_label(read: Sequence[ReadColumn]) -> bool:
    """Return whether a label stands between the last column of amounts and the next column."""
    since = takewhile(lambda column: not _is_amount(column), reversed(read))
    return any(column.role in COLUMN_ROLES - {"ignore", "unit_code", "code"} for column in since)


def _mostly(fits: Callable[[CellValue], bool], values: Sequence[CellValue], fewest: int = 2) -> bool:
    """Return whether most of the filled cells are such, and so many of them at least."""
    count = sum(map(fits, values))
    return count >= fewest and count * 2 > sum(value not in (None, "") for value in values)


def _is_words(value: CellValue) -> bool:
    return isinstance(value, str) and read_number(value) in _WORDS


def _are_known_codes(values: Sequence[CellValue]) -> bool:
    """Return whether all filled cells hold codes below the classes that the classification knows."""
    texts = [code_text(value) for value in values if value not in (None, "")]
    return len(texts) > 1 and all(len(text) > _CLASS and catalogue().knows(text) for text in texts)


def _are_years(values: Sequence[CellValue]) -> bool:
    """Return whether all filled cells hold the number of a year."""
    texts = [code_text(value) for value in values if value not in (None, "")]
    return bool(texts) and all(map(_YEAR.fullmatch, texts))


def _has_decimals(value: CellValue) -> bool:
    """Return whether a cell holds a number with decimals, which no code and no name is."""
    if not isinstance(value, str):
        return isinstance(value, float) and not value.is_integer()
    number = read_number(value)
    return isinstance(number, PrintedNumber) and number.decimals > 0


def _counts_lines(values: Sequence[CellValue]) -> bool:
    """Return whether each row holds the number that follows that of the row above."""
    texts = list(map(code_text, values))
    first = int(texts[0]) if len(texts) >= _FEWEST_LINES and _LINE_NUMBER.fullmatch(texts[0]) else 0
    return first > 0 and texts == [str(number) for number in range(first, first + len(texts))]
