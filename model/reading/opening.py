"""The opening of a document: the short lines of its cover that state whose disclosure it is, of which year and stage.

A cover breaks its title where it likes: the year, the name and 部门预算 stand in any order, on one line or several.
So runs of lines are read together, and a run states something only if every part of it is understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from model.layout.cells import has_number, texts_of
from model.lexicon.bodies import (
    body_named,
    fuller_name,
    is_body_name,
    is_same_body,
    plain_line,
    plain_name,
    stated_among,
    stated_body,
)
from model.lexicon.body_words import body_words
from model.lexicon.wording import stage_in
from model.money import Unit
from model.numbering import LEVELS, NUMERAL
from model.pattern import pattern
from model.record import dataclass
from model.source.book import Book, Sheet

_COVER_LINES = 14
_LABELLED = 2
_SIGNATURE = 3
_BODY_AT_LEAST = 5
_LINES = 400
_LONGEST = 60
_TOGETHER = 6
_MARKS = "#-_—–.。,;:、/|·<>〈〉"
_YEAR = pattern(
    r"[(\[【〔]?(?<!\d)(?P<year>(?:19|20)\d{2}|二[〇○零O0][一二三四五六七八九〇○零O0]{2})(?!\d)"
    r"(?:年度?){0,2}[)\]】〕]?"
)
_DAY = r"[\d〇一二三四五六七八九十]{1,3}"
_DATE = pattern(
    rf"(?:(?:公开|发布|报送)?(?:时间|日期):?)?(?:(?:19|20)\d{{2}}|二[〇○零O0]..)"
    rf"(?:年{_DAY}月(?:{_DAY}日)?|[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?(?!\d))"
)
_PAGE = pattern(r"[-—–]*\d{1,3}[-—–]*|[-—–]+第?\d{1,3}页?[-—–]+")
_NUMBER = f"(?:{'|'.join(LEVELS[:4])})"
_ENDS_COVER = pattern(rf"目录|{_NUMBER}")
_NUMBERED = pattern(rf"^{_NUMBER}:?")
_ANNEX = pattern(rf"^(?:(?:附|公开)?表(?={NUMERAL})|附件?)(?:{NUMERAL}|-)*[:.、]?")
_FILE = pattern(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|html?)$", re.IGNORECASE)
_FILLER = pattern(r"^(?:关于|公布|公开|现将)+|(?:关于|公布|公开|的)+$")
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document, or a part of it, states of its department, year, stage and unit; None where it does not."""

    department: str | None = None
    year: int | None = None
    stage: str | None = None
    unit: Unit | None = None

    @property
    def identity(self) -> tuple[str | None, int | None, str | None]:
        """Department, year and stage, which together identify a disclosure."""
        return self.department, self.year, self.stage

    def contradicts(self, other: DocumentFacts) -> bool:
        """Return whether two state different things; a short form of a department's name is the same name."""
        names = [plain_name(facts.department) for facts in (self, other) if facts.department]
        pairs = ((self.year, other.year), (self.stage, other.stage))
        differ = any(one is not None and another is not None and one != another for one, another in pairs)
        return differ or (len(names) > 1 and not is_same_body(*names))

    def completed(self, other: DocumentFacts) -> DocumentFacts:
        """Return these facts with what they leave out as another place states it; of two names the fuller one."""
        one, another = self.department, other.department
        return DocumentFacts(
            fuller_name(one, another) if one and another else one or another,
            self.year or other.year,
            self.stage or other.stage,
            self.unit or other.unit,
        )


@dataclass(frozen=True, slots=True)
class Title(DocumentFacts):
    """What a run of lines states, read as a title, and whether all of its words were understood."""

    understood: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it states whose disclosure it is, of which year and stage, and nothing else."""
        return self.understood and None not in (self.department, self.year, self.stage)


def opening_of(book: Book) -> DocumentFacts:
    """Return what the cover states, and what it leaves out as a title further down or a chapter's head states it."""
    lines = list(_short_lines(book))
    cover = _cover(lines)
    found = _captioned(book).completed(_titled(cover)).completed(_first_title(lines))
    if found.department is None:
        found = replace(found, department=_of_chapter(lines) or _alone(cover) or _signed(book))
    return found


def _short_lines(book: Book) -> Iterator[str]:
    """Yield the short lines of a document; of a workbook those of a first sheet that holds no amounts."""
    if not book.paragraphs and book.sheets:
        yield from _cells(book.sheets[0])
    for paragraph in book.paragraphs[:_LINES]:
        for line in paragraph.text.splitlines():
            plain = plain_line(line).strip("#")
            if plain and not _PAGE.fullmatch(plain):
                yield plain if len(plain) <= _LONGEST else ""


def _cells(sheet: Sheet) -> Iterator[str]:
    rows = sheet.rows[:_COVER_LINES]
    if any(map(has_number, rows)):
        return
    for row in rows:
        texts = [text for _, text in texts_of(row)]
        labelled = len(texts) == _LABELLED and plain_line(texts[0])[-1] != ":"
        yield from map(plain_line, (":" if labelled else "").join(texts).splitlines())


def _cover(lines: Sequence[str]) -> list[str]:
    """Return the lines up to the contents, the first chapter or the first long line."""
    cover: list[str] = []
    for line in lines[:_COVER_LINES]:
        if not line or re.search("[,。;]", line) or (cover and _ENDS_COVER.match(line)):
            break
        cover.append(line)
    return cover


def _captioned(book: Book) -> DocumentFacts:
    """Return the body that a caption such as 预算主管部门：… of the first lines names, whole lines or a part of one."""
    lines = [paragraph.text for paragraph in book.paragraphs[:_COVER_LINES]]
    texts = lines or (list(_cells(book.sheets[0])) if book.sheets else [])
    return DocumentFacts(stated_among(texts, cover=True))


def _titled(cover: Sequence[str]) -> DocumentFacts:
    """Return what the first run of lines states that states all three, the longest such; else what any states."""
    lines = [line for line in cover if not stated_body(line, cover=True)]
    best = DocumentFacts()
    for start in range(len(lines)):
        stops = range(min(len(lines), start + _TOGETHER), start, -1)
        read = [read_title("".join(lines[start:stop])) for stop in stops]
        whole = next((title for title in read if title.is_whole), None)
        if whole is not None:
            return replace(whole, department=_fullest(whole, lines[start + 1 :]))
        for title in (*(each for each in read if each.understood), read[-1]):
            best = best.completed(title) if title.stage else best
    return best


def _fullest(title: Title, lines: Sequence[str]) -> str | None:
    """Return the name of a title, in full where a line below states the same of a body of which it is a short form."""
    name = title.department
    for other in map(read_title, lines):
        same = other.is_whole and (other.year, other.stage) == (title.year, title.stage)
        name = fuller_name(name, other.department) if same and name and other.department else name
    return name


def _first_title(lines: Iterable[str]) -> DocumentFacts:
    """Return what the first line states that is a whole title by itself, such as a running head or a link.

    Where none is, headings such as 第二部分 2024年度决算情况说明 state the year and the stage, if they agree.
    """
    staged = filter(stage_in, lines)
    titles = [read_title(part) for line in staged for part in (line, *line.split("_")[:1])]
    whole = next((title for title in titles if title.is_whole), None)
    if whole is not None:
        return whole
    stated = {
        (title.year, title.stage) for title in titles if title.understood and title.year and title.stage
    }
    return DocumentFacts(None, *stated.pop()) if len(stated) == 1 else DocumentFacts()


def _of_chapter(lines: Iterable[str]) -> str | None:
    """Return the body that the head of a chapter names: 第一部分…概况, …主要职能."""
    found = (body_words().chapter.search(_NUMBERED.sub("", line).rstrip(_MARKS)) for line in lines)
    return _alone(chapter.string[: chapter.start()] for chapter in found if chapter)


def _alone(cover: Iterable[str]) -> str | None:
    return next(filter(None, map(body_named, cover)), None)


def _signed(book: Book) -> str | None:
    """Return the body that signs a document: its name stands beside the day at the end."""
    ends = [plain_line(paragraph.text) for paragraph in book.paragraphs[-_SIGNATURE:]]
    return _alone(_DATE.sub("", line) for line in ends) if any(map(_DATE.search, ends)) else None


def read_title(text: str) -> Title:
    """Read a title without spaces: the year, 预算 or 决算 with the words around it, and a body's name between them.

    预算 in the midst of a line that is not understood is a word of a sentence, and states no stage.
    """
    plain = _FILE.sub("", _DATE.sub("", plain_line(text)))
    plain = body_words().money.sub("", _ANNEX.sub("", _NUMBERED.sub("", plain)).strip(_MARKS))
    year = _YEAR.search(plain)
    spans = list(body_words().stage.finditer(plain))
    rest = _YEAR.sub("\n", body_words().stage.sub("\n", plain))
    parts = [part for each in rest.split("\n") if (part := _FILLER.sub("", each.strip(_MARKS)))]
    names = {name for part in parts if (name := _name_in(part))}
    stages = {stage_in(found["stage"]) for found in spans}
    understood = len(names) <= 1 and len(stages) <= 1 and all(map(_name_in, parts))
    has_stage = len(stages) == 1 and (understood or spans[-1].end() == len(plain))
    return Title(
        names.pop() if len(names) == 1 else None,
        int(year["year"].translate(_DIGITS)) if year else None,
        stages.pop() if has_stage else None,
        understood=understood,
    )


def _name_in(part: str) -> str | None:
    """Return the body that a part of a title names; None where it names none, or two one behind the other.

    They are two where the place with which a name begins returns right behind a body: …市公安局…市财政局.
    """
    name = body_named(part[1:-1] if part[0] + part[-1] == "()" else part) or ""
    returns = (found.start() for found in re.finditer(re.escape(name[:2]), name) if found.start())
    firsts = (name[:place] for place in returns)
    holds_two = any(one * 2 == name or (len(one) >= _BODY_AT_LEAST and is_body_name(one)) for one in firsts)
    return name if name and not holds_two else None
