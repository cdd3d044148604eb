"""How a disclosure is laid out, drawn feature by feature from a seed; each feature is drawn by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

CHOICES: Mapping[str, tuple[object, ...]] = {
    # How amounts are printed.
    "unit": ("元", "万元", "万元"),
    "residue": (False, False, True),
    "numbers": ("format", "format", "general", "text"),
    "thousands": (True, False),
    "nothing": ("blank", "blank", "zero", "dash"),
    # How rows are labelled.
    "codes": ("column", "column", "three", "three_own", "three_blank", "bracket", "names"),
    "economic_codes": ("column", "column", "two", "bracket", "names"),
    "indent": (True, False),
    "total": ("top", "top", "foot", "none"),
    "total_cell": ("code", "name"),
    "total_word": ("合计", "合计", "总计", "合 计"),
    "serial": (False, False, False, True),
    "unit_column": (False, False, False, True),
    "units_above": (False, True),
    # Headings.
    "headings": ("merged", "merged", "blank", "repeated"),
    "overhead": (False, False, True),
    "number_row": ("none", "none", "栏次", "**", "plain"),
    "line_numbers": (False, False, True),
    "of_which": ("none", "none", "其中：", "其中:"),
    # Captions.
    "number_label": ("none", "公开{:02d}表", "附表{}", "表{}", "预算{:02d}表"),
    "label_place": ("above", "below", "with_unit"),
    "title_year": ("in", "in", "row", "none"),
    "title_department": ("none", "in", "部门"),
    "department_row": ("none", "部门：", "编制部门：", "单位名称：", "with_unit"),
    "unit_cell": ("right", "left", "row_end"),
    "unit_label": ("单位：{}", "单位：{}", "金额单位：{}", "单位:{}"),
    "unit_first": (False, False, False, True),
    # The two-sided tables.
    "panels": ("two", "two", "two", "three", "four"),
    "fiscal_columns": ("one", "four"),
    "line_numerals": ("一、", "1、", "none"),
    "lines": ("needed", "all"),
    "totals_at": ("foot", "foot", "top"),
    "expenditure_side": ("function", "function", "nature"),
    # The tables by code.
    "natures": ("plain", "split", "flat_split"),
    "brought_columns": (False, True),
    "revenue_rows": ("total", "units", "codes"),
    "revenue_split": (True, False),
    "basic_form": ("columns", "single", "panels"),
    "three_public_form": ("columns", "lines"),
    "project_rows": ("plain", "by_unit", "with_codes"),
    "procurement_form": ("list", "kinds", "none"),
    "empty_note": ("note", "note", "no_table"),
    # Pieces.
    "split": ("none", "none", "continued", "same_title", "heading_only", "inside_captions", "inside_heading"),
    "cover": ("none", "one_line", "three_lines"),
    "contents": (False, False, True),
    "sheet_names": ("numbers", "titles", "bare"),
}
LATER_CHOICES: Mapping[str, tuple[object, ...]] = {
    "indent_by": ("spaces", "alignment"),
    "remarks": (False, False, True),
    "prior_year": (False, False, True),
    "unit_once": (False, True),
    "department_above": (False, True),
    "government_codes": (False, False, True),
    "expenditure_columns": ("uses", "uses", "sources"),
    "padding": ("", "", " "),
    "decimals": ("two", "two", "two", "none"),
}
"""Drawn by themselves after the others, so that a seed's other features stay what they were."""

"""What is drawn, and from what; a value that stands there twice is twice as likely."""


@dataclass(frozen=True)
class Layout:
    """The features of a disclosure's layout by name; `wording` draws the words of a table's title and headings."""

    features: Mapping[str, object]
    wording: Random = field(repr=False)

    def __getitem__(self, feature: str) -> object:
        return self.features[feature]

    def has(self, feature: str, *values: object) -> bool:
        """Return whether a feature is one of these."""
        return self.features[feature] in values

    def word(self, *words: str) -> str:
        """Return one of the words that mean the same in published tables."""
        return self.wording.choice(words)

    @property
    def grain(self) -> int:
        """The smallest step of the cube's amounts in 分."""
        return self.step if not self["residue"] else 1

    @property
    def step(self) -> int:
        """What one printed step is worth in 分."""
        if self["unit"] == "元":
            return 1
        return 1_000_000 if self.is_whole else 10_000

    @property
    def is_whole(self) -> bool:
        """Whether amounts are printed as whole 万元."""
        return self["unit"] == "万元" and self["decimals"] == "none"


EVERY_CHOICE = {**CHOICES, **LATER_CHOICES}
PLAIN: Mapping[str, object] = {name: values[0] for name, values in EVERY_CHOICE.items()} | {"unit": "万元"}
"""The plainest layout: of every feature what is drawn first."""


def draw_layout(random: Random, alone: Mapping[str, object] | None = None) -> Layout:
    """Draw a layout, or the plainest one but for the features of `alone`."""
    features = {name: random.choice(values) for name, values in CHOICES.items()}
    wording = random.getrandbits(32)
    later = Random(wording + 1)
    features |= {name: later.choice(values) for name, values in LATER_CHOICES.items()}
    if alone is not None:
        features = {**PLAIN, **alone}
    return Layout(features, Random(wording))
