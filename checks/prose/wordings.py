"""The wordings that the rules on prose look for, read from a data file and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from model.datafile import DataFile, FilePlace
from model.declared import read
from model.messages import check_message
from model.reading.prose.passage import half_width
from model.record import dataclass


@dataclass(frozen=True, slots=True)
class _WordList:
    """Words that state one thing."""

    says: tuple[str, ...]
    place: FilePlace


@dataclass(frozen=True, slots=True)
class _Reason(_WordList):
    """Words that begin a reason; with a colon behind them only, where `colon`."""

    colon: bool = False


@dataclass(frozen=True, slots=True)
class _Template(_WordList):
    """What is left of a template; at the end of a heading, where `end`."""

    end: bool = False


@dataclass(frozen=True, slots=True)
class _Placeholder:
    """What stands where a template was not filled in."""

    before: tuple[str, ...]
    unfilled: tuple[str, ...]
    place: FilePlace
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Repeated(_WordList):
    """A word that may stand twice in a row only in `normal` words."""

    normal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Share(_WordList):
    """Words before a share."""

    decimals: bool = False


@dataclass(frozen=True, slots=True)
class _Total(_WordList):
    """Words that call an amount a total."""

    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Approval(_WordList):
    """Words of an approval: what is approved, and by whom."""

    of: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    reason: tuple[_Reason, ...]
    choice: tuple[_WordList, ...]
    template: tuple[_Template, ...]
    instruction: tuple[_WordList, ...]
    placeholder: tuple[_Placeholder, ...]
    repeated: tuple[_Repeated, ...]
    share: tuple[_Share, ...]
    total: tuple[_Total, ...]
    approval: tuple[_Approval, ...]
    publication: tuple[_WordList, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The lists of the file, half-width and without spaces, the longest words first; its head states what they mean."""

    reasons: tuple[str, ...]
    reasons_with_colon: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    templates: tuple[str, ...]
    template_ends: tuple[str, ...]
    instructions: tuple[str, ...]
    units: tuple[str, ...]
    masked: tuple[str, ...]
    unfilled: tuple[str, ...]
    repeated: tuple[str, ...]
    normal: tuple[str, ...]
    shares: tuple[str, ...]
    shares_with_decimals: tuple[str, ...]
    totals: tuple[str, ...]
    not_totals: tuple[str, ...]
    approvals: tuple[str, ...]
    approved: tuple[str, ...]
    approvers: tuple[str, ...]
    publications: tuple[str, ...]


def load_wordings(path: Path) -> Wordings:
    """Return the wordings of a file; raise InvalidDataError, with the line, where it breaks its form."""
    file = read(_File, FilePlace(DataFile(path)))
    return Wordings(
        reasons=_texts(entry for entry in file.reason if not entry.colon),
        reasons_with_colon=_texts(entry for entry in file.reason if entry.colon),
        choices=tuple(_pair(entry) for entry in file.choice),
        templates=_texts(entry for entry in file.template if not entry.end),
        template_ends=_texts(entry for entry in file.template if entry.end),
        instructions=_texts(file.instruction),
        units=_texts(file.placeholder, "before"),
        masked=_texts(file.placeholder, "masked"),
        unfilled=_texts(file.placeholder, "unfilled"),
        repeated=_texts(file.repeated),
        normal=_texts(file.repeated, "normal"),
        shares=_texts(entry for entry in file.share if not entry.decimals),
        shares_with_decimals=_texts(entry for entry in file.share if entry.decimals),
        totals=_texts(file.total),
        not_totals=_texts(file.total, "otherwise"),
        approvals=_texts(file.approval),
        approved=_texts(file.approval, "of"),
        approvers=_texts(file.approval, "by"),
        publications=_texts(file.publication),
    )


def _pair(entry: _WordList) -> tuple[str, str]:
    texts = sorted(_texts([entry]), key=[_plain(text) for text in entry.says].index)
    if len(texts) != 2:
        what = check_message("A choice has two words, not {count}.", count=len(texts))
        raise entry.place.at("says").complain(what)
    return texts[0], texts[1]


def _texts(entries: Iterable[_WordList | _Placeholder], key: str = "says") -> tuple[str, ...]:
    """Return the texts under a key, each once; one that is empty or given twice is a slip of the file."""
    texts: set[str] = set()
    for entry in entries:
        for number, text in enumerate(getattr(entry, key)):
            place, plain = entry.place.at(key, number), _plain(text)
            if not plain:
                raise place.complain(check_message("An empty text would be found everywhere."))
            if plain in texts:
                raise place.complain(check_message("{word} is listed twice.", word=text))
            texts.add(plain)
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words."""
    return f"(?:{'|'.join(map(re.escape, words))})"


def _plain(text: str) -> str:
    return "".join(half_width(text).split())


@cache
def wordings() -> Wordings:
    """Return the wordings that come with Yushen."""
    return load_wordings(Path(__file__).resolve().parent / "wordings.toml")
