"""How an amount is printed: its digits, what stands for nothing, and what a reader makes of it."""

from __future__ import annotations

from drawn.layout import Layout


def digits(fen: int, layout: Layout) -> str:
    """Return an amount with two decimals in the layout's unit, rounded half away from nothing, without separators."""
    steps, rest = divmod(abs(fen), layout.step)
    steps += 2 * rest >= layout.step
    text = str(steps).rjust(3, "0")
    return ("-" if fen < 0 else "") + f"{text[:-2]}.{text[-2:]}"


def shown(fen: int, layout: Layout) -> str | None:
    """Return an amount as it is seen on paper; None for a blank."""
    if fen == 0:
        return {"blank": None, "zero": "0.00", "dash": "-"}[str(layout["nothing"])]
    text = digits(fen, layout)
    whole, decimals = text.split(".")
    return f"{int(whole):,}.{decimals}" if layout["thousands"] else text


def worth(text: str, layout: Layout) -> int:
    """Return what a printed amount is worth in ten-thousandths of 元."""
    return int(text.replace(",", "").replace(".", "")) * layout.step * 100
