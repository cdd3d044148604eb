"""What a row means of which a mapping says what it is, whatever its label reads like."""

from __future__ import annotations

from model.lexicon.lexicon import normalised
from model.reading.labelled import RowLabel
from model.reading.lines import Context


def said_label(role: str, name: str, cell: int, context: Context) -> RowLabel:
    """Return the label of a row that is a total, a subtotal, a unit or a part; `cell` is the column of its name.

    A part, and what is counted in the rows beside it already, take part in no sum: they are at most what they are of.
    """
    plain = normalised(name)
    if role == "total":
        context.seen_total = True
        context.whole = {}
        return RowLabel("", name, {}, -1, cell)
    if role == "unit":
        context.last_code, context.whole = "", {"unit": plain}
        return RowLabel("", name, {"unit": plain}, -1, cell)
    above = {key: member for key, member in context.above.items() if key != "item"} if role == "part" else {}
    return RowLabel("", name, {**above, "item": f"part:{plain}"}, -1, cell)
