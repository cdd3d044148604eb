"""Figures in prose: amounts, percentages and counts with their precision, and what each is by the words before it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from model.lexicon.prose_words import ProseWords
from model.money import NotAmount, Unit, parse_amount
from model.pattern import pattern
from model.reading.prose.claim import Measure
from model.record import dataclass

# No number is longer than this: what goes on and on is none, and is not tried from each of its digits anew.
_MOST = 20
_GROUPED = rf"\d{{1,3}}(?:,\s?\d{{3}}){{1,{_MOST}}}(?:\.\d{{1,{_MOST}}})?"
_SPACED = rf"\d(?: \d){{1,{_MOST}}}(?: ?\. ?\d(?: \d){{0,{_MOST}}})?|\d ?\. ?\d(?: \d){{1,{_MOST}}}"
_NUMBER = rf"(?:{_GROUPED}|{_SPACED}|\d{{1,{_MOST}}}(?:\s?\.\s?\d{{1,{_MOST}}})?)"
_FIGURE = pattern(
    rf"(?<![\d.A-Za-z\-])(?P<minus>-\s?)?(?P<number>{_NUMBER})\s*"
    r"(?:(?P<money>亿|万|千)?\s*元|(?P<short>亿|万)(?=\s*(?:[,。;、()]|$))|(?P<percent>%|个?百分点)|(?P<times>倍)"
    r"|(?P<count>(?:个|台|辆|人|批|次|家|名|户|件|项|平方米)[次(]?(?:套\)|批次|团组|国家)?))"
)
_UNITS = {None: Unit.YUAN, "千": Unit.THOUSAND, "万": Unit.WAN, "亿": Unit.YI}
_NO_AMOUNT_AFTER = pattern(r"\s*(?:以上|以下|以内|\(不?含\)|/|每|左右|起|(?:至|到|[-—~～])+\s*\d)")
_NO_AMOUNT_BEFORE = pattern(
    r"(?:单价|单位价值|均价|每[人次户]\w{0,4}|人均|不超过|不足|超过|高于|低于|达到|\d\s*[亿万千]?元?\s*[至到—~～]+)\s*$"
)
_MARK = pattern(r"(?<=\()(?:\d{3}类|\d{2}[款项])(?=\))")
"""The digits of a level in a code path (01项), which count nothing."""
_FINEST = 6
"""The decimals of the steps of a percentage; one that is printed finer is not read."""
PERCENT = 10**_FINEST
"""One per cent, in the steps of a figure's amount."""
OWN_BUDGET = "预算数"
"""The base of a rate by which final accounts differ from the budget of their own year."""
UNNAMED = "?"
"""The base of a share or of a difference of which the words do not state what it is of."""
_BUDGET = r"(?:预算|计划)(?:数|安排)?"
_BEFORE = r"上年|去年|上一年|上期|同期|(?:19|20)\d\d年?"
_TIME = rf"(?:{_BEFORE}|年初|全年|调整|预算|决算)"
_MOVES = "增加|增长|上升|提高|减少|下降|降低|压减|压缩|调整|调增|调减"
_AGAINST = pattern(
    rf"(?:相比于|相较于|相较|与|比|较|同)(?P<base>{_TIME}[^,]{{0,24}}?)(?:相比较?|比较|对比)?"
    r"(?=$|[增减持无没不基多少节]|超支|上升|下降|提高|降低)"
)
_ORIGIN = pattern(rf"^(?P<subject>.*?)(?:由|从)(?P<base>(?:{_TIME}[^,]{{0,12}}?)?)的?$")
_OF_AMOUNT = pattern(
    rf"^(?P<subject>.*?)(?:(?:完成|为)(?P<budget>[^占]*?{_BUDGET})|(?:所占|占)(?P<base>.+?))(?:为|的)?$"
)
_RATE_OF_IT = pattern(r"\s*的\s*(?:比例|比重)?为?\s*\d[\d.\s]*%")
_LEVEL = pattern(rf"(?:{_MOVES})(?:为|到|至)$")
_BECOMES = pattern(rf"[\s,]*(?:{_MOVES}|变为?|增|减)(?:为|到|至)\s*-?\d")
_FLAT_END = r"(?:了|额|数|幅度|金额|比例|率)?(?:为|约|达)?$"
_HELD = pattern(
    r"(?:决算|(?P<subject>.+?决算))数?(?P<word>大于|高于|超过|小于|低于|少于|等于)(?:年初|全年|调整)?预算数?"
)
"""Whose final accounts are held against the budget (支出决算); `subject` is None where the words do not name it."""
_HELD_MOVES = {"above": "up", "below": "down", "equal": "flat"}
_EITHER_WAY = pattern(rf"增减(?:变化|变动)?(?:幅|额度)?{_FLAT_END}")
_APART = pattern(rf"(?:差值|差额|相差|差异)(?:额|数)?(?:为|是)?$|{_EITHER_WAY.pattern}")
"""Words before how far two amounts are apart, be it more or less."""


class Quantity(StrEnum):
    """What a number in a sentence counts; times (1.5 倍) are percentages (150 %)."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a passage: its stretch of characters and its value.

    `amount` and `half` are ten-thousandths of 元 for money, hundred-millionths of one for a percentage (9.35 % is
    9,350,000), and units for a count. `unit` is None but for money; `decimals` are the places printed.
    """

    start: int
    end: int
    quantity: Quantity
    amount: int
    half: int
    decimals: int
    unit: Unit | None = None


def figures(text: str) -> list[Figure]:
    """Return the figures of a half-width text; a threshold (50 万元以上), a price (元/人) and a code are none."""
    return [
        figure
        for match in _FIGURE.finditer(text)
        if not _MARK.match(text, match.start())
        if not _NO_AMOUNT_AFTER.match(text, match.end())
        if not _NO_AMOUNT_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if (figure := _figure(match))
    ]


def _figure(match: re.Match[str]) -> Figure | None:
    number = re.sub(r"[\s,]", "", match["number"])
    sign = -1 if match["minus"] else 1
    decimals = len(number.partition(".")[2])
    if match["percent"] or match["times"]:
        one, places = (PERCENT, decimals) if match["percent"] else (100 * PERCENT, max(decimals - 2, 0))
        value, half = int(number.replace(".", "")) * one // 10**decimals, one // 10**decimals // 2
        is_finer = decimals > _FINEST
        return None if is_finer else Figure(*match.span(), Quantity.PERCENT, sign * value, half, places)
    if match["count"]:
        return None if decimals else Figure(*match.span(), Quantity.COUNT, sign * int(number), 0, 0)
    unit = _UNITS[match["money"] or match["short"]]
    amount = parse_amount(number, unit)
    if isinstance(amount, NotAmount):
        return None
    return Figure(*match.span(), Quantity.MONEY, sign * amount.amount, amount.half, decimals, unit)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What the words right before a figure state: the measure, the words left for its subject and for its base.

    `is_times` means that it is a share of the same money at the time that the base names (上年的150%, 上年的1.5倍).
    """

    measure: Measure
    subject: str
    base: str = ""
    direction: str = ""
    is_times: bool = False

    @property
    def lacks_base(self) -> bool:
        """Whether the words do not state of what the share or the difference is."""
        return self.base == UNNAMED

    @property
    def is_compared_amount(self) -> bool:
        """Whether it is the amount that another one is compared with (比2020年74.85万元)."""
        return self.measure is Measure.AMOUNT and bool(self.base)


_FORMS = tuple(
    (pattern(f"^(?P<subject>.*?){form}$"), measure, base)
    for form, measure, base in (
        (rf"(?:为|是|相当于|达到?)(?P<then>(?:{_BEFORE})[^,占]{{0,16}}?)的?", Measure.SHARE, ""),
        (r"(?:预决算|决算与预算|预算与决算)的?(?:差异|偏离)[率度]为?", Measure.GROWTH, OWN_BUDGET),
        (
            rf"(?:(?:完成|为)(?P<done>[^占]*?{_BUDGET})|占(?P<base>(?:年初|全年|当年|本年|调整后?|批复)*{_BUDGET}))的?(?:比例)?为?",
            Measure.COMPLETION,
            "",
        ),
        (r"(?:所占|占)(?P<base>.*?)的?(?:比例|比重|比)?(?:为|约)?", Measure.SHARE, ""),
        (r"(?:预算)?(?:执行率|完成率|执行度|执行进度)为?", Measure.COMPLETION, "预算"),
    )
)
"""The forms of words before a percentage, the first that fits is meant: behind those of its subject, what it measures,
and the base where the words name none; `then` is the time at which the same money is the base."""


@cache
def _direction(words: tuple[str, ...], end: str) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?P<word>{either}){end}")


def words_before(figure: Figure, segment: str, words: ProseWords) -> FigureWords:
    """Return what the last segment before a figure states that the figure is."""
    plain = _plain(segment)
    if figure.quantity is Quantity.MONEY:
        level = _LEVEL.search(plain)
        if level:
            return FigureWords(Measure.AMOUNT, plain[: level.start()])
        last = _AGAINST.search(plain)
        if last and last.end() == len(plain):
            return FigureWords(Measure.AMOUNT, plain[: last.start()], last["base"])
    moved = Measure.GROWTH if figure.quantity is Quantity.PERCENT else Measure.CHANGE
    held = differs_by(figure, plain)
    if held:
        return FigureWords(moved, held["subject"] or "", OWN_BUDGET, _HELD_MOVES[words.compare[held["word"]]])
    apart = (_APART if figure.quantity is Quantity.MONEY else _EITHER_WAY).search(plain)
    if apart:
        return FigureWords(moved, plain[: apart.start()], UNNAMED)
    found = _direction(words.moved, _FLAT_END).search(plain)
    if found:
        subject, base = without_comparison(plain[: found.start()])
        return FigureWords(moved, subject, base, words.compare[found["word"]])
    if figure.quantity is not Quantity.PERCENT:
        return FigureWords(Measure.COUNT if figure.quantity is Quantity.COUNT else Measure.AMOUNT, plain)
    for form, measure, base in _FORMS:
        read = form.match(plain)
        if read:
            parts = read.groupdict()
            base = parts.get("then") or parts.get("done") or parts.get("base") or base
            return FigureWords(measure, parts["subject"], base, is_times="then" in parts)
    return FigureWords(Measure.SHARE, plain, UNNAMED)


def _plain(segment: str) -> str:
    """Return a segment without blanks; 同比 compares with the same time of the year before."""
    return "".join(segment.split()).replace("同比", "比上年")


def of_next(segment: str, after: str) -> FigureWords | None:
    """Return what is stated of an amount that only leads to the next figure, or of the rate of it; None for no such.

    The next came from it (由上年的2万元增加到3万元), where the base is "" if no time is named; or the next is a rate
    whose base is stated with its amount (完成年初预算8万元的75%). `segment` are the words before the amount, `after`
    those behind it.
    """
    plain = _plain(segment)
    came_from = _ORIGIN.match(plain) if _BECOMES.match(after) else None
    if came_from:
        return FigureWords(Measure.AMOUNT, came_from["subject"], came_from["base"])
    found = _OF_AMOUNT.match(plain) if _RATE_OF_IT.match(after) else None
    if found is None:
        return None
    measure = Measure.COMPLETION if found["budget"] else Measure.SHARE
    return FigureWords(measure, found["subject"], found["budget"] or found["base"])


def begins_comparison(segment: str) -> bool:
    """Return whether words begin with what they compare with (比上年, 较2025年, 与上年相比)."""
    return bool(_AGAINST.match(_plain(segment)))


def differs_by(figure: Figure, segment: str) -> re.Match[str] | None:
    """Return where the words right before a figure state that it is how far accounts and budget differ, else None."""
    return None if figure.quantity is Quantity.COUNT else _HELD.fullmatch(_plain(segment))


def words_alone(segment: str, words: ProseWords) -> FigureWords | None:
    """Return what a segment without a figure states of a comparison (与上年持平, 决算数大于预算数), or None."""
    plain = _plain(segment)
    held = _HELD.match(plain)
    if held:
        return FigureWords(Measure.DIRECTION, held["subject"] or "", "预算", words.compare[held["word"]])
    found = _direction(words.flat, "$").search(plain)
    if not found:
        return None
    subject, base = without_comparison(plain[: found.start()])
    return FigureWords(Measure.DIRECTION, subject, base or "上年", "flat")


def without_comparison(plain: str) -> tuple[str, str]:
    """Return words without the one they are compared with, and that one: (收入, 2020年) of 收入比2020年."""
    found = _AGAINST.search(plain)
    return (plain[: found.start()] + plain[found.end() :], found["base"]) if found else (plain, "")
