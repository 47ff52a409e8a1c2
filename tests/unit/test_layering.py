"""The arrows between the parts: every one is named here, and they lead one way."""

from __future__ import annotations

import ast
import os
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import argmap
from argmap.rendering.output.engines import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(argmap.__file__).parent
MODULES: Final = sorted(PACKAGE.rglob("*.py"))
NAMES: Final = frozenset(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in MODULES
)
WORDS: Final = {"quoting.folding", "quoting.negation", "quoting.matching"}
"""Words in a text, which know only strings: below the model, so that a source can find its words."""

DOCS: Final = Path(__file__).parents[2] / "docs"
LOOK: Final = (
    "graph [rankdir=TB nodesep=0.25 ranksep=0.35 pad=0.1]",
    'node [shape=box style=filled fillcolor="#EAF1F8" color="#1F4E79" fontname=Helvetica fontsize=11 height=0.3]',
    'edge [color="#4A4A4A" arrowsize=0.6]',
)
LEAVES: Final = {"messages", "ids", "appearance", "garbage_collection"}

# Every arrow between parts: what a part may import, at the top of its modules or within its functions.
MAY_IMPORT: Final = {
    "messages": set[str](),
    "ids": set[str](),
    "appearance": set[str](),
    "garbage_collection": set[str](),
    "errors": {"messages"},
    "values": {"errors"},
    "diagnostics": {"values"},
    "overlay": {"errors", "values"},
    "limits": {"errors", "values"},
    "filesystem": {"errors", "values", "limits"},
    **{words: {"errors", "values", *WORDS} for words in WORDS},
    "citing": {"errors", "values", "filesystem"},
    "model": {"errors", "values", "filesystem", "citing"},
    "quoting": {"errors", "values", "model", *WORDS},
    "graph": {"errors", "values", "model"},
    "implication": {"errors", "model"},
    "tables": {"errors", "values"},
    "safety": {"model"},
    "cited": {"model"},
    "words": {"model", "cited"},
    "bearing": {"model", "words"},
    "passages": {"model", "words"},
    "outlining": {"model", "words", "viewing"},
    "viewing": {"errors", "values", "model"},
    "testing": {"errors", "values", "model"},
    "change": {"errors", "values", "model", "words", "tables", "overlay", "syntax"},
    "checks": {"errors", "values", "diagnostics", "model", "quoting", "safety", "tables", "debate", *WORDS},
    "debate": {"errors", "values", "model", "words", "tables", "viewing"},
    "evaluation": {"errors", "values", "model", "tables", "overlay"},
    "syntax": {"errors", "values", "diagnostics", "limits"},
    "serializers": {
        *("errors", "values", "diagnostics", "filesystem", "limits", "model"),
        *("quoting", "safety", "syntax", *WORDS),
    },
    "exchange": {"errors", "values", "diagnostics", "filesystem", "limits", "model", "syntax"},
    "rendering": {
        "errors",
        "values",
        "filesystem",
        "model",
        "safety",
        "words",
        "bearing",
        "passages",
        "outlining",
        "overlay",
        "debate",
        "viewing",
        *WORDS,
    },
    "reporting": {
        *("errors", "values", "filesystem", "model", "cited", "words", "bearing", "passages"),
        *("checks", "debate", "evaluation", "rendering"),
    },
    "cli": {
        *("errors", "diagnostics", "filesystem", "limits", "model"),
        *("quoting", "graph", "outlining", "checks", "exchange", "rendering", "viewing", "tables"),
        *("debate", "change", "evaluation", "reporting"),
    },
}

FACADES: Final = {
    ("argmap.model.map", "argmap.outlining"),  # str(map)
    ("argmap.model.map", "argmap.rendering.diagram"),  # the picture in a notebook
    ("argmap.viewing.view", "argmap.outlining"),  # str(view)
    ("argmap.viewing.view", "argmap.rendering.diagram"),  # the picture of a part in a notebook
    ("argmap.model.sources", "argmap.quoting.anchoring"),  # Source.quote
}
"""The only arrows that lead back up: each within a function, so that a value can show itself or find its words."""


def part(module: str) -> str:
    """The part of the package that a module belongs to: ``argmap.model.map`` -> ``model``."""
    inner = module.partition(".")[2]
    return inner if inner in WORDS else inner.partition(".")[0]


def allowed_to(part: str) -> set[str]:
    """What a part may import: what is named for it, itself, and the words and ids that all of them use."""
    leaves = set() if part in LEAVES else LEAVES
    return MAY_IMPORT[part] | {part} | leaves


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
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else node.module
        pending += [(child, within) for child in ast.iter_child_nodes(node)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_import_only_what_is_below_them(path: Path) -> None:
    module = name(path)
    if not part(module):
        return  # the root names everything
    allowed = allowed_to(part(module))
    for target in {*imported(path), *imported(path, lazily=True)}:
        if target.partition(".")[0] == "argmap" and (module, target) not in FACADES:
            assert part(target) in allowed, f"{module} imports {target}"


def test_the_facades_are_exactly_those_named() -> None:
    up = {
        (name(path), target)
        for path in MODULES
        if part(name(path))
        for target in imported(path, lazily=True)
        if target.startswith("argmap.") and part(target) not in allowed_to(part(name(path)))
    }
    assert up == FACADES


def test_no_arrow_between_parts_leads_back() -> None:
    """The arrows that are allowed have an order: from the errors up to the command line."""
    below: set[str] = set()
    waiting = dict(MAY_IMPORT)
    while waiting:
        ready = {p for p, needs in waiting.items() if needs - {p} <= below | (WORDS if p in WORDS else set())}
        assert ready, f"these parts need each other: {sorted(waiting)}"
        below |= ready
        waiting = {p: needs for p, needs in waiting.items() if p not in ready}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_two_modules_need_each_other_when_they_are_imported(path: Path) -> None:
    start = name(path)
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for target in ARROWS.get(waiting.pop(), ()):
            assert target != start, f"{start} imports itself by way of others"
            if target not in reached:
                reached.add(target)
                waiting.append(target)


ARGDOWN: Final = {("argdown_json", "argdown"), ("markdown", "argdown")}
"""Argdown JSON is what the tools make of Argdown texts, with their keys and marks; Markdown notes hold such texts."""


@pytest.mark.parametrize("path", sorted((PACKAGE / "serializers").rglob("*.py")), ids=name)
def test_formats_know_only_what_is_common(path: Path) -> None:
    names = name(path).split(".")
    own = names[2] if len(names) > 2 else ""
    for target in {*imported(path), *imported(path, lazily=True)}:
        if target.startswith("argmap.serializers.") and own:
            other = target.split(".")[2]
            assert other in {own, "common"} or (own, other) in ARGDOWN, f"{own} imports {target}"
            assert own != "common" or other == "common", f"what is common imports {target}"


# What a module may load at once because nothing loads the module before it is needed.
EAGER: Final = {
    **{
        f"argmap.reporting.writing.word.{name}": {"docx"}
        for name in ("drawings", "look", "runs", "writing", "xml")
    },
    "argmap.rendering.dot": {"graphviz"},  # quotes
    "argmap.syntax.xml": {"defusedxml"},
    "argmap.syntax.yaml": {"yaml"},
    "argmap.syntax.yaml_writer": {"yaml"},
}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nobody_inside_imports_the_root(path: Path) -> None:
    assert "argmap" not in {*imported(path), *imported(path, lazily=True)}


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
        "uharfbuzz",
        "icu4py",
        "pyarrow",
        "pysat",
        "jinja2",
        "docx",
    }
    if part(name(path)) != "cli":
        heavy.add("click")
    if part(name(path)) != "testing":
        heavy.add("hypothesis")
    eager = {target.partition(".")[0] for target in imported(path)}
    assert not eager & heavy - EAGER.get(name(path), set())


def layers() -> set[tuple[str, str]]:
    """The arrows between parts that do not follow from others; the leaves that all parts use are left out."""

    def shown(parts: set[str]) -> set[str]:
        return {"quoting: text" if part in WORDS else part for part in parts - LEAVES}

    needs: dict[str, set[str]] = {}
    for name_of_part in MAY_IMPORT:
        for drawn in shown({name_of_part}):
            needs.setdefault(drawn, set()).update(shown(allowed_to(name_of_part)) - {drawn})
    reach = needs
    for _ in needs:
        reach = {start: ends.union(*map(reach.__getitem__, ends)) for start, ends in reach.items()}
    return {
        (start, end)
        for start, ends in needs.items()
        for end in ends
        if not any(end in reach[other] for other in ends - {end})
    }


def test_the_drawing_of_the_layers_is_current() -> None:
    """docs/design.md shows the arrows that are pinned here; ARGMAP_REDRAW=1 draws them again."""
    picture = DOCS / "_static" / "layers.svg"
    if os.environ.get("ARGMAP_REDRAW"):
        lines = [f'"{start}" -> "{end}"' for start, end in sorted(layers())]
        picture.write_bytes(draw("\n".join(["digraph layers {", *LOOK, *lines, "}"])).data)
    titles = map(unescape, re.findall(r"<title>([^<]*)", picture.read_text(encoding="utf-8")))
    assert {title for title in titles if "->" in title} == {f"{start}->{end}" for start, end in layers()}


ARROWS: Final = {name(path): {*imported(path)} & {*map(name, MODULES)} for path in MODULES}


def test_the_walk_sees_imports_where_they_hide(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "import a\nif x:\n    import b\nelse:\n    from c import d\ntry:\n    import e\nexcept E:\n    import f\n"
        "if TYPE_CHECKING:\n    import g\nelse:\n    import h\n"
        "class C:\n    import i\n    def m(self):\n        import j\n"
    )
    assert set(imported(path)) == set("abcefhi")
    assert set(imported(path, lazily=True)) == {"j"}


ARGDOWN_STAGES: Final = ("text", "meaning", "mapping", "writing")
"""How Argdown is read, and the way back: each knows those before it."""


@pytest.mark.parametrize("stage", ARGDOWN_STAGES)
def test_each_stage_of_argdown_knows_only_those_before_it(stage: str) -> None:
    package = "argmap.serializers.argdown."
    allowed = ARGDOWN_STAGES[: ARGDOWN_STAGES.index(stage) + 1]
    for path in sorted((PACKAGE / "serializers/argdown" / stage).glob("*.py")):
        for target in {*imported(path), *imported(path, lazily=True)}:
            if target.startswith(package):
                assert target.removeprefix(package).partition(".")[0] in allowed, f"{name(path)}: {target}"


ASKED_OF_THE_SYSTEM: Final = frozenset(
    """open fdopen read_text read_bytes write_text write_bytes touch mkdir makedirs rmdir unlink rename
    rmtree symlink_to hardlink_to chmod chown stat lstat exists lexists is_file is_dir is_symlink is_fifo
    is_socket is_mount isfile isdir islink samefile resolve realpath readlink absolute expanduser cwd
    iterdir listdir scandir glob rglob with_suffix with_name with_stem""".split()  # noqa: SIM905 - as a list it would be a page
)
"""What fails with errors of its own, or asks the system about a file."""

NO_FILES: Final = {
    (
        "argmap.reporting.writing.templates",
        "files('argmap.reporting').joinpath('templates').joinpath(name).read_text",
    ),
    ("argmap.reporting.writing.pdf.writing", "(path / 'report.json').write_text"),  # in a folder of its own
    ("argmap.reporting.writing.pdf.writing", "(path / 'pictures.typ').write_text"),
    ("argmap.reporting.writing.pdf.writing", "(path / name).write_text"),
    ("argmap.reporting.writing.pdf.writing", "(path / TEMPLATE).write_bytes"),
    (
        "argmap.rendering.output.convert",
        "(path / f'map-{n}.svg').write_text",
    ),  # in a folder of its own, each error caught
    ("argmap.rendering.output.convert", "(path / 'map.typ').write_text"),
    ("argmap.cli.folder", "path.relative_to(folder.source).with_name"),  # the name of a file that was found
    ("argmap.cli.terminal", "os.open"),  # the device that takes what nobody can read any more
    (
        "argmap.rendering.web.page",
        "files('argmap.rendering.web').joinpath(name).read_text",
    ),  # of the package itself
    ("argmap.syntax.yaml", "self.open"),
    ("argmap.syntax.yaml_writer", "_RESOLVER.resolve"),
}


def asked(path: Path) -> Iterator[str]:
    """What a module calls by a name that is also one of files."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ASKED_OF_THE_SYSTEM:
                yield ast.unparse(node.func)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_one_part_asks_the_system_about_files(path: Path) -> None:
    """So that no error of the system leaves it; pathlib raises its own where a name is too long or holds a NUL."""
    if part(name(path)) != "filesystem":
        assert {*asked(path)} <= {call for module, call in NO_FILES if module == name(path)}


def test_the_walk_sees_what_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("open(x)\nPath(x).stat()\na.b.resolve(strict=True)\ns.replace('a', 'b')\nresolve(x)\n")
    assert [*asked(path)] == ["open", "Path(x).stat", "a.b.resolve"]


NARROWING: Final = {"serializers.argdown", "serializers.markdown", "testing"}
"""Where assertions state what the types cannot: never what the input is like."""


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_assertion_guards_input(path: Path) -> None:
    """Python leaves them out on request, and their errors are no errors of ours."""
    module = name(path).removeprefix("argmap.")
    if not any(module == known or module.startswith(f"{known}.") for known in NARROWING):
        assert not any(
            isinstance(n, ast.Assert) for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
