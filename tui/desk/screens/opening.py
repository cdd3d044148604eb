"""The dialog in which files are chosen: what was open last, the files of a folder, several of them, or all."""

from __future__ import annotations

from asyncio import Future, get_running_loop
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widgets import Input

from model.engagement.recent import recent
from model.engagement.record import local_time
from tui.command.paths import READABLE, Inputs, inputs
from tui.desk.keymap import KeyMap, bindings
from tui.desk.screens.choosing import ListDialog
from tui.desk.untrusted import shown
from tui.desk.widgets.choices import Choice
from tui.desk.words import Words

UP = "../"
"""Begins the line that leads to the folder above."""

MARKED = "+"
"""Stands before the files that are marked, to be opened together."""


class Entry(NamedTuple):
    """Files to open, or a folder to look into; `text` is what is shown, `mark` "*" for what was open last."""

    text: str
    paths: tuple[Path, ...]
    folder: bool = False
    mark: str = ""


class OpenScreen(ListDialog[tuple[Path, ...]]):
    """Lists recent engagements and the documents of a folder; returns the paths that are chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("open", priority=True)

    def __init__(self, words: Words, keys: KeyMap, folder: Path, title: str = "") -> None:
        super().__init__(words, keys, title or words("Open a file"), words("open it"))
        self._folder = folder
        self._entries: list[Entry] = []
        self._marked: dict[Path, None] = {}

    def further_keys(self) -> list[tuple[str, str]]:
        """Return the keys that mark, and that open a whole folder."""
        return [
            (self.keys.first("open.folder"), self.words("whole folder")),
            (self.keys.first("open.mark"), self.words("mark")),
        ]

    def on_mount(self) -> None:
        """List what was open last, and the folder the desk was started in."""
        super().on_mount()
        self._show([*recent_entries(), *folder_entries(self._folder)])

    def _show(self, entries: list[Entry]) -> None:
        self._entries = entries
        self.list_choices(self._lines())

    def _lines(self) -> list[Choice]:
        return [
            Choice(entry.text, MARKED if self._is_marked(entry) else entry.mark) for entry in self._entries
        ]

    def _is_marked(self, entry: Entry) -> bool:
        return not entry.folder and all(path in self._marked for path in entry.paths)

    def take(self, number: int) -> None:
        """Open the files, or all that are marked, or look into the folder."""
        entry = self._entries[number]
        if entry.folder:
            self._folder = entry.paths[0]
            self._show(folder_entries(self._folder))
        else:
            self.dismiss(tuple(self._marked) or entry.paths)

    @property
    def _entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self._entries[self._listed[self._grid.row]] if self._listed else None

    def action_mark(self) -> None:
        """Mark the files under the cursor, or take their mark away, and go on to the next line."""
        entry = self._entry
        if entry is None or entry.folder:
            self.complain(
                self.words("Only files can be marked; {key} opens a whole folder.", key=self._folder_key)
            )
            return
        is_marked = self._is_marked(entry)
        for path in entry.paths:
            if is_marked:
                del self._marked[path]
            else:
                self._marked[path] = None
        self.complain("")
        self._choices = self._lines()
        self._list(self.query_one(Input).value, min(self._grid.row + 1, len(self._listed) - 1))

    @property
    def _folder_key(self) -> str:
        return self.keys.first("open.folder")

    def action_whole_folder(self) -> None:
        """Open all documents of the folder under the cursor, else of the one that is listed."""
        entry = self._entry
        is_below = entry is not None and entry.folder and not entry.text.startswith(UP)
        folder = entry.paths[0] if entry is not None and is_below else self._folder
        self.complain(self.words("Looking for documents in {folder} ...", folder=shown(str(folder))))
        self.run_worker(
            self._look_into(folder), exclusive=True, description="looking into a folder", exit_on_error=False
        )

    async def _look_into(self, folder: Path) -> None:
        found = await _documents_of(folder)
        if not self.is_current:
            return
        if found.files:
            self.dismiss(found.files)
        else:
            self.complain("  ".join(trouble.line(self.words.language) for trouble in found.troubles))


async def _documents_of(folder: Path) -> Inputs:
    """Look for documents in a thread that nothing waits for: a folder may be a whole disk, and the desk be left."""
    loop = get_running_loop()
    found: Future[Inputs] = loop.create_future()

    def take(result: Inputs) -> None:
        if not found.done():
            found.set_result(result)

    def look() -> None:
        result = inputs([folder])
        with suppress(RuntimeError):  # the desk was left meanwhile
            loop.call_soon_threadsafe(take, result)

    Thread(target=look, daemon=True).start()
    return await found


def recent_entries() -> list[Entry]:
    """Return what was opened last, as far as it is still there."""
    entries = []
    for each in recent():
        paths = tuple(Path(path) for path in each.paths)
        if paths and all(path.is_file() for path in paths):
            more = f" +{len(paths) - 1}" if len(paths) > 1 else ""
            text = f"{local_time(each.at)}  {each.name}  {paths[0].name}{more}  {_short(paths[0].parent)}"
            entries.append(Entry(text, paths, mark="*"))
    return entries


def _short(folder: Path) -> str:
    """Return a folder, from the person's own on where it lies below that."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)


def folder_entries(folder: Path) -> list[Entry]:
    """Return the way up, the folders and the documents of a folder, by name; a closed folder has only the way up."""
    up = Entry(f"{UP}   {folder}", (folder.parent,), folder=True)
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return [up]
    visible = [path for path in found if not path.name.startswith((".", "~$"))]
    folders = [Entry(f"{path.name}/", (path,), folder=True) for path in visible if path.is_dir()]
    files = [Entry(path.name, (path,)) for path in visible if path.suffix.lower() in READABLE]
    return [up, *folders, *files]
