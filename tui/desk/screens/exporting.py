"""The dialog that writes the working paper to a file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from checks.legal_basis import legal_basis
from model.disclosure import Document
from model.engagement.engagements import Engagements
from model.engagement.record import utc_now
from model.errors import Trouble
from model.export.paper import WorkingPaper, working_paper
from model.export.problem import with_confirmed_alone
from model.export.write import FILE_SUFFIXES, FORMATS, Format, render, write
from model.finding import Report
from tui.desk.keymap import KeyMap
from tui.desk.screens.dialog import Dialog, WordLines
from tui.desk.widgets.choice import Choice
from tui.desk.widgets.lines import Look, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.export.papers.writing import Written

PREFERRED: Format = "xlsx"
PAPERS = "papers"
"""What stands beside the formats: all papers of the engagement, in a folder."""


class ExportScreen(Dialog[str]):
    """Takes a format and a file name, and returns the line about what was written."""

    def __init__(
        self,
        words: Words,
        keys: KeyMap,
        paths: Sequence[Path],
        report: Report,
        engagement: Engagements | None,
        documents: Sequence[Document],
    ) -> None:
        super().__init__(words, keys)
        self._paths = paths
        self._report = report
        self._engagement = engagement
        self._documents = documents
        self._formats = [PREFERRED, *(form for form in FORMATS if form != PREFERRED), PAPERS]
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
            yield WordLines([[Span(words("problems (Tab, then left, right)"), Look.FAINT)]])
            shown = Choice(self._shown(PREFERRED), id="problems")
            shown.styles.height = 1
            yield shown
            yield WordLines([[Span(words("file (Tab to change it)"), Look.FAINT)]])
            yield Input(str(self._proposed(PREFERRED)), id="file", select_on_focus=False)
            yield self.complaint
            yield self.keys_line(("Enter", words("write")), ("Esc", words("cancel")))

    def on_mount(self) -> None:
        """Begin with the format."""
        super().on_mount()
        self.query_one("#format", Choice).focus()

    def _proposed(self, form: Format) -> Path:
        source = self._paths[0]
        name = self.words("working paper")
        return source.with_name(f"{source.stem}-{name}{FILE_SUFFIXES[form]}")

    def _shown(self, form: str) -> Sequence[str]:
        """Return the choices of problems: for papers, which of them go to the audited unit."""
        every, confirmed = self.words("all of them"), self.words("the confirmed ones only")
        return (
            (self.words("confirmed ones to the unit"), confirmed, every)
            if form == PAPERS
            else (every, confirmed)
        )

    @on(Choice.Changed)
    def rename(self) -> None:
        """Let the file name end as the format does."""
        field = self.query_one(Input)
        taken = self.query_one("#format", Choice).taken
        self.query_one("#problems", Choice).show(self._shown(taken))
        suffix = next((FILE_SUFFIXES[form] for form in FORMATS if form == taken), "")
        field.value = str(Path(field.value).with_suffix(suffix))
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
        taken = self.query_one("#format", Choice).taken
        if taken == PAPERS:
            self._write_papers(path, replace=self._warned == text)
            return
        form = next(form for form in FORMATS if form == taken)
        paper = self._paper(utc_now())
        try:
            write(
                render(with_confirmed_alone(paper) if self._only_confirmed else paper, form),
                path,
                self._paths,
            )
        except Trouble as trouble:
            self.complain(trouble.line(self.words.language))
            return
        self.dismiss(self.words("Written: {path}", path=path.absolute()))

    @property
    def _only_confirmed(self) -> bool:
        return self.query_one("#problems", Choice).taken == self.words("the confirmed ones only")

    def _paper(self, made_at: str) -> WorkingPaper:
        return working_paper(
            self._report,
            self._engagement,
            self.words.language,
            made_at,
            version("yushen"),
            legal_basis(),
            self._documents,
        )

    def _write_papers(self, folder: Path, *, replace: bool) -> None:
        """Write all papers on a thread: a large document takes its time, and the dialog shows that."""
        from model.export.papers.dossier import dossier_of
        from model.export.papers.writing import write_papers

        engagement = self._engagement
        log = () if engagement is None else engagement.log()
        paper = self._paper(max((entry.at for entry in log), default=""))
        shown = self.query_one("#problems", Choice).taken
        sends_all = shown == self.words("all of them")
        dossier = dossier_of(paper, only_confirmed=self._only_confirmed, sends_all=sends_all)
        notes = () if engagement is None else engagement.all_notes()
        self.complain(self.words("The papers are being written."))

        def work() -> None:
            written = write_papers(dossier, folder, self._paths, _silent, notes=notes, replace=replace)
            self.post_message(PapersWritten(folder, written))

        self.run_worker(
            work, group="papers", description="papers", thread=True, exit_on_error=False, exclusive=True
        )

    def on_papers_written(self, event: PapersWritten) -> None:
        """Close the dialog, or show what could not be written; what holds unread entries is replaced by Enter again."""
        from model.export.papers.standing import UnreadLedgerError

        event.stop()
        language = self.words.language
        trouble = next(iter(event.written.troubles), None)
        if isinstance(trouble, UnreadLedgerError):
            text = self.query_one(Input).value.strip()
            self._warned = text if Path(text).expanduser() == event.folder else ""
            remedy = self.words(
                "Take it in with “yushen papers --take”, or choose another folder. Enter again writes a new one, and "
                "the old one is moved into a folder of its own."
            )
            self.complain(f"{trouble.place}: {trouble.what.text(language)} {remedy}")
            return
        notices = [notice.text(language) for notice in event.written.notices]
        if trouble is not None:
            self.complain(" ".join([trouble.line(language), *notices]))
            return
        self.dismiss(" ".join([*notices, self.words("Written: {path}", path=event.folder.absolute())]))


class PapersWritten(Message):
    """The papers are in their folder, all but what could not be written."""

    def __init__(self, folder: Path, written: Written) -> None:
        super().__init__()
        self.folder = folder
        self.written = written


def _silent(_: Path) -> None:
    """Show nothing of a paper: the dialog speaks of the folder."""
