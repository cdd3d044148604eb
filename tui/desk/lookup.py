"""Looking up: what matches in every view at once, found off the screen's thread and posted kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from model.engagement.record import FindingTarget, Note, PlaceTarget, RowTarget, SentenceTarget
from model.finding import Place
from model.money import Unit, format_amount
from model.source.shown_value import cell_text
from model.tree import texts_of_nodes
from tui.desk.claim_cells import ClaimSpot, TextSpot
from tui.desk.marks import parse_address
from tui.desk.messages import LookedUp
from tui.desk.results import OverviewSpot, Result, Target
from tui.desk.search import Query, claimed
from tui.desk.sought_amount import facts_of_number
from tui.desk.state import DeskState, SheetSpot
from tui.desk.tree_places import TreeSpot

if TYPE_CHECKING:
    from textual.message import Message

    from model.source.book import Paragraph
    from tui.desk.words import Words

MOST_OF_A_KIND = 50
"""How many results of one kind are listed; one more shows that there are more."""

_ASKED_EVERY = 500
_AROUND = 20


def look_up(
    state: DeskState,
    notes: Iterable[Note],
    lines: Iterable[str],
    text: str,
    words: Words,
    generation: int,
    post: Callable[[Message], object],
    cancelled: Callable[[], bool],
) -> None:
    """Look up in a thread, and post what was found so far after each kind; `lines` are those of the overview."""
    wanted = Query(text)
    found: list[Result] = []
    kinds: tuple[Iterator[Result], ...] = (
        addressed(state, text, words),
        _amounts(state, wanted, words),
        _names(state, wanted, cancelled),
        _findings(state, wanted, words),
        _notes(state, notes, wanted),
        _texts(state, wanted, cancelled),
        _cells(state, wanted, words, cancelled),
        _lines(lines, wanted),
    )
    seen: set[Target] = set()
    for kind in kinds if wanted.text else ():
        fresh = (result for result in kind if result.target not in seen)
        some = list(islice(fresh, MOST_OF_A_KIND))
        if cancelled():
            return
        seen |= {result.target for result in some}
        found += some
        if some:
            post(LookedUp(generation, tuple(found), complete=False))
    post(LookedUp(generation, tuple(found), complete=True))


def addressed(state: DeskState, text: str, words: Words) -> Iterator[Result]:
    """Yield the cells that an address with a sheet means, such as 表3!E25; the sheet's name may be cut short.

    A cell of a PDF is also meant by its page and its address in the table: 第2页 表内 C6.
    """
    typed = " ".join(text.replace("！", "!").split())
    sheet, mark, own = typed.rpartition("!" if "!" in typed else " ")
    at = parse_address(own)
    if not mark or at is None:
        return
    targets = [
        SheetSpot(spot.document, spot.sheet, *at)
        for spot in state.sheets()
        if at[0] < state.sheet(spot).height and at[1] < state.sheet(spot).width
    ]
    for target in _called(state, targets, sheet.strip().strip("'"), words) if mark == "!" else targets:
        if mark == "!" or words.place(state.place(target)) == typed:
            yield Result("cell", f"{words.place(state.place(target))}  {_value(state, target)}", target)


def _called(state: DeskState, targets: list[SheetSpot], sheet: str, words: Words) -> list[SheetSpot]:
    """Return those whose sheet is called so; where none is, those whose sheet's name begins so."""
    wanted = sheet.casefold()
    names = {target: state.sheet(target).name for target in targets}
    called = {target: (name.casefold(), words.places(name).casefold()) for target, name in names.items()}
    exact = [target for target in targets if wanted in called[target]]
    return exact or [target for target in targets if any(name.startswith(wanted) for name in called[target])]


def _value(state: DeskState, spot: SheetSpot) -> str:
    sheet = state.sheet(spot)
    return cell_text(sheet.value(spot.row, spot.column), sheet.format(spot.row, spot.column))


def _names(state: DeskState, wanted: Query, cancelled: Callable[[], bool]) -> Iterator[Result]:
    """Yield the rows of trees whose code begins with it, or whose name holds it."""
    for number, tree in enumerate(state.trees):
        title = state.short_title(tree.title) or tree.sheet
        for index, (code, name) in enumerate(texts_of_nodes(tree.nodes)):
            if index % _ASKED_EVERY == 0 and cancelled():
                return
            if wanted.in_code(code) or wanted.in_name(name):
                yield Result("code", f"{code} {name}  {title}".strip(), TreeSpot(number, index, -1))


def _amounts(state: DeskState, wanted: Query, words: Words) -> Iterator[Result]:
    """Yield the cells and sentences that state a number, be it printed in 元, 万元 or 亿元."""
    from checks.mechanism.evidence import label_of, place_of
    from checks.mechanism.stated import statements_of

    if not wanted.amounts:
        return
    numbers = {id(document): number for number, document in enumerate(state.documents)}
    for subject in state.claim_cells.subjects:
        statements = subject.once(statements_of)
        for fact in facts_of_number(subject, wanted.text):
            stated = statements.stated(fact)
            amount = f"{format_amount(stated.amount, Unit.YUAN)} 元"
            if stated.cited is not None:
                spot = ClaimSpot(numbers[id(stated.cited.document)], stated.cited.number)
                phrase = " ".join(stated.cited.claim.phrase.split())
                yield Result("amount", f"{amount}  {phrase}", state.text_of(spot))
                continue
            place = place_of(subject, fact)
            spot_of_cell = state.sheet_at(place)
            if spot_of_cell is not None:
                yield Result(
                    "amount", f"{amount}  {words.place(place)}  {label_of(subject, fact)}", spot_of_cell
                )


def _findings(state: DeskState, wanted: Query, words: Words) -> Iterator[Result]:
    for number, finding in enumerate(state.findings):
        rule = words.rule(finding.rule)
        title, message = words.text(finding.title), words.text_of(finding, finding.message)
        cells = [f"{cell.value} {cell.label} {words.place(cell.place)}" for cell in finding.cells]
        found = any(wanted.in_name(text) for text in (finding.rule, rule, title, message, *cells))
        if found or wanted.is_of(finding):
            yield Result("finding", f"{rule} {title}  {message}", number, finding.severity.mark)


def _notes(state: DeskState, notes: Iterable[Note], wanted: Query) -> Iterator[Result]:
    for note in notes:
        target = _noted(state, note) if wanted.in_name(note.text) else None
        if target is not None:
            yield Result("note", f"{note.author}: {note.text}", target, "*")


def _noted(state: DeskState, note: Note) -> Target | None:
    target = note.target
    if isinstance(target, FindingTarget):
        return state.numbers.get(target.finding_id)
    number = _document(state, target)
    if number is None:
        return None
    book = state.documents[number].book
    if isinstance(target, SentenceTarget):
        numbers = [paragraph.number for paragraph in book.paragraphs]
        return TextSpot(number, numbers.index(target.paragraph), 0) if target.paragraph in numbers else None
    at = (target.row - 1, 0) if isinstance(target, RowTarget) else parse_address(target.cell)
    return None if at is None else state.sheet_at(Place(book.path, target.sheet, *at))


def _document(state: DeskState, target: PlaceTarget) -> int | None:
    """Return the document that a note is on: the one of its content, else the one of its name."""
    books = [document.book for document in state.documents]
    name = PurePath(target.path).name
    same = [number for number, book in enumerate(books) if book.sha256 == target.sha256]
    return next(iter(same or [n for n, book in enumerate(books) if PurePath(book.path).name == name]), None)


def _texts(state: DeskState, wanted: Query, cancelled: Callable[[], bool]) -> Iterator[Result]:
    for number, document in enumerate(state.documents):
        stated = claimed(document, wanted)
        for index, paragraph in enumerate(document.book.paragraphs):
            if index % _ASKED_EVERY == 0 and cancelled():
                return
            starts = stated.get(paragraph.number, ())
            for start in starts:
                yield Result("text", _around(paragraph, start), TextSpot(number, index, start))
            found = wanted.find(paragraph.text)
            if found is None and wanted.in_name(paragraph.text[:_AROUND]):
                yield Result("text", f"¶{paragraph.number} {paragraph.text}", TextSpot(number, index, 0))
            elif found is not None and found.start() not in starts:
                yield Result(
                    "text", _around(paragraph, found.start()), TextSpot(number, index, found.start())
                )


def _around(paragraph: Paragraph, at: int) -> str:
    """Return a paragraph from a little before a character on."""
    start = max(at - _AROUND, 0)
    return f"¶{paragraph.number} {'...' if start else ''}{paragraph.text[start:]}"


def _cells(state: DeskState, wanted: Query, words: Words, cancelled: Callable[[], bool]) -> Iterator[Result]:
    """Yield the cells of sheets whose text or digits hold it."""
    for start in state.sheets():
        sheet = state.sheet(start)
        for row in range(sheet.height):
            if row % _ASKED_EVERY == 0 and cancelled():
                return
            for column, value in enumerate(sheet.rows[row]):
                if isinstance(value, str):
                    matches = wanted.in_name(value)
                else:
                    spot = SheetSpot(start.document, start.sheet, row, column)
                    matches = value is not None and wanted.numeric and wanted.in_amount(_value(state, spot))
                if matches:
                    spot = SheetSpot(start.document, start.sheet, row, column)
                    yield Result("cell", f"{words.place(state.place(spot))}  {_value(state, spot)}", spot)


def _lines(lines: Iterable[str], wanted: Query) -> Iterator[Result]:
    for row, line in enumerate(lines):
        if wanted.in_name(line):
            yield Result("overview", line.strip(), OverviewSpot(row))
