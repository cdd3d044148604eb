"""The subject of a figure: the words before it, read with the lexicon; every character must be accounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model.classification.codes import CodePath
from model.lexicon.bodies import without_body
from model.lexicon.lexicon import Lexicon, normalised, without_numbering
from model.lexicon.reading import CODE_DIMENSIONS
from model.reading.prose.code_path import code_path, is_marked, path_above
from model.reading.prose.coordinates import NAMED, NARROW
from model.reading.prose.own_words import NO_WORDS, OwnWords

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度|初)?(?!\d)")
_ITEMS_NAMED = frozenset(
    {"three_public", "overseas", "vehicles", "reception", "organ_running", "procurement", "targets"}
)
"""Items that no name of a project holds by chance, as it may hold 服务 or 工程."""

_NAME = re.compile(r"[A-Za-z0-9一-鿿()、\-—·]{0,30}[一-鿿)]{3}")
_CLAUSE = re.compile(
    "比|较|增加|减少|增长|下降|提高|降低|压减|压缩|调[增减整]|占|每|人均|车均|单车|平均|约|近|超|不|已|将|审核|结算|拨付|申请|到账|弥补|节约|"
    "合计|总计|总额|余额|单价|金额|收入|原值|价值|达|共|为$|是$|的$|万元|执行率|比例"
)
_NAMED_IN_BRACKETS = re.compile(r"(?P<part>[^()]+)\((?P<whole>[^()]+)\)")
_CIRCLED = re.compile("[①-⑳⑴-⒛]")
_NAME_SHORTEST = 4
_PHRASE_LONGEST = 500
"""Characters; what goes on for longer names no money, and each of its beginnings would be read."""
_EDGES = "-,，、。;；:：#"
_JOINS = "和及与"


@dataclass(frozen=True, slots=True)
class PhraseSubject:
    """What a phrase says: coordinates, the year it names, what is left over, and whether it says that it is a total.

    `name` is the phrase itself where it may be the name of something that only the document knows, else "". Both that
    and a code are told where the phrase is the bare name of a 款, a 项 or an economic item. `is_several` tells that
    it names one of several things told together.
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
    def says_whole(self) -> bool:
        """Whether the phrase itself says that it speaks of a whole: a total, or the money of a year."""
        return self.is_total or (self.year is not None and "flow" in self.coordinates)

    def says_flow_beside(self, spoken: Mapping[str, str]) -> bool:
        """Whether the phrase names the flow that what was told last, of no single use, is not of."""
        flow = self.coordinates.get("flow")
        return flow is not None and flow != spoken.get("flow") and spoken.keys().isdisjoint(NARROW)

    @property
    def is_narrow(self) -> bool:
        """Whether the phrase names a code, an item or a use."""
        return not self.unknown and not self.coordinates.keys().isdisjoint(NARROW)


def read_subject(
    phrase: str,
    lexicon: Lexicon,
    department: str,
    edition: int | None = None,
    own: OwnWords = NO_WORDS,
    above: str = "",
) -> PhraseSubject:
    """Read a phrase of a sentence; `lexicon` is one that knows the words of sentences.

    Names of codes are those of the year `edition`, where several codes have had a name, and below the code `above`.
    """
    if len(phrase) > _PHRASE_LONGEST:
        return PhraseSubject({}, None, phrase)
    plain = normalised(_CIRCLED.sub("", phrase))
    year = _YEARS.search(plain)
    plain = without_numbering(_YEARS.sub("", plain).strip(_EDGES).lstrip(_JOINS))
    plain = without_body(plain, normalised(department)).strip(_EDGES).lstrip(_JOINS)
    named = int(year.group(1)) if year else None
    if not plain:
        return PhraseSubject({}, named)
    if named is None and edition:
        shift = lexicon.read(plain).year_shift
        named = edition + shift if shift else None
    coordinates, unknown = _meaning(plain, lexicon, own, above, edition)
    several = _closes_list(plain, lexicon)
    name = _name(plain, lexicon) if unknown or _is_bare(plain, coordinates, own, above, edition) else ""
    return PhraseSubject(coordinates, named, unknown, name=name, is_several=several)


def _closes_list(plain: str, lexicon: Lexicon) -> bool:
    """Tell whether brackets name the whole whose last part the words before them are (公车运行费（“三公”经费）)."""
    found = _NAMED_IN_BRACKETS.match(plain)
    if found is None:
        return False
    part, whole = (lexicon.read(found[name]).coordinates.get("item") for name in ("part", "whole"))
    items = lexicon.dimensions["item"]
    return part is not None and whole is not None and part != whole and items.is_under(part, whole)


def _is_bare(
    plain: str, coordinates: Mapping[str, str], own: OwnWords, above: str, edition: int | None
) -> bool:
    """Tell whether a phrase names its code by nothing but a name, which a project may have too."""
    if coordinates.keys().isdisjoint(CODE_DIMENSIONS):
        return False
    path = code_path(plain, own, above, edition)
    return path is not None and bool(path.bare)


def _name(plain: str, lexicon: Lexicon) -> str:
    """Return a phrase that may be the name of a use of money: no clause, and no word of another kind of money in it."""
    if is_marked(plain):
        return ""
    said = lexicon.read(plain).coordinates
    of_a_use = "source" not in said and said.get("flow") != "revenue" and said.get("item") not in _ITEMS_NAMED
    is_name = of_a_use and _NAME.fullmatch(plain) and not _CLAUSE.search(plain)
    return plain if is_name and not _names_several(plain, lexicon) else ""


def _names_several(plain: str, lexicon: Lexicon) -> bool:
    """Tell whether a phrase names two things that the lexicon knows (基本支出和项目支出)."""
    return any(
        lexicon.read(one).is_bound and lexicon.read(one).coordinates and lexicon.read(other).is_bound
        for found in re.finditer(f"[{_JOINS}]", plain)
        for one, other in [(plain[: found.start()], plain[found.end() :])]
    )


def whole_name(parts: Sequence[str], lexicon: Lexicon) -> str:
    """Return the name that parts with 、 between them make together, "" where that is no name."""
    plain = [normalised(part).strip(_EDGES) for part in parts]
    is_name = _name(plain[-1], lexicon) and not any(is_marked(part) or _CLAUSE.search(part) for part in plain)
    return "、".join(plain) if is_name else ""


def _meaning(
    plain: str, lexicon: Lexicon, own: OwnWords, above: str, edition: int | None
) -> tuple[Mapping[str, str], str]:
    """Return what a phrase says, and what of it was not understood.

    The lexicon goes first, for its words are the field's; then a path of codes, then words of the lexicon before such
    a path or before a name that the document's tables print.
    """
    marked = is_marked(plain)
    reading = lexicon.read(plain)
    if reading.is_bound and not marked:
        return _with_flow(dict(reading.coordinates), plain), ""
    path = code_path(plain, own, above, edition) or (
        path_above(plain, own, above, edition) if marked else None
    )
    if path:
        return _of_path(path), ""
    if reading.is_bound:
        return _with_flow(dict(reading.coordinates), plain), ""
    behind = (
        _behind_words(plain, lexicon, own, above, edition)
        or _before_words(plain, lexicon, own, above)
        or _behind_examples(plain, lexicon)
    )
    if behind is None:
        return {}, plain if reading.contradicts else reading.unknown
    return behind, ""


def _of_path(path: CodePath) -> dict[str, str]:
    """Return the coordinates of a code's expenditure and the stage that the words after its names tell."""
    stage = {"stage": "budget"} if "预算" in path.told else {"stage": "final"} if "决算" in path.told else {}
    named = {NAMED: path.below} if path.below else {}
    return {"flow": "expenditure", path.domain.value: path.code, **named, **stage}


def _with_flow(coordinates: dict[str, str], plain: str) -> dict[str, str]:
    if coordinates and "flow" not in coordinates:
        if "收入" in plain and "支出" not in plain:
            coordinates["flow"] = "revenue"
        elif "支出" in plain and "收入" not in plain:
            coordinates["flow"] = "expenditure"
    return coordinates


def _behind_words(
    plain: str, lexicon: Lexicon, own: OwnWords, above: str, edition: int | None
) -> dict[str, str] | None:
    """Read words of the lexicon before the name of a code (一般公共预算教育支出) or before one of the document's."""
    for start in range(len(plain) - _NAME_SHORTEST + 1):
        rest, name = plain[:start], plain[start:]
        said = lexicon.read(rest)
        if not said.is_bound or {"flow", "function"} & said.coordinates.keys() - {"flow"}:
            continue
        path = code_path(name, own, above, edition) if start else None
        if path and said.coordinates.get("flow", "expenditure") == "expenditure":
            return {**_of_path(path), **said.coordinates}
        called = _called(name, lexicon, own)
        if called is not None:
            return {**said.coordinates, **called}
    return None


def _behind_examples(plain: str, lexicon: Lexicon) -> dict[str, str] | None:
    """Read the use of money that examples are given of before it (津贴补贴等人员经费)."""
    _, _, use = plain.rpartition("等")
    said = lexicon.read(use) if use and use != plain else None
    if said is None or not said.is_bound or "nature" not in said.coordinates:
        return None
    return {"flow": "expenditure", **said.coordinates}


def _before_words(plain: str, lexicon: Lexicon, own: OwnWords, above: str) -> dict[str, str] | None:
    """Read the name of a code before words that tell of what money (委托业务费财政拨款预算).

    Words that carry no coordinates may stand before the name (本部门委托业务费).
    """
    for end in range(len(plain) - 2, _NAME_SHORTEST - 1, -1):
        said = lexicon.read(plain[end:])
        if not said.is_bound or not said.coordinates.keys() <= {"source", "stage", "flow"}:
            continue
        if "source" not in said.coordinates or said.coordinates.get("flow", "expenditure") != "expenditure":
            continue
        names = (
            plain[start:end]
            for start in range(end - _NAME_SHORTEST + 1)
            if _is_filler(plain[:start], lexicon)
        )
        path = next(filter(None, (code_path(name, own, above) for name in names)), None)
        if path:
            return {**_of_path(path), **said.coordinates}
    return None


def _is_filler(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words carry no coordinates, as no words do."""
    said = lexicon.read(words)
    return said.is_bound and not said.coordinates


def _called(name: str, lexicon: Lexicon, own: OwnWords) -> dict[str, str] | None:
    """Return the coordinates of a name that the document's tables print, with the lexicon's words behind it."""
    for end in range(len(name), _NAME_SHORTEST - 1, -1):
        if name[:end] in own.names:
            behind = lexicon.read(name[end:])
            if behind.is_bound and behind.coordinates.keys() <= {"flow", "stage"}:
                return {"flow": "expenditure", **behind.coordinates, NAMED: name[:end]}
    return None
