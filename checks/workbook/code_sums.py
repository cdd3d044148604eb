"""Which cells should add up to which, by the codes of their rows: what the rules about formulas hold them against."""

from __future__ import annotations

from dataclasses import dataclass

from checks.mechanism.codes import code_rollup
from checks.rule import Subject
from model.classification.codes import Domain


@dataclass(frozen=True, slots=True)
class CodeSum:
    """A fact that is the sum of others in the same column: `parts` are the codes right below the whole's."""

    whole: int
    parts: tuple[int, ...]


def code_sums(subject: Subject, tables: frozenset[int]) -> list[CodeSum]:
    """Return the sums down the columns of some tables: of a code over those below it, of a total over all 类."""
    facts = subject.facts
    sums = []
    for domain in Domain:
        relations = code_rollup(facts, str(domain), subject.on_columns(str(domain)), subject.incomplete)
        for number, whole in enumerate(relations.whole.tolist()):
            if (
                int(facts.table[whole]) not in tables
                or relations.at_most[number]
                or relations.doubtful[number]
            ):
                continue
            parts = [int(part) for part in relations.parts(number)]
            if all(facts.column[part] == facts.column[whole] for part in parts):
                sums.append(CodeSum(int(whole), tuple(parts)))
    return sums
