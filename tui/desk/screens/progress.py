"""What is said in the place of the tree while there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from model.errors import Trouble
from tui.desk.keymap import KeyMap
from tui.desk.messages import Reading
from tui.desk.widgets.lines import Line, Look, Span, wrapped
from tui.desk.words import Words

BAR_CELLS = 40
LINE_CELLS = 76


def progress_lines(words: Words, keys: KeyMap, reading: Reading) -> list[Line]:
    """Return what is being read and how far that is, of several files how many are done; then the way out."""
    several = reading.files > 1
    share = reading.done / reading.files if several else reading.share
    drawn = round(share * BAR_CELLS)
    told = (
        words("{done}/{total} files", done=reading.done, total=reading.files) if several else f"{share:4.0%}"
    )
    bar = f"[{'=' * drawn}{' ' * (BAR_CELLS - drawn)}] {told}"
    way_out = words(
        "{key} stops it, {quit} leaves.", key=keys.first("desk.back"), quit=keys.first("desk.quit")
    )
    return [
        [],
        [Span("  "), Span(f"{words(reading.step)} ... ", Look.STRONG), Span(PurePath(reading.subject).name)],
        [Span(f"  {bar}")],
        [Span(f"  {way_out}", Look.FAINT)],
    ]


def stopped_words(words: Words, keys: KeyMap) -> str:
    """Return what is said once the reading was stopped, with the key that reads on."""
    return words("The reading was stopped. {key} reads again.", key=keys.first("desk.reload"))


def stopped_lines(words: Words, keys: KeyMap) -> list[Line]:
    """Return what stands in the place of the tree once the reading was stopped."""
    return [[], [Span(f"  {stopped_words(words, keys)}", Look.STRONG)]]


def trouble_lines(words: Words, keys: KeyMap, troubles: Sequence[Trouble], defect: str = "") -> list[Line]:
    """Return why nothing could be read, each cause with its remedy."""
    lines: list[Line] = [[]]
    for text in [*(trouble.line(words.language) for trouble in troubles), *([defect] if defect else [])]:
        lines += wrapped(text, LINE_CELLS, "! ", Look.ERROR)
    told = words(
        "{again} reads again, {quit} leaves.", again=keys.first("desk.reload"), quit=keys.first("desk.quit")
    )
    return [*lines, [], [Span(f"  {told}", Look.FAINT)]]
