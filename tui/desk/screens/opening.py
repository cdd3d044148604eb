"""The dialog with which the desk begins when no file is named: what was open last, and the files of a folder."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from model.engagement.recent import recent
from model.engagement.record import local_time
from tui.command.paths import READABLE
from tui.desk.keymap import KeyMap
from tui.desk.screens.choosing import ChoiceModel
from tui.desk.screens.dialog import Dialog
from tui.desk.widgets.grid import Grid
from tui.desk.words import Words

Choice = tuple[str, tuple[Path, ...], bool]
"""What is shown, the paths it stands for, and whether it is a folder to look into."""


class OpenScreen(Dialog[tuple[Path, ...]]):
    """Lists recent engagements and the workbooks of a folder; returns the paths that are chosen."""

    def __init__(self, words: Words, keys: KeyMap, folder: Path) -> None:
        super().__init__(words, keys)
        self._folder = folder
        self._choices: list[Choice] = []
        self._grid = Grid(id="choices")

    def compose(self) -> ComposeResult:
        """Lay out the title, the list and the keys."""
        with Vertical(id="box"):
            yield self.title_line(self.words("Open a workbook"))
            yield self._grid
            yield self.keys_line(("Enter", self.words("open it")), ("Esc", self.words("leave")))

    def on_mount(self) -> None:
        """List what there is."""
        super().on_mount()
        self._list(self._folder, with_recent=True)
        self._grid.focus()

    def _list(self, folder: Path, *, with_recent: bool = False) -> None:
        self._folder = folder
        lately = self._recent() if with_recent else []
        self._choices = [*lately, (f"../   {folder}", (folder.parent,), True), *entries(folder)]
        self._grid.show(
            ChoiceModel(
                [("*" if n < len(lately) else "", text) for n, (text, _, _) in enumerate(self._choices)]
            )
        )

    def _recent(self) -> list[Choice]:
        choices: list[Choice] = []
        for each in recent():
            paths = tuple(Path(path) for path in each.paths)
            if paths and all(path.is_file() for path in paths):
                choices.append((f"{local_time(each.at)}  {each.name}  {paths[0].name}", paths, False))
        return choices

    @on(Grid.Entered)
    def take(self, event: Grid.Entered) -> None:
        """Open a file, or look into a folder."""
        event.stop()
        _, paths, folder = self._choices[event.grid.row]
        if folder:
            self._list(paths[0])
        else:
            self.dismiss(paths)

    def action_accept(self) -> None:
        """Take the choice under the cursor."""
        self._grid.action_enter()


def entries(folder: Path) -> list[Choice]:
    """Return the folders and the workbooks of a folder, by name; what cannot be looked into is left out."""
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return []
    visible = [path for path in found if not path.name.startswith((".", "~$"))]
    folders: list[Choice] = [(f"{path.name}/", (path,), True) for path in visible if path.is_dir()]
    files = [path for path in visible if path.suffix.lower() in READABLE]
    return [*folders, *((path.name, (path,), False) for path in files)]
