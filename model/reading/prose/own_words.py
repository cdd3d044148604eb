"""A document's own words: the names that its tables print, of codes and of what the classification does not know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from model.classification.catalogue import normal_name
from model.classification.codes import CodePath, Domain
from model.lexicon.lexicon import normalised, without_numbering
from model.reading.table import labelled

if TYPE_CHECKING:
    from model.reading.table import Table
    from model.source.book import Sheet

_SHORTEST, _LONGEST = 4, 40
_NO_SUBJECT = re.compile(r"(?:情况|说明|表|报告|原因|公开|目录|合计|总计|小计|金额|预算数|决算数)$")
_BODY = re.compile(r"(?:局|委|委员会|办公室|中心|支队|大队|总队|厅|院|所|学校|办|会|处|站|政府|本级[)）]?)$")
_NAME = re.compile(r"[^\d%。；;]*[一-鿿]{3}[^%。；;]*")


@dataclass(frozen=True)
class OwnWords:
    """What a document's tables call things.

    `codes` maps a normal name to the codes beside which tables print it, `names` are the texts of cells (projects,
    units, items) as sentences compare them.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @cached_property
    def paths(self) -> dict[tuple[str, str, int | None], CodePath | None]:
        """Code paths that were read with these words, for the same words come again and again."""
        return {}

    @cached_property
    def printed(self) -> frozenset[str]:
        """All codes that the tables print."""
        return frozenset(code for found in self.codes.values() for code in found)


NO_WORDS = OwnWords()


def own_words(tables: Iterable[Table], sheets: Iterable[Sheet]) -> OwnWords:
    """Return the words of a document's tables and of the cells of its sheets."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for table in tables:
        for panel in table.panels:
            for row in labelled(panel.rows).labels:
                for domain in Domain:
                    code = row.coordinates.get(domain)
                    if code and row.name:
                        codes[normal_name(row.name)][code] = None
    texts = (value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str))
    short = (text for text in dict.fromkeys(texts) if len(text) <= 2 * _LONGEST)
    names = frozenset(filter(_is_name, map(without_numbering, map(normalised, short))))
    return OwnWords({name: tuple(found) for name, found in codes.items()}, names)


def _is_name(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and _NAME.fullmatch(text) is not None
        and _NO_SUBJECT.search(text) is None
        and _BODY.search(text) is None
    )
