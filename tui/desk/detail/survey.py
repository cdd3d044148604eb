"""What the lower pane shows of a file of the survey: the whole path, what was understood, and what was found."""

from __future__ import annotations

from model.export.understood import understood_words
from model.money import Unit, format_amount
from tui.desk.widgets.lines import Line, Look, Span, labelled
from tui.desk.widgets.survey_model import SurveyLine
from tui.desk.words import Words


def survey_title(line: SurveyLine) -> Line:
    """Return the department, or the file where it names none."""
    document = line.document
    return [Span((document and document.department) or line.path, Look.TITLE)]


def survey_pane_lines(line: SurveyLine, words: Words, unit: Unit, cells: int) -> list[Line]:
    """Return what is counted of a file, in words."""
    lines = labelled(words("file"), line.path, cells)
    if line.document is None:
        text = words(line.unread.value)
        if line.trouble is not None:
            text = f"{text}: {line.trouble.line(words.language)}"
        return [*lines, *labelled(words("state"), text, cells)]
    if not line.has_tables:
        text = words("no table was recognised: what it may hold was not checked")
        lines += labelled(words("tables"), text, cells, Look.WARNING)
    elif line.is_unproven:
        text = words("no amount stands in a relation that holds: that nothing is marked says nothing")
        lines += labelled(words("checked"), text, cells, Look.WARNING)
    lines += labelled(words("understood"), words.text(understood_words(line.document.understood)), cells)
    found = words(
        "{errors} errors, {warnings} warnings stand; {open} findings open, {decided} decided; {doubts} in doubt",
        errors=line.errors,
        warnings=line.warnings,
        open=line.open,
        decided=line.decided,
        doubts=line.doubts,
    )
    lines += labelled(words("found"), found, cells)
    if line.question:
        text = f"{format_amount(line.question, unit)} {unit.label}"
        lines += labelled(words("in question"), text, cells, Look.STRONG)
    return lines
