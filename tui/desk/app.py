"""The desk as an app: it owns what was read and what was decided; the screens own what is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.worker import Worker, WorkerState

from model.messages import LANGUAGES, Language
from tui.desk.actions import DeskActions
from tui.desk.desk import Answer
from tui.desk.leaving import end_at_once_when_asked_again, leave_when_asked
from tui.desk.loading import STEPS, Loading, Read, ReadEarly, load
from tui.desk.messages import Compared, Loaded, LookedUp, NotLoaded, Reading, Searched
from tui.desk.screens.frame import FrameScreen
from tui.desk.settings import load_settings
from tui.desk.untrusted import Ambiguous
from tui.desk.widgets.lines import Glyphs
from tui.desk.words import Words
from tui.folders import configuration_folder

if TYPE_CHECKING:
    from textual.screen import Screen

    from checks.rule_files import RuleFiles
    from model.mapping.mapping import TableMapping
    from tui.desk.state import DeskState


class DeskApp(DeskActions, inherit_bindings=False):
    """The auditor's desk for some files. `folder` holds the user's settings and keys; `read` is what a thread runs,
    and `read_early` begins with the first file before that.

    What is not needed for the first frame is imported after it was painted: see `furnish`.
    """

    CSS_PATH = "desk.tcss"
    TITLE = "Yushen"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        paths: Sequence[Path],
        language: Language,
        *,
        folder: Path | None = None,
        read: Read = load,
        read_early: ReadEarly | None = None,
        is_language_asked: bool = False,
    ) -> None:
        super().__init__()
        self._read = read
        self._read_early = read_early
        self.paths = tuple(paths)
        self.loading = Loading()
        self._progress = ""
        self.is_touched = False
        self.answered = ""
        self._latest: DeskState | None = None
        self._folder = folder or configuration_folder()
        self.settings, self._faults = load_settings(self._folder / "desk.toml")
        chosen = next((each for each in LANGUAGES if each == self.settings.language), None)
        self.words = Words(language if is_language_asked else chosen or language)
        self.begin_in_theme(self.settings.theme)
        Ambiguous.replaced = self.settings.ambiguous == "replace"
        Glyphs.use(ascii_only=self.settings.borders == "ascii")

    def get_default_screen(self) -> FrameScreen:
        """Begin with a frame that needs next to nothing, so that it is painted at once."""
        return FrameScreen(self.words, self.paths)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Send no colour at all where NO_COLOR is set, rather than greys."""
        return [NoColor() if isinstance(each, Monochrome) else each for each in super().get_line_filters()]

    def on_mount(self) -> None:
        """Paint first; then furnish and read."""
        leave_when_asked(self.leave)
        self.call_after_refresh(self.furnish)

    async def furnish(self) -> None:
        """Bring in the screens and the keys, and read the files, or ask which."""
        if self.paths and self._read_early is not None:
            self._read_early(self.paths[0], self.loading.is_past_first)
        from tui.desk.binding import Binding
        from tui.desk.calculating import Calculating
        from tui.desk.comparing import Comparing
        from tui.desk.deciding import Deciding
        from tui.desk.drafts import Drafts, drafts_file
        from tui.desk.judging import Judging
        from tui.desk.keymap import KeyMap, own_keys
        from tui.desk.mapping import Mapping
        from tui.desk.marks import Marks
        from tui.desk.memory import Memory, memory_file
        from tui.desk.person import Person
        from tui.desk.returning import Returning
        from tui.desk.screens.main import MainScreen
        from tui.desk.searching import Searching
        from tui.desk.writing import Writing

        own, faults = own_keys(self._folder / "keys.toml")
        self.keys = KeyMap(own)
        self.marks = Marks()
        self.judging = Judging(self)
        self.person = Person(self, self._folder / "desk.toml")
        self.mapping = Mapping(self)
        self.binding = Binding(self)
        self.comparing = Comparing(self)
        self.searching = Searching(self)
        self._main = MainScreen(self.words, self.marks)
        self.drafts = Drafts(self._announce_draft, drafts_file())
        self.deciding = Deciding(self, self.judging, self.person, self._main, self.drafts)
        self.writing = Writing(self, self.judging, self.person, self._main, self.drafts)
        self.calculating = Calculating(self, self._main.calculator, self._main)
        self.returning = Returning(self._main, Memory(memory_file()))
        self.set_keymap(own)
        await self.push_screen(self._main)
        self.returning.begin()
        self.returning.watch()
        self.drafts.watch(self)
        complaints = [trouble.line(self.words.language) for trouble in (*self._faults, *faults)]
        if complaints:
            self.announce("  ".join(complaints), grave=True)
        if self.paths:
            self.action_reload()
        else:
            from tui.desk.screens.opening import OpenScreen

            self.push_screen(OpenScreen(self.words, self.keys, Path.cwd()), self._open)

    def _announce_draft(self) -> None:
        self.announce(
            self.words("Not saved, but not lost: what you typed is here when you press that key here again.")
        )

    def _earlier_drafts(self) -> str:
        """Return that an earlier session left drafts, once; "" where it left none."""
        count = self.drafts.left_before()
        if not count:
            return ""
        return self.words(
            "Drafts of an earlier session that are not saved: {count}. The same keys at their places open them again.",
            count=count,
        )

    def _open(self, paths: tuple[Path, ...] | None) -> None:
        if paths:
            self.paths = paths
            self.action_reload()
        else:
            self.exit(0)

    def action_open(self) -> None:
        """Ask for a document, and read it in the place of those that are open."""
        from tui.desk.screens.opening import OpenScreen

        def taken(paths: tuple[Path, ...] | None) -> None:
            if paths:
                self.returning.keep()
                self.main.unload([])
                self._open(paths)

        title = self.words("Open a file in the place of what is open")
        self.push_screen(OpenScreen(self.words, self.keys, self._beside_what_is_open, title), taken)

    def action_open_beside(self) -> None:
        """Ask for a document, and read it beside those that are open."""
        from tui.desk.screens.opening import OpenScreen

        def taken(paths: tuple[Path, ...] | None) -> None:
            if paths:
                self._open((*self.paths, *(path for path in paths if path not in self.paths)))

        title = self.words("Open a file beside what is open")
        self.push_screen(OpenScreen(self.words, self.keys, self._beside_what_is_open, title), taken)

    @property
    def _beside_what_is_open(self) -> Path:
        return self.paths[0].absolute().parent if self.paths else Path.cwd()

    def ask(self, dialog: Screen[Answer], then: Callable[[Answer | None], None] | None = None) -> None:
        """Open a dialog, and go on with its answer, None where it was left without one."""
        self.push_screen(dialog, then)

    @property
    def unread(self) -> tuple[str, ...]:
        """The files that are not read while others are shown: still to be read, given up, or unreadable."""
        state = self.main.state
        read = {document.book.path for document in state.documents} if state is not None else set()
        return tuple(str(path) for path in self.paths if str(path) not in read)

    async def on_event(self, event: events.Event) -> None:
        """Let a key take away the announcement before it acts."""
        if isinstance(event, events.Key) and self._main is not None:
            self.is_touched = True
            self.answered = self._main.bar.announced
            if self._main.bar.announced:
                self.announce("")
            if not event.is_forwarded:
                event = self._of_input_method(event)
                if await self._act(event.key):
                    return
        await super().on_event(event)

    def _of_input_method(self, event: events.Key) -> events.Key:
        """Return the half-width key that a key of an input method for Chinese stands for; own keys go before."""
        if event.character is None or event.character.isascii():
            return event
        from tui.desk.full_width_keys import as_half_width

        is_own = self.keys.entry(self._live_scopes(), event.key) is not None
        return event if is_own else as_half_width(event, self.focused)

    async def _act(self, key: str) -> bool:
        """Do what a key does in the main screen, at once; return whether it does anything there.

        By the way through the focused widget, a second key would be asked of the view that the first one leaves, and
        what is typed ahead of a dialog would be lost.
        """
        scopes = self._live_scopes()
        entry = self.keys.entry(scopes, key) if scopes else None
        if entry is None or self._main is None:
            return False
        focused = self._main.focused or self._main
        await self.run_action(entry.action, self._main if entry.scope == "desk" else focused)
        return True

    def on_key(self, event: events.Key) -> None:
        """Announce of a key that does nothing here what would be right."""
        if self._live_scopes():
            from tui.desk.screens.wrong_key import advice_on

            self.announce(advice_on(self.main, event.key, event.character or ""))

    def _live_scopes(self) -> tuple[str, ...]:
        """Return the scopes of the keys that do something where the focus is; none where something else takes them."""
        main = self._main
        if main is None or self.screen is not main:
            return ()
        if main.focused is main.pane:
            return ("pane", "desk")
        return (main.view, "grid", "desk") if main.focused is main.grid else ()

    def action_reload(self) -> None:
        """Read and audit the files, in a thread that posts messages."""
        from tui.desk.screens.progress import progress_lines

        generation, cancelled = self.loading.begin()
        self.is_touched = False
        if self.main.state is None:
            begun = Reading(generation, STEPS[0], "", 0.0, files=len(self.paths))
            self.main.unload(progress_lines(self.words, self.keys, begun))
        work = partial(self._read, self.paths, generation, self.post_message, cancelled)
        self.run_worker(
            work,
            group="loading",
            description="loading",
            thread=True,
            exit_on_error=False,
            name=str(generation),
        )

    def stop_search(self) -> bool:
        """Give up the search that runs; return whether one did."""
        if any(worker.group == "search" and worker.is_running for worker in self.workers):
            self.searching.give_up()
            self.announce(self.words("The search was stopped."))
            return True
        return False

    def stop_loading(self) -> None:
        """Give up the reading that runs, if any; where something is shown already, only when asked twice."""
        from tui.desk.screens.progress import stopped_lines, stopped_words

        if not self.loading.running:
            return
        question = self.words("{key} once more stops the reading.", key=self.keys.first("desk.back"))
        if self.main.state is not None and self.answered != question:
            self.announce(question)
            return
        self.loading.stop()
        if self.main.state is None:
            self.main.unload(stopped_lines(self.words, self.keys))
        else:
            self.main.show_files()
        self.announce(stopped_words(self.words, self.keys))

    @on(Reading)
    def show_progress(self, event: Reading) -> None:
        """Show how far the reading is."""
        from tui.desk.screens.progress import progress_lines

        if not self.loading.is_current(event.generation):
            return
        lines = progress_lines(self.words, self.keys, event)
        if self.main.state is None:
            self.main.tree_view.show_idle(lines)
            return
        if event.step == STEPS[0]:
            self.main.survey_view.follow(event.subject)
        if not self.main.bar.announced or self.main.bar.announced == self._progress:
            # Without the way out: Escape goes back first where something is shown.
            shown = [line for line in lines if line][:-1]
            self._progress = "  ".join("".join(span.text for span in line).strip() for line in shown)
            self.announce(self._progress)

    @on(Loaded)
    def take(self, event: Loaded) -> None:
        """Take a reading, unless it was given up."""
        if not self.loading.is_current(event.generation):
            return
        if event.is_partial:
            self._take_partial(event.state)
            self.main.call_after_refresh(event.shown.set)
            return
        self.loading.stop()
        self._latest = None
        if self.main.bar.announced == self._progress:
            self.announce("")
        complaint = self.judging.open(self.paths, event.state)
        before, touched = self.main.state, self.is_touched
        self.show(self.judging.with_own_findings(event.state))
        if before is None or not (before.is_audited or touched):
            self.returning.go_back_to(event.state)
        self.loading.rest()
        outcome = "  ".join(
            filter(
                None, [self.mapping.outcome(event.state) or self.binding.outcome(), self._earlier_drafts()]
            )
        )
        wrong = [complaint, *(trouble.line(self.words.language) for trouble in event.state.troubles)]
        if outcome or any(wrong):
            self.announce("  ".join(filter(None, dict.fromkeys([outcome, *wrong]))), grave=any(wrong))

    def _take_partial(self, state: DeskState) -> None:
        """Take what is read so far, or keep it until it is looked at, so that nothing moves below the cursor."""
        before = self.main.state
        if before is None or (state.is_audited and self.main.view == "survey"):
            self.judging.open_partial(state)
            self.show(self.judging.with_own_findings(state))
            if before is None:
                self.returning.go_back_to(state)
        elif state.is_audited:
            self._latest = state

    def show_latest(self) -> None:
        """Show what was read meanwhile, where that waits to be shown."""
        if self._latest is not None:
            latest, self._latest = self._latest, None
            self.judging.open_partial(latest)
            self.show(self.judging.with_own_findings(latest))

    def show(self, state: DeskState) -> None:
        """Show a state with the marks that the decisions give it."""
        self.binding.forget()
        if state.documents:
            self.drafts.open(state.documents[0].book.path)
        self.marks.take(state, self.judging.engagement)
        self.main.load(state)

    @on(NotLoaded)
    def show_troubles(self, event: NotLoaded) -> None:
        """Show in the place of the tree why nothing could be read."""
        from tui.desk.screens.progress import trouble_lines

        if not self.loading.is_current(event.generation):
            return
        self.loading.stop()
        lines = trouble_lines(self.words, self.keys, event.troubles)
        if self.main.state is None:
            self.main.unload(lines)
        else:
            self.announce(
                "  ".join(trouble.line(self.words.language) for trouble in event.troubles), grave=True
            )

    @on(Worker.StateChanged)
    def report_defect(self, event: Worker.StateChanged) -> None:
        """Report that a thread of the desk failed: a defect of the desk, never of the file."""
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
        self.announce(what, grave=True)

    @on(Searched)
    def take_matches(self, event: Searched) -> None:
        """Go to the first match, unless another search has begun."""
        self.searching.take(event)

    @on(LookedUp)
    def take_results(self, event: LookedUp) -> None:
        """List what was found while something is looked up."""
        self.searching.take_results(event)

    @on(Compared)
    def take_comparison(self, event: Compared) -> None:
        """Show a comparison."""
        self.comparing.take(event)

    def leave(self, status: int) -> None:
        """Give up what is being read or audited, and leave with an exit status."""
        self.loading.stop()
        if self._main is not None:
            self.searching.give_up()
            self.returning.keep()
            self.drafts.write()
            self.judging.close()
        end_at_once_when_asked_again()
        self.exit(0, return_code=status)

    def action_go_to(self) -> None:
        """Ask for an address of the sheet."""
        from tui.desk.screens.asking import ask_address

        ask_address(self, self.main.sheet_view)

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

    def action_jump(self) -> None:
        """Put letters on all that can be gone to on the screen, and go to one."""
        from tui.desk.screens.jumping import jump

        jump(self)

    def action_palette(self) -> None:
        """List all commands, and run one."""
        from tui.desk.palette import open_palette

        open_palette(self)

    def action_help(self) -> None:
        """Show the keys and the marks."""
        from tui.desk.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.words, self.keys, self.main.grid))


def run_desk(
    paths: list[Path],
    language: Language,
    mappings: Sequence[TableMapping] = (),
    rule_files: RuleFiles | None = None,
    limit: float = 1.0,
    is_language_asked: bool = False,  # noqa: FBT001, FBT002
) -> int:
    """Open the desk on files (without any, ask which) and return its exit status.

    They are read as `mappings` state, and asked what the rules of `rule_files`, with their settings; no document takes
    more than `limit` times the usual effort. A language that was chosen at the desk goes before `language`, unless
    that is asked for.
    """
    from tui.desk.early import EarlyBooks

    books = EarlyBooks(limit)
    read = partial(load, mappings=mappings, rule_files=rule_files, limit=limit, books=books)
    app = DeskApp(paths, language, read=read, read_early=books.begin, is_language_asked=is_language_asked)
    status = app.run()
    return (status or 0) or app.return_code or 0
