"""guangyang's table of assets: a heading that carries the unit is a heading, and its three amounts are bound."""

from __future__ import annotations

from pathlib import Path

from model.disclosure import open_disclosures


def test_a_heading_with_the_unit_in_it_is_no_caption(shared: Path) -> None:
    disclosures, _ = open_disclosures([shared / "disclosures" / "guangyang-2021-budget.txt"])
    facts = disclosures[0].cells

    stated = {
        facts.coordinate(index)["item"]: int(facts.amount[index]) // 1_000_000
        for index in range(len(facts))
        if facts.stated[index]
    }

    assert stated == {"assets": 3445, "asset_vehicles": 1561, "asset_other": 1884}
