"""The period and stage of a claim, and of what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LAST = re.compile(r"上年|去年|上一年|年初数|上年度|同期")

_STAGES = {"执行数": "executed", "预算": "budget", "决算": "final"}


@dataclass(frozen=True, slots=True)
class Period:
    """The document's own year and stage; None where it tells none."""

    year: int | None
    stage: str | None

    def of(self, coordinates: Mapping[str, str], year: int | None) -> dict[str, str]:
        """Return coordinates with the year and the stage that the document means where the words tell none."""
        told = dict(coordinates)
        if year or self.year:
            told.setdefault("year", str(year or self.year))
        if year:
            told["year"] = str(year)
        if self.stage:
            told.setdefault("stage", self.stage)
        return told

    def compared(self, base: str, own: Mapping[str, str]) -> dict[str, str]:
        """Return the year and stage that an amount of `own` coordinates is compared with, as `base` says."""
        own_year = int(own["year"]) if "year" in own else self.year
        named = _YEAR.search(base)
        stage = next((stage for word, stage in _STAGES.items() if word in base), own.get("stage"))
        compared: dict[str, str] = {}
        if named:
            compared["year"] = named.group(1)
        elif self.stage == "final" and stage == "final" != own.get("stage") and not _LAST.search(base):
            compared["year"] = str(own_year or "")
        elif _LAST.search(base) or "预算" not in base:
            compared["year"] = str(own_year - 1) if own_year else ""
        elif own_year:
            compared["year"] = str(own_year)
        if stage:
            compared["stage"] = stage
        return {name: value for name, value in compared.items() if value}
