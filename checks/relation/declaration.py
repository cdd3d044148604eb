"""A relation file becomes rules: `[[rule]]` with its code, title and severity, and the relations it asks."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from checks.relation.asking import ask
from checks.relation.relation_entry import relation_of
from checks.relation.term import DeclaredRelation
from checks.relation.wording import GivenMessage
from checks.rule import Outcome, Rule, Subject
from checks.user_toml import Block, blocks, open_toml
from model.errors import InvalidDataError
from model.finding import Severity
from model.messages import Message, check_message
from model.text import clean

SHIPPED, OWN = "relation", "own"
"""The families of the relations that come with Yushen, and of an auditor's own."""

_KEYS = ("code", "title", "severity", "basis", "explanation", "relation")
_CODE = re.compile(r"[A-Z]{2}[0-9]{3}")
_MOST_RULES = 500
_MOST_RELATIONS = 100


def load_rules(
    path: Path, family: str, taken: Collection[str] = (), reserved: Collection[str] = ()
) -> list[Rule]:
    """Return the rules of a relation file.

    `taken` are codes that other rules have, `reserved` the letters of other families' codes. Raises
    InvalidDataError, with the line, for the first that breaks the form.
    """
    data = open_toml(path)
    whole = Block(data, data.content, 1, len(data.lines))
    whole.see_only(("rule",))
    entries = blocks(data, "rule", data.content.get("rule", []))
    if not 0 < len(entries) <= _MOST_RULES:
        what = check_message("The file holds no rule, or too many.")
        raise whole.complain([], what, check_message("Write {form} before each.", form="[[rule]]"))
    known = set(taken)
    rules: list[Rule] = []
    for block in entries:
        rule = _rule(block, family, known, reserved)
        known.add(rule.code)
        rules.append(rule)
    return rules


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the relations that come with Yushen, a file each."""
    files = sorted(Path(__file__).resolve().parent.glob("*.toml"))
    return tuple(rule for path in files for rule in load_rules(path, SHIPPED))


def _rule(block: Block, family: str, taken: Collection[str], reserved: Collection[str]) -> Rule:
    block.see_only(_KEYS)
    code = _code(block, taken, reserved)
    title = _text_in_both(block, "title", required=True)
    explanation = _text_in_both(block, "explanation", required=False)
    place = f"{block.data.path.name}:{block.first}"
    basis = block.text("basis", place)
    relations = _relations(block)
    english = explanation.template or title.template

    def check(subject: Subject, outcome: Outcome) -> None:
        ask(rule, relations, subject, outcome)

    rule = Rule(
        code=code,
        family=family,
        title=title,
        severity=Severity(block.choice("severity", list(Severity), Severity.WARNING)),
        basis=basis,
        explanation=f"{english}\n\nBasis: {basis}.\n",
        check=check,
        explanation_zh=explanation.chinese or title.chinese,
    )
    return rule


def _code(block: Block, taken: Collection[str], reserved: Collection[str]) -> str:
    code = block.text("code")
    what: Message | None = None
    if not _CODE.fullmatch(code):
        what = check_message("{code} is no code of a rule.", code=code)
    elif code in taken:
        what = check_message("There is a rule {code} already.", code=code)
    elif code[:2] in reserved:
        what = check_message("The codes in {letters} are those of Yushen's own rules.", letters=code[:2])
    if what is not None:
        remedy = check_message("Write two capital letters and three digits, such as ZD001.")
        raise block.complain(["code", code], what, remedy)
    return code


def _text_in_both(block: Block, name: str, *, required: bool) -> GivenMessage:
    """Return a text that is given once, or in Chinese and English; what one language lacks the other says."""
    value = block.fields.get(name, None if required else "")
    both = {"zh": value, "en": value} if isinstance(value, str) else value
    fits = (
        isinstance(both, dict)
        and set(both) <= {"zh", "en"}
        and all(isinstance(v, str) for v in both.values())
    )
    if not fits or (required and not any(str(text).strip() for text in (both or {}).values())):
        raise _not_a_text(block, name)
    assert isinstance(both, dict)
    chinese, english = (clean(both.get(language, "")).strip() for language in ("zh", "en"))
    if name == "title":
        chinese, english = (" ".join(text.split()) for text in (chinese, english))
    return GivenMessage(english or chinese, chinese=chinese or english)


def _not_a_text(block: Block, name: str) -> InvalidDataError:
    what = check_message("{name} must be a text, or one in Chinese and one in English.", name=name)
    remedy = check_message("Write it like this: {line}", line=f'{name} = {{ zh = "...", en = "..." }}')
    return block.complain([name], what, remedy)


def _relations(block: Block) -> tuple[DeclaredRelation, ...]:
    entries = blocks(block.data, "rule.relation", block.fields.get("relation", []), block)
    if not 0 < len(entries) <= _MOST_RELATIONS:
        what = check_message("The rule has no relation, or too many.")
        raise block.complain([], what, check_message("Write {form} before each.", form="[[rule.relation]]"))
    return tuple(relation_of(entry) for entry in entries)
