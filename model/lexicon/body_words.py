"""The words of bodies.toml as patterns: how names of bodies end, what stands around them, which captions name one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from model.datafile import DataFile, FilePlace
from model.declared import read
from model.pattern import pattern
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class _Ending:
    """Words with which the name of a body ends."""

    says: tuple[str, ...]
    sure: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class _Tail:
    """Words behind such a name in brackets, which name a body of their own or none."""

    says: tuple[str, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Caption:
    """Words before the name of a body, with a colon between."""

    says: tuple[str, ...]
    cover: bool = False


@dataclass(frozen=True, slots=True)
class _Title:
    """Words around 预算 and 决算 in a title."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """Words as they stand, or with which a name starts."""

    says: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    ending: tuple[_Ending, ...]
    tail: tuple[_Tail, ...]
    attached: tuple[_Words, ...]
    caption: tuple[_Caption, ...]
    title: tuple[_Title, ...]
    chapter: tuple[_Words, ...]
    units: tuple[_Words, ...]
    territory: tuple[_Words, ...]
    money: tuple[_Words, ...]
    other: tuple[_Words, ...]


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The words of bodies.toml as patterns; what each list is for stands there."""

    full: re.Pattern[str]
    short: re.Pattern[str]
    inside: re.Pattern[str]
    anywhere: re.Pattern[str]
    own_level_behind: re.Pattern[str]
    own_level_alone: re.Pattern[str]
    units: re.Pattern[str]
    territory: re.Pattern[str]
    of_body: re.Pattern[str]
    own_level: frozenset[str]
    not_named: frozenset[str]
    attached: re.Pattern[str]
    caption: re.Pattern[str]
    cover_caption: re.Pattern[str]
    long_caption: re.Pattern[str]
    stage: re.Pattern[str]
    money: re.Pattern[str]
    chapter: re.Pattern[str]
    other: re.Pattern[str]


def load_body_words(data: DataFile) -> BodyWords:
    """Return the words of a file such as bodies.toml; raise InvalidDataError, with the line, for what is none."""
    file = read(_File, FilePlace(data))
    captions = _words_in(file.caption)
    named, not_named = (_words_in(tail for tail in file.tail if tail.named is on) for on in (True, False))
    longer = [word for word in named if len(word) > _SHORT_LEVEL]
    marked = _any(_words_in(caption for caption in file.caption if not caption.cover))
    return BodyWords(
        full=pattern(f"(?:{_any(_words_in(ending for ending in file.ending if not ending.short))})$"),
        short=pattern(f"(?:{_any(_words_in(file.ending))})$"),
        inside=pattern(_any(_words_in(ending for ending in file.ending if ending.sure))),
        anywhere=pattern(_any(_words_in(ending for ending in file.ending if not ending.short))),
        own_level_behind=pattern(rf"\((?:{_any(named)})\)|(?:{_any(named)})(?=$|(?<=本级))"),
        own_level_alone=pattern(
            rf"(?:[局委厅办院部会]?本级|{_any(longer)})(?={_OF_LEVEL})|(?:{_any(named)})$"
        ),
        units=pattern(_any(_words_in(file.units))),
        territory=pattern(rf"(?:预计|其中|全年|当年|本年)?(?:{_any(_words_in(file.territory))})"),
        of_body=pattern(rf"$|\(|\d|{_any(_words_in(file.money))}|{_any(named)}"),
        own_level=frozenset(named),
        not_named=frozenset(not_named),
        attached=pattern(f"(?:{_any(_words_in(file.attached))})$"),
        caption=pattern(rf"{_BEFORE_CAPTION}(?:{marked}){_AFTER_CAPTION}"),
        cover_caption=pattern(rf"{_BEFORE_CAPTION}(?:{_any(captions)}){_AFTER_CAPTION}"),
        long_caption=pattern(f"(?:{_any(word for word in captions if len(word) >= _LONG_CAPTION)}):"),
        stage=_stage(file.title),
        money=pattern(rf"(?:{_any(word for each in file.title for word in each.money)})+(?=预算|决算)"),
        chapter=pattern(f"(?:{_any(_words_in(file.chapter))})$"),
        other=pattern(
            f"^(?:{_any(word for each in file.other for word in each.starts)})|{_any(_words_in(file.other))}"
        ),
    )


def _words_in(entries: Iterable[_Ending | _Tail | _Caption | _Words]) -> list[str]:
    return [word for entry in entries for word in entry.says]


_SHORT_LEVEL = 2
"""Characters of words that behind a name alone are its own level (机关): before money they may be another's."""
_OF_LEVEL = r"$|\(|\d|(?:基本|项目|总)?支出|总?收入|收支|预算|决算|三公|机关运行"
"""What follows a department's own level where its name goes without saying."""
_BEFORE_CAPTION = r"(?:^|(?<=\d))\s*"
_LONG_CAPTION = 6
_AFTER_CAPTION = r"(?:\((?:盖章|公章|签章)\))?[:：]\s*(\S.*)$"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def _stage(titles: Iterable[_Title]) -> re.Pattern[str]:
    before, after, longer = (
        _any(word for title in titles for word in getattr(title, key))
        for key in ("before", "after", "longer")
    )
    return pattern(rf"(?:{before})*(?P<stage>预算|决算)(?!{longer})(?:{after})*(?:\((?:{after})+\))?")


@cache
def body_words() -> BodyWords:
    """Return the words of bodies that come with Yushen."""
    return load_body_words(DataFile(Path(__file__).resolve().parent / "bodies.toml"))
