"""nanchong's matrix by 政府经济分类 lost a blank in each coded row: the sums put the amounts back, or nothing does."""

from __future__ import annotations

from pathlib import Path

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Severity

NAME = "nanchong-2020-budget.txt"
TITLE = "一般公共预算支出预算表(政府经济分类科目)"


def opened(path: Path) -> Disclosure:
    disclosures, troubles = open_disclosures([path])
    assert not troubles
    return disclosures[0]


def matrix(disclosure: Disclosure) -> dict[tuple[str, str], int]:
    """What the matrix states, in 元, by function and by item of the government's classification."""
    number = next(number for number, table in enumerate(disclosure.tables) if table.title == TITLE)
    facts = disclosure.facts
    return {
        (at.get("function", ""), at.get("government", "")): int(facts.amount[index]) // 10_000
        for index in range(len(facts))
        if facts.stated[index] and int(facts.table[index]) == number
        for at in [facts.coordinate(index)]
    }


def test_each_amount_stands_where_alone_it_adds_up(shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / NAME)

    found = matrix(disclosure)

    assert found["2080505", "50102"] == 258_400
    assert found["2210201", "50103"] == 193_800
    assert found["2101501", "502"] == 555_900
    assert found["2101502", "50201"] == 530_000
    assert ("2210201", "50102") not in found
    assert [table.unbound for table in disclosure.tables if table.title == TITLE] == [()]


def test_what_no_longer_adds_up_is_left_unbound(shared: Path, tmp_path: Path) -> None:
    text = (shared / "disclosures" / NAME).read_text(encoding="utf-8")
    before, title, rest = text.partition(TITLE)
    path = tmp_path / NAME
    path.write_text(before + title + rest.replace("\t270.59\t82.84", "\t270.59\t82.48", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text

    disclosure = opened(path)

    table = next(table for table in disclosure.tables if table.title == TITLE)
    assert table.unbound
    errors = [each for each in audit([disclosure]).findings if each.severity is Severity.ERROR]
    assert errors == []
