"""What the forms are filled with, by the names that a template's placeholders have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.export.papers.dossier import Dossier
from model.export.papers.problem_facts import facts_of
from model.export.particulars import particulars, particulars_for_unit, unit_words
from model.export.problem import AuditedUnit, Problem, basis_of
from model.export.words import severity_word
from model.finding import Severity
from model.messages import message
from model.money import Unit, format_amount
from model.text import clean_line

FIELD_NAMES = (
    "编号",
    "索引号",
    "项目名称",
    "被审计单位",
    "审计期间",
    "审计事项",
    "事项摘要",
    "审计过程",
    "审计结论",
    "定性依据",
    "涉及金额",
    "问题数",
    "审计人员",
    "编制日期",
    "引用证据编号",
    "附件页数",
    "来源及说明",
)
"""The names of all fields; those of blanks for signatures are left to the template itself."""


def fields_of(
    dossier: Dossier,
    unit: AuditedUnit,
    problems: Sequence[Problem],
    number: str,
    evidence: Sequence[str] = (),
    *,
    for_unit: bool = False,
) -> Mapping[str, str]:
    """Return the fields of a form about some problems of a unit; a text of several lines has line feeds.

    `evidence` are the numbers of the evidence sheets it refers to. A form `for_unit` is signed by the audited unit.
    """
    paper = dossier.paper
    language = paper.language
    facts = "\n\n".join("\n".join(facts_of(dossier, problem, for_unit=for_unit)) for problem in problems)
    beside = _beside(dossier, unit, for_unit=for_unit)
    titles = dict.fromkeys(problem.head.title.text(language) for problem in problems)
    basis = dict.fromkeys(basis_of(problem, paper) for problem in problems)
    decided = [problem.disposition for problem in problems if problem.disposition]
    people = dict.fromkeys(author for each in decided for author in (each.author, *each.others) if author)
    stated = {
        "编号": number,
        "索引号": number,
        "项目名称": dossier.project,
        "被审计单位": unit.department,
        "审计期间": str(unit.year or ""),
        "审计事项": "\n".join(titles),
        "事项摘要": facts,
        "审计过程": _process(dossier, unit, beside),
        "审计结论": _conclusion(dossier, problems) + ("\n\n" + facts if facts else ""),
        "定性依据": "\n".join(filter(None, basis)),
        "涉及金额": "\n".join(filter(None, map(amount_of, problems))),
        "问题数": str(len(problems)),
        "审计人员": "、".join(map(clean_line, people)),
        "编制日期": paper.made_at[:10] if paper.log else "",
        "引用证据编号": "、".join(evidence),
        "附件页数": "",
        "来源及说明": "\n".join(beside),
    }
    return {name: stated[name] for name in FIELD_NAMES}


def evidence_number(number: int) -> str:
    """Return the number of an evidence sheet, which is that of its problem or of its unit."""
    return f"{number:03d}"


def amount_of(problem: Problem) -> str:
    """Return by how much a problem's head is off, in the unit that the document prints; "" where it is no equation."""
    difference = problem.head.difference
    if difference is None:
        return ""
    unit = problem.head.unit or Unit.YUAN
    return f"{format_amount(difference, unit)} {unit.label}"


def _beside(dossier: Dossier, unit: AuditedUnit, *, for_unit: bool) -> tuple[str, ...]:
    """Return what a form states of its sources and of what is open."""
    if for_unit:
        return particulars_for_unit(dossier.paper, unit.documents, are_all_shown=dossier.sends_all)
    return particulars(dossier.paper, unit.documents)


def _process(dossier: Dossier, unit: AuditedUnit, beside: Sequence[str]) -> str:
    """Return what was done: which documents were read, and how many relations were tested."""
    language = dossier.paper.language
    ledger = dossier.paper.report.ledger
    lines = [
        message(
            "Read {count} documents of {unit}; tested {tested} relations by {rules} rules: {held} hold, {rounding} "
            "within rounding, {failed} do not hold, {not_checked} were not checked.",
            count=len(unit.documents),
            unit=unit_words(unit.department, unit.year, unit.stage, dossier.paper),
            tested=sum(line.tested for line in ledger),
            rules=sum(line.tested > 0 for line in ledger),
            held=sum(line.consistent for line in ledger),
            rounding=sum(line.rounding for line in ledger),
            failed=sum(line.inconsistent for line in ledger),
            not_checked=sum(line.not_checked for line in ledger),
        )
    ]
    return "\n".join([*(line.text(language) for line in lines), *beside])


def _conclusion(dossier: Dossier, problems: Sequence[Problem]) -> str:
    language = dossier.paper.language
    counts = [
        f"{severity_word(severity).text(language)} {sum(problem.head.severity is severity for problem in problems)}"
        for severity in Severity
    ]
    summary = message("{count} problems: {counts}.", count=len(problems), counts=", ".join(counts))
    return summary.text(language)
