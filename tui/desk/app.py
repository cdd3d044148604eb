"""The desk as an app: it owns what was read and what was decided; the screens own what is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.worker import Worker, WorkerState

from model.messages import Language
from tui.desk.leaving import end_at_once_when_asked_again, leave_when_asked
from tui.desk.loading import STEPS, Loading, Read, load
from tui.desk.messages import Compared, Loaded, LookedUp, NotLoaded, Reading, Searched
from tui.desk.screens.frame import FrameScreen
from tui.desk.settings import load_settings
from tui.desk.untrusted import Ambiguous
from tui.desk.widgets.lines import Glyphs
from tui.desk.words import Words
from tui.folders import configuration_folder

if TYPE_CHECKING:
    from checks.rule_files import RuleFiles
    from model.mapping.mapping import TableMapping
    from tui.desk.screens.find import Lookup
    from tui.desk.screens.main import MainScreen
    from tui.desk.state import DeskState

THEMES = {"dark": "textual-dark", "light": "textual-light"}


class DeskApp(App[int], inherit_bindings=False):
    """The auditor's desk for some files. `folder` holds the user's settings and keys; `read` is what a thread runs.

    What is not needed for the first frame is imported after it was painted: see `furnish`.
    """

    CSS_PATH = "desk.tcss"
    TITLE = "Yushen"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, paths: Sequence[Path], language: Language, *, folder: Path | None = None, read: Read = load
    ) -> None:
        super().__init__()
        self._read = read
        self.paths = tuple(paths)
        self.words = Words(language)
        self.loading = Loading()
        self._main: MainScreen | None = None
        self._searches = 0
        self._lookup: Lookup | None = None
        self._folder = folder or configuration_folder()
        self.settings, self._faults = load_settings(self._folder / "desk.toml")
        Ambiguous.replaced = self.settings.ambiguous == "replace"
        Glyphs.use(ascii_only=self.settings.borders == "ascii")

    def get_default_screen(self) -> FrameScreen:
        """Begin with a frame that needs next to nothing, so that it is painted at once."""
        return FrameScreen(self.words, self.paths)

    @property
    def main(self) -> MainScreen:
        """The main screen, which lies under every dialog."""
        assert self._main is not None, "the desk is furnished before anything can ask for it"
        return self._main

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Send no colour at all where NO_COLOR is set, rather than greys."""
        return [NoColor() if isinstance(each, Monochrome) else each for each in super().get_line_filters()]

    def on_mount(self) -> None:
        """Paint first; then furnish and read."""
        self.theme = THEMES[self.settings.theme]
        leave_when_asked(self.leave)
        self.call_after_refresh(self.furnish)

    async def furnish(self) -> None:
        """Bring in the screens and the keys, and read the files, or ask which."""
        from tui.desk.binding import Binding
        from tui.desk.comparing import Comparing
        from tui.desk.judging import Judging
        from tui.desk.keymap import KeyMap, own_keys
        from tui.desk.mapping import Mapping
        from tui.desk.marks import Marks
        from tui.desk.person import Person
        from tui.desk.screens.main import MainScreen

        own, faults = own_keys(self._folder / "keys.toml")
        self.keys = KeyMap(own)
        self.marks = Marks()
        self.judging = Judging(self)
        self.person = Person(self, self._folder / "desk.toml")
        self.mapping = Mapping(self)
        self.binding = Binding(self)
        self.comparing = Comparing(self)
        self._main = MainScreen(self.words, self.marks)
        self.set_keymap(own)
        await self.push_screen(self._main)
        complaints = [trouble.line(self.words.language) for trouble in (*self._faults, *faults)]
        if complaints:
            self.say("  ".join(complaints), grave=True)
        if self.paths:
            self.action_reload()
        else:
            from tui.desk.screens.opening import OpenScreen

            self.push_screen(OpenScreen(self.words, self.keys, Path.cwd()), self._open)

    def _open(self, paths: tuple[Path, ...] | None) -> None:
        if paths:
            self.paths = paths
            self.action_reload()
        else:
            self.exit(0)

    def open_beside(self) -> None:
        """Ask for a document and read it beside those that are open."""
        from tui.desk.screens.opening import OpenScreen

        def taken(paths: tuple[Path, ...] | None) -> None:
            if paths:
                self._open((*self.paths, *(path for path in paths if path not in self.paths)))

        self.push_screen(OpenScreen(self.words, self.keys, Path.cwd()), taken)

    @property
    def pending(self) -> tuple[str, ...]:
        """The files that are still to be read while others are shown."""
        state = self.main.state
        read = {document.book.path for document in state.documents} if state is not None else set()
        return (
            tuple(str(path) for path in self.paths if str(path) not in read) if self.loading.running else ()
        )

    def say(self, text: str, *, grave: bool = False) -> None:
        """Say something in the bottom line until the next key."""
        self.main.bar.say(text, grave=grave)

    async def on_event(self, event: events.Event) -> None:
        """Let a key take away what was said before it acts."""
        if isinstance(event, events.Key) and self._main is not None and self._main.bar.said:
            self.say("")
        await super().on_event(event)

    def action_reload(self) -> None:
        """Read and audit the files, in a thread that posts what it has to say."""
        from tui.desk.screens.progress import progress_lines

        generation, cancelled = self.loading.begin()
        if self.main.state is None:
            self.main.unload(progress_lines(self.words, self.keys, STEPS[0], "", 0.0))
        work = partial(self._read, self.paths, generation, self.post_message, cancelled)
        self.run_worker(work, group="loading", thread=True, exit_on_error=False, name=str(generation))

    def stop_loading(self) -> bool:
        """Give up the search or the reading that runs; return whether one did."""
        from tui.desk.screens.progress import stopped_lines

        if any(worker.group == "search" and worker.is_running for worker in self.workers):
            self._searches += 1
            self.say(self.words("The search was stopped."))
            return True
        if not self.loading.running:
            return False
        self.loading.stop()
        if self.main.state is None:
            self.main.unload(stopped_lines(self.words, self.keys))
        self.say(self.words("The reading was stopped."))
        return True

    @on(Reading)
    def tell_progress(self, event: Reading) -> None:
        """Show how far the reading is."""
        from tui.desk.screens.progress import progress_lines

        if not self.loading.is_current(event.generation):
            return
        lines = progress_lines(self.words, self.keys, event.step, event.subject, event.share)
        if self.main.state is None:
            self.main.tree_view.say_idle(lines)
        else:
            self.say("  ".join("".join(span.text for span in line).strip() for line in lines if line))

    @on(Loaded)
    def take(self, event: Loaded) -> None:
        """Take a reading, unless it was given up."""
        if not self.loading.is_current(event.generation):
            return
        if event.is_partial:
            if self.main.state is None:
                self.show(event.state)
            return
        self.loading.stop()
        self.say("")
        complaint = self.judging.open(self.paths, event.state)
        self.show(self.judging.with_own_findings(event.state))
        told = self.mapping.told(event.state) or self.binding.told()
        wrong = [complaint, *(trouble.line(self.words.language) for trouble in event.state.troubles)]
        if told or any(wrong):
            self.say("  ".join(filter(None, dict.fromkeys([told, *wrong]))), grave=any(wrong))

    def show(self, state: DeskState) -> None:
        """Show a state with the marks that the decisions give it."""
        self.binding.forget()
        self.marks.take(state, self.judging.engagement)
        self.main.load(state)

    @on(NotLoaded)
    def tell_troubles(self, event: NotLoaded) -> None:
        """Say in the place of the tree why nothing could be read."""
        from tui.desk.screens.progress import trouble_lines

        if not self.loading.is_current(event.generation):
            return
        self.loading.stop()
        lines = trouble_lines(self.words, self.keys, event.troubles)
        if self.main.state is None:
            self.main.unload(lines)
        else:
            self.say("  ".join(trouble.line(self.words.language) for trouble in event.troubles), grave=True)

    @on(Worker.StateChanged)
    def tell_defect(self, event: Worker.StateChanged) -> None:
        """Say that a thread of the desk failed: a defect of the desk, never of the file."""
        if event.state is not WorkerState.ERROR:
            return
        what = self.words(
            "The desk itself failed ({error}). Please report it; the file was not changed.",
            error=f"{type(event.worker.error).__name__}: {event.worker.error}",
        )
        if event.worker.group == "loading":
            from tui.desk.screens.progress import trouble_lines

            self.loading.stop()
            if self.main.state is None:
                self.main.unload(trouble_lines(self.words, self.keys, (), what))
        self.say(what, grave=True)

    def search(self, text: str) -> None:
        """Search the kind of view that is shown, in a thread."""
        state, view = self.main.state, self.main.view
        if state is None:
            return
        self._searches += 1
        generation = self._searches

        from tui.desk.search import search

        def cancelled() -> bool:
            return generation != self._searches

        work = partial(
            search, state, view, text, self.words, generation, self.post_message, cancelled, self.main.unit
        )
        told = self.words(
            "Searching {query} ... {key} stops it.", query=text, key=self.keys.first("desk.back")
        )
        self.say(told)
        self.run_worker(work, group="search", thread=True, exit_on_error=False)

    @on(Searched)
    def take_matches(self, event: Searched) -> None:
        """Go to the first match, unless another search has begun."""
        if event.generation == self._searches:
            self.main.navigation.take_hits(event.query, event.hits, complete=event.complete)

    @on(Compared)
    def take_comparison(self, event: Compared) -> None:
        """Show a comparison."""
        self.comparing.take(event)

    @on(LookedUp)
    def take_results(self, event: LookedUp) -> None:
        """List what was found while something is looked up."""
        if self._lookup is not None:
            self._lookup.take(event)

    def action_language(self) -> None:
        """Switch between Chinese and English."""
        self.words.switch()
        if self.main.state is not None:
            self.main.overview.load(self.main.state, self.judging.gone(), self.judging.changes)
        self.main.redraw()

    def action_interrupt(self) -> None:
        """Say which key leaves the desk."""
        self.say(self.words("{key} leaves the desk; everything is saved.", key=self.keys.first("desk.quit")))

    async def action_quit(self) -> None:
        """Leave: nothing can be unsaved."""
        self.leave(0)

    def leave(self, status: int) -> None:
        """Give up what is being read or audited, and leave with an exit status."""
        self.loading.stop()
        self._searches += 1
        if self._main is not None:
            self.judging.close()
        end_at_once_when_asked_again()
        self.exit(0, return_code=status)

    def action_judge(self, state: str) -> None:
        """Decide about the finding that is shown."""
        self.judging.judge(state)

    def action_annotate(self) -> None:
        """Write a note."""
        self.judging.annotate()

    def action_undo(self) -> None:
        """Take back the last decision or note."""
        self.judging.undo()

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.judging.redo()

    def action_review(self) -> None:
        """Review the decision that is shown, as the second person."""
        self.judging.review()

    def action_tag(self) -> None:
        """Give tags to what is shown."""
        self.judging.tag()

    def action_own_finding(self) -> None:
        """Write a finding of one's own."""
        self.judging.add_finding()

    def action_withdraw(self) -> None:
        """Take away a finding of one's own."""
        self.judging.withdraw()

    def action_person(self) -> None:
        """Change the name and the role that decisions carry."""
        self.person.change()

    def action_export(self) -> None:
        """Write the working paper to a file."""
        self.judging.export()

    def action_map_table(self) -> None:
        """Ask what the table under the cursor is."""
        self.mapping.ask()

    def action_bind(self) -> None:
        """Say what a figure of the text is about."""
        self.binding.bind()

    def action_unbind(self) -> None:
        """Take back what was said of a figure of the text."""
        self.binding.unbind()

    def action_write_mapping(self) -> None:
        """Write what is said of the tables to a file."""
        self.mapping.write()

    def action_search(self) -> None:
        """Ask what to search for."""
        from tui.desk.screens.find import Lookup

        self._lookup = Lookup(self)
        self._lookup.open()

    def action_go_to(self) -> None:
        """Ask for an address of the sheet."""
        from tui.desk.screens.asking import ask_address

        ask_address(self)

    def action_elsewhere(self) -> None:
        """List everything that states the amount under the cursor, and go to one."""
        from tui.desk.screens.elsewhere import list_elsewhere

        list_elsewhere(self)

    def action_choose(self) -> None:
        """List the tables or sheets, and go to one; in the comparison, choose what is compared."""
        if self.main.view == "compare":
            self.comparing.choose()
            return
        from tui.desk.screens.choosing import choose_table

        choose_table(self)

    def action_palette(self) -> None:
        """List all commands, and run one."""
        from tui.desk.palette import open_palette

        open_palette(self)

    def action_help(self) -> None:
        """Show the keys and the marks."""
        from tui.desk.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.words, self.keys, self.main.grid))

    def action_copy(self) -> None:
        """Copy the whole value under the cursor to the terminal's clipboard."""
        from tui.desk.screens.copying import copied_text

        text = copied_text(self.main)
        self.copy_to_clipboard(text)
        self.say(self.words("Copied: {text}", text=text))


def run_desk(
    paths: list[Path],
    language: Language,
    mappings: Sequence[TableMapping] = (),
    rule_files: RuleFiles | None = None,
    limit: float = 1.0,
) -> int:
    """Open the desk on files (without any, ask which) and return its exit status.

    They are read as `mappings` say, and asked what the relations and settings of `rule_files` say; no document takes
    more than `limit` times the usual effort.
    """
    read = partial(load, mappings=mappings, rule_files=rule_files, limit=limit)
    app = DeskApp(paths, language, read=read)
    status = app.run()
    return (status or 0) or app.return_code or 0
