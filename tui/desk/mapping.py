"""What the auditor states of tables: saved at once, the files then read again; and the mapping file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import Trouble
from tui.desk.mapped_table import begun, column_samples, filled_in, table_at
from tui.desk.screens.cursor import table_of
from tui.desk.widgets.lines import Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from tui.desk.app import DeskApp
    from tui.desk.state import DeskState


class Mapping:
    """The mappings of the reading that is open."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._saved: TableMapping | None = None
        self._document = ""

    def ask(self) -> None:
        """Ask what the table under the cursor is; where there is none, offer to take back what fits no table."""
        from tui.desk.screens.mapping import MappingScreen

        app, words, main = self._app, self._app.words, self._app.main
        state, place = main.state, table_of(main)
        spot = None if state is None or place is None else table_at(state, place)
        if state is None or place is None or spot is None:
            self._offer_unused(state)
            return
        self._document = place.path
        table = spot.table(state)
        samples = column_samples(spot.sheet(state), table)
        column = place.column if table.kind and place.column < len(samples) and main.view != "tree" else -1
        screen = MappingScreen(words, app.keys, table, begun(state, spot), samples, column, self.keep)
        screen.fill_in(filled_in(state, spot))
        app.push_screen(screen)

    def keep(self, mapping: TableMapping) -> str:
        """Save a mapping and have the files read again; return why it could not be saved, "" when it is."""
        app, engagement = self._app, self._app.judging.engagement
        if engagement is None:
            return app.words("There is no engagement file that could keep it.")
        try:
            engagement.map_table(mapping, app.settings.author, self._document)
        except Trouble as trouble:
            return trouble.line(app.words.language)
        self._saved = mapping
        app.action_reload()
        return ""

    def outcome(self, state: DeskState) -> str:
        """Return what the last mapping that was saved has come to in a new reading, "" where none was saved since."""
        saved, self._saved = self._saved, None
        if saved is None:
            return ""
        if saved.is_empty:
            return self._app.words("Saved: the mapping was taken back.")
        for number, document in enumerate(state.documents):
            for index, table in enumerate(document.tables):
                if table.mapping is not None and table.mapping.key == saved.key:
                    facts = state.report.documents[number].tables[index].facts
                    return self._table_outcome(facts, len(table.unbound), table.why)
        return self._app.words("Saved: the mapping.")

    def _table_outcome(self, facts: int, unbound: int, why: object) -> str:
        from model.messages import Message

        words = self._app.words
        text = words(
            "Saved: {facts} amounts of the table are read, {unbound} are not.", facts=facts, unbound=unbound
        )
        return f"{text} {words.text(why)}" if isinstance(why, Message) else text

    def _offer_unused(self, state: DeskState | None) -> None:
        """Let a saved mapping that fits no table be taken back."""
        from model.mapping.mapping import TableMapping
        from tui.desk.screens.choosing import choose
        from tui.desk.widgets.choices import Choice

        app, words = self._app, self._app.words
        used = (
            {table.mapping for document in state.documents for table in document.tables} if state else set()
        )
        unused = [mapping for mapping in self._standing() if mapping not in used]
        if state is None or not unused or app.main.view != "overview":
            app.announce(words("There is no table here."))
            return

        def take_back(number: int) -> None:
            mapping = unused[number]
            self._document = ""
            if complaint := self.keep(TableMapping(title=mapping.title, sheet=mapping.sheet)):
                app.announce(complaint, grave=True)

        lines = [Choice(words.places(f"{mapping.title}  {mapping.sheet}")) for mapping in unused]
        choose(app, words("Mappings of no table: take one back"), lines, take_back)

    def _standing(self) -> Sequence[TableMapping]:
        engagement = self._app.judging.engagement
        return () if engagement is None else engagement.mappings()

    def write(self) -> None:
        """Ask for a file name, and write the mappings of the tables for next year's file."""
        from model.mapping.mapping import in_force
        from tui.desk.screens.asking import AskScreen

        app, words, state = self._app, self._app.words, self._app.main.state
        documents = state.documents if state else ()
        read_with = [table.mapping for document in documents for table in document.tables if table.mapping]
        mappings = in_force([*self._standing(), *read_with])
        if not mappings:
            key = app.keys.first("desk.map")
            app.announce(words("Nothing is said of any table yet; {key} says what a table is.", key=key))
            return
        proposed = app.paths[0].with_name(f"{app.paths[0].stem}-{words('mapping')}.toml")
        writer = _Writer(app, mappings)
        usage = words("{count} tables. Use it next year with: yushen --mapping FILE", count=len(mappings))
        title = words("Write the mapping file")
        app.push_screen(AskScreen(words, app.keys, title, [[Span(usage)]], writer.submit, str(proposed)))


class _Writer:
    """Writes mappings to the file that is typed; asks once more before another file is replaced."""

    def __init__(self, app: DeskApp, mappings: Sequence[TableMapping]) -> None:
        self._app = app
        self._mappings = mappings
        self._warned = ""

    def submit(self, typed: str) -> str:
        """Write; return "" when it is written, else why not."""
        from model.export.write import write
        from model.mapping.mapping import mapping_text

        words: Words = self._app.words
        text = typed.strip()
        path = Path(text).expanduser()
        if not text:
            return words("A file name is needed.")
        if path.is_file() and self._warned != text:
            self._warned = text
            return words("This file is there already. Enter again replaces it.")
        content = mapping_text(self._mappings, words.language, years=False)
        try:
            write(content.encode("utf-8"), path, self._app.paths)
        except Trouble as trouble:
            return trouble.line(words.language)
        self._app.announce(words("Written: {path}", path=path.absolute()))
        return ""
