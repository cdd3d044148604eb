"""The two forms of an audit in Word: the evidence sheet (审计取证单) and the working paper (审计工作底稿)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.export.papers.word_package import form_document
from model.export.papers.word_parts import FormCell, form_table, paragraph, run, title
from model.messages import Language, Message, message

_COLUMNS = (14, 22, 14, 16, 12, 22)
_TALL, _SIGNED = 2800, 900
"""Twentieths of a point: the room for a text to be written in, and for a signature."""


def evidence_sheet(fields: Mapping[str, str], language: Language) -> bytes:
    """Return an evidence sheet as .docx; what the audited unit and the auditors write in is left blank."""
    opinion = "\n".join(
        [
            message("□ the facts are right").text(language),
            message("□ we object, and explain (a sheet may be added):").text(language),
            "",
            "",
            message("(seal)").text(language),
        ]
    )
    rows = [
        _pairs(language, (message("Project"), fields["项目名称"], 5)),
        _pairs(language, (message("Audited (investigated) unit"), fields["被审计单位"], 5)),
        _pairs(language, (message("Audited (investigated) matter"), fields["审计事项"], 5)),
        _pairs(language, (message("Summary of the facts"), fields["事项摘要"], 5), height=_TALL),
        _pairs(language, (message("Basis and article"), fields["定性依据"], 5)),
        _pairs(
            language,
            (message("Auditors"), fields["审计人员"], 3),
            (message("Made on"), fields["编制日期"], 1),
        ),
        _pairs(language, (message("Opinion of the unit that gave the evidence"), opinion, 5), height=_TALL),
        _pairs(
            language,
            (message("Signature of its head"), "", 3),
            (message("Date"), "", 1),
            height=_SIGNED,
        ),
        _pairs(language, (message("Sources and remarks"), fields["来源及说明"], 5)),
    ]
    return _document(
        message("Audit evidence sheet"), message("No.: {number}", number=fields["编号"]), rows, language
    )


def audit_working_paper(fields: Mapping[str, str], language: Language) -> bytes:
    """Return a working paper as .docx; what the reviewer writes in is left blank."""
    rows = [
        _pairs(language, (message("Project"), fields["项目名称"], 3), (message("Page no."), "", 1)),
        _pairs(
            language,
            (message("Audited (investigated) unit"), fields["被审计单位"], 3),
            (message("Period"), fields["审计期间"], 1),
        ),
        _pairs(language, (message("Audited matter"), fields["审计事项"], 5)),
        _pairs(
            language,
            (message("Auditors"), fields["审计人员"], 3),
            (message("Made on"), fields["编制日期"], 1),
        ),
        _pairs(language, (message("Audit procedure"), fields["审计过程"], 5)),
        _pairs(language, (message("Facts and conclusion"), fields["审计结论"], 5), height=_TALL),
        _pairs(language, (message("Basis and article"), fields["定性依据"], 5)),
        _pairs(language, (message("Opinion of the reviewer"), "", 5), height=1600),
        _pairs(language, (message("Reviewer"), "", 3), (message("Reviewed on"), "", 1), height=_SIGNED),
        _pairs(
            language,
            (message("Evidence referred to"), fields["引用证据编号"], 3),
            (message("Pages attached"), fields["附件页数"], 1),
        ),
    ]
    return _document(
        message("Audit working paper"), message("Index: {number}", number=fields["索引号"]), rows, language
    )


def _pairs(language: Language, *pairs: tuple[Message, str, int], height: int = 0) -> Sequence[FormCell]:
    """Return a row of labels, each before its value; a value is as wide as so many columns."""
    cells: list[FormCell] = []
    for label, value, wide in pairs:
        cells += [FormCell(label.text(language), 1, is_label=True, height=height), FormCell(value, wide)]
    return cells


def _document(
    name: Message, number: Message, rows: Sequence[Sequence[FormCell]], language: Language
) -> bytes:
    body = title(name.text(language)) + paragraph(run(number.text(language)), align="right", after=60)
    body += form_table(_COLUMNS, rows)
    return form_document(body + paragraph(""), language)
