"""The JSON is the contract of docs/report.schema.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from example_report import example_report, hostile_report
from jsonschema import Draft202012Validator
from published import report_of

from model.export.json import render
from model.export.paper import WorkingPaper
from model.finding import Report
from model.messages import LANGUAGES, Language

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "report.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def rendered(report: Report, language: Language = "en") -> Any:
    return json.loads(render(WorkingPaper(report, language, "2026-03-01T08:00:00+00:00", "0.1.0")))


def faults(validator: Draft202012Validator, content: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(content)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [example_report(), hostile_report()], ids=["example", "hostile"])
def test_the_json_keeps_the_contract(
    validator: Draft202012Validator, report: Report, language: Language
) -> None:
    assert faults(validator, rendered(report, language)) == []


@pytest.mark.parametrize(
    "name",
    [
        "dadukou-2021-budget.xlsx",
        "dadukou-2021-budget.xls",
        "dadukou-2021-planted.xlsx",
        "nanchong-2020-budget.xlsx",
        "wansheng-2023-budget.xlsx",
    ],
)
def test_the_json_of_a_real_audit_keeps_the_contract(
    validator: Draft202012Validator, samples: Path, name: str
) -> None:
    content = rendered(report_of(samples / name), "zh")
    assert faults(validator, content) == []
    assert content["documents"][0]["tables"]
    assert sum(line["tested"] for line in content["ledger"]) > 100


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "stated"), 17236430.61),
        (("findings", 0, "stated"), "17,236,430.61"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "unit"), "万元"),
        (("documents", 0, "sha256"), "x"),
        (("documents", 0, "new"), 1),
        (("ledger", 0, "tested"), -1),
        (("schema",), 1),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_allow(
    validator: Draft202012Validator, path: tuple[str | int, ...], value: object
) -> None:
    content = rendered(example_report())
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert len(faults(validator, content)) == 1


def test_every_key_of_the_contract_is_required(validator: Draft202012Validator) -> None:
    content = rendered(example_report())
    for place in (
        content,
        content["documents"][0],
        content["problems"][0],
        content["findings"][1],
        content["doubts"][0],
        content["ledger"][0],
    ):
        for key in list(place):
            value = place.pop(key)
            assert faults(validator, content), key
            place[key] = value
