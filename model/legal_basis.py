"""What a finding rests on beside the department's own figures: articles of laws and circulars, while in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from model.messages import Language, message
from model.record import dataclass

_PUBLISHED = {"budget": (0, 2, 1), "final": (1, 8, 1)}
"""By stage: so many years after its own, and on that day, a disclosure is out; budgets early in their year, final
accounts in the summer after it. A law is applied to what was published while it was in force."""


@dataclass(frozen=True, slots=True)
class Provision:
    """An article of a law, or a circular as a whole.

    `zh` and `en` name the law, `article_zh` and `article_en` the article ("" for the whole); `{year}` in a name stands
    for the disclosure's year. It is in force from `since` until the day before `until`; None leaves an end open.
    `stages` are those it speaks of, none for all.
    """

    zh: str
    en: str
    article_zh: str = ""
    article_en: str = ""
    since: date | None = None
    until: date | None = None
    stages: tuple[str, ...] = ()

    def applies(self, year: int | None, stage: str | None) -> bool:
        """Return whether it speaks of a disclosure and was in force as that was published.

        Of an unknown stage or year nothing is excluded but what is no longer in force.
        """
        if self.stages and stage is not None and stage not in self.stages:
            return False
        if year is None:
            return self.until is None
        later, month, day = _PUBLISHED[stage or "budget"]
        published = date(min(year + later, 9999), month, day)
        return (self.since is None or self.since <= published) and (
            self.until is None or published < self.until
        )

    def text(self, language: Language, year: int | None = None) -> str:
        """Return law and article in a language."""
        name, article = (self.zh, self.article_zh) if language == "zh" else (self.en, self.article_en)
        shown = name.replace("{year}", str(year) if year else message("the year's").text(language))
        return f"{shown}{article}" if language == "zh" or not article else f"{shown}, {article}"


Provisions = Mapping[str, tuple[Provision, ...]]
"""The provisions of each rule, by its code; a rule that has none is not in it."""


def basis_text(
    provisions: Provisions,
    rules: Iterable[str],
    language: Language,
    year: int | None = None,
    stage: str | None = None,
) -> str:
    """Return the laws that some rules rest on; without any they rest on the department's own figures."""
    every = (each for rule in rules for each in provisions.get(rule, ()))
    found = [each.text(language, year) for each in every if each.applies(year, stage)]
    if not found:
        return message("Arithmetic relation: it rests on the department's own figures").text(language)
    return ("；" if language == "zh" else "; ").join(dict.fromkeys(found))
