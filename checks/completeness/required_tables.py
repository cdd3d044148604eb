"""A budget or final accounts hold the eight tables that the rules for local disclosure (财预〔2016〕143号) require.

收支总表, 收入总表, 支出总表, 财政拨款收支总表, 一般公共预算支出表, 一般公共预算基本支出表, “三公”经费支出表 and
政府性基金支出表, empty or not. Asked only where most of them are there: a document without is not the whole
disclosure. Where a table was not recognised, may be of another kind than its title seems to tell, or a page is a
picture, what seems missing may be that one, and is not checked; nor is a table of which the text holds the title beside
a unit: it is there, and was not read as a table. One warning a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.mechanism.table_findings import REQUIRED, kind_name, title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.layout.layout import LONGEST_TITLE
from model.lexicon.bodies import without_bodies
from model.lexicon.lexicon import TableKind, lexicon, normalised
from model.lexicon.wording import stated_unit
from model.messages import check_message
from model.pattern import pattern
from model.places import may_hold_more_tables
from model.reading.table import Table

MOST = 5
"""Of the eight: with fewer the document is taken for a part of the disclosure."""

_REQUIRED_KINDS = frozenset(kind for group in REQUIRED for kind in group)
_ARRANGED = pattern(r"\([^()]*\)|(?:按|支出|科目)?(?:功能|经济)(?:科目|分类)+|\d+年?度?|情况|预算|明细|总")
"""What states how a table is arranged, and words that distinguish no tables of a kind."""
_ENDS_AS_TITLE = pattern(r"表\s*(?:[(（][^()（）]{0,20}[)）])?\s*$")
_UNKNOWN = ""
_NEAR = 4
"""Lines above and below a title among which its unit stands."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for each required table."""
    tables = subject.disclosure.tables
    kinds = {table.kind for table in tables}
    missing = [group for group in REQUIRED if not kinds & set(group)]
    found = len(REQUIRED) - len(missing)
    if not found:
        return
    outcome.hold(found if found >= MOST else 0)
    place = subject.disclosure.documents[0].book.path
    if found < MOST:
        why = check_message("most of the required tables are not here: this is not the whole disclosure.")
        outcome.leave(place, why, len(REQUIRED))
    elif missing and any(not table.kind for table in tables):
        why = check_message("a table was not recognised, and may be the one that seems missing.")
        outcome.leave(place, why, len(missing))
    elif missing and (any(map(_may_be_of_another_kind, tables)) or _share_a_kind(tables)):
        why = check_message(
            "a table may have been taken for one of another kind by its title, and be the one that seems missing."
        )
        outcome.leave(place, why, len(missing))
    elif missing and any(may_hold_more_tables(each.book) for each in subject.disclosure.documents):
        why = check_message("a part of the document was not read, and may hold the table that seems missing.")
        outcome.leave(place, why, len(missing))
    else:
        first = title_evidence(subject, next(table for table in tables if table.kind))
        unread = set(_titles_in_text(subject))
        for group in missing:
            if unread & {*group, _UNKNOWN}:
                why = check_message("its title stands in the text, and no table was read below it.")
                outcome.leave(place, why)
                continue
            message = check_message(
                "{table} is not here; it must be published, even when it is empty.", table=kind_name(group[0])
            )
            finding = whole_table_finding(RULE, (first,), message, group[0])
            outcome.report(replace(finding, suspect=None))


def _may_be_of_another_kind(table: Table) -> bool:
    known = lexicon()
    kind = known.kind_named(table.kind) if table.kind in _REQUIRED_KINDS else None
    return kind is not None and bool(known.limits_more(table.title, kind))


def _share_a_kind(tables: Sequence[Table]) -> bool:
    """Return whether two required tables of a kind have different titles, apart from how they are arranged."""
    titles: dict[str, str] = {}
    for table in tables:
        if table.kind in _REQUIRED_KINDS:
            title = _ARRANGED.sub("", without_bodies(normalised(table.title)))
            if titles.setdefault(table.kind, title) != title:
                return True
    return False


def _titles_in_text(subject: Subject) -> Iterator[str]:
    """Yield the kinds of table of which a line of the text is the title, with a unit in the lines around it.

    A line that ends as a title does and is of no kind may be any. In a table of contents no unit stands beside a title.
    """
    for document in subject.disclosure.documents:
        lines = [paragraph.text for paragraph in document.book.paragraphs]
        kinds = [lexicon().kind_of(line) if len(line) <= LONGEST_TITLE else None for line in lines]
        for number, kind in enumerate(kinds):
            near = (range(number + 1, number + _NEAR), range(number - 1, number - _NEAR, -1))
            is_title = kind is not None or _ENDS_AS_TITLE.search(lines[number]) is not None
            if is_title and any(_meets_unit(lines, kinds, numbers) for numbers in near):
                yield kind.kind if kind else _UNKNOWN


def _meets_unit(lines: Sequence[str], kinds: Sequence[TableKind | None], numbers: range) -> bool:
    """Return whether a unit stands among some lines before another title does."""
    for number in numbers:
        if not 0 <= number < len(lines) or kinds[number] is not None:
            return False
        if stated_unit(lines[number]):
            return True
    return False


RULE = Rule(
    code="CO101",
    family="completeness",
    title=check_message("A required table is missing"),
    severity=Severity.WARNING,
    basis="RELATIONS 41",
    explanation=__doc__,
    check=check,
)
