"""Code paths: the ways in which sentences and headings name a code of a classification, read by one grammar.

A path is one or more names, each with its mark (类, 款, 项), its code, both or neither, run together or with dashes
between them: 某某（类）某某（款）某某（项）, 某某类某某款某某项, 公共安全支出司法行政运行,
司法（06款）行政运行（01项）, 2101506-医疗保障经办事务, 伤残抚恤（2080802）, 普通教育—初中教育. It may leave out the
names above, where the chapter or the document's tables state them or only one code has the name. What a document's
tables print are its own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property, lru_cache

from model.classification.catalogue import catalogue, normal_name
from model.classification.codes import CodePath, Domain, domain_of
from model.lexicon.lexicon import normalised, without_numbering
from model.pattern import pattern
from model.reading.table import Table, labelled
from model.record import dataclass
from model.source.book import Sheet

_SHORTEST, _LONGEST = 4, 40
_NO_SUBJECT = pattern(
    "(?:情况|说明|表|报告|原因|公开|目录|合计|总计|小计|金额|预算数|决算数"
    "|局|委|委员会|办公室|中心|支队|大队|总队|厅|院|所|学校|办|会|处|站|政府|本级[)）]?)$"
)
"""How titles, totals and bodies end, which name no use of money."""
_CELL_NAME = pattern(r"[^\d%。；;]*[一-鿿]{3}[^%。；;]*")
_SIZES = {"类": 3, "款": 5, "项": 7}
_MARK = pattern(
    r"(?P<before>\d{3,7})?\((?:(?P<code>\d{2,7})(?P<coded>[类款项])?|(?P<mark>[类款项])(?:级)?)\)|(?P<dash>[-—－–―]+)"
)
_LED = pattern(r"^(?P<code>\d{3,7})[-—－–―_]*(?=\D)")
_ORDINAL = pattern(r"^\d{1,2}(?=[一-鿿].*\([类款项](?:级)?\))")
"""The number of an item that nothing parts from its path, as in 18社会保障和就业支出(类)."""
_BARE_MARKS = pattern(r"([^()类]{2,30})类([^()]{2,40}?)款(?:([^()]{2,40})项)?")
_EDGES = "-—－–―_,，、"
_JOINS = "和及与"
_THE_REST = frozenset({"其他", "其它"})
"""What is left of a list, and no name of a code."""
_PERIOD = "(?:全年|当年|本年)度?"
_TOLD = pattern(
    rf"(?:科目|(?:支出|经费)(?={_PERIOD}|年初|支出|[决预]算|安排))?的?(?:{_PERIOD})?"
    r"(?P<suffix>年初预算数?|支出[决预]算数?|[决预]算支出|[决预]算数?|支出|经费)?(?:安排)?(?:支出)?(?:数|总额)?(?:为|是)?$"
)
_NAME = pattern(r"[^\d%。；;]{2,40}")


@dataclass(frozen=True)
class OwnWords:
    """What a document's tables call things.

    `codes` maps a normal name to the codes beside which tables print it, `names` are the texts of cells (projects,
    units, items) as sentences compare them.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @cached_property
    def printed(self) -> frozenset[str]:
        """All codes that the tables print."""
        return frozenset(code for found in self.codes.values() for code in found)


NO_WORDS = OwnWords()


def own_words(tables: Iterable[Table], sheets: Iterable[Sheet]) -> OwnWords:
    """Return the words of a document's tables and of the cells of its sheets."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for label in (each for table in tables for panel in table.panels for each in labelled(panel.rows).labels):
        for code in filter(None, map(label.coordinates.get, Domain)) if label.name else ():
            codes[normal_name(label.name)][code] = None
    texts = (value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str))
    short = (text for text in dict.fromkeys(texts) if len(text) <= 2 * _LONGEST)
    names = frozenset(filter(_is_name, map(without_numbering, map(normalised, short))))
    return OwnWords({name: tuple(found) for name, found in codes.items()}, names)


def _is_name(text: str) -> bool:
    is_named = _CELL_NAME.fullmatch(text) is not None and _NO_SUBJECT.search(text) is None
    return is_named and _SHORTEST <= len(text) <= _LONGEST


@dataclass(frozen=True, slots=True)
class _Step:
    """One name of a path with its mark and its code, "" for none."""

    name: str
    mark: str = ""
    code: str = ""

    @property
    def is_whole_code(self) -> bool:
        """Whether it is no more than a code in brackets, which is that of the name behind it."""
        return not self.name and not self.mark and len(self.code) >= _SIZES["类"]


def is_marked(plain: str) -> bool:
    """Return whether words have the marks or the code of a path, so that they name a code even if it is not found."""
    return any(found["dash"] is None for found in _MARK.finditer(plain)) or bool(_LED.match(plain))


def code_path(plain: str, own: OwnWords, above: str = "", edition: int | None = None) -> CodePath | None:
    """Return the one code that words name and nothing else, None where they name none or may name several.

    `above` is the function code of the chapter. Of several codes with a name those under it go first, then those that
    the document's tables print, then those of the year's edition.
    """
    steps, suffix = _steps(plain)
    code = "" if plain in _THE_REST else _only(_codes(steps, own), own, above, edition)
    domain = domain_of(code)
    is_bare = len(steps) == 1 and len(code) > _SIZES["类"] and not is_marked(plain)
    return CodePath(domain, code, suffix, bare=steps[0].name if is_bare else "") if domain else None


def path_above(plain: str, own: OwnWords, above: str = "", edition: int | None = None) -> CodePath | None:
    """Return the code above an item that has its mark and is in no list, with the item's name; None for none."""
    steps, suffix = _steps(plain)
    if len(steps) < 2 or not steps[-1].mark or not steps[-1].name:
        return None
    code = _only(_codes(steps[:-1], own), own, above, edition)
    domain = domain_of(code)
    return CodePath(domain, code, suffix, steps[-1].name) if domain else None


def _steps(plain: str) -> tuple[list[_Step], str]:
    """Return the names of a path and what follows them; none where the words are no path."""
    plain = _with_marks(_ORDINAL.sub("", plain))
    led = _LED.match(plain)
    rest = plain[led.end() :] if led else plain
    steps: list[_Step] = []
    position = 0
    for found in _MARK.finditer(rest):
        name = rest[position : found.start()].strip(_EDGES).lstrip(_JOINS)
        position = found.end()
        if steps and steps[-1].mark:
            name = name.removeprefix("支出")
        if name or not found["dash"]:
            code = found["code"] or found["before"] or ""
            steps.append(_Step(name, found["coded"] or found["mark"] or "", code))
    tail = rest[position:].strip(_EDGES).lstrip(_JOINS)
    ending = _TOLD.search(tail)
    if not steps or ending is None or ending.start() > 0:
        whole = steps.pop().code if steps and steps[-1].is_whole_code else ""
        steps.append(_Step(tail, code=whole))
    if led:
        steps[0] = replace(steps[0], code=led["code"])
    are_names = all(_NAME.fullmatch(step.name) or (step.code and not step.name) for step in steps)
    return (steps, (ending and ending["suffix"]) or "") if are_names else ([], "")


def _with_marks(plain: str) -> str:
    """Return a path with its marks in brackets that has them without, or has none and begins with the name of a 类."""
    found = _BARE_MARKS.fullmatch(plain)
    names = found.groups() if found else catalogue().run_together(plain)
    marked = (f"{name}({mark})" for name, mark in zip(names, _SIZES, strict=False) if name)
    return "".join(marked) or plain


def _codes(steps: Sequence[_Step], own: OwnWords) -> tuple[str, ...]:
    """Return the codes that the last name of a path may mean, none where a name means none below the one before it."""
    codes: tuple[str, ...] = ("",)
    for step in steps:
        above = codes
        below = (
            code
            for code in _named(step, own)
            if any(code.startswith(one) and (step.mark or code != one) for one in above)
        )
        codes = tuple(dict.fromkeys(_coded(step, above, own) if step.code else below)) if above else ()
    return codes


def _coded(step: _Step, above: tuple[str, ...], own: OwnWords) -> tuple[str, ...]:
    """Return the code that is printed, whole or as the digits of its level, where its name does not deny it."""
    named = set(_named(_Step(step.name), own)) if step.name else set()
    whole = [step.code] if len(step.code) >= _SIZES["类"] else [each + step.code for each in above]
    if above == ("",) and len(step.code) < _SIZES["类"]:
        whole = [code for code in named if code.endswith(step.code) and len(code) > _SIZES["类"]]
    return tuple(code for code in whole if (code in named if step.name else catalogue().knows(code)))


def _named(step: _Step, own: OwnWords) -> Iterator[str]:
    """Yield the codes with a name, of the level that its mark states."""
    size = _SIZES.get(step.mark)
    for spelling in _spellings(step.name):
        for code in (*own.codes.get(normal_name(spelling), ()), *_known(spelling)):
            if size is None or (len(code) == size and code.startswith("2")):
                yield code


def _spellings(name: str) -> Iterable[str]:
    """Return how tables may print a name: sentences add 支出, or leave it out."""
    without = _TOLD.sub("", name)
    return (name, f"{name}支出", *((without, f"{without}支出") if len(without) > 1 else ()))


@lru_cache(maxsize=8192)
def _known(name: str) -> tuple[str, ...]:
    return tuple(code for domain in Domain for code in catalogue().by_name(name, domain))


def _only(codes: tuple[str, ...], own: OwnWords, above: str, edition: int | None) -> str:
    """Return the one code of several that is meant, "" for none or more.

    Of the two trees of economic items that of the departments is meant.
    """
    known = catalogue().knows
    for is_likely in (
        lambda code: code.startswith(above),
        own.printed.__contains__,
        lambda code: known(code, edition),
        lambda code: len(code) == _SIZES["类"] and domain_of(code) is Domain.FUNCTION,
    ):
        if len(codes) > 1:
            codes = tuple(filter(is_likely, codes)) or codes
    trees = {domain_of(code): code for code in codes}
    if len(codes) == 2 and trees.keys() == {Domain.ECONOMIC, Domain.GOVERNMENT}:
        codes = (trees[Domain.ECONOMIC],)
    return codes[0] if len(codes) == 1 else ""
