"""What an imported edition changes: set against the catalogue that Yushen brings, for its year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.classification.catalogue import Catalogue
from model.classification.codes import Domain, level_of
from model.classification.edition import Edition
from model.classification.names import same_name


@dataclass(frozen=True, slots=True)
class Differences:
    """Codes with names: `new` and `gone` as (code, name), `renamed` as (code, shipped name, imported name).

    `confirmed` counts the codes of which the shipped catalogue was not sure and which the edition lists.
    """

    new: tuple[tuple[str, str], ...]
    renamed: tuple[tuple[str, str, str], ...]
    gone: tuple[tuple[str, str], ...]
    confirmed: int


def differences(edition: Edition, domain: Domain, shipped: Catalogue) -> Differences:
    """Compare one part of an edition with what the shipped catalogue has for that year."""
    part = edition.parts[domain]
    year = edition.year
    new: list[tuple[str, str]] = []
    renamed: list[tuple[str, str, str]] = []
    confirmed = 0
    for code, name in part.codes.items():
        valid = shipped.valid(code, year)
        if not valid:
            new.append((code, name))
        elif not any(same_name(name, entry.name) for entry in valid):
            renamed.append((code, valid[0].name, name))
        confirmed += bool(valid) and not valid[0].sure
    return Differences(tuple(new), tuple(renamed), tuple(_gone(edition, domain, shipped)), confirmed)


def _gone(edition: Edition, domain: Domain, shipped: Catalogue) -> Iterator[tuple[str, str]]:
    for code in shipped.codes(domain):
        valid = shipped.valid(code, edition.year)
        if valid and edition.lacks(code):
            yield code, valid[0].name


def levels(codes: Iterable[str], domain: Domain) -> list[tuple[str, int]]:
    """Return how many codes each level has, from 类 down."""
    counts = [0] * len(domain.levels)
    for code in codes:
        counts[level_of(code) - 1] += 1
    return list(zip(domain.levels, counts, strict=True))
