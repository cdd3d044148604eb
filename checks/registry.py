"""All rules: every module of the family folders that defines RULE, and the relations that are written as data."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checks.relation.declaration import shipped_rules
from checks.rule import Rule

FAMILIES = (
    "rollup",
    "agreement",
    "prose",
    "balance",
    "relation",
    "classification",
    "completeness",
    "performance",
    "workbook",
    "trend",
)
"""The families in the order of reports, each a folder of one module a rule; of relations, of one TOML file each."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules by family and code. Two rules with one code are a defect and raise ValueError."""
    found: dict[str, Rule] = {}
    for rule in (*_of_modules(), *shipped_rules()):
        if rule.code in found:
            raise ValueError(f"two rules have the code {rule.code}")
        found[rule.code] = rule
    return tuple(sorted(found.values(), key=lambda rule: (FAMILIES.index(rule.family), rule.code)))


def _of_modules() -> Iterator[Rule]:
    for family in FAMILIES:
        folder = Path(__file__).resolve().parent / family
        for module in sorted(info.name for info in pkgutil.iter_modules([str(folder)])):
            rule = getattr(importlib.import_module(f"checks.{family}.{module}"), "RULE", None)
            if rule is not None:
                yield rule


def rule_of(code: str) -> Rule | None:
    """Return the rule with a code, in capitals or not."""
    return next((rule for rule in rules() if rule.code == code.upper()), None)
