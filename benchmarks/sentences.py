"""Counts the amounts, changes and rates that explanatory chapters of published documents print, and those bound.

What is printed is found by a pattern of its own over the paragraphs, so that a figure that the reading overlooks counts
as not bound. Run: python benchmarks/sentences.py [--unbound N] [--document PART] [FOLDER ...]
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.disclosure import Document, open_disclosures
from model.reading.prose.claim import Claim, Measure
from model.source.book import Paragraph

DISCLOSURES = Path(__file__).resolve().parent.parent.parent / "shared" / "disclosures"
FOLDERS = (DISCLOSURES / "cities", DISCLOSURES / "real", DISCLOSURES)

_FIGURE = re.compile(
    r"(?<![\d.])\d[\d,，]*(?:\s?[.．]\s?\d+)?\s*(?:[万亿千]?\s*元|万(?=[,，。；;、)）]))"
    r"(?!\s*(?:以上|以下|以内|[/／]|每|左右|起|[（(]不?含))"
    r"|(?<![\d.])\d[\d,，]*(?:\s?[.．]\s?\d+)?\s*(?:[%％]|个百分点)(?!\s*(?:以上|以下|以内|左右))"
)
_NO_FIGURE_BEFORE = re.compile(
    r"(?:单价|单位价值|均价|每[人次户]\w{0,4}|人均|不超过|不足|超过|高于|低于|达到|不低于|[≥≤＞＜><=])[（(]?\s*$"
)
_LEFT_OUT = re.compile(
    r"名词解释|专业[性名]?[词术]语|绩效自?评价?(?:报告|结果)|绩效目标表|自评表|评分表|主要职[责能]|工作任务"
    r"|(?:重点|主要)工作|工作(?:完成|开展)情况|工作成效"
)
"""Headings of chapters that explain no budget: what words mean, what is judged, and what work was done."""

_REPORT = re.compile(r"绩效自?评价?报告")
_OPENING = 15
"""Paragraphs; a document that calls itself an evaluation report there explains no budget."""

_TAKEN_UP = re.compile(r"说明|情况|安排")
_PART = re.compile(r"^\s*(?:第[一二三四五六七八九十\d]+[章节部分]|[一二三四五六七八九十]+\s*[、.．])")
_HEADING_LONGEST = 40
_CONTEXT = 26


@dataclass(frozen=True)
class Printed:
    """A figure in the text: the paragraph in which it begins, its place there, and the words before it."""

    paragraph: int
    start: int
    text: str
    before: str

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage."""
        return not re.search("[元万]", self.text)


def main() -> None:
    arguments = _arguments()
    totals: Counter[str] = Counter()
    reasons: dict[str, list[str]] = defaultdict(list)
    for path in _paths(arguments.folders, arguments.document):
        disclosures, _ = open_disclosures([path])
        for document in (each for disclosure in disclosures for each in disclosure.documents):
            counted = count(document, reasons)
            totals += counted
            _print_line(path.name, counted)
    _print_line("all", totals)
    for reason, where in sorted(reasons.items(), key=lambda each: -len(each[1])):
        print(f"{len(where):>5}  {reason}")
        for words in where[:: max(1, len(where) // arguments.unbound)][: arguments.unbound]:
            print(f"         {words}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, metavar="FOLDER")
    parser.add_argument("--document", default="", help="only files with this in their name")
    parser.add_argument("--unbound", type=int, default=6, help="how many unbound wordings to print a reason")
    return parser.parse_args()


def _paths(folders: Sequence[Path], part: str) -> Iterator[Path]:
    for folder in folders:
        documents = (each for each in sorted(folder.iterdir()) if each.suffix in (".pdf", ".txt"))
        yield from (each for each in documents if part in each.name)


def count(document: Document, reasons: dict[str, list[str]]) -> Counter[str]:
    """Return how many figures of a document are printed and bound; `reasons` takes the words of those that are not."""
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in document.claims:
        if claim.measure is not Measure.DIRECTION:
            claims[claim.paragraph].append(claim)
    found: Counter[str] = Counter()
    for figure in printed(document.book.paragraphs):
        kind = "rates" if figure.is_rate else "amounts"
        found[kind] += 1
        at = [claim for claim in claims[figure.paragraph] if claim.start <= figure.start < claim.end]
        if at and at[0].is_bound:
            found[f"{kind} bound"] += 1
            continue
        why = at[0].why.template if at and at[0].why else "it is read as no figure"
        reasons[why].append(
            f"{Path(document.book.path).name[:12]} ¶{figure.paragraph} …{figure.before}【{figure.text}】"
        )
    return found


def printed(paragraphs: Sequence[Paragraph]) -> Iterator[Printed]:
    """Yield the figures of the explanatory chapters."""
    if any(_REPORT.search(paragraph.text) for paragraph in paragraphs[:_OPENING]):
        return
    explanatory: list[Paragraph] = []
    on = True
    for paragraph in paragraphs:
        plain = paragraph.text.strip(" \t#*").rstrip("。")
        if len(plain) <= _HEADING_LONGEST and not re.search("[。；]", plain):
            if _LEFT_OUT.search(plain):
                on = False
            elif _PART.match(plain) and _TAKEN_UP.search(plain):
                on = True
        if on:
            explanatory.append(paragraph)
    yield from _figures(explanatory)


def _figures(paragraphs: Sequence[Paragraph]) -> Iterator[Printed]:
    starts: list[int] = []
    length = 0
    for paragraph in paragraphs:
        starts.append(length)
        length += len(paragraph.text)
    text = "".join(paragraph.text for paragraph in paragraphs)
    for found in _FIGURE.finditer(text):
        before = text[max(0, found.start() - _CONTEXT) : found.start()]
        if _NO_FIGURE_BEFORE.search(before):
            continue
        index = bisect_right(starts, found.start()) - 1
        yield Printed(paragraphs[index].number, found.start() - starts[index], found.group(), before)


def _print_line(name: str, counted: Counter[str]) -> None:
    whole = counted["amounts"] + counted["rates"]
    bound = counted["amounts bound"] + counted["rates bound"]
    print(
        f"{name:<36}{counted['amounts']:>6} amounts{_share(counted['amounts bound'], counted['amounts']):>8}"
        f"{counted['rates']:>6} rates{_share(counted['rates bound'], counted['rates']):>8}{_share(bound, whole):>10}"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


if __name__ == "__main__":
    main()
