"""The arrows between the parts: errors <- model <- everything else, and the parts above do not know each other."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import argmap

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(argmap.__file__).parent
MODULES: Final = sorted(PACKAGE.rglob("*.py"))
APART: Final = ("serializers", "rendering", "checks", "evaluation")
# Whoever is not named here may import the errors and the model only.
MAY_IMPORT: Final = {
    "errors": set[str](),
    "diagnostics": set[str](),
    "model": {"errors"},
    "filesystem": {"errors"},
    "safety": {"errors", "model"},
    "serializers": {
        "errors",
        "diagnostics",
        "model",
        "filesystem",
        "anchoring",
        "matching",
        "folding",
        "negation",
        "graph",
        "safety",
    },
    "rendering": {"errors", "model", "filesystem", "folding", "negation", "safety"},
    "checks": {
        *(
            "errors",
            "diagnostics",
            "model",
            "anchoring",
            "matching",
            "folding",
            "negation",
            "graph",
            "safety",
        ),
    },
    "anchoring": {"errors", "model", "matching", "folding", "negation"},
    "matching": {"errors", "folding", "negation"},
    "cli": {
        "errors",
        "diagnostics",
        "model",
        "filesystem",
        "serializers",
        "rendering",
        "checks",
        "anchoring",
        "graph",
    },
}


def part(module: str) -> str:
    """The part of the package that a module belongs to: ``argmap.model.map`` -> ``model``."""
    return module.split(".")[1] if "." in module else ""


def name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, *, lazily: bool = False) -> Iterator[str]:
    """What a module imports when it is imported, also within if and try; lazily, what its functions import."""
    pending: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_text(encoding="utf-8")), False)]
    while pending:
        node, within = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += [(child, within) for child in node.orelse]
            continue
        within = within or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        if within == lazily and isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif within == lazily and isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module is not None
            yield node.module
        pending += [(child, within) for child in ast.iter_child_nodes(node)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_import_only_what_is_below_them(path: Path) -> None:
    module = name(path)
    own = part(module)
    if not own:
        return  # the root names everything
    allowed = MAY_IMPORT.get(own, {"errors", "model"}) | {own}
    for target in imported(path):
        if target.partition(".")[0] == "argmap":
            assert part(target) in allowed, f"{module} imports {target}"


# What a module may load at once because nothing loads the module before it is needed.
EAGER: Final = {
    "argmap.rendering.escape": {"graphviz"},
    "argmap.serializers.xmltext": {"defusedxml"},
    "argmap.serializers.yaml12": {"yaml"},
    "argmap.serializers.yamltext": {"yaml"},
}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nobody_inside_imports_the_root(path: Path) -> None:
    assert "argmap" not in {*imported(path), *imported(path, lazily=True)}


@pytest.mark.parametrize("path", [p for p in MODULES if part(name(p)) in APART], ids=name)
def test_the_parts_above_the_model_do_not_import_each_other_lazily_either(path: Path) -> None:
    others = set(APART) - {part(name(path))}
    assert not {part(t) for t in imported(path, lazily=True) if t.startswith("argmap.")} & others


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_heavy_things_load_on_first_use(path: Path) -> None:
    heavy = {
        "yaml",
        "defusedxml",
        "rdflib",
        "networkx",
        "graphviz",
        "graphviz_pure",
        "rapidfuzz",
        "typst",
        "resvg_py",
    }
    if part(name(path)) != "cli":
        heavy.add("click")
    if part(name(path)) != "testing":
        heavy.add("hypothesis")
    eager = {target.partition(".")[0] for target in imported(path)}
    assert not eager & heavy - EAGER.get(name(path), set())


def test_the_walk_sees_imports_where_they_hide(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "import a\nif x:\n    import b\nelse:\n    from c import d\ntry:\n    import e\nexcept E:\n    import f\n"
        "if TYPE_CHECKING:\n    import g\nelse:\n    import h\n"
        "class C:\n    import i\n    def m(self):\n        import j\n"
    )
    assert set(imported(path)) == set("abcefhi")
    assert set(imported(path, lazily=True)) == {"j"}
