"""What the command line reports of editions: what was taken from a file, and which there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from model.classification.catalogue import shipped_catalogue
from model.classification.codes import Domain
from model.classification.editions import Edition, Part
from model.edition.importing import Differences, Import, differences, levels
from model.messages import Message
from model.text import clean_line
from tui.command.words import command_message

_SHOWN = 12
"""So many differences of a kind are listed one by one, unless all are asked for."""

_CLASSIFICATIONS = {
    Domain.FUNCTION: "支出功能分类",
    Domain.ECONOMIC: "部门预算支出经济分类",
    Domain.GOVERNMENT: "政府预算支出经济分类",
}


def import_lines(
    found: Import, replaced: Mapping[Domain, str], path: Path, *, every: bool
) -> Iterator[Message | str]:
    """Report what was taken from a file, and how it differs from the shipped catalogue of its year."""
    edition = found.edition
    origin = next(iter(edition.parts.values()))
    yield command_message("{year} edition, from {source}:", year=edition.year, source=origin.source)
    if origin.title:
        yield command_message("  title: {title}", title=origin.title)
    for domain, part in edition.parts.items():
        yield _counts(domain, part)
        if domain in replaced:
            yield command_message("    takes the place of what came from {source}", source=replaced[domain])
        yield from _differences(differences(edition, domain, shipped_catalogue()), every=every)
        yield from _extract(part)
    if found.revenue:
        yield command_message("  {count} codes of revenue (1xx) are left out", count=found.revenue)
    if found.complaints:
        yield command_message("  {count} complaints, told above", count=len(found.complaints))
    yield command_message(
        "It judges the disclosures of {year} from now on: {path}", year=edition.year, path=path
    )


def _counts(domain: Domain, part: Part) -> Message:
    return command_message(
        "  {classification}: {count} codes ({levels})",
        classification=_CLASSIFICATIONS[domain],
        count=len(part.codes),
        levels=_levels(part.codes, domain),
    )


def _levels(codes: Iterable[str], domain: Domain) -> str:
    return " ".join(f"{level} {count}" for level, count in levels(codes, domain))


def _extract(part: Part) -> Iterator[Message]:
    """Report 类 that are not listed whole."""
    tops = sorted({code[:3] for code in part.codes} - part.whole)
    if tops:
        yield command_message(
            "    an extract of {tops}: codes it does not list there are left to the shipped catalogue",
            tops=", ".join(tops),
        )


def _differences(found: Differences, *, every: bool) -> Iterator[Message | str]:
    if found.confirmed:
        yield command_message(
            "    {count} of them the shipped catalogue was not sure of", count=found.confirmed
        )
    new = [f"{code} {name}" for code, name in found.new]
    yield from _listed(command_message("    {count} new", count=len(new)), new, every=every)
    renamed = [f"{code} {before} → {after}" for code, before, after in found.renamed]
    yield from _listed(command_message("    {count} renamed", count=len(renamed)), renamed, every=every)
    gone = [f"{code} {name}" for code, name in found.gone]
    yield from _listed(command_message("    {count} gone", count=len(gone)), gone, every=every)


def _listed(head: Message, lines: Sequence[str], *, every: bool) -> Iterator[Message | str]:
    if not lines:
        return
    yield head
    shown = lines if every else lines[:_SHOWN]
    yield from (f"      {line}" for line in shown)
    if len(shown) < len(lines):
        yield command_message("      and {count} more (--all)", count=len(lines) - len(shown))


def shipped_lines() -> Iterator[Message]:
    """Report what the shipped catalogue has."""
    yield command_message("Shipped with Yushen, for all years:")
    for domain in Domain:
        entries = shipped_catalogue().codes(domain)
        unsure = sum(not any(entry.sure for entry in each) for each in entries.values())
        yield command_message(
            "  {classification}: {count} codes ({levels}), {unsure} of them not sure",
            classification=_CLASSIFICATIONS[domain],
            count=len(entries),
            levels=_levels(entries, domain),
            unsure=unsure,
        )


def imported_lines(editions: Sequence[Edition]) -> Iterator[Message]:
    """Report which editions were imported, from where and when."""
    if not editions:
        yield command_message("Imported: none. “yushen catalogue import FILE” takes an official edition.")
    for edition in editions:
        yield command_message("Imported, for disclosures of {year}:", year=edition.year)
        for domain, part in edition.parts.items():
            yield _counts(domain, part)
            yield command_message(
                "    from {source}, imported {day}, SHA-256 {digest}",
                source=clean_line(part.source),
                day=part.imported,
                digest=part.sha256[:12],
            )
