"""Whatever the blanks that are lost: an amount is bound where it truly stands, or not at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from model.disclosure import disclosure_of
from model.source.book import Book, Paragraph

TOP = [
    "某区财政局2024年部门预算",
    "2024年部门支出预算总表",
    "编制部门：某区财政局 单位：元",
    "项目 支出预算",
    "功能分类科目名称 合计 基本支出 项目支出",
    "类 款 项",
]
Item = tuple[int, int]
ITEMS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=4)
CLASSES = st.lists(ITEMS, min_size=1, max_size=3)


def told(classes: list[list[Item]]) -> dict[str, Item]:
    """The basic and the project expenditure of every code, "" for the total."""
    found: dict[str, Item] = {"": (0, 0)}

    def add(code: str, item: Item) -> None:
        basic, project = found.get(code, (0, 0))
        found[code] = (basic + item[0], project + item[1])

    for number, items in enumerate(classes):
        for place, item in enumerate(items, start=1):
            code = f"{201 + number}"
            for above in ("", code, f"{code}01", f"{code}01{place:02}"):
                add(above, item)
    return found


def printed(code: str, item: Item, decimals: str) -> str:
    """A line as an extraction leaves it: a blank amount leaves no trace."""
    amounts = [f"{amount}{decimals}" for amount in (sum(item), *item) if amount]
    label = " ".join((code[:3], code[3:5], code[5:])).strip() + " 某项支出" if code else "合计"
    return " ".join((label, *amounts))


@settings(deadline=None, max_examples=150)
@given(CLASSES, st.sampled_from(["", ".00"]))
def test_no_amount_is_bound_under_another_column(classes: list[list[Item]], decimals: str) -> None:
    true = told(classes)
    codes = sorted(code for code in true if code)
    lines = [*TOP, *(printed(code, true[code], decimals) for code in (*codes, ""))]
    book = Book(
        "a.txt",
        "0" * 64,
        "text",
        paragraphs=[Paragraph(number, line) for number, line in enumerate(lines, start=1)],
    )

    disclosure = disclosure_of([book])

    facts = disclosure.facts
    for index in range(len(facts)):
        if facts.stated[index]:
            at = facts.coordinate(index)
            basic, project = true[at.get("function", "")]
            wanted = {"": basic + project, "basic": basic, "project": project}[at.get("nature", "")]
            assert int(facts.amount[index]) == wanted * 10_000
    if all(true[""]) and disclosure.tables[0].kind:
        assert any(facts.coordinate(index).get("nature") == "basic" for index in range(len(facts)))
