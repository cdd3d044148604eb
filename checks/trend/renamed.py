"""A code carries another name than the year before, and the classification did not rename it.

The names of 项 in the table by function code of two consecutive years. A name that changed with the edition
is none, nor is another way of writing it. One notice for the two years, with all codes.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.years import Pair, both_cells, compared, next_year, pair_finding
from checks.rule import Outcome, Rule, Subject
from checks.trend.codes_compared import ItemOfYear, two_years
from model.classification.catalogue import Standing, catalogue
from model.finding import Finding, Severity
from model.lexicon.reading import normalised
from model.messages import check_message

_NAMED = 5


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare the names of each two consecutive years."""
    for pair in next_year(subjects):
        years = two_years(pair)
        if years is None:
            continue
        shared = [code for code in years.later if code in years.earlier]
        renamed = [code for code in shared if _is_renamed(pair, code, years.earlier[code], years.later[code])]
        outcome.hold(len(shared) - len(renamed))
        if renamed:
            found = [(code, years.earlier[code], years.later[code]) for code in renamed]
            outcome.report(_finding(pair, found))
            outcome.line.inconsistent += len(renamed) - 1


def _is_renamed(pair: Pair, code: str, earlier: ItemOfYear, later: ItemOfYear) -> bool:
    if not earlier.name or not later.name or normalised(earlier.name) == normalised(later.name):
        return False
    years = (pair.earlier.disclosure.year, pair.later.disclosure.year)
    names = (earlier.name, later.name)
    known = [catalogue().judge(code, name, year) for name, year in zip(names, years, strict=True)]
    return any(each.standing is not Standing.KNOWN for each in known)


def _finding(pair: Pair, found: list[tuple[str, ItemOfYear, ItemOfYear]]) -> Finding:
    code, earlier, later = found[0]
    cells = both_cells(pair, [compared(pair, after.fact, before.fact) for _, before, after in found])
    message = check_message(
        "{count} codes carry another name than in {year}: {code} was {earlier} and is {later}{more}.",
        count=len(found),
        year=pair.earlier.disclosure.year,
        code=code,
        earlier=earlier.name,
        later=later.name,
        more="".join(f"; {each} {before.name} → {after.name}" for each, before, after in found[1:_NAMED]),
    )
    return pair_finding(RULE, pair, cells, message)


RULE = Rule(
    code="TR105",
    family="trend",
    title=check_message("A code carries another name than the year before"),
    severity=Severity.NOTICE,
    basis="RELATIONS 29",
    explanation=__doc__,
    compare=compare,
)
