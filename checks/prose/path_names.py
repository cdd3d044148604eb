"""The names of a path 某某（类）某某（款）某某（项） in the text are those of one code of the classification.

A 款 that its 类 does not have, or a 项 that its 款 does not have, is a slip of the text or a name that never was. Names
of all editions count. Asked only where the classification lists all codes below the one above; elsewhere it is not
checked.

Basis: RELATIONS 36.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.mechanism.evidence import fingerprint
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.finding import Finding, Severity, SpanEvidence, Verdict
from model.lexicon.lexicon import normalised
from model.messages import check_message
from model.recognition.names import named_code
from model.recognition.prose.passage import Passage, passages

_PATH = re.compile(
    r"(?P<class>[一-鿿、]{2,20}?)(?:支出)?\s*\(类\)\s*(?:支出)?(?P<section>[一-鿿、()]{2,40}?)\s*\(款\)"
    r"(?:支出)?(?:(?P<item>[一-鿿、()]{2,40}?)\s*\(项\))?"
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Look up each path of names in the prose, once."""
    done: set[str] = set()
    for path, passage, found in _paths(subject):
        told = normalised(found.group())
        if told in done:
            continue
        done.add(told)
        missing, above = _missing(found)
        if not missing:
            outcome.hold()
        elif not above or not catalogue().lists_all_below(above):
            why = check_message("the classification that comes with Yushen does not list all names there.")
            outcome.leave(f"¶{passage.place(found.start(), found.end())[0]}", why)
        else:
            outcome.report(_finding(path, passage, found, missing, above))


def _paths(subject: Subject) -> Iterator[tuple[str, Passage, re.Match[str]]]:
    for document in subject.disclosure.documents:
        for passage in passages(document.book.paragraphs):
            for found in _PATH.finditer(passage.text):
                yield document.book.path, passage, found


def _missing(found: re.Match[str]) -> tuple[str, str]:
    """Return the name that has no code below the one above it, and that code; "" twice where all names have."""
    above = ""
    for name in (found["class"], found["section"], found["item"]):
        if name is None:
            break
        codes = _codes(normalised(name), above)
        if not codes:
            return name, above
        above = codes[0]
    return "", ""


def _codes(name: str, above: str) -> list[str]:
    if not above:
        code = named_code(name, Domain.FUNCTION) or named_code(f"{name}支出", Domain.FUNCTION)
        return [code] if code else []
    spellings = (name, f"{name}支出", name.removesuffix("支出"))
    known = (code for each in spellings for code in catalogue().by_name(each, Domain.FUNCTION))
    return [code for code in known if code[:-2] == above]


def _finding(path: str, passage: Passage, found: re.Match[str], missing: str, above: str) -> Finding:
    number, start, end = passage.place(found.start(), found.end())
    entry = catalogue().current(above, None)
    message = check_message(
        "¶{paragraph}: “{path}”: there is no {missing} below {code} {name}.",
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
