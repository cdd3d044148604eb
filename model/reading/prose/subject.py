"""The subject of a figure: the words before it, read with the lexicon; every character must be accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cache, cached_property

from model.classification.codes import CodePath
from model.lexicon.bodies import whose_money, without_body
from model.lexicon.lexicon import Lexicon, normalised, without_numbering
from model.lexicon.reading import CODE_DIMENSIONS
from model.lexicon.wording import flow_in, stage_in
from model.numbering import PART
from model.pattern import pattern
from model.reading.prose.code_path import NO_WORDS, OwnWords, code_path, is_marked, path_above
from model.reading.prose.coordinates import NAMED, NARROW
from model.record import dataclass

_YEARS = pattern(r"(?<!\d)((?:19|20)\d{2})年?(?:度|初)?(?!\d)")
_ITEMS_NAMED = frozenset(
    {"three_public", "overseas", "vehicles", "reception", "organ_running", "procurement", "targets"}
)
"""Items that no name of a project holds by chance, as it may hold 服务 or 工程."""

_NAME = pattern(r"[A-Za-z0-9一-鿿()、\-—·]{0,30}[一-鿿)]{3}")
_CLAUSE = pattern(
    "比|较|增加|减少|增长|下降|提高|降低|压减|压缩|调[增减整]|占|每|人均|车均|单车|平均|约|近|超|不|已|将|审核|结算|拨付|申请|到账|弥补|节约|"
    "合计|总计|总额|余额|单价|金额|收入|原值|价值|达|共|为$|是$|的$|万元|执行率|比例"
)
_NAMED_IN_BRACKETS = pattern(r"(?P<part>[^()]+)\((?P<whole>[^()]+)\)")
_CODE_IN_FRONT = pattern(r"\(\d{3,7}\)[一-鿿]")
_CIRCLED = pattern("[①-⑳⑴-⒛]")
_NAME_SHORTEST = 4
_PHRASE_LONGEST = 500
"""Characters; what goes on for longer names no money, and each of its beginnings would be read."""
_EDGES = "-,，、。;；:：#"
_JOINS = "和及与"
_PART = pattern(rf"^{PART}")


@dataclass(frozen=True, slots=True)
class PhraseSubject:
    """What a phrase states: coordinates, the year it names, what is left over, and whether it is called a total.

    `name` is the phrase itself where it may be the name of something that only the document knows, else "". Both that
    and a code are given where the phrase is the bare name of a 款, a 项 or an economic item. `is_several` means that
    it names one of several things stated together.
    """

    coordinates: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    unknown: str = ""
    is_total: bool = False
    name: str = ""
    is_several: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether the phrase names nothing and leaves nothing unread."""
        return not self.coordinates and not self.unknown

    @property
    def names_no_subject(self) -> bool:
        """Whether the phrase states no more than a flow and a stage, which name no subject yet."""
        return self.coordinates.keys() <= {"flow", "stage"}

    @property
    def names_whole(self) -> bool:
        """Whether the phrase itself states that it speaks of a whole: a total, or the money of a year."""
        return self.is_total or (self.year is not None and "flow" in self.coordinates)

    @property
    def is_narrow(self) -> bool:
        """Whether the phrase names a code, an item or a use."""
        return not self.unknown and not self.coordinates.keys().isdisjoint(NARROW)


@dataclass(frozen=True)
class SubjectReader:
    """Reads the phrases of a document's sentences, or of its headings, as `lexicon` knows their words.

    `department` and `own` are the document's name and words; of several codes with a name the `edition`'s is meant.
    """

    lexicon: Lexicon
    department: str = ""
    edition: int | None = None
    own: OwnWords = NO_WORDS

    @cached_property
    def read(self) -> Callable[[str, str], PhraseSubject]:
        """Reads what a phrase states by itself; the names of codes in it are those below the code that goes with it.

        Phrases come again and again, and each is read once.
        """
        return cache(self._read)

    def other_body(self, phrase: str, *, alone: bool) -> str | None:
        """Return the body that a phrase begins with: "" for the department, None for none; or a unit, or its own level.

        It may be all of a line or lead that stands `alone`. What is understood names no body by chance (城乡社区支出),
        but for the department's own level, its units together and a territory; the name of a row of the tables does
        where it stands alone.
        """
        plain, _ = _without_year(phrase)
        body = whose_money(plain, self.department, alone=alone) if len(phrase) <= _PHRASE_LONGEST else None
        if body is None or body.is_sure:
            return body and body.name
        subject = self.read(phrase, "")
        is_known = not subject.unknown and not (alone and NAMED in subject.coordinates)
        return None if is_known else body.name

    def whole_name(self, parts: Sequence[str]) -> str:
        """Return the name that parts with 、 between them make together, "" where that is no name."""
        plain = [normalised(part).strip(_EDGES) for part in parts]
        is_name = self._name(plain[-1]) and not any(is_marked(part) or _CLAUSE.search(part) for part in plain)
        return "、".join(plain) if is_name else ""

    def _read(self, phrase: str, above: str) -> PhraseSubject:
        if len(phrase) > _PHRASE_LONGEST:
            return PhraseSubject(unknown=phrase)
        plain, year = _without_year(phrase)
        plain = without_body(plain, normalised(self.department)).strip(_EDGES).lstrip(_JOINS)
        if year is None and self.edition:
            shift = self.lexicon.read(plain).year_shift
            year = self.edition + shift if shift else None
        coordinates, unknown = self._meaning(plain, above)
        name = self._name(plain) if unknown or self._is_bare(plain, coordinates, above) else ""
        return PhraseSubject(coordinates, year, unknown, name=name, is_several=self._closes_list(plain))

    def _closes_list(self, plain: str) -> bool:
        """Return whether brackets name the whole that the words before them end (公车运行费（“三公”经费）)."""
        found = _NAMED_IN_BRACKETS.match(plain)
        if found is None:
            return False
        part, whole = (self.lexicon.read(found[name]).coordinates.get("item") for name in ("part", "whole"))
        items = self.lexicon.dimensions["item"]
        return part is not None and whole is not None and part != whole and items.is_under(part, whole)

    def _is_bare(self, plain: str, coordinates: Mapping[str, str], above: str) -> bool:
        """Return whether a phrase names its code by nothing but a name, which a project may have too."""
        if coordinates.keys().isdisjoint(CODE_DIMENSIONS):
            return False
        path = code_path(plain, self.own, above, self.edition)
        return path is not None and bool(path.bare)

    def _name(self, plain: str) -> str:
        """Return a phrase that may be the name of a use: no clause, and no word of another kind of money in it."""
        if is_marked(plain) or not _NAME.fullmatch(plain) or _CLAUSE.search(plain):
            return ""
        coordinates = self.lexicon.read(plain).coordinates
        is_income = "source" in coordinates or coordinates.get("flow") == "revenue"
        is_other = is_income or coordinates.get("item") in _ITEMS_NAMED or self._names_several(plain)
        return "" if is_other else plain

    def _names_several(self, plain: str) -> bool:
        """Return whether a phrase names two things that the lexicon knows (基本支出和项目支出)."""
        read, joins = self.lexicon.read, re.finditer(f"[{_JOINS}]", plain)
        pairs = ((read(plain[: found.start()]), read(plain[found.end() :])) for found in joins)
        return any(one.is_bound and one.coordinates and other.is_bound for one, other in pairs)

    def _meaning(self, plain: str, above: str) -> tuple[Mapping[str, str], str]:
        """Return what a phrase states, and what of it was not understood.

        The lexicon goes first, for its words are the field's; then a path of codes, then words of the lexicon before
        such a path or before a name that the document's tables print.
        """
        reading = self.lexicon.read(plain)
        if is_marked(plain) or not reading.is_bound:
            asked = plain, self.own, above, self.edition
            path = code_path(*asked) or path_above(*asked)
            if path:
                return _of_path(path), ""
        if reading.is_bound:
            coordinates, flow = dict(reading.coordinates), flow_in(plain)
            if coordinates and flow:
                coordinates.setdefault("flow", flow)
            return coordinates, ""
        among = self._behind_words(plain, above) or self._before_words(plain, above)
        among = among or self._behind_examples(plain)
        return (among, "") if among else ({}, plain if reading.contradicts else reading.unknown)

    def _behind_words(self, plain: str, above: str) -> dict[str, str] | None:
        """Read words of the lexicon before a code's name (一般公共预算教育支出) or before one of the document's."""
        for start in range(len(plain) - _NAME_SHORTEST + 1):
            reading = self.lexicon.read(plain[:start])
            if not reading.is_bound or "function" in reading.coordinates:
                continue
            path = code_path(plain[start:], self.own, above, self.edition)
            if path and reading.coordinates.get("flow", "expenditure") == "expenditure":
                return {**_of_path(path), **reading.coordinates}
            called = self._called(plain[start:])
            if called is not None:
                return {**reading.coordinates, **called}
        return None

    def _before_words(self, plain: str, above: str) -> dict[str, str] | None:
        """Read the name of a code before words that name the money (委托业务费财政拨款预算).

        Words that carry no coordinates may stand before the name (本部门委托业务费).
        """
        for end in range(len(plain) - 2, _NAME_SHORTEST - 1, -1):
            reading = self.lexicon.read(plain[end:])
            of_money = reading.is_bound and {"source"} <= reading.coordinates.keys() <= {
                "source",
                "stage",
                "flow",
            }
            if not of_money or reading.coordinates.get("flow", "expenditure") != "expenditure":
                continue
            for start in range(end - _NAME_SHORTEST + 1):
                before = self.lexicon.read(plain[:start])
                if before.is_bound and not before.coordinates:
                    path = code_path(plain[start:end], self.own, above)
                    if path:
                        return {**_of_path(path), **reading.coordinates}
        return None

    def _behind_examples(self, plain: str) -> dict[str, str] | None:
        """Read the use of money that examples are given of before it (津贴补贴等人员经费)."""
        reading = self.lexicon.read(plain.rpartition("等")[2])
        is_use = reading.is_bound and "nature" in reading.coordinates
        return {"flow": "expenditure", **reading.coordinates} if is_use else None

    def _called(self, name: str) -> dict[str, str] | None:
        """Return the coordinates of a name that the document's tables print, with the lexicon's words behind it."""
        for end in range(len(name), _NAME_SHORTEST - 1, -1):
            if name[:end] in self.own.names:
                behind = self.lexicon.read(name[end:])
                if behind.is_bound and behind.coordinates.keys() <= {"flow", "stage"}:
                    return {"flow": "expenditure", **behind.coordinates, NAMED: name[:end]}
        return None


def _without_year(phrase: str) -> tuple[str, int | None]:
    """Return a phrase in plain form without its number and its year, and that year."""
    plain = normalised(_CIRCLED.sub("", phrase))
    found = _YEARS.search(plain)
    plain = _PART.sub("", _YEARS.sub("", plain)).strip(_EDGES).lstrip(_JOINS)
    plain = plain if _CODE_IN_FRONT.match(plain) else without_numbering(plain)
    return plain, int(found.group(1)) if found else None


def _of_path(path: CodePath) -> dict[str, str]:
    """Return the coordinates of a code's expenditure and the stage that the words after its names state."""
    named = {path.domain.value: path.code, NAMED: path.below, "stage": stage_in(path.suffix)}
    return {"flow": "expenditure", **{name: member for name, member in named.items() if member}}
