"""The dialog that writes the working paper to a file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from model.engagement.engagements import Engagements
from model.engagement.record import utc_now
from model.errors import Trouble
from model.export.paper import working_paper
from model.export.write import FILE_SUFFIXES, FORMATS, Format, render, write
from model.finding import Report
from tui.desk.keymap import KeyMap
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.widgets.choice import Choice
from tui.desk.widgets.lines import Look, Span
from tui.desk.words import Words

PREFERRED: Format = "xlsx"


class ExportScreen(Dialog[Path]):
    """Takes a format and a file name, and returns the path that was written."""

    def __init__(
        self,
        words: Words,
        keys: KeyMap,
        paths: Sequence[Path],
        report: Report,
        engagement: Engagements | None,
    ) -> None:
        super().__init__(words, keys)
        self._paths = paths
        self._report = report
        self._engagement = engagement
        self._formats = [PREFERRED, *(form for form in FORMATS if form != PREFERRED)]
        self._warned = ""

    def compose(self) -> ComposeResult:
        """Lay out the formats, the file name and the keys."""
        words = self.words
        with Vertical(id="box"):
            yield self.title_line(words("Export the working paper"))
            yield WordLines([[Span(words("format (left, right)"), Look.FAINT)]])
            choice = Choice(self._formats, id="format")
            choice.styles.height = 1
            yield choice
            yield WordLines([[Span(words("file (Tab to change it)"), Look.FAINT)]])
            yield Input(str(self._proposed(PREFERRED)), id="file", select_on_focus=False)
            yield self.complaint
            yield self.keys_line(("Enter", words("write")), ("Esc", words("cancel")))

    def on_mount(self) -> None:
        """Begin with the format."""
        super().on_mount()
        self.query_one(Choice).focus()

    def _proposed(self, form: Format) -> Path:
        source = self._paths[0]
        name = self.words("working paper")
        return source.with_name(f"{source.stem}-{name}{FILE_SUFFIXES[form]}")

    @on(Choice.Changed)
    def rename(self, event: Choice.Changed) -> None:
        """Let the file name end as the format does."""
        field = self.query_one(Input)
        path = Path(field.value)
        field.value = str(
            path.with_suffix(next(FILE_SUFFIXES[form] for form in FORMATS if form == event.taken))
        )
        self._warned = ""

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Write."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Write the file; stay if it cannot be written, and ask once more before another file is replaced."""
        text = self.query_one(Input).value.strip()
        path = Path(text).expanduser()
        if not text:
            self.complain(self.words("A file name is needed."))
            return
        if path.is_file() and self._warned != text:
            self._warned = text
            self.complain(self.words("This file is there already. Enter again replaces it."))
            return
        form = next(form for form in FORMATS if form == self.query_one(Choice).taken)
        try:
            paper = working_paper(
                self._report, self._engagement, self.words.language, utc_now(), version("yushen")
            )
            write(render(paper, form), path, self._paths)
        except Trouble as trouble:
            self.complain(trouble.line(self.words.language))
            return
        self.dismiss(path.absolute())
