"""The dialog with which the desk begins when no file is named: what was open last, and the files of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from model.engagement.recent import recent
from model.engagement.record import local_time
from tui.command.paths import READABLE
from tui.desk.keymap import KeyMap
from tui.desk.screens.choosing import ListDialog
from tui.desk.widgets.choices import Choice
from tui.desk.words import Words


class Entry(NamedTuple):
    """Files to open, or a folder to look into; `text` is what is shown, `mark` "*" for what was open last."""

    text: str
    paths: tuple[Path, ...]
    folder: bool = False
    mark: str = ""


class OpenScreen(ListDialog[tuple[Path, ...]]):
    """Lists recent engagements and the documents of a folder; returns the paths that are chosen."""

    def __init__(self, words: Words, keys: KeyMap, folder: Path, title: str = "") -> None:
        super().__init__(words, keys, title or words("Open a file"), words("open it"))
        self._folder = folder
        self._entries: list[Entry] = []

    def on_mount(self) -> None:
        """List what was open last, and the folder the desk was started in."""
        super().on_mount()
        self._show([*recent_entries(), *folder_entries(self._folder)])

    def _show(self, entries: list[Entry]) -> None:
        self._entries = entries
        self.list_choices([Choice(entry.text, entry.mark) for entry in entries])

    def take(self, number: int) -> None:
        """Open the files, or look into the folder."""
        entry = self._entries[number]
        if entry.folder:
            self._show(folder_entries(entry.paths[0]))
        else:
            self.dismiss(entry.paths)


def recent_entries() -> list[Entry]:
    """Return what was opened last, as far as it is still there."""
    entries = []
    for each in recent():
        paths = tuple(Path(path) for path in each.paths)
        if paths and all(path.is_file() for path in paths):
            more = f" +{len(paths) - 1}" if len(paths) > 1 else ""
            told = f"{local_time(each.at)}  {each.name}  {paths[0].name}{more}  {_short(paths[0].parent)}"
            entries.append(Entry(told, paths, mark="*"))
    return entries


def _short(folder: Path) -> str:
    """Return a folder, from the person's own on where it lies below that."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)


def folder_entries(folder: Path) -> list[Entry]:
    """Return the way up, the folders and the documents of a folder, by name; a closed folder has only the way up."""
    up = Entry(f"../   {folder}", (folder.parent,), folder=True)
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return [up]
    visible = [path for path in found if not path.name.startswith((".", "~$"))]
    folders = [Entry(f"{path.name}/", (path,), folder=True) for path in visible if path.is_dir()]
    files = [Entry(path.name, (path,)) for path in visible if path.suffix.lower() in READABLE]
    return [up, *folders, *files]
