"""Argdown against its original parser, @argdown/core: what it reads, the official dialect reads alike.

Needs node and a folder with the parser: ARGMAP_ARGDOWN_ORACLE names it (oracle.cjs and node_modules).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, RelationKind
from argmap.serializers.argdown import meaning, parsing, yamldata
from argmap.serializers.argdown.lexing import Notes
from argmap.serializers.argdown.meaning import Group, Member, Step
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from argmap import Diagnostic
    from argmap.serializers.argdown.rows import Mark

Ask = "Callable[[str], dict[str, Any]]"
OLD_CODES: Final = ("wrapped-line", "reference-in-text", "unclosed-emphasis")  # of prose that was kept, too

SERVER: Final = """
const oracle = require(process.argv[2] + "/oracle.cjs");
const lines = require("readline").createInterface({ input: process.stdin });
(async () => {
  for await (const line of lines) {
    let found;
    try { found = await oracle.run(JSON.parse(line), { implicit: false }); } catch (e) { found = { crashed: String(e) }; }
    delete found.map;
    process.stdout.write(JSON.stringify(found) + "\\n");
  }
})();
"""


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], dict[str, Any]]]:
    """What the original makes of a text; one process for all texts."""
    folder, node = os.environ.get("ARGMAP_ARGDOWN_ORACLE"), shutil.which("node")
    if not folder or not node or not (Path(folder) / "oracle.cjs").is_file():
        pytest.skip("no original parser: ARGMAP_ARGDOWN_ORACLE names no folder with oracle.cjs")
    server = tmp_path_factory.mktemp("oracle") / "server.cjs"
    server.write_text(SERVER)
    with subprocess.Popen(
        [node, str(server), str(Path(folder).resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        into, out = process.stdin, process.stdout

        def ask(text: str) -> dict[str, Any]:
            into.write(json.dumps(text) + "\n")
            into.flush()
            found: dict[str, Any] = json.loads(out.readline())
            return found

        yield ask
        process.stdin.close()


def accepted(found: dict[str, Any]) -> bool:
    """Whether the original had nothing to complain of."""
    return not any(found.get(k) for k in ("crashed", "errors", "exceptions", "lexerErrors"))


# Both sides in one form


def bare(value: dict[str, Any], *drop: str) -> dict[str, Any]:
    """A mapping without what is absent, empty or a matter of place."""
    return {k: v for k, v in value.items() if v not in (None, [], {}, "") and k not in drop}


def theirs(found: dict[str, Any]) -> dict[str, Any]:
    """What the original says, without places in the text."""

    def member(entry: dict[str, Any]) -> dict[str, Any]:
        marks = [
            bare(m, "tag", "title") for m in entry.get("ranges", ()) if m["type"] in ("bold", "italic", "link")
        ]
        text = None if entry.get("isReference") else entry.get("text")
        return bare({**entry, "text": text, "ranges": marks}, "line", "column", "isTopLevel")

    def group(entry: dict[str, Any]) -> dict[str, Any]:
        steps = [
            bare({**s, "text": None if s.get("isReference") else s.get("text"), "inference": bare(s.get("inference") or {})})
            for s in entry.get("pcs", ())
        ]
        members = [member(m) for m in entry["members"]]
        return bare({**entry, "members": members, "pcs": steps, "usedAs": sorted(entry.get("usedAs", ()))})

    def section(entry: dict[str, Any]) -> dict[str, Any]:
        children = [section(c) for c in entry.get("children", ())]
        return bare({**entry, "children": children}, "isGroup", "isClosed")

    return {
        "statements": [group(s) for s in found["statements"]],
        "arguments": [group(a) for a in found["arguments"]],
        "relations": found["relations"],
        "sections": [section(s) for s in found["sections"]],
    }


ROLES: Final = {
    "premise": "Premise",
    "main-conclusion": "MainConclusion",
    "intermediary-conclusion": "IntermediaryConclusion",
    "top-level-statement": "TopLevelStatement",
    "relation-statement": "RelationStatement",
}


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def ours(text: str, *, official: bool) -> tuple[dict[str, Any], list[Diagnostic]]:
    """What this reader makes of a text, in the same form."""
    told: list[Diagnostic] = []
    notes = Notes(text, told.append)
    document = parsing.parse(text, notes, official=official, front=yamldata.front)
    yamldata.read(document, notes)
    said = meaning.understand(document.rows, document.front or {}, notes, official=official)

    def marks(words: str, found: list[Mark]) -> list[dict[str, Any]]:
        return [
            bare({"type": t, "start": utf16(words, a), "stop": utf16(words, b) - 1, "url": u})
            for t, a, b, u in found
        ]

    def member(m: Member) -> dict[str, Any]:
        e = m.element
        return bare(
            {
                "text": None if e.reference else e.text,
                "role": m.role,
                "isReference": e.reference or None,
                "tags": list(e.tags),
                "data": e.data,
                "section": m.section,
                "ranges": marks(e.text, e.marks),
            }
        )

    def steps(a: Group) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        inference: dict[str, Any] = {}
        for s in a.steps:
            if isinstance(s, Step):
                inference = bare({"rules": s.inference.rules, "data": s.inference.data})
                continue
            row = {k: v for k, v in member(s).items() if k not in ("section", "ranges")}
            found.append(bare({"n": len(found) + 1, "title": s.element.title, **row, "inference": inference}))
            inference = {}
        return found

    def group(g: Group) -> dict[str, Any]:
        return bare(
            {
                "title": g.title,
                "text": g.canonical.element.text if g.canonical else None,
                "tags": g.tags,
                "data": g.data,
                "section": g.section,
                "usedAs": sorted(ROLES[r] for r in g.roles) if g.kind == "statement" else [],
                "members": [member(m) for m in g.members],
                "pcs": steps(g),
            }
        )

    def end(e: Group | Step) -> dict[str, Any]:
        if isinstance(e, Group):
            return {"kind": e.kind, "title": e.title}
        before = e.argument.steps[: e.argument.steps.index(e)]
        at = sum(isinstance(s, Member) for s in before)
        return {"kind": "inference", "title": e.argument.title, "conclusionIndex": at}

    sections: dict[str, dict[str, Any]] = {}
    roots: list[dict[str, Any]] = []
    for p in said.sections:
        h = p.heading
        row = {"id": p.id, "level": h.level, "title": h.text.strip(), "tags": h.tags, "data": h.data, "children": []}
        sections[p.id] = row
        (sections[p.parent.id]["children"] if p.parent else roots).append(row)

    def tidy(row: dict[str, Any]) -> dict[str, Any]:
        return bare({**row, "children": [tidy(c) for c in row["children"]]})

    return {
        "statements": [group(g) for g in said.statements.values()],
        "arguments": [group(g) for g in said.arguments.values()],
        "relations": [
            {"type": b.type, "from": end(b.source), "to": end(b.target), "occurrences": len(b.offsets)}
            for b in said.bonds
        ],
        "sections": [tidy(r) for r in roots],
    }, told


def squashed(value: Any) -> Any:
    """Without marks, and with single blanks inside texts and none at their ends."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [squashed(v) for v in value]
    if isinstance(value, dict):
        return {k: squashed(v) for k, v in value.items() if k != "ranges"}
    return value


# Laws


documents: Any = st.deferred(lambda: pytest.importorskip("test_argdown_documents").documents())
