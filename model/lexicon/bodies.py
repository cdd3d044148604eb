"""The names of bodies of the state: what names one, whose it is, and how two names compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from model.lexicon.body_words import body_words
from model.pattern import pattern

_SPACES = pattern(r"[\s\"'“”‘’《》*]+")
_LETTERS = r"[一-鿿〇A-Za-z0-9·]"
_NAME = pattern(rf"(?=.{{3,40}}$)(?!.*(?:19|20)\d\d|.*XX)[一-鿿]{_LETTERS}*(?:、{_LETTERS}+)*")
_CODE_BEFORE = pattern(r"^[\[(]?\d{3,}[\])]?[-—_]?")
_TAIL = pattern(r"\(([^()]*)\)$")
_APART = pattern(r"[\r\n\t]+|\s{3,}")
_BESIDE = pattern(r"\s{2,}|单位:|金额|日期|报送")
_SHORTEST, _NAME_LONGEST = 3, 40
_SHORTEST_EDGE, _LONG_NAME, _MISSING_MOST = 2, 7, 3
"""Characters that stay on either side of a missing part; those of a name that is no short form; its third at most."""
_LEFT_OUT = pattern(
    "[和与及、]|人民政府|.*[省市区县旗州盟乡镇]|.*街道|管理委员会|委员会|工作|[一-鿿]*管理|本级"
)
"""What names often go without."""
_GOVERNMENT = "人民政府"
_PLACE = "[一-鿿]{1,10}?(?:自治[区州县旗]|[省市区县旗州盟镇乡]|街道)"
_PLACES = pattern(f"((?:{_PLACE})*)({_PLACE})")
"""The places in which a body is, as they stand before its name: the wider ones, and the last."""
_TOGETHER = "及和与含、"
"""What joins a department and its units, of whose money a text then speaks together."""
_CAPTION_ALONE = pattern(r"[^:：]{2,10}[:：]\s*")
_OF_AMOUNTS = pattern(r"(?:金额)?单位:(?:人民币)?[亿万千百]?元")
_UNIT = pattern(r"(?:单位)?(?:人民币)?(?:[亿万千百]?元)|金额|[一-鿿](?:[、/][一-鿿]{1,2})+")


def plain_line(text: str) -> str:
    """Return a line without spaces, quotes and marks, with half-width brackets, digits and colons."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def plain_name(name: str | None) -> str:
    """Return a name without a code before it and without what stands in brackets or as 本级 behind; "" for none."""
    words = body_words()
    plain = _CODE_BEFORE.sub("", plain_line(name or ""))
    tail = _TAIL.search(plain)
    if tail and (tail[1] in words.own_level or tail[1] in words.not_named):
        plain = plain[: tail.start()]
    levels = sorted(filter(plain.endswith, words.own_level | words.not_named), key=len, reverse=True)
    named = (bare for bare in map(plain.removesuffix, levels) if words.short.search(bare))
    return next(named, plain)


def body_named(text: str, *, short: bool = False) -> str | None:
    """Return the name that a text consists of, in the form in which it is shown; None where it is no body's name.

    A code before it goes, and what belongs to no name: （汇总）, （公章）, 部门. （本级） stays, as does another name
    in brackets. `short` also takes short forms (社保科).
    """
    words = body_words()
    plain = _CODE_BEFORE.sub("", plain_line(text))
    name, tail = plain, ""
    while found := _TAIL.search(name):
        if found[1] not in words.not_named:
            tail = f"（{found[1]}）" + tail
        name = name[: found.start()]
    if tail and not all(_belongs(each) for each in re.findall("（(.*?)）", tail)):
        return None
    while not is_body_name(name, short=short) or name.endswith(("部门", "单位")):
        attached = words.attached.search(name)
        if not attached or not attached.start():
            return None
        name = name[: attached.start()]
    return name + tail


def _belongs(tail: str) -> bool:
    return tail in body_words().own_level or (len(tail) <= 20 and not body_words().other.search(tail))


def is_body_name(plain: str, *, short: bool = False) -> bool:
    """Return whether a plain text without brackets has the form of a body's name; `short` also takes short forms."""
    words = body_words()
    endings = words.short if short else words.full
    return bool(_NAME.fullmatch(plain) and endings.search(plain) and not words.other.search(plain))


def names_body(text: str) -> bool:
    """Return whether a label is a body's name, with or without (本级) behind it, or its own offices alone: 局机关."""
    plain = plain_line(text)
    is_own_level = len(plain) >= _SHORTEST and plain in body_words().own_level
    return is_own_level or is_body_name(plain_name(text))


def without_body(plain: str, name: str) -> str:
    """Return a plain phrase without a body's plain name, or else without the first short form of it (医保局)."""
    if not name:
        return plain
    before, found_name, behind = plain.partition(name)
    if found_name:
        return behind if _PLACES.fullmatch(before) else before + behind
    place = name.removesuffix(_GOVERNMENT)
    if place != name and len(place) >= _SHORTEST and plain.startswith(place):
        return plain.removeprefix(place)
    for found in body_words().inside.finditer(plain):
        for start in range(max(0, found.end() - len(name)), found.end() - _SHORTEST + 1):
            if _is_short_form(plain[start : found.end()], name):
                return plain[:start] + plain[found.end() :]
    return plain


def body_in_front(plain: str) -> str | None:
    """Return the name with which a plain text begins: up to the last ending that marks one; None where none does."""
    ends = [found.end() for found in body_words().inside.finditer(plain)]
    return body_named(plain) or (body_named(plain[: ends[-1]]) if ends else None)


class WhoseMoney(NamedTuple):
    """The body with whose name words begin, "" for the department; `is_sure` means that no other words begin so."""

    name: str
    is_sure: bool = True


def whose_money(plain: str, department: str, *, alone: bool) -> WhoseMoney | None:
    """Return whose money a plain text states: the department's, its units', a territory's or another body's.

    It begins with the department's name or place, or is all of a text that stands `alone`. The department's own level
    (本级) has a budget of its own where the department's name does not state 本级. None where no body is named.
    """
    words, own = body_words(), plain_name(department)
    if not own:
        return None
    several = words.units.match(plain) or words.territory.match(plain)
    if several:
        return WhoseMoney(several[0])
    level = words.own_level_alone.match(plain)
    if level:
        return WhoseMoney("" if words.own_level_behind.search(plain_line(department)) else level[0])
    name = _name_before(plain, own, alone=alone)
    if not name:
        return None
    bare = plain_name(name)
    is_longer = bare != own and bare.startswith(own)
    if is_longer and bare[len(own)] in _TOGETHER:
        return WhoseMoney("")
    if not is_longer and bare[-1] == own[-1] and is_same_body(bare, own):
        level = words.own_level_behind.match(plain, plain.index(bare) + len(bare))
        names_level = words.own_level_behind.search(plain_line(department))
        return WhoseMoney(plain[: level.end()] if level and not names_level else "")
    return WhoseMoney(name, is_sure=False)


def speaks_of_own_level(text: str, department: str) -> bool:
    """Return whether a text begins with a department's name, or a place and that, and 本级 behind it."""
    plain, own = plain_line(text), plain_name(department)
    at = plain.find(own) if own else -1
    return at >= 0 and body_words().own_level_behind.match(plain, at + len(own)) is not None


def own_level_of(department: str) -> str:
    """Return the name of a department's own level, which is one of its units."""
    return department if department.endswith("本级") else f"{department}本级"


def _name_before(plain: str, own: str, *, alone: bool) -> str:
    """Return the longest name of a body with which a plain text begins; "" for none.

    Words of its money follow it, unless it is the whole text.
    """
    words = body_words()
    bare = _TAIL.sub("", plain)
    whole = next((name for name in (bare, plain_name(bare)) if is_body_name(name)), "") if alone else ""
    if whole:
        return whole
    place = _PLACES.match(own)
    begins = (own, place[0], place[2], place[2][-1]) if place else (own,)
    for found in reversed(list(words.anywhere.finditer(plain[:_NAME_LONGEST]))):
        name = plain[: found.end()]
        if name.startswith(begins) and is_body_name(name) and words.of_body.match(plain, found.end()):
            return name
    return own if plain.startswith(own) else ""


def without_bodies(plain: str) -> str:
    """Return a plain title without all that stands before the end of its last body's name."""
    ends = [found.end() for found in body_words().inside.finditer(plain)]
    return plain[max(ends, default=0) :]


def is_same_body(one: str, other: str) -> bool:
    """Return whether one plain name is the other, or a short form of it: 区医保局 of 某某区医疗保障局."""
    return _is_short_form(*sorted((one, other), key=len))


def _is_short_form(short: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in short)


def missing_part(name: str, whole: str) -> str:
    """Return the one part in the middle of a whole plain name that another lacks; "" where that is a usual form.

    Usual are names without a joining word, without 人民政府 and without a level of the administration, and short ones.
    """
    gap = len(whole) - len(name)
    if gap <= 0 or len(name) < _LONG_NAME or gap * _MISSING_MOST > len(whole):
        return ""
    if name[:_SHORTEST_EDGE] != whole[:_SHORTEST_EDGE] or name[-_SHORTEST_EDGE:] != whole[-_SHORTEST_EDGE:]:
        return ""
    cuts = {
        whole[at : at + gap]
        for at in range(_SHORTEST_EDGE, len(name) - _SHORTEST_EDGE + 1)
        if name == whole[:at] + whole[at + gap :]
    }
    return "" if any(map(_LEFT_OUT.fullmatch, cuts)) else min(cuts, default="")


def fuller_name(name: str, other: str) -> str:
    """Return the name of which `name` is a short form, if `other` is such, else `name`.

    A unit's name that goes on behind its department's (某市公安局, 某市公安局交通警察支队) is another body's.
    """
    plain, whole = plain_name(name), plain_name(other)
    is_short = len(plain) < len(whole) and plain[-1:] == whole[-1:] and is_same_body(plain, whole)
    return other if is_short and not whole.startswith(plain) else name


def stated_body(text: str, *, cover: bool = False) -> str | None:
    """Return the name after a caption such as 编制单位：, in the form in which it is shown; None where there is none.

    `cover` also takes the captions that only a cover has. What follows a caption is believed if it may be a name
    at all: it need not end as most names do.
    """
    words = body_words()
    caption = words.cover_caption if cover else words.caption
    plain = unicodedata.normalize("NFKC", text)
    for part in _APART.split(words.long_caption.sub("\n\\g<0>", plain) if cover else plain):
        found = caption.search(part.strip())
        name = _believed(_BESIDE.split(found[1].strip())[0]) if found else None
        if name:
            return name
    return None


def stated_among(texts: Sequence[str], *, cover: bool = False) -> str | None:
    """Return the first name that texts side by side state.

    A caption may stand alone, before the name, and the name alone, before the unit of the amounts.
    """
    for text, following in zip_longest(texts, texts[1:], fillvalue=""):
        alone = _CAPTION_ALONE.fullmatch(text.strip())
        name = stated_body(text + following if alone else text, cover=cover)
        name = name or (body_named(plain_line(text)) if _OF_AMOUNTS.match(plain_line(following)) else None)
        if name:
            return name
    return None


def _believed(text: str) -> str | None:
    """Return the name of a body, or what else may be one as it follows a caption."""
    plain = _CODE_BEFORE.sub("", plain_line(text).strip("[]"))
    bare = _TAIL.sub("", plain)
    may_be = _NAME.fullmatch(bare) and not body_words().other.search(bare) and not _UNIT.fullmatch(bare)
    return body_named(plain, short=True) or (bare if may_be else None)
