"""From a seed to what Yushen made of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drawn.drawing import draw
from drawn.judging import Caught, Judged, judge, judge_slip
from drawn.opening import open_here
from drawn.pages import write_pdf
from drawn.paper import Disclosed, Place
from drawn.slip import plant
from drawn.xlsx import write_xlsx


@dataclass(frozen=True)
class RoundTrip:
    """Writes drawn disclosures into a folder, as PDF if `pages` else as workbooks, and reads them back."""

    folder: Path
    pages: bool = False

    def right(self, seed: int, alone: Mapping[str, object] | None = None) -> Judged:
        """Return how the disclosure of a seed was read."""
        disclosed = draw(seed, pages=self.pages, alone=alone)
        return judge(disclosed, open_here(self.write(disclosed)))

    def spoilt(self, right: Judged) -> Caught:
        """Return what became of the slip that is planted in a disclosure."""
        slip = plant(right.disclosed)
        path = self.write(right.disclosed, {slip.place: slip.planted})
        return judge_slip(right, slip, open_here(path))

    def write(self, disclosed: Disclosed, planted: dict[Place, str] | None = None) -> Path:
        """Write a disclosure and return its file; the next one takes its place."""
        path = self.folder / f"drawn.{'pdf' if self.pages else 'xlsx'}"
        (write_pdf if self.pages else write_xlsx)(disclosed, path, planted)
        return path
