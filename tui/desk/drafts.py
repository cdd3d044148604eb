"""Drafts: what was typed in a dialog that was left without saving is there when it is opened again at the same place.

A note that is lost costs more than all else a key can do: Esc is pressed by habit, and a session over ssh breaks off.
So drafts are written while they are typed, to a file of the user's state folder and not to the engagement: that is made
with the first decision, holds what was decided, and goes to others.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from model.engagement.record import CellTarget, FindingTarget, RowTarget, SentenceTarget, Target

if TYPE_CHECKING:
    from textual.app import App

Texts = tuple[str, ...]
"""What stands in the fields of a dialog, in their order."""

EVERY_SECONDS = 0.5
"""How often drafts are written while one is typed."""

MOST_DOCUMENTS = 100
"""Documents whose drafts are stored."""


class Draft:
    """The draft of one dialog at one place. `texts` is empty where there is none."""

    def __init__(self, drafts: Drafts, place: str) -> None:
        self._drafts = drafts
        self._place = place

    @property
    def texts(self) -> Texts:
        """What was typed when the dialog was left."""
        return self._drafts.texts.get(self._place, ())

    def text(self, field: int = 0) -> str:
        """Return what was typed in one of the fields, "" for nothing."""
        return self.texts[field] if field < len(self.texts) else ""

    def keep(self, *texts: str) -> bool:
        """Save what stands in the fields by now; return whether that is a draft: blanks are none, and end one."""
        is_draft = any(text.strip() for text in texts)
        self._drafts.put(self._place, texts if is_draft else ())
        return is_draft

    def leave(self, *texts: str) -> None:
        """Leave the dialog with what stands in its fields."""
        if self.keep(*texts):
            self._drafts.announce()
        self._drafts.write()

    def drop(self) -> None:
        """Forget the draft: what it was for is saved."""
        self._drafts.put(self._place, ())


class Drafts:
    """The drafts of the document that is open. `announce` lets the auditor know that there is one more."""

    def __init__(self, announce: Callable[[], None], path: Path) -> None:
        self.texts: Mapping[str, Texts] = {}
        self.announce = announce
        self._path = path
        self._document = ""
        self._written: Mapping[str, Texts] = {}
        self._writing = Lock()
        self._left = 0

    def open(self, path: str) -> None:
        """Take the drafts of a document; several that are open together are known by the first."""
        document = _resolved(path)
        if document != self._document:
            self.write()
            self._document = document
            self.texts = self._written = self._read().get(document, {})
            self._left = len(self.texts)

    def left_before(self) -> int:
        """Return how many an earlier session left, when it is first asked; then 0."""
        left, self._left = self._left, 0
        return left

    def watch(self, app: App[int]) -> None:
        """Write what is typed now and then, in a thread, so that it is there after a crash too."""

        def keep() -> None:
            if self.texts != self._written:
                description = "keeping drafts"
                app.run_worker(
                    self.write, group="drafts", description=description, thread=True, exit_on_error=False
                )

        app.set_interval(EVERY_SECONDS, keep)

    def at(self, *place: Target | str) -> Draft:
        """Return the draft of a place: which dialog, and its subject."""
        return Draft(self, json.dumps([_named(each) for each in place], ensure_ascii=False))

    def put(self, place: str, texts: Texts) -> None:
        """Put the draft of a place in the place of the one that there was; none takes it away."""
        others = {other: draft for other, draft in self.texts.items() if other != place}
        self.texts = {**others, place: texts} if texts else others

    def write(self) -> None:
        """Write the drafts where they have changed, from whichever thread. They stay where that cannot be done."""
        with self._writing:
            document, texts = self._document, self.texts
            if not document or texts == self._written:
                return
            others = {name: drafts for name, drafts in self._read().items() if name != document}
            newest = dict([*others.items()][-(MOST_DOCUMENTS - 1) :])
            self._replace({**newest, document: texts} if texts else newest)
            self._written = texts

    def _replace(self, content: Mapping[str, Mapping[str, Texts]]) -> None:
        temporary = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.touch(mode=0o600)
            temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            temporary.replace(self._path)
        except (OSError, ValueError):
            with suppress(OSError):
                temporary.unlink()

    def _read(self) -> dict[str, Mapping[str, Texts]]:
        """Return the drafts of all documents; what is no draft is as if it had never been."""
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return (
            {name: _drafts(drafts) for name, drafts in content.items()} if isinstance(content, dict) else {}
        )


def drafts_file() -> Path:
    """Return where drafts are stored."""
    from platformdirs import user_state_path

    return user_state_path("yushen", appauthor=False) / "drafts.json"


def _drafts(value: object) -> Mapping[str, Texts]:
    found = value.items() if isinstance(value, dict) else ()
    return {place: tuple(texts) for place, texts in found if _are_texts(texts)}


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)


def _named(part: Target | str) -> Sequence[str | int]:
    """Return what a part of a place is known by in another session, and in another version of the document."""
    match part:
        case FindingTarget():
            return ["finding", part.finding_id]
        case CellTarget():
            return ["cell", _resolved(part.path), part.sheet, part.cell]
        case RowTarget():
            return ["row", _resolved(part.path), part.sheet, part.row, part.code]
        case SentenceTarget():
            return ["sentence", _resolved(part.path), part.paragraph, part.text]
        case _:
            return [str(part)]


def _resolved(path: str) -> str:
    return str(Path(path).resolve())
