"""The names of a path 某某（类）某某（款）某某（项） in the text are those of one code of the classification.

A path may begin with its 款 where the heading above it is its 类.

A 款 that its 类 does not have, or a 项 that its 款 does not have, is a slip of the text or a name that never
was. Names of all editions count. Where the classification does not list all codes below the one above, a path
with an amount is held against the names that the tables print there; what neither tells is not checked. A 款
that repeats the name of its 类, where neither knows one of that name, is a slip all the same.

Basis: RELATIONS 36.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checks.mechanism.evidence import fingerprint
from checks.prose.passages import proses
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.classification.names import normal_name
from model.finding import Finding, Severity, SpanEvidence, Verdict
from model.lexicon.lexicon import normalised
from model.lexicon.names import named_code
from model.messages import check_message
from model.reading.prose.passage import Passage, is_heading
from model.reading.table import labelled

_AMOUNT = re.compile(r"[^。;]{0,30}?\d\s*(?:万|千|亿)?\s*元")
_BELOW_HEADING = re.compile(
    r"(?<![)一-鿿\d])(?P<section>[一-鿿、()]{2,40}?)\(款\)(?:支出)?(?P<item>[一-鿿、()]{2,40}?)\(项\)"
)
_CLASS_HEADING = re.compile(
    r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十\d]+[、.])?(?P<class>[一-鿿、]{2,20}?)(?:支出)?\(类\)(?:支出)?$"
)
_PATH = re.compile(
    r"(?P<class>[一-鿿、]{2,20}?)(?:支出)?\s*\(类\)\s*(?:支出)?(?P<section>[一-鿿、()]{2,40}?)\s*\(款\)"
    r"(?:支出)?(?:(?P<item>[一-鿿、()]{2,40}?)\s*\(项\))?"
)

_NOT_LISTED, _NOT_PRINTED, _REPEATED = "not listed", "not printed", "repeated"


class _Names(NamedTuple):
    """The names of a path: of the 类 above, the 款 and the 项; None where it has no 项."""

    above: str
    section: str
    item: str | None


def check(subject: Subject, outcome: Outcome) -> None:
    """Look up each path of names in the prose, once."""
    done: set[tuple[str, str]] = set()
    printed = _printed_below(subject)
    for path, passage, found, headed in (*_whole_paths(subject), *_headed_paths(subject)):
        told = normalised(found.group())
        if (told, headed) in done:
            continue
        done.add((told, headed))
        names = _Names(headed or found["class"], found["section"], found["item"])
        missing, above = _missing(names)
        listed = bool(above) and catalogue().lists_all_below(above)
        in_tables = (
            printed.get(above, frozenset()) if _AMOUNT.match(passage.text, found.end()) else frozenset()
        )
        if not missing or normal_name(missing) in in_tables:
            outcome.hold()
        elif _repeats_class(names, missing) and normal_name(missing) not in printed.get(above, ()):
            outcome.report(_finding(path, passage, found, missing, above, _REPEATED))
        elif not _repeats(names, missing) and normal_name(missing) in subject.once(_in_cells):
            why = check_message("a table prints the name, but not below which code it stands.")
            outcome.leave(f"¶{passage.place(found.start(), found.end())[0]}", why)
        elif listed or (above and in_tables):
            kind = _NOT_LISTED if listed else _NOT_PRINTED
            outcome.report(_finding(path, passage, found, missing, above, kind))
        else:
            why = check_message(
                "neither the classification that comes with Yushen nor a table lists all names there."
            )
            outcome.leave(f"¶{passage.place(found.start(), found.end())[0]}", why)


def _printed_below(subject: Subject) -> dict[str, frozenset[str]]:
    """Return the names that tables print of the codes right below each function code."""
    names: dict[str, set[str]] = defaultdict(set)
    for table in subject.disclosure.tables:
        for panel in table.panels:
            for row in labelled(panel.rows).labels:
                code = row.coordinates.get("function", "")
                if len(code) > len("201") and row.name:
                    names[code[:-2]].add(normal_name(row.name))
    return {code: frozenset(said) for code, said in names.items()}


def _repeats(names: _Names, missing: str) -> bool:
    """Tell whether a 款 or a 项 has the name of its 类, which tables print as the 类."""
    return normal_name(missing).removesuffix("支出") == normal_name(names.above).removesuffix("支出")


def _repeats_class(names: _Names, missing: str) -> bool:
    """Tell whether it is the 款 that repeats the name of its 类."""
    return missing == names.section and _repeats(names, missing)


def _in_cells(subject: Subject) -> frozenset[str]:
    """Return the texts of all cells as names; ask through `subject.once(_in_cells)`."""
    books = (document.book for document in subject.disclosure.documents)
    texts = {
        value
        for book in books
        for sheet in book.sheets
        for row in sheet.rows
        for value in row
        if isinstance(value, str)
    }
    return frozenset(map(normal_name, texts))


def paths(subject: Subject) -> list[tuple[str, Passage, re.Match[str]]]:
    """Return each path of names in the prose: its file, its passage, and the match of class, section and item."""
    return subject.once(_paths)


def _paths(subject: Subject) -> list[tuple[str, Passage, re.Match[str]]]:
    return [
        (prose.path, line.passage, found)
        for prose in proses(subject)
        for line in prose.lines
        if "款" in line.passage.text
        for found in _PATH.finditer(line.passage.text)
    ]


def _whole_paths(subject: Subject) -> Iterator[tuple[str, Passage, re.Match[str], str]]:
    return ((*each, "") for each in paths(subject))


def _headed_paths(subject: Subject) -> Iterator[tuple[str, Passage, re.Match[str], str]]:
    """Yield the paths of 款 and 项 that stand under a heading that is their 类, with its name."""
    for prose in proses(subject):
        headed = ""
        for line in prose.lines:
            heading = _CLASS_HEADING.match(line.text)
            if heading or is_heading(line.printed):
                headed = heading["class"] if heading else ""
            elif headed and "(类)" not in line.text:
                for found in _BELOW_HEADING.finditer(line.passage.text):
                    yield prose.path, line.passage, found, headed


def _missing(names: _Names) -> tuple[str, str]:
    """Return the name that has no code below the one above it, and that code; "" twice where all names have."""
    above = ""
    for name in names:
        if name is None:
            break
        codes = codes_below(normalised(name), above)
        if not codes:
            return name, above
        above = codes[0]
    return "", ""


def codes_below(name: str, above: str) -> list[str]:
    """Return the codes right below a code that have or had a name; of the 类 where `above` is ""."""
    if not above:
        code = named_code(name, Domain.FUNCTION) or named_code(f"{name}支出", Domain.FUNCTION)
        return [code] if code else []
    spellings = (name, f"{name}支出", name.removesuffix("支出"))
    known = (code for each in spellings for code in catalogue().by_name(each, Domain.FUNCTION))
    return [code for code in known if code[:-2] == above]


def _finding(
    path: str, passage: Passage, found: re.Match[str], missing: str, above: str, kind: str
) -> Finding:
    number, start, end = passage.place(found.start(), found.end())
    entry = catalogue().current(above, None)
    template = "¶{paragraph}: “{path}”: no table prints a {missing} below {code} {name}."
    if kind == _REPEATED:
        template = (
            "¶{paragraph}: “{path}”: {missing} repeats the name of {code} {name}; no 款 below it is so named."
        )
    elif kind == _NOT_LISTED:
        template = "¶{paragraph}: “{path}”: there is no {missing} below {code} {name}."
    message = check_message(
        template,
        paragraph=number,
        path=normalised(found.group()),
        missing=missing,
        code=above,
        name=entry.name if entry else "",
    )
    span = SpanEvidence(path, number, start, end, passage.printed(found.start(), found.end()))
    return Finding(
        id=fingerprint("TX110", "", {}, normalised(found.group())),
        rule="TX110",
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=message,
        spans=(span,),
    )


RULE = Rule(
    code="TX110",
    family="prose",
    title=check_message("A path of names in the text is none of the classification"),
    severity=Severity.WARNING,
    basis="RELATIONS 36",
    explanation=__doc__,
    check=check,
)
