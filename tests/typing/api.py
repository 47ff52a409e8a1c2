"""The public surface as a type checker sees it: mypy reads this file, nobody runs it.

The wrong uses are marked as the errors they must be; were one accepted, its mark would be an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, assert_type

import argmap
from argmap import (
    ArgmapError,
    ArgumentMap,
    Claim,
    Diagnostic,
    Evidence,
    Finding,
    Loss,
    Party,
    Quantity,
    Quote,
    Recovered,
    Relation,
    Source,
)
from argmap.model import Node, Record

council = Party("council", "City council", role="speaker")
owners = Party("owners", "Owners' association", role="counterparty")
release = Source.from_file("release", "release.txt", title="Press release", publisher="council")
other = Source.from_file("other", Path("other.txt"), encoding="cp1252", publisher=council)

cap = Claim(
    "cap",
    "Rents should rise by at most 3% a year.",
    by=council,
    kind="policy",
    quotes=[release.quote("rents may rise by no more than three percent a year")],
)
shrink = Claim("shrink", "A cap shrinks the supply of flats.", by=owners, via=[council])
survey = Evidence("survey", "81% feared a rise.", by=council, figures=[Quantity(81, "percent", of="tenants")])
stay = Claim("stay", "A cap keeps tenants in their homes.", by=council)
exempt = Claim("exempt", "New buildings are exempt.", by="council", tags="law", weight=1)

m = ArgumentMap.of(
    council,
    owners,
    release,
    cap,
    shrink,
    survey,
    stay,
    exempt,
    stay.supports(cap),
    survey.supports(stay),
    objection := shrink.attacks(cap),
    title="Rent cap",
)
m = m.add(exempt.undercuts(objection))
m = m.add(cap.supported_by(stay, survey, scheme="Practical reasoning", weight=0.5))
m = m.without("stay", survey, cascade=True).replace(cap).subset(["cap", shrink]) | m

assert_type(m["cap"], Record)
assert_type(m.get("cap"), Record | None)
assert_type(m.claims, tuple[Claim, ...])
assert_type(m.evidence, tuple[Evidence, ...])
assert_type(m.relations, tuple[Relation, ...])
assert_type(m.nodes, tuple[Node, ...])
assert_type(m.counterparties, tuple[Party, ...])
assert_type(m.roots, tuple[Claim | Evidence, ...])
assert_type(m.attackers("cap"), tuple[Record, ...])
assert_type(m.incoming(cap), tuple[Relation, ...])
assert_type(cap.by, str | None)
assert_type(cap.via, tuple[str, ...])
assert_type(cap.quotes, tuple[Quote, ...])
assert_type(objection.targets, tuple[str, ...])
assert_type(argmap.check(m), argmap.Table[Finding])
assert_type(argmap.loads(argmap.dumps(m), format="argmap-json"), ArgumentMap)
assert_type(argmap.load("rent.argdown", on_error="raise"), ArgumentMap)
assert_type(argmap.load("rent.argdown", on_error="recover"), Recovered)
assert_type(argmap.loads(b"", format="argdown", on_error="recover").diagnostics, tuple[Diagnostic, ...])
assert_type(argmap.losses(m, "argdown"), tuple[Loss, ...])
assert_type(argmap.ancestors(m, cap), tuple[str, ...])
assert_type(argmap.components(m), tuple[tuple[str, ...], ...])
assert_type(argmap.topological_order(m), tuple[str, ...] | None)
assert_type(argmap.from_networkx(argmap.to_networkx(m)), ArgumentMap)

argmap.dump(m, "rent.argmap.json")
argmap.dump(m, Path("rent.txt"), format="argmap-json")
assert_type(argmap.render(m, "rent.svg"), argmap.Diagram)
assert_type(argmap.render(m, "rent.pdf", figures=True, min_text=8), tuple[argmap.Figure, ...])
assert_type(argmap.figures(argmap.view(m, root=cap, depth=2), page="letter"), tuple[argmap.Figure, ...])
assert_type(argmap.view(m, between=[council, "owners"]).cut, dict[str, int])
assert_type(argmap.evaluate(m, "preferred", taken=[stay, "survey"]), argmap.Acceptance)
assert_type(argmap.evaluate(m).labels["cap"], Literal["in", "out", "undecided"])
assert_type(argmap.strength(m, "euler", weights={"cap": 1}).values, dict[str, float])
assert_type(list(argmap.extensions(m, limit=3)), list[frozenset[str]])
assert_type(next(argmap.hinges(m, cap)), frozenset[str])
assert_type(argmap.why(argmap.whatif(m, out=[stay]), cap), argmap.Explanation)
argmap.draw(m, overlay=argmap.evaluate(m))
if cap.kind == "policy" and council.role == "speaker" and objection.kind == "attack":
    assert m == argmap.load("rent.argmap.json")
try:
    argmap.load("rent.argmap.json")
except argmap.InvalidMapError as several:
    assert_type(several.exceptions, tuple[ArgmapError, ...])
    assert_type(
        [(problem.path, problem.ids) for problem in several.exceptions], list[tuple[str, tuple[str, ...]]]
    )

# Wrong uses, which the checker finds before anything runs.

Claim()  # type: ignore[call-arg]
Claim("cap", "text", "title")  # type: ignore[call-arg]
Claim(3)  # type: ignore[arg-type]
Claim("cap", holder="council")  # type: ignore[call-arg]
Claim("cap", by=3)  # type: ignore[arg-type]
Claim("cap", quotes=["words"])  # type: ignore[list-item]
Claim("cap", figures=[Quantity(1)])  # type: ignore[call-arg]
Evidence("survey", figures=81)  # type: ignore[arg-type]
Relation("r")  # type: ignore[call-arg]
cap.supports(3)  # type: ignore[arg-type]
cap.supports("stay", strength=1)  # type: ignore[call-arg]
cap.text = "other"  # type: ignore[misc]
m.title = "other"  # type: ignore[misc]
m.claims.append(cap)  # type: ignore[attr-defined]
m.add("cap")  # type: ignore[arg-type]
m.add([cap])  # type: ignore[arg-type]
m.without("cap", True)  # type: ignore[arg-type]
title = m["cap"].title  # type: ignore[union-attr]
council.supports(cap)  # type: ignore[attr-defined]
argmap.loads(m)  # type: ignore[call-overload]
argmap.dumps("text")  # type: ignore[arg-type]
argmap.dumps(m, lossy="never")  # type: ignore[arg-type]
argmap.load("rent.argdown", on_error="ignore")  # type: ignore[call-overload]
argmap.dump("rent.argmap.json", m)  # type: ignore[arg-type]
