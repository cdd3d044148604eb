"""The words of the top and the bottom line, and the tabs of the views."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from model.export.understood import share
from model.finding import Severity
from tui.desk.detail.doubt import DOUBT_MARK
from tui.desk.document_names import STAGES
from tui.desk.keymap import KeyEntry, KeyMap, shipped
from tui.desk.untrusted import shown, width
from tui.desk.widgets.bars import KeyItem
from tui.desk.widgets.lines import MARK_LOOKS, Line, Look, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.screens.main import MainScreen

TABS = (
    ("tree", "tree"),
    ("sheet", "sheet"),
    ("findings", "findings"),
    ("text", "text"),
    ("compare", "compare"),
    ("overview", "overview"),
)
ALWAYS = ("desk.help", "desk.quit")
OF_AMOUNTS = {"desk.elsewhere", "desk.take"}
JUDGING = {"desk.confirm", "desk.dismiss", "desk.follow-up"}
LEADING = (
    "desk.next-finding",
    "text.next-claim",
    "text.next-unbound",
    "desk.bind",
    "desk.confirm",
    "desk.dismiss",
    "desk.follow-up",
    "findings.mark",
    "findings.type",
    "desk.annotate",
    "grid.enter",
    "desk.search",
    "desk.export",
)
UNSHOWN = {"desk.tree", "desk.sheet", "desk.findings", "desk.text", "desk.compare", "desk.overview"}
"""The views stand in the title rule already."""


MOST_FOR_TABS = 60
"""Percent of the width that the names of the views may take; else only the present one is named."""


def tabs(words: Words, keys: KeyMap, view: str, cells: int) -> Line:
    """Return the views with their keys, the present one standing out."""
    full = [f"{keys.first(f'desk.{name}')} {words(word)}" for name, word in TABS]
    named = not cells or sum(width(text) + 1 for text in full) <= cells * MOST_FOR_TABS // 100
    line: list[Span] = []
    for (name, _), text in zip(TABS, full, strict=True):
        look = Look.TAB if name == view else Look.FAINT
        shown_text = text if named or name == view else text.partition(" ")[0]
        line += [Span(shown_text, look, f"screen.view('{name}')"), Span(" ")]
    return [*line, Span(" ")]


def header_lines(screen: MainScreen) -> tuple[Line, Line]:
    """Return what is open, and what was found."""
    words, state = screen.words, screen.state
    name = Span(f" {words('Yushen')}  ", Look.TITLE)
    if state is None:
        return [name], []
    place = screen.place
    documents = state.report.documents
    paths = [document.path for document in documents]
    document = documents[paths.index(place.path) if place is not None and place.path in paths else 0]
    stage = words(STAGES[document.stage]) if document.stage in STAGES else ""
    subject = f"{document.department or document.path}  {document.year or ''} {stage}"
    found = screen.counting.counts(state, screen.app.judging)
    counted = words("{tables} tables  {facts} amounts", tables=found.tables, facts=f"{found.facts:,}")
    understood = words("{share} understood", share=share(found.facts, found.printed)) if found.printed else ""
    right: list[Span] = []
    if not state.is_audited:
        right.append(Span(f"  {words('audit pending')}", Look.WARNING))
    for severity in Severity if state.is_audited else ():
        count = (found.standing or {}).get(severity, 0)
        right.append(Span(f"  {count}{severity.mark}", MARK_LOOKS[severity.mark] if count else Look.FAINT))
    if found.problems:
        decided = words("{decided}/{total} decided", decided=found.decided, total=found.problems)
        right.append(Span(f"  {decided}", Look.FAINT if found.decided < found.problems else Look.NOTE))
    if state.report.doubts:
        right.append(
            Span(f"  {len(state.report.doubts)}{DOUBT_MARK}", MARK_LOOKS.get(DOUBT_MARK, Look.FAINT))
        )
    if state.is_audited and found.is_unproven:
        right.insert(0, Span(f"  ? {words('nothing proven')}", Look.WARNING))
    key = screen.app.keys.first("desk.unit")
    right.append(Span(f"  {screen.shown_unit.label}[{key}] ", Look.STRONG, "screen.unit"))
    pending = screen.app.binding.pending
    if pending is not None:
        subject = words("{figure} is about:", figure=f"¶{pending.claim.paragraph} {pending.claim.text}")
    left = [name, Span(subject, Look.STRONG)]
    room = screen.size.width - sum(width(span.text) for span in [*left, *right])
    author, person = shown(screen.app.settings.author), _person(screen)
    # The department is that of one file, the counts are of all: where they are several, that is shown at any width.
    scope = words("all {count} files:", count=len(documents)) if len(documents) > 1 else ""
    counts = (
        (person, scope, counted, understood),
        (author, scope, counted, understood),
        (author, scope, understood),
        (scope, understood),
        (author, scope),
        (scope,),
    )
    lines = ["".join(f"  {part}" for part in parts if part) for parts in counts]
    return left, [Span(next((text for text in lines if width(text) <= room), lines[-1])), *right]


def _person(screen: MainScreen) -> str:
    """Return who decides here, in which role."""
    settings, words = screen.app.settings, screen.words
    return f"{shown(settings.author)} ({words(settings.role)})" if settings.author else ""


def key_items(screen: MainScreen) -> tuple[list[KeyItem], list[KeyItem]]:
    """Return the keys that do something now, the weightiest first, and those that are always there."""
    scopes: tuple[str, ...] = (screen.view, "grid", "desk")
    if screen.filter_line.display:
        scopes = ("filter",)
    elif screen.focused is screen.pane:
        scopes = ("pane", "desk")
    wanted, always = _entries(scopes)
    items = [_item(screen, entry) for entry in wanted if _does_something(screen, entry.id)]
    return items, [_item(screen, entry) for entry in always]


@cache
def _entries(scopes: tuple[str, ...]) -> tuple[Sequence[KeyEntry], Sequence[KeyEntry]]:
    """Return the keys of some scopes that the bar may show, the weightiest first, and those that are always there."""
    entries = {
        entry.id: entry for scope in scopes for entry in shipped() if entry.scope == scope and entry.bar
    }
    order = [*(ident for ident in LEADING if ident in entries), *entries]
    wanted = [ident for ident in dict.fromkeys(order) if ident not in ALWAYS and ident not in UNSHOWN]
    return [entries[ident] for ident in wanted], [entries[ident] for ident in ALWAYS if ident in entries]


def _does_something(screen: MainScreen, ident: str) -> bool:
    if screen.state is None:
        return False
    if ident in OF_AMOUNTS:
        return _has_amounts(screen)
    if ident in JUDGING:
        return screen.finding is not None
    if ident == "desk.next-finding":
        return bool(screen.state.findings)
    if ident == "desk.survey":
        return len(screen.state.documents) > 1 and screen.view != "survey"
    if ident == "desk.bind":
        claim = screen.text_view.claim_spot if screen.view == "text" else None
        unbound = claim is not None and not screen.state.claim(claim).is_bound
        return unbound or screen.app.binding.pending is not None
    if ident == "text.next-unbound":
        return screen.state.has_unbound
    if ident == "desk.map":
        return screen.view in {"sheet", "overview"} or _shows_doubt(screen)
    return True


def _has_amounts(screen: MainScreen) -> bool:
    """Return whether amounts stand in the view, so that the cursor may be on one."""
    if screen.view == "text":
        return any(document.claims for document in screen.state.documents) if screen.state else False
    return screen.view not in {"overview", "survey"} and (
        screen.view != "compare" or screen.place is not None
    )


def _shows_doubt(screen: MainScreen) -> bool:
    return screen.view == "findings" and screen.findings_view.doubt is not None


def _item(screen: MainScreen, entry: KeyEntry) -> KeyItem:
    word = screen.words(entry.bar)
    if entry.id == "grid.enter" and screen.view == "sheet":
        word = screen.words("tree")
    action = entry.action if "." in entry.action else f"{_target(entry.scope)}.{entry.action}"
    return KeyItem(screen.app.keys.first(entry.id), word, action)


def _target(scope: str) -> str:
    return "screen" if scope == "desk" else "focused"
