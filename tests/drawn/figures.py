"""How an amount is printed: its digits, what stands for nothing, and what a reader makes of it."""

from __future__ import annotations

from drawn.layout import Layout


def digits(fen: int, layout: Layout) -> str:
    """Return an amount with the layout's decimals in its unit, rounded half away from nothing, without separators."""
    steps, rest = divmod(abs(fen), layout.step)
    steps += 2 * rest >= layout.step
    sign = "-" if fen < 0 else ""
    if layout.is_whole:
        return f"{sign}{steps}"
    text = str(steps).rjust(3, "0")
    return f"{sign}{text[:-2]}.{text[-2:]}"


def shown(fen: int, layout: Layout) -> str | None:
    """Return an amount as it is seen on paper; None for a blank."""
    if fen == 0:
        return {"blank": None, "zero": digits(0, layout), "dash": "-"}[str(layout["nothing"])]
    return grouped(digits(fen, layout), layout)


def grouped(text: str, layout: Layout) -> str:
    """Return digits with the separators of thousands that the layout has."""
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}" if layout["thousands"] else text


def worth(text: str, layout: Layout) -> int:
    """Return what a printed amount is worth in ten-thousandths of 元."""
    return int(text.replace(",", "").replace(".", "")) * layout.step * 100
