"""Reading what the rules rest on beside the department's own figures: laws and circulars, in legal_basis.toml."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from checks.user_toml import Block, blocks, open_toml
from model.legal_basis import Provision, Provisions
from model.lexicon.datafile import DataFile
from model.messages import check_message

FILE = Path(__file__).with_name("legal_basis.toml")
STAGES = ("budget", "final")
_LAW_FIELDS = ("zh", "en", "since", "until")
_BASIS_FIELDS = ("law", "article", "stages", "rules", "families")
_DIGITS = "零一二三四五六七八九"


@cache
def legal_basis() -> Provisions:
    """Return the provisions of the shipped rules. Raises InvalidDataError, with the line, for a faulty file."""
    from checks.registry import rules

    return load_legal_basis(FILE, [(rule.code, rule.family) for rule in rules()])


def load_legal_basis(path: Path, rules: Sequence[tuple[str, str]]) -> Provisions:
    """Return the provisions of a file by the rule's code; `rules` are the codes that there are, with their families.

    Raises InvalidDataError, with the line, for what breaks the form or names what is not there.
    """
    data = open_toml(path)
    laws = _laws(data)
    found: dict[str, list[Provision]] = {}
    for block in blocks(data, "basis", data.content.get("basis", [])):
        block.see_only(_BASIS_FIELDS)
        provision = _provision(block, laws)
        for code in _codes(block, rules):
            found.setdefault(code, []).append(provision)
    return {code: tuple(provisions) for code, provisions in found.items()}


def _laws(data: DataFile) -> dict[str, Provision]:
    laws: dict[str, Provision] = {}
    entries = data.content.get("law", {})
    for name, fields in entries.items() if isinstance(entries, dict) else ():
        line = data.line_of(f"[law.{name}]")
        block = Block(
            data, fields if isinstance(fields, dict) else {}, line, line + len(_lines_below(data, line))
        )
        block.see_only(_LAW_FIELDS)
        laws[name] = Provision(
            block.text("zh"), block.text("en"), since=_day(block, "since"), until=_day(block, "until")
        )
    return laws


def _lines_below(data: DataFile, line: int) -> list[str]:
    lines: list[str] = []
    for text in data.lines[line:]:
        if text.lstrip().startswith("["):
            break
        lines.append(text)
    return lines


def _day(block: Block, name: str) -> date | None:
    value = block.fields.get(name)
    if value is None:
        return None
    if not isinstance(value, date):
        what = check_message("{name} must be a day.", name=name)
        raise block.complain(
            [name], what, check_message("Write it like this: {name} = 2020-10-01", name=name)
        )
    return value


def _provision(block: Block, laws: dict[str, Provision]) -> Provision:
    law = laws[block.choice("law", tuple(laws))]
    article = block.fields.get("article", 0)
    if not isinstance(article, int) or isinstance(article, bool) or not 0 <= article <= 999:
        what = check_message("{name} must be a whole number.", name="article")
        raise block.complain(
            ["article"], what, check_message("Write it like this: {name} = 75", name="article")
        )
    stages = _names(block, "stages", STAGES)
    return Provision(
        law.zh,
        law.en,
        f"第{_chinese(article)}条" if article else "",
        f"article {article}" if article else "",
        law.since,
        law.until,
        stages,
    )


def _codes(block: Block, rules: Sequence[tuple[str, str]]) -> list[str]:
    """Return the codes of the rules that a basis names, one by one or by family, in the order of the rules."""
    codes = _names(block, "rules", [code for code, _ in rules])
    families = _names(block, "families", list(dict.fromkeys(family for _, family in rules)))
    return [code for code, family in rules if code in codes or family in families]


def _names(block: Block, name: str, known: Sequence[str]) -> tuple[str, ...]:
    value = block.fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        what = check_message("{name} must be a list of texts in quotes.", name=name)
        raise block.complain([name], what, check_message('Write it like this: {name} = ["..."]', name=name))
    for each in value:
        if each not in known:
            what = check_message("{name} is not known here.", name=each)
            remedy = check_message("What may stand here: {known}.", known=", ".join(known))
            raise block.complain([each], what, remedy)
    return tuple(value)


def _chinese(number: int) -> str:
    """Return a number below a thousand as laws number their articles."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{'' if tens == 1 and not hundreds else _DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
