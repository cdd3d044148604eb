"""What is shown in the place of the tree while there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from model.errors import Trouble
from tui.desk.keymap import KeyMap
from tui.desk.messages import Reading
from tui.desk.widgets.lines import Line, Look, Span, wrapped
from tui.desk.words import Words

BAR_CELLS = 40
MOVING_CELLS = 8
"""The cells of the piece that moves in the bar where it is not known how far the work is."""
LINE_CELLS = 76


def progress_lines(words: Words, keys: KeyMap, reading: Reading) -> list[Line]:
    """Return what is being read and how far that is, of several files how many are done; then the way out."""
    way_out = words(
        "{key} stops it, {quit} leaves.", key=keys.first("desk.back"), quit=keys.first("desk.quit")
    )
    return [
        [],
        [Span("  "), Span(f"{words(reading.step)} ... ", Look.STRONG), Span(PurePath(reading.subject).name)],
        [Span(f"  {_bar(words, reading)}")],
        [Span(f"  {way_out}", Look.FAINT)],
    ]


def _bar(words: Words, reading: Reading) -> str:
    """Return how far the reading is as a bar; while other readings of one file are tried, that it goes on."""
    if reading.files > 1:
        text = words("{done}/{total} files", done=reading.done, total=reading.files)
        share = reading.done / reading.files
    elif reading.again:
        at = reading.again % (BAR_CELLS - MOVING_CELLS + 1)
        moving = " " * at + "=" * MOVING_CELLS
        return f"[{moving:<{BAR_CELLS}}] {words('rules asked again: {count}', count=reading.again)}"
    else:
        text, share = f"{reading.share:4.0%}", reading.share
    drawn = "=" * round(share * BAR_CELLS)
    return f"[{drawn:<{BAR_CELLS}}] {text}"


def stopped_words(words: Words, keys: KeyMap) -> str:
    """Return what is announced once the reading was stopped, with the key that reads on."""
    return words("The reading was stopped. {key} reads again.", key=keys.first("desk.reload"))


def stopped_lines(words: Words, keys: KeyMap) -> list[Line]:
    """Return what stands in the place of the tree once the reading was stopped."""
    return [[], [Span(f"  {stopped_words(words, keys)}", Look.STRONG)]]


def trouble_lines(words: Words, keys: KeyMap, troubles: Sequence[Trouble], defect: str = "") -> list[Line]:
    """Return why nothing could be read, each cause with its remedy."""
    lines: list[Line] = [[]]
    for text in [*(trouble.line(words.language) for trouble in troubles), *([defect] if defect else [])]:
        lines += wrapped(text, LINE_CELLS, "! ", Look.ERROR)
    text = words(
        "{again} reads again, {quit} leaves.", again=keys.first("desk.reload"), quit=keys.first("desk.quit")
    )
    return [*lines, [], [Span(f"  {text}", Look.FAINT)]]
