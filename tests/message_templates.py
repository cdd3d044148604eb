"""Every English template that the code of a floor can make a message of, read from its sources.

A template is the first argument of a message function. Where that is no literal, it is followed: to the texts
that a name is assigned, to the values of a dictionary, to the fields that a dataclass is made with; in the desk,
whose fields hold words of all kinds, no further than to names.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FLOORS = ("model", "checks", "tui")
FUNCTIONS = {
    "message": "model",
    "check_message": "checks",
    "desk_message": "tui",
    "command_message": "tui",
    "words": "tui",
}
"""The message functions, and the floor whose catalogue translates what they say."""


@dataclass
class Sources:
    """What the modules of all floors assign: classes' fields, and the expressions they are made with."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    made_with: dict[str, list[tuple[Module, ast.expr]]] = field(default_factory=lambda: defaultdict(list))
    modules: list[Module] = field(default_factory=list)


@dataclass
class Module:
    """A module: its path, the nodes of its tree, what each of its names is assigned, and whence it has other names."""

    path: str
    nodes: list[ast.AST]
    assigned: dict[str, list[ast.expr]]
    imported: dict[str, str]


@dataclass(frozen=True, order=True)
class Template:
    """A template, the floor that translates it, and the module that says it; "" where it was not found out."""

    floor: str
    module: str
    text: str


@cache
def templates() -> frozenset[Template]:
    """Return all templates of all floors."""
    sources = _read()
    return frozenset(template for module in sources.modules for template in _of_module(module, sources))


def _read() -> Sources:
    sources = Sources()
    for floor in FLOORS:
        for path in sorted((REPOSITORY / floor).rglob("*.py")):
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            module = Module(str(path.relative_to(REPOSITORY)), nodes, _assigned(nodes), _imports(nodes))
            sources.modules.append(module)
            for node in nodes:
                if isinstance(node, ast.ClassDef):
                    _note_fields(node, module, sources)
    for module in sources.modules:
        for node in module.nodes:
            if isinstance(node, ast.Call) and _name(node.func) in sources.fields:
                names = sources.fields[_name(node.func)]
                pairs = [*zip(names, node.args, strict=False), *((k.arg, k.value) for k in node.keywords)]
                for name, value in pairs:
                    sources.made_with[name or ""].append((module, value))
    return sources


def _note_fields(node: ast.ClassDef, module: Module, sources: Sources) -> None:
    fields = [line for line in node.body if isinstance(line, ast.AnnAssign)]
    sources.fields[node.name] = [line.target.id for line in fields if isinstance(line.target, ast.Name)]
    for line in fields:
        if line.value is not None and isinstance(line.target, ast.Name):
            sources.made_with[line.target.id].append((module, line.value))


def _assigned(nodes: list[ast.AST]) -> dict[str, list[ast.expr]]:
    assigned: dict[str, list[ast.expr]] = defaultdict(list)
    for node in nodes:
        if isinstance(node, ast.Assign):
            targets: list[ast.expr] = list(node.targets)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        else:
            continue
        for target in targets:
            for name in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(name, ast.Name) and node.value is not None:
                    assigned[name.id].append(node.value)
    return assigned


def _of_module(module: Module, sources: Sources) -> Iterator[Template]:
    for node in module.nodes:
        if not isinstance(node, ast.Call) or not node.args or _name(node.func) not in FUNCTIONS:
            continue
        found = set(_texts(node.args[0], module, sources, set()))
        for text in found or {""}:
            yield Template(FUNCTIONS[_name(node.func)], module.path, text)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(node: ast.expr, module: Module, sources: Sources, seen: set[int]) -> Iterator[str]:
    """Yield the texts that an expression can be."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
        return
    for owner, inner in _inner(node, module, sources):
        yield from _texts(inner, owner, sources, seen)


def _inner(node: ast.expr, module: Module, sources: Sources) -> Iterable[tuple[Module, ast.expr]]:
    """Return the expressions that an expression can be, each with the module it stands in."""
    if isinstance(node, ast.IfExp):
        return [(module, node.body), (module, node.orelse)]
    if isinstance(node, ast.Name):
        return _named(node.id, module, sources)
    if isinstance(node, ast.Subscript):
        return [(module, node.value)]
    if isinstance(node, ast.Dict):
        return [(module, value) for value in node.values]
    if isinstance(node, ast.Tuple):
        return [(module, value) for value in node.elts]
    if isinstance(node, ast.Attribute) and not module.path.startswith("tui/"):
        return sources.made_with.get(node.attr, [])
    return []


def _named(name: str, module: Module, sources: Sources) -> list[tuple[Module, ast.expr]]:
    """Return what a name is assigned, in its module or in the one that it is imported from."""
    if name in module.assigned:
        return [(module, value) for value in module.assigned[name]]
    origin = module.imported.get(name)
    return [
        (one, value) for one in sources.modules if one.path == origin for value in one.assigned.get(name, [])
    ]


def _imports(nodes: list[ast.AST]) -> dict[str, str]:
    """Return the path of the module that each name is imported from."""
    return {
        name.asname or name.name: node.module.replace(".", "/") + ".py"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    }
