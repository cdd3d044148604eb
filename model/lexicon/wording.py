"""What stands around a table in words: its money unit, the year, the note that it is empty."""

from __future__ import annotations

from functools import lru_cache

from model.lexicon.bodies import body_in_front
from model.lexicon.lexicon import normalised
from model.money import Unit
from model.numbering import NUMERAL, PART
from model.pattern import pattern

_UNITS = {"亿元": Unit.YI, "万元": Unit.WAN, "千元": Unit.THOUSAND, "元": Unit.YUAN}
_STATED_UNIT = pattern(r"单位(?:人民币)?[(:]?(?:人民币)?(亿元|万元|千元|元)")
_BRACKETED_UNIT = pattern(r"\((?:单位)?(亿元|万元|千元|元)\)")
_UNIT_AT_END = pattern(r"^(?:.{0,4}(?:单位|部门)(?:名称)?:?.{2,40}?)?(?:人民币)?(亿元|万元|千元|元)$")
"""The unit without a word for it: all that a cell holds, or what a line ends with that states whose the table is."""
_CAPTION = pattern(
    r"^[(（]?(?:金额)?单位\s*[:：]|单位[:：]|编制(?:单位|部门)|填报(?:单位|部门)|数据来源|数据提取|公开(?:单位|部门|表)\d*[:：]"
)
_NOTE = pattern(r"^[(（]?\s*(?:备注|说明|注释?)\s*\d*\s*[:：]|^注\d*[、.．]")
_GOES_ON = pattern(
    rf"\(续[表页]?(?:{NUMERAL})?\)|\(?接上[页表]\)?|^续表?(?:{NUMERAL})?|续[表页]?(?:{NUMERAL})?$"
)
_PAGE_NUMBER = pattern(rf"\(?第?{NUMERAL}页[,/]?(?:共{NUMERAL}页)?\)?|\(\d{{1,3}}/\d{{1,3}}\)")
_EMPTY = pattern(
    r"无数据|为空|空表|无[该此]项|没有.{0,24}(?:支出|收入|预算|数据|收支)|无.{0,24}(?:收支|支出|预算|数据)"
)
_CONDITION = pattern(r"[如若](?:果)?(?:本|此|该)?表|则(?:说明|表示|表明|无|本|为)")
_PART = pattern(rf"^(?:{PART}|附件\d*|附表\d*|表{NUMERAL})")


_YEAR_ALONE = pattern(r"\(?((?:19|20)\d{2})年度?\)?")
_TOTAL = pattern(r"(?<!本年)(?:收入|支出)?[合总]计$")
_ANCHOR = pattern(r"\[bookmark:[^\]]*\]")


def without_anchor(line: str) -> str:
    """Return a line without the anchors that a text made from a Word file may carry."""
    return _ANCHOR.sub("", line).strip()


def stated_unit(text: str) -> Unit | None:
    """Return the money unit that a caption, title or heading states, with or without a word for it."""
    plain = normalised(text)
    found = _STATED_UNIT.search(plain) or _BRACKETED_UNIT.search(plain) or _UNIT_AT_END.search(plain)
    return _UNITS[found.group(1)] if found else None


def year_alone(text: str) -> int | None:
    """Return the year of a caption that states nothing else: 2023年度 between the department and the unit."""
    found = _YEAR_ALONE.fullmatch(normalised(text))
    return int(found.group(1)) if found else None


_BROUGHT_FORWARD = pattern(
    r"(?P<no>不(?:含|包括|包含))(?:上年|年初|以前年度)?[^()]{0,6}结[转余]|(?:含|包括|包含)(?:上年|年初|以前年度)?[^()]{0,6}结[转余]|(?P<year>[当本]年(?:财政)?拨款)"
)


def holds_brought_forward(title: str) -> bool | None:
    """Return whether a title states that its table holds money brought forward, None where it states neither."""
    found = _BROUGHT_FORWARD.search(normalised(title))
    return None if found is None else not (found["no"] or found["year"])


_MONEY = pattern(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算")


def stage_in(text: str) -> str:
    """Return the stage that 决算 or 预算 in a text states, final or budget; "" where neither stands in it."""
    return "final" if "决算" in text else "budget" if "预算" in text else ""


def surely_stage_in(text: str) -> str:
    """Return the stage that a text states by more than the name of its money.

    一般公共预算, 政府性基金预算 and 国有资本经营预算 are named so in final accounts too.
    """
    return stage_in(without_budgets(text))


def without_budgets(text: str) -> str:
    """Return a text without the names of the four budgets, which state 预算 whatever its stage is."""
    return _MONEY.sub("", text)


def flow_in(text: str) -> str:
    """Return the flow that 收入 or 支出 in a text states; "" where both or neither stand in it."""
    named = [flow for word, flow in (("收入", "revenue"), ("支出", "expenditure")) if word in text]
    return named[0] if len(named) == 1 else ""


def department_in_title(prefix: str) -> str | None:
    """Return the department that begins a title, `prefix` being the part that no word of the lexicon covers."""
    return body_in_front(_PART.sub("", prefix))


def is_caption(text: str) -> bool:
    """Return whether a line above a table states its unit, department or origin."""
    return bool(_CAPTION.search(text.strip()))


@lru_cache(maxsize=1024)
def is_note(text: str) -> bool:
    """Return whether a line below a table is a note."""
    return bool(_NOTE.search(text.strip()))


def is_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does, which no title of a table does."""
    return text.rstrip().endswith(("。", "；"))


def goes_on(text: str) -> bool:
    """Return whether a title or the name of a sheet states that the table goes on from the one before: （续）, 续表."""
    return bool(_GOES_ON.search(normalised(text)))


def names_total(text: str) -> bool:
    """Return whether a row's label states that it is the total of a table: 合计, 支出总计, but not 本年合计."""
    return bool(_TOTAL.search(text))


def without_continuation(text: str) -> str:
    """Return a line above a table as it stands on each of its pages: without the words that it goes on, and its number.

    Empty where it states nothing else.
    """
    return _GOES_ON.sub("", _PAGE_NUMBER.sub("", normalised(text)))


def states_empty(text: str) -> bool:
    """Return whether a note states that the table holds no data; 如本表为空，则… states nothing of this one."""
    plain = normalised(text)
    return bool(_EMPTY.search(plain)) and not _CONDITION.search(plain)
