"""What a row of the findings list shows: of what, where, how much and in which document; and what it is found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from model.engagement.record import State
from model.equation import span_text
from model.finding import Finding, Role
from model.money import Unit, format_amount
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.search import Query
from tui.desk.state import places_of
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.state import DeskState

AGAIN_WORD, PARTLY_WORD = "open again", "partly decided"
"""What stands for a decision whose amounts have changed or that another contradicts, and for a problem of which some
findings are decided otherwise than others."""

LONGEST_QUOTE = 24
"""Characters of a sentence that a row quotes."""


class Decisions(Protocol):
    """What was decided and tagged, by the finding's id; `again` are the findings that must be decided again."""

    @property
    def decided(self) -> Mapping[str, State]:
        """The decisions."""

    @property
    def again(self) -> frozenset[str]:
        """The findings that must be decided again."""

    @property
    def tags(self) -> Mapping[str, tuple[str, ...]]:
        """The tags."""


class Undecided:
    """What was decided before anything was."""

    decided: Mapping[str, State] = {}
    again: frozenset[str] = frozenset()
    tags: Mapping[str, tuple[str, ...]] = {}


def is_decided(finding: Finding, decisions: Decisions) -> bool:
    """Return whether a finding is decided, and on the amounts that it has now."""
    return (
        decisions.decided.get(finding.id, State.OPEN) is not State.OPEN and finding.id not in decisions.again
    )


def subject_text(finding: Finding) -> str:
    """Return the code and the name that a finding concerns; of a sentence, its beginning; "" where it names none."""
    stated = (cell for cell in finding.cells if cell.role is Role.STATED)
    cell = next(stated, None) or next((cell for cell in finding.cells if cell.label), None)
    if cell is not None:
        return cell.label.partition(" / ")[0]
    return finding.spans[0].text[:LONGEST_QUOTE] if finding.spans else ""


def where_text(finding: Finding, words: Words) -> str:
    """Return the address and the sheet of a finding's likeliest cell, else its paragraph."""
    places = places_of(finding)
    if places:
        return words.cell_first(places[0])
    return span_text(finding.spans[0]) if finding.spans else ""


def difference_text(finding: Finding, unit: Unit) -> str:
    """Return the difference with its sign in a unit, "" where there is none."""
    if finding.difference is None:
        return ""
    text = format_amount(finding.difference, unit)
    return f"+{text}" if finding.difference > 0 else text


def path_of(finding: Finding) -> str:
    """Return the path of the file a finding is in, "" where it is in none."""
    places = places_of(finding)
    if places:
        return places[0].path
    return finding.spans[0].path if finding.spans else ""


class FindingText:
    """What each finding is found by: rule, title, table, text, document, state and tags, made when first asked for."""

    def __init__(self, state: DeskState, words: Words) -> None:
        self._state = state
        self._words = words
        self._documents = {
            document.path: f"{document.year or ''} {document.department or ''}"
            for document in state.report.documents
        }
        self._fixed: dict[tuple[str, str], str] = {}

    def holds(self, finding: Finding, wanted: Sequence[Query], decisions: Decisions) -> bool:
        """Return whether every word that is wanted is in what is known of a finding."""
        text = f"{self._text(finding)} {self._changing(finding, decisions)}"
        return all(query.in_name(text) or query.is_of(finding) for query in wanted)

    def _text(self, finding: Finding) -> str:
        key = (finding.id, self._words.language)
        if key not in self._fixed:
            self._fixed[key] = " ".join(self._parts(finding)).casefold()
        return self._fixed[key]

    def _parts(self, finding: Finding) -> list[str]:
        path = path_of(finding)
        titles = (finding.title, finding.message)
        return [
            finding.rule,
            self._words.rule(finding.rule),
            finding.severity.mark,
            *(title.text(language) for title in titles for language in ("zh", "en")),
            *(
                f"{cell.label} {cell.value} {cell.place.text} {self._words.place(cell.place)}"
                for cell in finding.cells
            ),
            *(f"{span.text} ¶{span.paragraph}" for span in finding.spans),
            *(difference_text(finding, unit) for unit in Unit),
            PurePath(path).name,
            self._documents.get(path, ""),
            self._words(finding.severity.value),
            finding.severity.value,
        ]

    def _changing(self, finding: Finding, decisions: Decisions) -> str:
        word = STATE_WORDS[decisions.decided.get(finding.id, State.OPEN)]
        tags = decisions.tags.get(finding.id, ())
        return " ".join((word, self._words(word), *tags)).casefold()
