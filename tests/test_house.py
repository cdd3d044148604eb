"""The house keeps its order: no circle of imports, one meaning a class name, no needless dependency or module."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FLOORS = ("model", "checks")
SAMPLE = "dadukou-2021-budget.xlsx"
MOST_LOADED = 237
NEVER_LOADED = frozenset(
    {"email", "numpy.ma", "numpy.typing", "importlib.metadata", "pandas", "textual", "openpyxl"}
)
"""Of others' modules, what takes long to load and an ordinary audit has no use for."""
THE_APP = "tui.desk.app"
"""The module that the desk's screens know by the type of their app; but for the circle around it none is allowed."""
PRIVATE_WORDS = frozenset({"told", "untold", "said", "tell", "tells", "telling", "sayings"})
"""Words that name and explain nothing in the program: documents state, rules report, amounts are bound."""
NO_NAMES = frozenset({"say", "says", "kept"})
"""Words that explain in a sentence, and name nothing in the desk and the benchmarks: texts are shown or announced."""
ORACLES = frozenset({"openpyxl"})
"""Dependencies that only tests read with: its import alone takes longer than all formulas of a workbook take here."""


def modules(*floors: str) -> dict[str, ast.Module]:
    """The modules of some floors by name, parsed."""
    return {name: tree for floor in floors for name, tree in modules_of(floor).items()}


@cache
def modules_of(floor: str) -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in (REPOSITORY / floor).rglob("*.py")
    }


def imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports of a module wherever they stand: at its top, in a function, or for its types alone."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


def imported(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports of a module that are carried out, where they stand in a function too."""
    for statement in body:
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            continue
        yield from (node for node in ast.walk(statement) if isinstance(node, ast.Import | ast.ImportFrom))


def names_of(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reached(graph: dict[str, set[str]], start: str) -> set[str]:
    """The modules that one imports, itself or by way of others; among them itself if it stands in a circle."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        new = graph[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def test_no_module_imports_itself_by_way_of_others() -> None:
    trees = modules("model", "checks", "tui")
    graph = {
        name: {each for node in imports(tree) for each in names_of(node) if each in trees} - {name}
        for name, tree in trees.items()
    }
    behind = {name: reached(graph, name) for name in graph}
    around_the_app = {name for name in behind[THE_APP] if THE_APP in behind[name]}
    assert {name for name in graph if name in behind[name]} <= around_the_app
    assert all(name.startswith("tui.desk.") for name in around_the_app)


def test_a_class_name_has_one_meaning() -> None:
    places = defaultdict(set)
    for name, tree in modules(*FLOORS).items():
        for statement in tree.body:
            if isinstance(statement, ast.ClassDef) and not statement.name.startswith("_"):
                places[statement.name].add(name)
    assert {name: homes for name, homes in places.items() if len(homes) > 1} == {}


def words_of(text: str) -> set[str]:
    return set(map(str.lower, re.findall("[A-Z]?[a-z]+", text)))


def names_in(tree: ast.Module) -> Iterator[str]:
    """The names of a module: of variables, parameters, attributes, functions, classes, and what it imports."""
    for node in ast.walk(tree):
        found = (getattr(node, key, None) for key in ("id", "arg", "attr", "name"))
        yield from (name for name in found if isinstance(name, str))


def docstrings_of(name: str, tree: ast.Module) -> Iterator[str]:
    """The docstrings of a module; not that of a module of `checks` itself, in which a rule speaks to its users."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    if not name.startswith("checks."):
        yield ast.get_docstring(tree) or ""


def test_names_and_docstrings_are_in_the_field_s_words() -> None:
    private = [
        (name, text)
        for name, tree in modules(*FLOORS, "tui", "benchmarks").items()
        for text in (name, *names_in(tree), *docstrings_of(name, tree))
        if PRIVATE_WORDS & words_of(text)
    ]
    assert private == []


def test_what_a_sentence_may_say_names_nothing_in_the_desk_and_the_benchmarks() -> None:
    names = [
        (name, text)
        for name, tree in modules("tui", "benchmarks").items()
        for text in (name, *names_in(tree))
        if NO_NAMES & words_of(text)
    ]
    assert names == []


def test_work_in_a_thread_is_described_to_textual_which_would_print_all_that_it_holds() -> None:
    calls = [
        (name, node)
        for name, tree in modules_of("tui").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "run_worker"
    ]
    bare = [name for name, call in calls if "description" not in {each.arg for each in call.keywords}]
    assert calls
    assert bare == []


def test_every_dependency_is_imported_where_a_user_reaches_it() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split("[><=]", line)[0].lower() for line in project["dependencies"]}
    packages = packages_distributions()
    brought = {
        distribution.lower()
        for tree in modules("model", "checks", "tui").values()
        for node in imported(tree.body)
        for name in names_of(node)
        for distribution in packages.get(name.partition(".")[0], ())
    }
    assert declared - brought == ORACLES
    assert brought - declared <= {"yushen"}


def test_an_audit_of_one_sample_loads_few_modules(samples: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from tui.command.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(name for name, module in sys.modules.items() if name.partition('.')[0] not in"
        " {'model', 'checks', 'tui'} or not hasattr(module, '__path__')), file=sys.stderr)"
    )
    command = [
        sys.executable,
        "-c",
        program,
        "audit",
        str(samples / SAMPLE),
        "-o",
        str(tmp_path / "report.txt"),
    ]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert not loaded & NEVER_LOADED
    own = [name for name in loaded if name.partition(".")[0] in {*FLOORS, "tui"}]
    assert 100 < len(own) <= MOST_LOADED
