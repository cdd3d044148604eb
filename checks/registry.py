"""All rules: every module of the family folders that defines RULE."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from checks.rule import Rule

FAMILIES = (
    "rollup",
    "agreement",
    "balance",
    "classification",
    "completeness",
    "performance",
    "workbook",
    "trend",
)
"""The families in the order of reports, each a folder of one module a rule."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules by family and code. Two rules with one code are a defect and raise ValueError."""
    found: dict[str, Rule] = {}
    for family in FAMILIES:
        folder = Path(__file__).resolve().parent / family
        for module in sorted(info.name for info in pkgutil.iter_modules([str(folder)])):
            rule = getattr(importlib.import_module(f"checks.{family}.{module}"), "RULE", None)
            if rule is None:
                continue
            if rule.code in found:
                raise ValueError(f"two rules have the code {rule.code}")
            found[rule.code] = rule
    return tuple(sorted(found.values(), key=lambda rule: (FAMILIES.index(rule.family), rule.code)))


def rule_of(code: str) -> Rule | None:
    """Return the rule with a code, in capitals or not."""
    return next((rule for rule in rules() if rule.code == code.upper()), None)
