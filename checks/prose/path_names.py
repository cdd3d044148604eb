"""The names of a path 某某（类）某某（款）某某（项） in the text are those of one code of the classification.

A path may begin with its 款 where the heading above it is its 类.

A 款 that its 类 does not have, or a 项 that its 款 does not have, is a slip of the text or a name that never was.
Names of all editions count. Where the classification does not list all codes below the one above, a path with an
amount is held against the names that the tables print there; what neither states is not checked. A 款 that repeats
the name of its 类, where neither knows one of that name, is a slip all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from checks.prose.evidence import text_finding
from checks.prose.passages import proses
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue, normal_name
from model.classification.codes import Domain
from model.equation import span_text
from model.finding import Finding, Severity, SpanEvidence
from model.lexicon.lexicon import normalised
from model.lexicon.names import named_code
from model.messages import check_message
from model.pattern import pattern
from model.reading.prose.passage import Passage, is_heading
from model.reading.table import labelled

_AMOUNT = pattern(r"[^。;]{0,30}?\d\s*(?:万|千|亿)?\s*元")


@cache
def _below_heading() -> re.Pattern[str]:
    return re.compile(
        r"(?<![)一-鿿\d])(?P<section>[一-鿿、()]{2,40}?)\(款\)(?:支出)?(?P<item>[一-鿿、()]{2,40}?)\(项\)"
    )


@cache
def _class_heading() -> re.Pattern[str]:
    return re.compile(
        r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十\d]+[、.])?"
        r"(?P<class>[一-鿿、]{2,20}?)(?:支出)?\(类\)(?:支出)?$"
    )


@cache
def _path() -> re.Pattern[str]:
    return re.compile(
        r"(?P<class>[一-鿿、]{2,20}?)(?:支出)?\s*\(类\)\s*(?:支出)?(?P<section>[一-鿿、()]{2,40}?)\s*\(款\)"
        r"(?:支出)?(?:(?P<item>[一-鿿、()]{2,40}?)\s*\(项\))?"
    )


_TEMPLATES = {
    "not listed": "¶{paragraph}: “{path}”: there is no {missing} below {code} {name}.",
    "not printed": "¶{paragraph}: “{path}”: no table prints a {missing} below {code} {name}.",
    "repeated": "¶{paragraph}: “{path}”: {missing} repeats the name of {code} {name}; no 款 below it is so named.",
}


class NamedPath(NamedTuple):
    """A path of names in the prose: its file, its passage, and the match of its names.

    `headed` is the name of the 类 where the heading above states it, "" where the path does.
    """

    file: str
    passage: Passage
    match: re.Match[str]
    headed: str = ""

    @property
    def plain(self) -> str:
        """The path as lexicons compare it."""
        return normalised(self.match.group())

    @property
    def names(self) -> tuple[str, str, str | None]:
        """The names of the 类 above, the 款 and the 项; None where it has no 项."""
        return self.headed or self.match["class"], self.match["section"], self.match["item"]

    def span(self, group: str | int = 0) -> SpanEvidence:
        """Return the path, or one of its names, as evidence."""
        start, end = self.match.span(group)
        return SpanEvidence(self.file, *self.passage.place(start, end), self.passage.printed(start, end))

    def repeats_class(self, name: str) -> bool:
        """Return whether its 款 or its 项 has the name of its 类, which tables print as the 类."""
        return normal_name(name).removesuffix("支出") == normal_name(self.names[0]).removesuffix("支出")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look up each path of names in the prose, once."""
    done: set[tuple[str, str]] = set()
    printed = _printed_below(subject)
    for path in (*subject.once(paths), *_headed_paths(subject)):
        if (path.plain, path.headed) in done:
            continue
        done.add((path.plain, path.headed))
        missing, above = _missing(path)
        name = normal_name(missing)
        has_amount = _AMOUNT.match(path.passage.text, path.match.end()) is not None
        in_tables = printed.get(above, frozenset()) if has_amount else frozenset()
        repeats = bool(missing) and path.repeats_class(missing)
        if not missing or name in in_tables:
            outcome.hold()
        elif repeats and missing == path.match["section"] and name not in printed.get(above, ()):
            outcome.report(_finding(path, missing, above, "repeated"))
        elif not repeats and name in subject.once(_in_cells):
            why = check_message("a table prints the name, but not below which code it stands.")
            outcome.leave(span_text(path.span()), why)
        elif above and catalogue().lists_all_below(above):
            outcome.report(_finding(path, missing, above, "not listed"))
        elif above and in_tables:
            outcome.report(_finding(path, missing, above, "not printed"))
        else:
            why = check_message(
                "neither the classification that comes with Yushen nor a table lists all names there."
            )
            outcome.leave(span_text(path.span()), why)


def _printed_below(subject: Subject) -> dict[str, frozenset[str]]:
    """Return the names that tables print of the codes right below each function code."""
    names: dict[str, set[str]] = defaultdict(set)
    for table in subject.disclosure.tables:
        for panel in table.panels:
            for row in labelled(panel.rows).labels:
                code = row.coordinates.get("function", "")
                if len(code) > len("201") and row.name:
                    names[code[:-2]].add(normal_name(row.name))
    return {code: frozenset(each) for code, each in names.items()}


def _in_cells(subject: Subject) -> frozenset[str]:
    """Return the texts of all cells as names; ask through `subject.once(_in_cells)`."""
    sheets = (sheet for document in subject.disclosure.documents for sheet in document.book.sheets)
    texts = {value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str)}
    return frozenset(map(normal_name, texts))


def paths(subject: Subject) -> list[NamedPath]:
    """Return each path of names from 类 down in the prose; ask through `subject.once(paths)`."""
    return [
        NamedPath(prose.path, line.passage, found)
        for prose in proses(subject)
        for line in prose.lines
        if "款" in line.passage.text
        for found in _path().finditer(line.passage.text)
    ]


def _headed_paths(subject: Subject) -> Iterator[NamedPath]:
    """Yield the paths of 款 and 项 that stand under a heading that is their 类."""
    for prose in proses(subject):
        headed = ""
        for line in prose.lines:
            heading = _class_heading().match(line.text)
            if heading or is_heading(line.printed):
                headed = heading["class"] if heading else ""
            elif headed and "(类)" not in line.text:
                for found in _below_heading().finditer(line.passage.text):
                    yield NamedPath(prose.path, line.passage, found, headed)


def _missing(path: NamedPath) -> tuple[str, str]:
    """Return the name that has no code below the one above it, and that code; "" twice where all names have."""
    above = ""
    for name in filter(None, path.names):
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


def _finding(path: NamedPath, missing: str, above: str, kind: str) -> Finding:
    span, entry = path.span(), catalogue().current(above, None)
    message = check_message(
        _TEMPLATES[kind],
        paragraph=span.paragraph,
        path=path.plain,
        missing=missing,
        code=above,
        name=entry.name if entry else "",
    )
    return text_finding(RULE, message, (span,), path.plain)


RULE = Rule(
    code="TX110",
    family="prose",
    title=check_message("A path of names in the text is none of the classification"),
    severity=Severity.WARNING,
    basis="RELATIONS 36",
    explanation=__doc__,
    check=check,
)
