"""An office's own forms: whatever they ask for is filled in wherever it stands, and what is not known is refused."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from engaged import SAMPLES, W, dossier, papers, text_of
from office import printed, text_of_pdf, without_blanks

from model.errors import ExportError
from model.export.papers.form_fields import FIELD_NAMES, fields_of
from model.export.papers.template import FormKind, Template, office_forms
from model.export.papers.word_package import form_document
from model.export.papers.word_parts import FormCell, form_table, paragraph, run

GUIDES = [SAMPLES.parent / "docs" / name for name in ("guide.md", "guide.zh-CN.md")]
HEAD = "{{项目名称}}　{{编号}}"
FOOT = "{{编制日期}} {{审计人员}} 第{{附件页数}}页"


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    copy = tmp_path / "预算.xlsx"
    copy.write_bytes((SAMPLES / "dadukou-2021-planted.xlsx").read_bytes())
    return copy


def form(folder: Path, body: str, *, name: str = "模板.docx", head: str = "", foot: str = "") -> Path:
    """Write a form with this body, and with texts in its head and its foot where some are given."""
    with zipfile.ZipFile(io.BytesIO(form_document(body, "zh"))) as archive:
        parts = {part: archive.read(part).decode("utf-8") for part in archive.namelist()}
    if foot:
        parts["word/footer1.xml"] = re.sub(r"<w:p>.*</w:p>", paragraph(run(foot)), parts["word/footer1.xml"])
    if head:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
        inside = re.sub(r"<w:p>.*</w:p>", paragraph(run(head)), parts["word/footer1.xml"]).replace(
            "w:ftr", "w:hdr"
        )
        parts["word/header1.xml"] = inside
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
            "</Relationships>",
            f'<Relationship Id="rId9" Type="{kind}" Target="header1.xml"/></Relationships>',
        )
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            "<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/>'
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            '<Override PartName="/word/footer1.xml"',
            '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml"',
        )
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def words_in(docx: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read(part))
    return "".join(piece.text or "" for piece in root.iter(f"{W}t"))


def split(placeholder: str) -> str:
    """A placeholder that a word processor has cut into a run for every character, each of another look."""
    return "".join(run(letter, bold=bool(at % 2)) for at, letter in enumerate(f"{{{{{placeholder}}}}}"))


def test_every_field_is_filled_in_wherever_a_form_asks_for_it(planted: Path, tmp_path: Path) -> None:
    """In cells of a table, cut into runs, repeated, with blanks inside, several in a sentence, in head and foot."""
    rows = [(FormCell(name, 1, is_label=True), FormCell(f"〔{{{{{name}}}}}〕", 1)) for name in FIELD_NAMES]
    again = "".join(paragraph(run(f"{name}＝") + split(name)) for name in FIELD_NAMES)
    sentence = paragraph(run("就 {{ 被审计单位 }} {{审计期间}} 年 {{问题数}} 项，共 {{编号}}、{{编号}}。"))
    path = form(tmp_path, form_table((1, 3), rows) + again + sentence, head=HEAD, foot=FOOT)
    template = Template(path, FIELD_NAMES)
    assert template.kind is FormKind.EVIDENCE
    matter = dossier(planted)
    unit = matter.units[0]
    fields = fields_of(matter, unit, unit.problems, "审取〔2026〕7号")
    filled = template.filled(fields)
    text = text_of(filled)
    assert "{" not in text
    assert len(FIELD_NAMES) >= 10
    for name in FIELD_NAMES:
        flat = fields[name].replace("\n", "")
        assert text.count(f"〔{flat}〕") >= 1, name
        assert f"{name}＝{flat}" in text, name
    assert (
        f"就 {unit.department} 2021 年 {len(unit.problems)} 项，共 审取〔2026〕7号、审取〔2026〕7号。" in text
    )
    assert words_in(filled, "word/header1.xml") == "2021年度公开情况审计　审取〔2026〕7号"
    assert words_in(filled, "word/footer1.xml") == "2026-03-01 王审计、李复核 第页"


def test_a_filled_form_is_read_by_libreoffice_with_its_head_and_its_foot(
    planted: Path, tmp_path: Path
) -> None:
    forms = office_forms([form(tmp_path, paragraph(split("事项摘要")), head=HEAD, foot=FOOT)], FIELD_NAMES)
    name, content = next(
        each for each in papers(dossier(planted, sends_all=True), forms=forms).items() if "取证单" in each[0]
    )
    path = tmp_path / name
    path.write_bytes(content)
    text = without_blanks(text_of_pdf(printed(path, tmp_path)))
    for words in ("2021年度公开情况审计001", "王审计、李复核", "17,236,403.61"):
        assert words in text


def test_each_of_the_two_forms_has_its_own_template_known_by_what_it_asks_for(
    planted: Path, tmp_path: Path
) -> None:
    sheet = form(tmp_path, paragraph(run("单 {{编号}} {{事项摘要}}")), name="单.docx")
    other = form(tmp_path, paragraph(run("稿 {{索引号}} {{编号}} {{审计过程}} {{审计结论}}")), name="稿.docx")
    forms = office_forms([other, sheet], FIELD_NAMES)
    made = papers(dossier(planted), forms=forms)
    begins = {name: text_of(content)[:5] for name, content in made.items() if name.endswith(".docx")}
    assert [text for name, text in begins.items() if "取证单" in name] == ["单 001"]
    assert [text for name, text in begins.items() if "底稿" in name] == ["稿 001"]
    alone = papers(dossier(planted), forms=office_forms([other], FIELD_NAMES))
    assert any(
        text_of(content).startswith("审计取证单") for name, content in alone.items() if "取证单" in name
    )
    with pytest.raises(ExportError, match="same form"):
        office_forms([sheet, form(tmp_path, paragraph(run("{{编号}}")), name="又.docx")], FIELD_NAMES)


def test_what_is_not_known_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="审计组长、没有"):
        Template(form(tmp_path, paragraph(run("{{编号}} {{没有}}")), head="{{审计组长}}"), FIELD_NAMES)


def test_what_is_no_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        Template(form(tmp_path, paragraph(run("无占位符"))), FIELD_NAMES)
    for content in (b"", b"no document", b"PK\x05\x06" + b"\0" * 18):
        path = tmp_path / "x.docx"
        path.write_bytes(content)
        with pytest.raises(ExportError):
            Template(path, FIELD_NAMES)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_guide_lists_every_field(guide: Path) -> None:
    listed = set(re.findall(r"^\| (?=\{\{)(.*?) \|", guide.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\{\{(.*?)\}\}", " ".join(listed))) == set(FIELD_NAMES)
