"""What the keys do: each action of the key map that is the desk's, handed on to the room that does it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType

from tui.desk.themes import NAMES, THEME_WORDS, WORD_COLOURS, theme

if TYPE_CHECKING:
    from tui.desk.binding import Binding
    from tui.desk.calculating import Calculating
    from tui.desk.comparing import Comparing
    from tui.desk.deciding import Deciding
    from tui.desk.drafts import Drafts
    from tui.desk.judging import Judging
    from tui.desk.keymap import KeyMap
    from tui.desk.mapping import Mapping
    from tui.desk.marks import Marks
    from tui.desk.person import Person
    from tui.desk.returning import Returning
    from tui.desk.screens.main import MainScreen
    from tui.desk.searching import Searching
    from tui.desk.settings import Settings
    from tui.desk.words import Words
    from tui.desk.writing import Writing


class DeskActions(App[int], inherit_bindings=False):
    """The rooms of the desk, and the actions that go to them. They are there once the desk is furnished."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    words: Words
    keys: KeyMap
    marks: Marks
    judging: Judging
    deciding: Deciding
    writing: Writing
    person: Person
    mapping: Mapping
    binding: Binding
    comparing: Comparing
    searching: Searching
    calculating: Calculating
    returning: Returning
    settings: Settings
    drafts: Drafts
    answered: str
    _main: MainScreen | None = None

    @property
    def main(self) -> MainScreen:
        """The main screen, which lies under every dialog."""
        assert self._main is not None, "the desk is furnished before anything can ask for it"
        return self._main

    def announce(self, text: str, *, grave: bool = False) -> None:
        """Announce something in the bottom line until the next key."""
        self.main.bar.announce(text, grave=grave)

    def leave(self, status: int) -> None:
        """Leave the desk with an exit status."""
        raise NotImplementedError

    def action_language(self) -> None:
        """Switch between Chinese and English; the choice is saved for the next time."""
        self.words.switch()
        language = self.words.language
        why = self.person.keep(replace(self.settings, language=language), {"language": language})
        if self.main.state is not None:
            self.main.overview.load(self.main.state, self.judging.gone(), self.judging.changes)
        self.main.redraw()
        if why:
            self.announce(why, grave=True)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of words that a theme may give its own for."""
        return WORD_COLOURS

    def begin_in_theme(self, name: str) -> None:
        """Begin in the colours of a setting: taken later, they would have the style sheet read a second time."""
        chosen = theme(name)
        self.register_theme(chosen)
        self.set_reactive(App.theme, chosen.name)
        self.set_class(chosen.dark, "-dark-mode", update=False)
        self.set_class(not chosen.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def use_theme(self, name: str) -> None:
        """Show the desk in the colours of a setting; the others are there to be chosen."""
        if NAMES[name] not in self.available_themes:
            self.register_theme(theme(name))
        self.theme = NAMES[name]

    def action_theme(self) -> None:
        """Show the desk in the next colours: dark, light, high contrast; they are saved for the next time."""
        from tui.desk.settings import THEMES

        name = THEMES[(THEMES.index(self.settings.theme) + 1) % len(THEMES)]
        self.use_theme(name)
        why = self.person.keep(replace(self.settings, theme=name), {"theme": name})
        theme_words = self.words("Colours: {theme}.", theme=self.words(THEME_WORDS[name]))
        self.announce(f"{theme_words}  {why}".rstrip(), grave=bool(why))

    def action_interrupt(self) -> None:
        """Announce which key leaves the desk."""
        self.announce(
            self.words("{key} leaves the desk; everything is saved.", key=self.keys.first("desk.quit"))
        )

    async def action_quit(self) -> None:
        """Leave: nothing but drafts can be unsaved, which are stored; of these it is asked once."""
        count = len(self.drafts.texts) if self._main is not None else 0
        if count:
            question = self.words(
                "Drafts that are not saved: {count}. {key} once more leaves; they are here the next time.",
                count=count,
                key=self.keys.first("desk.quit"),
            )
            if self.answered != question:
                self.announce(question, grave=True)
                return
        self.leave(0)

    def action_judge(self, state: str) -> None:
        """Decide about the finding that is shown, or about all that are marked."""
        self.deciding.judge(state)

    def action_annotate(self) -> None:
        """Write a note."""
        self.writing.annotate()

    def action_undo(self) -> None:
        """Take back the last decision or note."""
        self.judging.undo()

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.judging.redo()

    def action_review(self) -> None:
        """Review the decision that is shown, as the second person."""
        self.deciding.review()

    def action_tag(self) -> None:
        """Give tags to what is shown, or to all that is marked."""
        self.deciding.tag()

    def action_own_finding(self) -> None:
        """Write a finding of one's own."""
        self.writing.add_finding()

    def action_withdraw(self) -> None:
        """Take away a finding of one's own."""
        self.writing.withdraw()

    def action_person(self) -> None:
        """Change the name and the role that decisions carry."""
        self.person.change()

    def action_export(self) -> None:
        """Write the working paper to a file."""
        self.writing.export()

    def action_map_table(self) -> None:
        """Ask what the table under the cursor is."""
        self.mapping.ask()

    def action_bind(self) -> None:
        """Bind a figure of the text by hand."""
        self.binding.bind()

    def action_unbind(self) -> None:
        """Take back the binding of a figure of the text."""
        self.binding.unbind()

    def action_write_mapping(self) -> None:
        """Write the mappings of the tables to a file."""
        self.mapping.write()

    def action_search(self) -> None:
        """Ask what to search for."""
        self.searching.ask()

    def action_take(self) -> None:
        """Take the amount under the cursor, or the block, for the calculator."""
        self.calculating.take()

    def action_calculator(self) -> None:
        """List what the calculator took, and what states its sum."""
        self.calculating.list()

    def action_calculator_clear(self) -> None:
        """Let go all that the calculator took."""
        self.calculating.clear()

    def action_copy(self) -> None:
        """Copy the whole value under the cursor to the terminal's clipboard."""
        from tui.desk.screens.copying import copied_text

        text = copied_text(self.main)
        if not text:
            self.announce(self.words("There is nothing here to copy."))
            return
        self.copy_to_clipboard(text)
        self.announce(self.words("Copied: {text}", text=text))
