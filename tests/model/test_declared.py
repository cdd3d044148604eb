"""What may stand in a data file is declared; whatever breaks the form is reported with its line and what to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.datafile import DataFile, FilePlace, Keys
from model.declared import OneOrMore, read
from model.errors import InvalidDataError

REPOSITORY = Path(__file__).resolve().parents[2]


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True)
class Part:
    name: str
    place: FilePlace
    size: Size = Size.SMALL


@dataclass(frozen=True)
class Whole:
    part: tuple[Part, ...]
    words: OneOrMore[str] = ()
    groups: tuple[frozenset[str], ...] = ()
    count: int | None = None
    is_: bool = False
    named: Mapping[str, int] = field(default_factory=dict)


SOUND = """\
words = "one"
groups = [
  ["a"], # the first
  ["b", "c"],
]
count = 3
is = true
named.x = 1

[[part]]
name = "first"

[[part]]
name = "second"
size = "large"
"""


def loaded(text: str) -> Whole:
    return read(Whole, FilePlace(DataFile(Path("whole.toml"), text)))


def test_a_file_becomes_what_was_declared() -> None:
    whole = loaded(SOUND)
    assert (whole.words, whole.groups) == (("one",), (frozenset("a"), frozenset("bc")))
    assert (whole.count, whole.is_, whole.named) == (3, True, {"x": 1})
    assert [(part.name, part.size, part.place.line) for part in whole.part] == [
        ("first", Size.SMALL, 10),
        ("second", Size.LARGE, 13),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('words = "one"', "words = 1", "1: words must be a text in quotes, or a list of them."),
        ('words = "one"', "words = []", None),
        ('  ["b", "c"],', '  ["b", 3],', "2: groups must be a list of lists of texts."),
        ("count = 3", "count = true", "6: count must be a whole number. Write it like this: count = 1"),
        ("is = true", 'is = "yes"', "7: is must be true or false. Write it like this: is = true"),
        ("named.x = 1", 'named.x = "1"', "8: x must be a whole number."),
        ('name = "second"\n', "", "13: name is missing. Write it like this: name = "),
        ('"large"', '"huge"', "15: size = huge is not known. It may be: small, large."),
        ("size", "width", "15: width is not known here. What may stand here: name, size."),
        (SOUND[SOUND.index("[[part]]") :], "", "1: part is missing. Write it like this: [[part]]"),
    ],
)
def test_what_breaks_the_form_is_reported_with_its_line(old: str, new: str, line: str | None) -> None:
    text = SOUND.replace(old, new)
    if line is None:
        assert loaded(text).words == ()
        return
    with pytest.raises(InvalidDataError) as caught:
        loaded(text)
    assert str(caught.value).startswith(f"whole.toml:{line}")
    assert caught.value.line("zh") != caught.value.line("en")


def leaves(value: object, keys: Keys) -> Iterator[tuple[Keys, object]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*keys, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, (*keys, number))
    else:
        yield keys, value


@pytest.mark.parametrize(
    "path",
    sorted(path for floor in ("model", "checks", "tui") for path in (REPOSITORY / floor).rglob("*.toml")),
)
def test_every_text_of_a_shipped_file_stands_on_the_line_that_is_named(path: Path) -> None:
    data = DataFile(path)
    lines = data.text.splitlines()
    for keys, value in leaves(data.content, ()):
        if (
            isinstance(value, str)
            and '"""' not in lines[data.line(keys) - 1]
            and "\\" not in lines[data.line(keys) - 1]
        ):
            assert f'"{value}"' in lines[data.line(keys) - 1], keys


@given(st.lists(st.text("ab\"\\'#[]{}=,.\n", max_size=5), max_size=4), st.integers(0, 3))
def test_no_text_of_a_value_moves_the_lines_of_others(texts: list[str], above: int) -> None:
    quoted = [
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"' for text in texts
    ]
    text = "\n" * above + f"[a]\nb = [{', '.join(quoted)}]\nc = {{ d = [1,\n 2] }}\n[[e.f]]\ng = 1\n"
    data = DataFile(Path("a.toml"), text)
    assert data.content["a"]["b"] == texts
    assert [
        data.line(keys) for keys in (("a", "b"), ("a", "c", "d", 1), ("e", "f", 0), ("e", "f", 0, "g"))
    ] == [above + line for line in (2, 4, 5, 6)]
