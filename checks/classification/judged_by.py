"""By which edition codes and names are judged: the imported one of their year, or the catalogue that Yushen brings."""

from __future__ import annotations

from checks.classification.printed import code_lists
from checks.classification.wrong_domain import DOMAIN_NAMES
from checks.rule import Subject
from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.messages import Message, check_message


def judged_by(subject: Subject) -> list[Message]:
    """Return for the ledger what judged the codes of each year and classification that the tables print."""
    return subject.once(_remarks)


def _remarks(subject: Subject) -> list[Message]:
    printed = {
        (codes.year, domain)
        for codes in code_lists(subject)
        for domain in codes.domains.values()
        if codes.year is not None
    }
    shipped: set[int] = set()
    found: list[Message] = []
    for year, domain in sorted(printed, key=lambda pair: (pair[0], list(Domain).index(pair[1]))):
        edition = catalogue().edition(year)
        part = edition.parts.get(domain) if edition else None
        if part is None:
            shipped.add(year)
            continue
        remark = check_message(
            "{classification} of {year}: judged by the imported edition {source}.",
            classification=DOMAIN_NAMES[domain],
            year=year,
            source=part.source,
        )
        found.append(remark)
    if shipped:
        years = ", ".join(map(str, sorted(shipped)))
        what = (
            check_message("{years}: the rest is judged by the catalogue that Yushen brings.", years=years)
            if found
            else check_message("{years}: judged by the catalogue that Yushen brings.", years=years)
        )
        found.append(what)
    return found
