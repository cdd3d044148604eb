"""The key map: every key of the desk as data, and a person's own keys laid over it.

`keys.toml` beside this module ships the keys. A file `keys.toml` in the user's configuration folder may hold lines
such as `"desk.export" = "w"`. Both are checked when loaded; every fault names its line, and a faulty line of the
user's file is left out, so that a mistake in it never locks anyone out of the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from textual.binding import Binding, BindingType

from model.datafile import DataFile, FilePlace, user_file
from model.declared import read
from model.errors import InvalidDataError
from model.messages import Message
from model.record import dataclass
from tui.desk.keynames import display, displayed, fault_of, split
from tui.desk.untrusted import shown
from tui.desk.words import desk_message

SHIPPED = Path(__file__).with_name("keys.toml")
SHARING = {
    "grid": ("desk", "tree", "sheet", "findings", "text", "compare", "survey"),
    "desk": ("tree", "sheet", "findings", "text", "compare", "survey", "pane"),
}
"""Scopes that are live at the same time: a key of one must not be taken in the others."""


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry as the file has it, below its scope and name."""

    keys: str
    action: str
    label: str
    help: str
    bar: str = ""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One entry of the key map. `id` is "scope.name" and never changes; `bar` is "" where the bar does not show it."""

    id: str
    keys: str
    action: str
    label: str
    help: str
    bar: str = ""

    @property
    def scope(self) -> str:
        """The screen or widget it belongs to."""
        return self.id.partition(".")[0]


def _trouble(place: FilePlace, what: Message) -> InvalidDataError:
    return place.complain(what, desk_message("Mend this line; until then the desk keeps its own key."))


def load(path: Path = SHIPPED) -> tuple[KeyEntry, ...]:
    """Return the entries of a key map in their order.

    Raises InvalidDataError, with the line, for a missing or unknown field, an unknown key, or a key taken twice.
    """
    data = DataFile(path)
    entries = []
    for scope, names in data.content.items():
        if not isinstance(names, dict):
            raise _trouble(FilePlace(data, (scope,)), desk_message("A scope was expected."))
        entries += [_entry(FilePlace(data, (scope, name)), fields) for name, fields in names.items()]
    for ident, other in clashes({entry.id: entry.keys for entry in entries}):
        what = desk_message("A key of {id} is taken by {other}.", id=ident, other=other)
        raise _trouble(FilePlace(data, tuple(ident.split("."))), what)
    return tuple(entries)


def _entry(place: FilePlace, fields: object) -> KeyEntry:
    written = read(_Written, place, fields)
    if (why := fault_of(written.keys)) is not None:
        raise _trouble(place, why)
    ident = ".".join(map(str, place.keys))
    return KeyEntry(ident, written.keys, written.action, written.label, written.help, written.bar)


def clashes(keys: dict[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of entries that want one key where both are live."""
    owners: dict[tuple[str, str], str] = {}
    found = []
    for ident, text in keys.items():
        scope = ident.partition(".")[0]
        for key in split(text):
            for live in _live(scope):
                other = owners.get((live, key))
                if other is not None and other != ident:
                    found.append((ident, other))
            owners[scope, key] = ident
    return found


@cache
def _live(scope: str) -> frozenset[str]:
    """Return a scope with those that are live at the same time."""
    shared = (other for other, scopes in SHARING.items() if scope in scopes)
    return frozenset({scope, *SHARING.get(scope, ()), *shared})


@cache
def shipped() -> tuple[KeyEntry, ...]:
    """Return the key map that comes with the desk."""
    return load()


def bindings(scope: str, *, priority: bool = False) -> list[BindingType]:
    """Return the bindings of a scope, each with a stable id and a tooltip; `priority` ones go before a field's own."""
    return [
        Binding(
            entry.keys,
            entry.action,
            entry.label,
            show=False,
            id=entry.id,
            tooltip=entry.help,
            priority=priority,
        )
        for entry in shipped()
        if entry.scope == scope
    ]


class KeyMap:
    """The keys as they are: the shipped ones, and a person's own over them."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self.own = dict(own or {})
        self._entries: dict[tuple[str, ...], dict[str, KeyEntry]] = {}

    def keys(self, ident: str) -> str:
        """Return the keys of an entry, separated by commas."""
        return self.own.get(ident) or next(entry.keys for entry in shipped() if entry.id == ident)

    def entry(self, scopes: tuple[str, ...], key: str) -> KeyEntry | None:
        """Return the entry that has a key in some scopes, None where none has."""
        if scopes not in self._entries:
            entries = [entry for entry in shipped() if entry.scope in scopes]
            self._entries[scopes] = {each: entry for entry in entries for each in split(self.keys(entry.id))}
        return self._entries[scopes].get(key)

    def first(self, ident: str) -> str:
        """Return the first key of an entry as a person reads it."""
        return display(split(self.keys(ident))[0])

    def all(self, ident: str) -> str:
        """Return every key of an entry as a person reads it."""
        return displayed(self.keys(ident))


def own_keys(path: Path) -> tuple[dict[str, str], list[InvalidDataError]]:
    """Return the user's own keys by id, and what is wrong with the rest of the file."""
    if not path.exists():
        return {}, []
    try:
        data = user_file(path)
    except InvalidDataError as error:
        return {}, [error]
    known = {entry.id: entry.keys for entry in shipped()}
    own: dict[str, str] = {}
    troubles = []
    for ident, keys in data.content.items():
        if (why := _refusal(ident, keys, known | own)) is None:
            own[ident] = ",".join(split(str(keys)))
        else:
            troubles.append(_trouble(FilePlace(data, (ident,)), why))
    return own, troubles


def _refusal(ident: str, keys: object, known: dict[str, str]) -> Message | None:
    if ident not in known:
        return desk_message("There is no key entry named {id}.", id=shown(ident))
    if not isinstance(keys, str):
        return desk_message("{id} must hold texts only.", id=ident)
    if (why := fault_of(keys)) is not None:
        return why
    for pair in clashes(known | {ident: keys}):
        if ident in pair:
            other = pair[0] if pair[1] == ident else pair[1]
            return desk_message("A key of {id} is taken by {other}.", id=ident, other=other)
    return None
