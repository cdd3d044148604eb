"""The wordings that the rules on prose look for, read from a data file and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model.lexicon.datafile import DataFile
from model.lexicon.entries import Entry, entries
from model.messages import check_message
from model.reading.prose.passage import half_width

_FORMS: dict[str, dict[str, str]] = {
    "reason": {"says": "texts", "colon": "flag"},
    "choice": {"says": "texts"},
    "template": {"says": "texts", "end": "flag"},
    "instruction": {"says": "texts"},
    "placeholder": {"before": "texts", "masked": "texts", "unfilled": "texts"},
    "repeated": {"says": "texts", "normal": "texts"},
    "share": {"says": "texts", "decimals": "flag"},
    "total": {"says": "texts", "otherwise": "texts"},
    "approval": {"says": "texts", "of": "texts", "by": "texts"},
    "publication": {"says": "texts"},
}
"""The headers of the file, and the form of what stands under each."""

_OPTIONAL = frozenset({"colon", "decimals", "end", "masked", "normal", "otherwise"})


@dataclass(frozen=True, slots=True)
class Wordings:
    """The lists of the file, half-width and without spaces, the longest words first; its head says what they mean."""

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
    data = DataFile(path)
    for header in data.content:
        if header not in _FORMS:
            what = check_message("[[{header}]] is not known here.", header=header)
            raise data.complain(header, what, check_message("See the head of the file."))
    under = {header: [_checked(entry) for entry in _entries(data, header)] for header in _FORMS}
    return Wordings(
        reasons=_texts(_flagged(under["reason"], "colon", is_set=False)),
        reasons_with_colon=_texts(_flagged(under["reason"], "colon", is_set=True)),
        choices=tuple(_pair(entry) for entry in under["choice"]),
        templates=_texts(_flagged(under["template"], "end", is_set=False)),
        template_ends=_texts(_flagged(under["template"], "end", is_set=True)),
        instructions=_texts(under["instruction"]),
        units=_texts(under["placeholder"], "before"),
        masked=_texts(under["placeholder"], "masked"),
        unfilled=_texts(under["placeholder"], "unfilled"),
        repeated=_texts(under["repeated"]),
        normal=_texts(under["repeated"], "normal"),
        shares=_texts(_flagged(under["share"], "decimals", is_set=False)),
        shares_with_decimals=_texts(_flagged(under["share"], "decimals", is_set=True)),
        totals=_texts(under["total"]),
        not_totals=_texts(under["total"], "otherwise"),
        approvals=_texts(under["approval"]),
        approved=_texts(under["approval"], "of"),
        approvers=_texts(under["approval"], "by"),
        publications=_texts(under["publication"]),
    )


def _entries(data: DataFile, header: str) -> Iterator[Entry]:
    for entry in entries(data, header, data.content.get(header)):
        form = _FORMS[header]
        yield entry.checked(form, [key for key in form if key not in _OPTIONAL])


def _checked(entry: Entry) -> Entry:
    """Return an entry of which no text is empty."""
    for texts in entry.values.values():
        if isinstance(texts, list) and not all(map(_plain, texts)):
            raise entry.complain('""', check_message("An empty text would be found everywhere."))
    return entry


def _pair(entry: Entry) -> tuple[str, str]:
    texts = [_plain(text) for text in entry.values["says"]]
    if len(texts) != 2:
        raise entry.complain("says", check_message("A choice has two words, not {count}.", count=len(texts)))
    return texts[0], texts[1]


def _flagged(found: list[Entry], flag: str, *, is_set: bool) -> list[Entry]:
    return [entry for entry in found if entry.values.get(flag, False) is is_set]


def _texts(found: list[Entry], key: str = "says") -> tuple[str, ...]:
    """Return the texts under a key, each once; one that is given twice is a slip of the file."""
    texts: set[str] = set()
    for entry in found:
        for text in entry.values.get(key, ()):
            if _plain(text) in texts:
                raise entry.complain(f'"{text}"', check_message("{word} is listed twice.", word=text))
            texts.add(_plain(text))
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))


def _plain(text: str) -> str:
    return "".join(half_width(text).split())


@cache
def wordings() -> Wordings:
    """Return the wordings that come with Yushen."""
    return load_wordings(Path(__file__).resolve().parent / "wordings.toml")
