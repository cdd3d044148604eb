"""The slips of the pen: what one edit would turn the stated amount into the one that reconciles."""

from __future__ import annotations

from model.messages import Message, check_message
from model.money import Unit, format_amount

_FACTORS = (10, 100, 1_000, 10_000)


def likeliest_slip(stated: int | None, change: int, unit: Unit) -> Message:
    """Return the slip that would explain a cell stating `stated` where `stated + change` reconciles."""
    right = (stated or 0) + change
    values = {"right": format_amount(right, unit), "unit": unit.label}
    if stated is None:
        return check_message("The cell is blank; {right} {unit} would reconcile.", **values)
    values["stated"] = format_amount(stated, unit)
    name = slip_name(stated, right, unit)
    return check_message(_TEMPLATES[name], **values)


def plausibility(stated: int | None, change: int, unit: Unit) -> int:
    """Return how like a known slip a change is: 2 for one edit of digits or scale, 0 for an arbitrary amount."""
    if stated is None:
        return 2
    return 0 if slip_name(stated, stated + change, unit) == "other" else 2


_TEMPLATES = {
    "sign": "The sign: {right} {unit} would reconcile.",
    "factor": "A factor of ten or ten thousand: {right} {unit} would reconcile.",
    "exchanged": "Two digits exchanged: {right} {unit} would reconcile.",
    "digit": "One digit: {right} {unit} would reconcile.",
    "zero": "The cell states nothing of it: {right} {unit} would reconcile.",
    "other": "{right} {unit} in this cell would reconcile.",
}


def slip_name(stated: int, right: int, unit: Unit) -> str:
    """Return the name of the slip that turns `right` into `stated`: sign, factor, exchanged, digit, zero or other."""
    if stated == -right and stated:
        return "sign"
    if stated and right and any(stated == right * n or right == stated * n for n in _FACTORS):
        return "factor"
    one, other = _digits(stated, right, unit)
    if stated == 0:
        return "zero"
    if (stated < 0) == (right < 0) and len(one) == len(other):
        differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differ) == 2 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]:
            return "exchanged"
        if len(differ) == 1:
            return "digit"
    return "other"


def _digits(stated: int, right: int, unit: Unit) -> tuple[str, str]:
    """Return both amounts' digits in the unit, with the decimals that either needs."""
    texts = [format_amount(abs(amount), unit).replace(",", "") for amount in (stated, right)]
    decimals = max(len(text.partition(".")[2]) for text in texts)
    whole = [(text.partition(".")[0], text.partition(".")[2].ljust(decimals, "0")) for text in texts]
    return whole[0][0] + whole[0][1], whole[1][0] + whole[1][1]
