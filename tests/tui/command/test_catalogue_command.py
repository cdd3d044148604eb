"""`yushen catalogue`: an official edition is imported, judges its year, is listed, and is taken away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from hostile import make

from model.classification.catalogue import prefer, shipped_catalogue
from model.classification.codes import Domain
from tui.command.main import main

Run = Callable[..., tuple[int, str, str]]

UNSURE = "2010305"
"""A 项 whose name in 2024 the shipped catalogue has, but is not sure of."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's configuration folder; no edition is preferred when the test is over."""
    folder = tmp_path / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(folder))
    yield folder / "yushen"
    prefer(())


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `yushen` in this process; return its status, output and errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")

    def called(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = int(str(ended.code))
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return called


def official(folder: Path, changes: dict[str, str | None], *, year: int = 2024) -> Path:
    """Write an edition like the official one: three columns of codes; `changes` name codes anew, None drops one."""
    codes = {
        code: entry.name
        for code in shipped_catalogue().codes(Domain.FUNCTION)
        if (entry := shipped_catalogue().current(code, year))
    }
    listed = {**codes, **changes}
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append([f"{year}年政府收支分类科目"])
    sheet.append(["科目编码", None, None, "科目名称", "说明"])
    sheet.append(["类", "款", "项"])
    sheet.merge_cells("A2:C2")
    for code, name in sorted(listed.items()):
        pieces = [code[:3], code[3:5], code[5:]]
        shown = [piece if len(code) == 3 + 2 * at else None for at, piece in enumerate(pieces)]
        if name is not None:
            sheet.append([*shown, name, "反映某方面的支出。"])
    path = folder / f"{year}年科目.xlsx"
    workbook.save(path)
    return path


def disclosure(folder: Path, code: str, name: str) -> Path:
    """Write a budget of 2024 with one 项."""
    above = shipped_catalogue()
    rows = [
        ["某局2024年一般公共预算支出预算表"],
        ["单位：元"],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", 100, 100, 0],
        [code[:3], above.name(code[:3], 2024), 100, 100, 0],
        [code[:5], above.name(code[:5], 2024), 100, 100, 0],
        [code, name, 100, 100, 0],
    ]
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    path = folder / "某局2024年部门预算.xlsx"
    workbook.save(path)
    return path


def findings(run: Run, path: Path) -> list[tuple[str, str]]:
    report = json.loads(run("audit", path, "--format", "json")[1])
    return [
        (each["rule"], each["severity"]) for each in report["findings"] if each["rule"].startswith("CL10")
    ]


def remarks(run: Run, path: Path) -> list[str]:
    report = json.loads(run("audit", path, "--format", "json", "--lang", "en")[1])
    remarks: list[str] = next(line["remarks"] for line in report["ledger"] if line["rule"] == "CL101")
    return remarks


def test_an_official_edition_is_taken_and_what_it_changes_is_reported(
    run: Run, tmp_path: Path, home: Path
) -> None:
    file = official(tmp_path, {"2010320": "新设事务", "2010301": "行政管理运行", "2010350": None})
    status, out, err = run("catalogue", "import", file)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "2024 edition, from 2024年科目.xlsx:"
    assert lines[1] == "  title: 2024年政府收支分类科目"
    assert "    1 new" in lines
    assert "      2010320 新设事务" in lines
    assert "      2010301 行政运行 → 行政管理运行" in lines
    assert "      2010350 事业运行" in lines
    stored = home / "classification" / "2024.json"
    assert lines[-1] == f"It judges the disclosures of 2024 from now on: {stored}"
    codes = json.loads(stored.read_text(encoding="utf-8"))["parts"]["function"]["codes"]
    assert codes["2010320"] == "新设事务"
    assert lines[2].startswith(f"  支出功能分类: {len(codes)} codes (类 ")


def test_a_notice_becomes_a_warning_where_the_edition_lacks_the_code(run: Run, tmp_path: Path) -> None:
    paper = disclosure(tmp_path, "2010377", "某项事务")
    assert findings(run, paper) == [("CL101", "notice")]
    run("catalogue", "import", official(tmp_path, {}))
    assert findings(run, paper) == [("CL101", "warning")]
    run("catalogue", "import", official(tmp_path, {"2010377": None}))
    assert "2010377 某项事务 is not in the imported 2024 edition (2024年科目.xlsx)." in run("audit", paper)[1]
    run("catalogue", "import", official(tmp_path, {"2010377": "某项事务"}))
    assert findings(run, paper) == []


def test_a_code_that_the_edition_dropped_is_reported_as_such(run: Run, tmp_path: Path) -> None:
    paper = disclosure(tmp_path, "2010350", "事业运行")
    assert findings(run, paper) == []
    run("catalogue", "import", official(tmp_path, {"2010350": None}))
    assert findings(run, paper) == [("CL101", "warning")]
    assert "2010350 事业运行 is not in the imported 2024 edition (2024年科目.xlsx)." in run("audit", paper)[1]


def test_a_name_of_which_the_shipped_catalogue_is_not_sure_is_settled_by_the_edition(
    run: Run, tmp_path: Path
) -> None:
    shipped = shipped_catalogue().name(UNSURE, 2024)
    paper = disclosure(tmp_path, UNSURE, "另一事务")
    assert findings(run, paper) == [("CL103", "notice")]
    run("catalogue", "import", official(tmp_path, {}))
    assert findings(run, paper) == [("CL103", "warning")]
    run("catalogue", "import", official(tmp_path, {UNSURE: "另一事务"}))
    assert findings(run, paper) == []
    assert findings(run, disclosure(tmp_path, UNSURE, shipped)) == [("CL103", "warning")]


def test_the_ledger_the_rules_and_every_export_say_which_edition_judged(
    run: Run, tmp_path: Path, home: Path
) -> None:
    paper = disclosure(tmp_path, "2010301", "行政运行")
    assert remarks(run, paper) == ["2024: judged by the catalogue that Yushen brings."]
    run("catalogue", "import", official(tmp_path, {}))
    message = "支出功能分类 of 2024: judged by the imported edition 2024年科目.xlsx."
    assert remarks(run, paper) == [message]
    assert message in run("audit", paper)[1]
    for form in ("md", "html", "xlsx", "docx"):
        target = tmp_path / f"paper.{form}"
        assert run("audit", paper, "--format", form, "-o", target)[0] == 0
        assert message in _text(target)
    named = "Disclosures of 2024 are judged by the imported edition (2024年科目.xlsx)."
    assert named in run("rules", "CL101")[1].splitlines()
    assert named not in run("rules", "RU101")[1]


def _text(path: Path) -> str:
    if path.suffix in {".xlsx", ".docx"}:
        from zipfile import ZipFile

        with ZipFile(path) as archive:
            return "".join(
                archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")
            )
    return path.read_text(encoding="utf-8").replace("\\", "")


def test_a_disclosure_of_another_year_is_judged_as_before(run: Run, tmp_path: Path) -> None:
    paper = disclosure(tmp_path, "2010377", "某项事务")
    run("catalogue", "import", official(tmp_path, {}, year=2023))
    assert findings(run, paper) == [("CL101", "notice")]
    assert remarks(run, paper) == ["2024: judged by the catalogue that Yushen brings."]


def test_editions_are_listed_and_taken_away(run: Run, tmp_path: Path) -> None:
    assert "Imported: none." in run("catalogue", "list")[1]
    file = official(tmp_path, {})
    run("catalogue", "import", file)
    assert run("catalogue", "import", "--edition", 2022, file)[0] == 0
    out = run("catalogue", "list")[1]
    assert "Shipped with Yushen, for all years:" in out
    assert [line for line in out.splitlines() if line.startswith("Imported")] == [
        "Imported, for disclosures of 2022:",
        "Imported, for disclosures of 2024:",
    ]
    assert out.count("from 2024年科目.xlsx, imported ") == 2
    assert run("catalogue", "remove", 2022)[0] == 0
    assert run("catalogue", "remove", 2022)[::2] == (
        2,
        "yushen: No edition of 2022 was imported. “yushen catalogue list” lists all.\n",
    )
    assert "of 2022" not in run("catalogue", "list")[1]


def test_the_classifications_may_come_from_several_files(run: Run, tmp_path: Path, home: Path) -> None:
    run("catalogue", "import", official(tmp_path, {}))
    economic = tmp_path / "经济.csv"
    economic.write_text("科目编码,科目名称\n301,工资福利支出\n30101,基本工资\n", encoding="gb18030")
    status, out, _ = run("catalogue", "import", "--edition", "2024", economic)
    assert status == 0
    assert "an extract of 301" in out
    parts = json.loads((home / "classification" / "2024.json").read_text(encoding="utf-8"))["parts"]
    assert {name: part["source"] for name, part in parts.items()} == {
        "function": "2024年科目.xlsx",
        "economic": "经济.csv",
    }
    assert (
        "takes the place of what came from 经济.csv"
        in run("catalogue", "import", "--edition", "2024", economic)[1]
    )


def test_what_is_wrong_in_a_file_is_reported_by_its_cell_and_the_rest_is_taken(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "2024年收支分类科目.csv"
    file.write_text(
        "2024年收支分类科目,\n科目编码,科目名称\n201,一般公共服务支出\n20101,\n20102,政协事务\n20102,政协\n",
        "utf-8",
    )
    status, out, err = run("catalogue", "import", file)
    assert status == 1
    assert "  2 complaints, told above" in out.splitlines()
    assert [line.split(" ")[1] for line in err.splitlines()] == [
        "2024年收支分类科目!A4:",
        "2024年收支分类科目!A6:",
    ]
    assert "201" in json.dumps(out)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("某某,某某\n", "No list of codes with names was found in the file."),
        ("科目编码,科目名称\n201,一般公共服务支出\n", "No title, heading or name of a sheet says which year"),
        (
            "2023年科目和2024年科目,\n科目编码,科目名称\n201,一般公共服务支出\n",
            "The file names several years",
        ),
        ("2024年科目,,\n科目编码,科目名称,合计\n201,一般公共服务支出,1.50\n", "a column of amounts"),
        ("2024年科目,\n科目编码,科目名称\n20l,一般公共服务支出\n101,税收\n", "No list of codes"),
    ],
)
def test_nothing_is_written_where_nothing_can_be_taken(
    run: Run, tmp_path: Path, home: Path, content: str, message: str
) -> None:
    file = tmp_path / "edition.csv"
    file.write_text(content, "utf-8")
    status, out, err = run("catalogue", "import", file)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert message in err
    assert not home.exists()


def test_names_of_a_hostile_file_act_on_no_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "2024年收支\x1b[31m科目.csv"
    file.write_text(
        '2024年收支分类科目\x1b]0;x\x07,\n科目编码,科目名称\n201,"一般\n公共服务支出"\n20101,"=cmd|\x1b[2J"\n20102,\u202e政协事务\n',
        "utf-8",
    )
    status, out, err = run("catalogue", "import", file)
    assert status == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(out + err + run("catalogue", "list")[1])
    assert "characters that cannot be seen" in err


def test_a_disclosure_is_no_edition(run: Run, samples: Path, home: Path) -> None:
    for sample in sorted(samples.glob("*.xls*")):
        assert run("catalogue", "import", sample)[0] == 2
    assert not home.exists()


def test_many_complaints_are_reported_in_full_only_when_asked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "2024.csv"
    rows = "".join(f"201{number:02d},\n" for number in range(90))
    file.write_text(f"2024年科目,\n科目编码,科目名称\n201,一般公共服务支出\n202,外交支出\n{rows}", "utf-8")
    err = run("catalogue", "import", file)[2].splitlines()
    assert err[-1] == "yushen: and 50 more; --all tells all of them."
    assert len(err) == 41
    assert len(run("catalogue", "import", "--all", file)[2].splitlines()) == 90


def test_a_damaged_edition_is_reported_and_the_audit_goes_on(run: Run, tmp_path: Path, home: Path) -> None:
    paper = disclosure(tmp_path, "2010301", "行政运行")
    folder = home / "classification"
    folder.mkdir(parents=True)
    (folder / "2024.json").write_text("{", "utf-8")
    status, out, err = run("audit", paper)
    assert status == 2
    assert "2024.json: The imported edition cannot be used" in err
    assert "2024: judged by the catalogue that Yushen brings." in out
    assert run("catalogue", "list")[0] == 2
    assert run("catalogue", "import", official(tmp_path, {}))[0] == 0
    assert run("audit", paper)[0] == 0


@pytest.mark.parametrize(
    "arguments", [(), ("export",), ("remove", "20x4"), ("import", "--edition", "1999", "x")]
)
def test_a_faulty_command_line_ends_with_the_usage(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run("catalogue", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith("Usage: yushen catalogue ")


def test_the_help_lists_the_three_commands_in_chinese(run: Run) -> None:
    status, out, _ = run("--lang", "zh", "catalogue", "--help")
    assert status == 0
    assert all(f"yushen catalogue {action} " in out for action in ("import", "list", "remove"))
    assert "政府收支分类科目" in out
    assert "import" in run("catalogue", "import", "--help")[1]


@pytest.mark.parametrize(
    "made",
    [
        make.two_cells_far_apart,
        make.zip_bomb,
        make.external_entity,
        make.truncated_zip,
        make.encrypted_package,
        make.nothing,
        make.noise,
        make.link_out_of_the_package,
    ],
    ids=lambda made: made.__name__,
)
def test_a_file_made_to_break_a_reader_ends_in_one_clear_line(
    run: Run, tmp_path: Path, home: Path, made: Callable[[Path], Path]
) -> None:
    status, out, err = run("catalogue", "import", "--edition", 2024, made(tmp_path))
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert not home.exists()


def test_a_long_list_of_codes_is_gone_through_and_listed_in_few_lines(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "2024年科目.csv"
    rows = "".join(f"2{number:06d},某事务\n" for number in range(100_000))
    file.write_text(f"2024年科目,\n科目编码,科目名称\n{rows}", "utf-8")
    status, _, err = run("catalogue", "import", file)
    assert status == 1
    assert len(err.splitlines()) == 41
