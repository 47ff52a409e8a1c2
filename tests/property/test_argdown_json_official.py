"""Argdown JSON against the reference exporter, @argdown/core: its exports come back, and mean what their texts mean.

Needs node and a folder with the parser: ARGMAP_ARGDOWN_ORACLE names it (oracle.cjs and node_modules).
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, assume, example, given, settings

import argmap
from argmap import ArgumentMap, Relation
from argmap.serializers import argdown_json
from argmap.serializers.argdown.mapping.keys import RESIDUE

SERVER: Final = """
const oracle = require(process.argv[2] + "/oracle.cjs");
const lines = require("readline").createInterface({ input: process.stdin });
const steps = ["parse-input", "build-model", "build-map", "transform-closed-groups", "colorize", "export-json"];
(async () => {
  for await (const line of lines) {
    let answer = { json: null, accepted: false };
    try {
      const { app, m } = await oracle.makeApp();
      app.addPlugin(new m.JSONExportPlugin(), "export-json");
      const r = app.run({ input: JSON.parse(line), process: steps, logLevel: "silent", throwExceptions: false,
                          logExceptions: false });
      const wrong = [r.parserErrors, r.lexerErrors, r.exceptions].some(found => found && found.length);
      answer = { json: r.json || null, accepted: !wrong };
    } catch (e) { answer.crashed = String(e); }
    process.stdout.write(JSON.stringify(answer) + "\\n");
  }
})();
"""
Export = Callable[[str], tuple[str, bool]]
documents: Any = runpy.run_path(str(Path(__file__).with_name("test_argdown_laws.py")))["documents"]
# Failures are not made smaller: each try would ask the other process.
fixture_once = settings(
    max_examples=max(10, settings().max_examples // 2),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture(scope="module")
def export(reference_parser: Callable[[str], Callable[[str], Any]]) -> Export:
    """The export of a text, and whether nothing was wrong with the text; one process for all texts."""
    ask = reference_parser(SERVER)

    def exported(text: str) -> tuple[str, bool]:
        answer = ask(text)
        assume(answer["json"] is not None)  # it makes nothing of some broken texts
        return answer["json"], answer["accepted"]

    return exported


def records(m: ArgumentMap) -> dict[str, list[Any]]:
    """The records without what only one of both forms has; texts without white space around them."""

    def plain(record: Any) -> Any:
        layout = {k: v for k, v in record.data.get(RESIDUE, {}).items() if k != "listed"}
        data = {k: v for k, v in record.data.items() if k == "argdown"} | (
            {RESIDUE: layout} if layout else {}
        )
        words = {name: getattr(record, name).strip() for name in ("text", "title") if hasattr(record, name)}
        if hasattr(record, "wordings"):
            words["wordings"] = [evolve(w, text=w.text.strip()) for w in record.wordings]
        return evolve(record, data=data, **words)

    def unnumbered(relation: Relation) -> Relation:
        """Under its ends: which of two is the second is a matter of their order, which an export does not keep."""
        name = f"{relation.kind}:{relation.sources[0]}>{relation.targets[0]}"
        return relation if relation.argument else evolve(relation, id=name)

    names = ("sections", "claims", "evidence", "arguments")
    found: dict[str, list[Any]] = {name: [plain(r) for r in getattr(m, name)] for name in names}
    return {**found, "relations": sorted((unnumbered(plain(r)) for r in m.relations), key=repr)}


@given(documents())
@fixture_once
@example("[A]\n\n<B>\n\n(1) [A]\n----\n(2) c #t\n")
@example("<A>\n  <_ <A>\n")
def test_an_export_comes_back(export: Export, text: str) -> None:
    exported, _ = export(text)
    m = argdown_json.loads(exported)
    assert json.loads(argdown_json.dumps(m)) == json.loads(exported)
    assert argmap.losses(m, "argdown-json") == ()


@given(documents())
@fixture_once
@example("(1) a\n----\n(2) b\n-- r {uses: [1]} --\n(3) c\n")
@example("<X>\n\n(1) a\n----\n(2) b\n\n[C]: c\n  <_ [u]: u\n")
def test_an_export_means_what_its_text_means(export: Export, text: str) -> None:
    exported, accepted = export(text)
    m, notes = argmap.loads(text, format="argdown", dialect="official", on_error="recover")
    if not accepted or any(n.severity == "error" for n in notes):
        return  # such as YAML that only the reference parser takes for YAML
    assert records(argdown_json.loads(exported)) == records(m)


@given(documents(odd=False))
@fixture_once
def test_so_does_that_of_a_plain_text_in_the_default_dialect(export: Export, text: str) -> None:
    exported, accepted = export(text)
    m, notes = argmap.loads(text, format="argdown", on_error="recover")
    if not accepted or any(n.severity == "error" or n.code == "undercut-of-statement" for n in notes):
        return  # the reference parser moves undercuts of statements
    if any(r.sources == r.targets for r in m.relations):
        return  # which the reference parser leaves out
    joined = {r.id for r in m.relations if r.argument is None}
    if any(end in joined for r in m.relations for end in r.targets):
        return  # an export has undercuts of relations as undercuts of the statements that give the reason
    assert records(argdown_json.loads(exported)) == records(m)
