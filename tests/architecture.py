"""The rules of who may import whom, and how long things may grow, as functions of source text.

`test_architecture.py` runs them over the repository, and over planted breaches to show that they catch.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

# Outer first: a package imports itself and what stands after it, never what stands before.
PACKAGES = ("config", "goals", "metrics")

PURE = frozenset(
    {
        "amounts",
        "attainment",
        "charts",
        "claims",
        "demands",
        "exports.sheets",
        "imports.bodies",
        "imports.cells",
        "imports.changes",
        "imports.columns",
        "imports.findings",
        "imports.grid",
        "imports.heading_words",
        "imports.headings",
        "imports.layouts",
        "imports.plans",
        "imports.regions",
        "imports.scales",
        "matching",
        "number_words",
        "numbers",
        "numerals",
        "period_words",
        "periods",
        "quantities",
        "series",
        "slips",
    }
)
# Inner first: a room imports itself and what stands before it. A module without a room has no place yet.
ROOMS = (
    frozenset({"choices"}),
    PURE,
    frozenset({"constraints", "fields", "querysets"}),
    frozenset({"models"}),
    frozenset(
        {
            "actions",
            "descriptions",
            "editing",
            "judging",
            "locks",
            "objections",
            "queries",
            "search",
            "summaries",
            "versions",
            "wording",
        }
    ),
    frozenset({"exports", "forms", "guards", "imports", "sitemaps", "tables", "templatetags"}),
    frozenset({"admin", "downloads", "finding", "history", "imports.forms", "imports.views", "publishing", "views"}),
    frozenset({"apps", "management", "migrations", "urls"}),
)
# What a pure module has no business with: the world outside its arguments.
WORLD = frozenset(
    {
        "asyncio",
        "io",
        "logging",
        "os",
        "pathlib",
        "random",
        "secrets",
        "socket",
        "sqlite3",
        "subprocess",
        "time",
    }
)
CLOCK = frozenset({"now", "today", "utcnow"})
SIGNALS = re.compile(r"django\.dispatch|\bsignals\b")
SIGNALLERS = frozenset({"metrics.locks", "metrics.apps"})
NAMELESS = frozenset({"common", "data", "helpers", "manager", "services", "utils"})

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, SCRIPT_LINES = 400, 50, 150, 150
PARAMETERS, NESTING = 6, 3


@dataclass(frozen=True)
class Import:
    """One imported module, by its dotted name; `typing` when it is there for annotations alone."""

    line: int
    target: str
    typing: bool
    inside: bool


def imports(tree: ast.AST, typing: bool = False, inside: bool = False) -> Iterator[Import]:
    """Yield every import below `tree`. `from metrics import views` counts as an import of metrics.views."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name, typing, inside)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for name in [f"{base}.{alias.name}" for alias in node.names] if base in PACKAGES else [base]:
                yield Import(node.lineno, name, typing, inside)
        else:
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            yield from imports(node, typing or for_types, inside or function)


def room_of(module: str) -> int | None:
    """Return how far out a module of an app stands, innermost 0; None when it has no room.

    >>> room_of("metrics.models"), room_of("metrics.templatetags.figures"), room_of("metrics.misc")
    (3, 5, None)
    """
    parts = module.split(".")[1:]
    for name in (".".join(parts[:2]), parts[0] if parts else ""):
        for rank, room in enumerate(ROOMS):
            if name in room:
                return rank
    return None


def is_pure(module: str) -> bool:
    return module.split(".", 1)[-1] in PURE


def import_breaches(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield what is wrong with the imports of one module of `PACKAGES`."""
    package = module.split(".")[0]
    own = room_of(module)
    if package != "config" and "." in module and own is None:
        yield f"{module} has no room: find the one it belongs in"
    if NAMELESS & set(module.split(".")):
        yield f"{module} has a name without an edge"
    for found in imports(tree):
        where = f"{module}:{found.line} imports {found.target}"
        if found.inside:
            yield f"{where} inside a function"
        target = found.target.split(".")[0]
        if target in PACKAGES:
            yield from direction_breaches(module, found, where)
        elif found.target.startswith(".") or target == "tests":
            yield f"{where}, which is not a name from the top"
        elif is_pure(module) and (target not in sys.stdlib_module_names or target in WORLD):
            yield f"{where}, and is pure"


def direction_breaches(module: str, found: Import, where: str) -> Iterator[str]:
    """Yield what is wrong with one import of our own."""
    if PACKAGES.index(found.target.split(".")[0]) < PACKAGES.index(module.split(".")[0]):
        yield f"{where}, against config -> goals -> metrics"
        return
    own, other = room_of(module), room_of(found.target)
    if ".migrations." in module or module.endswith(".choices"):
        yield f"{where}, and may import nothing of ours"
    elif own is not None and other is not None and other > own and not found.typing:
        yield f"{where}, outwards"


def code_breaches(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield what one module names or calls that its place does not allow."""
    for node in ast.walk(tree):
        line = f"{module}:{getattr(node, 'lineno', 0)}"
        if module.startswith("metrics.") and isinstance(node, ast.Constant) and node.value == "goals":
            yield f"{line} names goals"
        if isinstance(node, ast.FunctionDef) and node.name == "save" and module.endswith(".models"):
            yield f"{line} overrides save()"
        is_import = isinstance(node, ast.ImportFrom | ast.Import)
        if is_import and module not in SIGNALLERS and SIGNALS.search(ast.unparse(node)):
            yield f"{line} uses signals"
        if is_pure(module):
            yield from impurities(line, node)


def impurities(line: str, node: ast.AST) -> Iterator[str]:
    """Yield what makes one node of a pure module depend on more than its arguments, or be inexact."""
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        yield f"{line} is a float; arithmetic is Decimal only"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"float", "open"}:
        yield f"{line} calls {node.func.id}()"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
        yield f"{line} reads the clock"


def size_breaches(path: str, source: str) -> Iterator[str]:
    """Yield what has outgrown its size in one Python file."""
    if (length := len(source.splitlines())) > FILE_LINES:
        yield f"{path} has {length} lines"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        where = f"{path}:{node.lineno} {node.name}()"
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES:
            yield f"{where} has {length} lines"
        names = [one.arg for one in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        count = len([name for name in names if name not in {"self", "cls"}])
        if count > PARAMETERS and not path.startswith("tests/"):  # a test names its fixtures there
            yield f"{where} has {count} parameters"
        if (depth := nesting(node)) > NESTING:
            yield f"{where} is nested {depth} levels deep"


def nesting(node: ast.AST) -> int:
    """Return how many blocks stand within each other; `elif` is no deeper than its `if`."""
    blocks = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        depth = nesting(child)
        if isinstance(child, blocks):
            is_elif = isinstance(child, ast.If) and isinstance(node, ast.If) and node.orelse == [child]
            depth += 0 if is_elif else 1
        deepest = max(deepest, depth)
    return deepest


INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an address on another host": re.compile(r"<(?:script|link|img)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.I),
    "marked-safe text": re.compile(r"\|\s*safe\b|autoescape off"),
}


def template_breaches(path: str, source: str) -> Iterator[str]:
    """Yield what one template holds that the content security policy, or its size, forbids."""
    for name, pattern in INLINE.items():
        if pattern.search(source):
            yield f"{path} has {name}"
    if (length := len(source.splitlines())) > TEMPLATE_LINES:
        yield f"{path} has {length} lines"
