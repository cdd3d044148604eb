"""The opening of a document: the short lines at its top that say whose disclosure it is, of which year and stage."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.lexicon.lexicon import normalised
from model.source.book import Book

_LINES = 10
_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_ALONE = re.compile(r"(?:19|20)\d{2}")
_STAGES = {"决算": "final", "预算": "budget"}
_BODY = re.compile(
    r"^(?:.*?\d{4}年度?)?([一-鿿]{4,}?(?:局|委员会|办事处|中心|政府|办公室|厅|法院|检察院|学校|院|会))(?:\d|部门|年|$)"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a document's first lines say; None where they do not."""

    department: str | None = None
    year: int | None = None
    stage: str | None = None


def opening_of(book: Book) -> Opening:
    """Return what the short lines before the document's first long paragraph say."""
    lines: list[str] = []
    for paragraph in book.paragraphs[:_LINES]:
        line = normalised(paragraph.text).strip("#")
        if len(line) > _LONGEST:
            break
        lines.append(line)
    joined = "".join(lines)
    if not any(
        f"部门{word}" in joined or f"单位{word}" in joined or f"级{word}" in joined for word in _STAGES
    ):
        return Opening()
    year = _year(lines, joined)
    stage = next(
        (stage for word, stage in _STAGES.items() if f"部门{word}" in joined or f"单位{word}" in joined), None
    )
    body = _BODY.match(joined)
    return Opening(body.group(1) if body else None, year, stage)


def _year(lines: list[str], joined: str) -> int | None:
    """Return the year; an extraction may put its digits in a line of their own below 年度部门决算."""
    found = _YEAR.search(joined)
    if found:
        return int(found.group(1))
    alone = {line for line in lines if _ALONE.fullmatch(line)}
    return int(alone.pop()) if len(alone) == 1 and any(line.startswith("年") for line in lines) else None
