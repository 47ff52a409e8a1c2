"""Maps to AML: one tree, each claim once."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from attrs import evolve

from argmap.model import ArgumentMap, Relation, RelationKind, Source
from argmap.serializers.aml.vocabulary import (
    DOCTYPE,
    HEADS,
    MISSING,
    NAME,
    Statement,
    claim_of,
    owners_of,
    parsed,
)
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.residue import plain_of
from argmap.syntax import xml


def dumps(map: ArgumentMap) -> str:
    """Write the tree of the map's first root as AML.

    AML holds one tree: no claim in two places, no cycle, no attack on an inference, one refutation for a
    claim. What does not fit is left out.

    >>> from argmap import ArgumentMap, Claim
    >>> tea, cheap = Claim("A", "Take tea."), Claim("B", "It is cheap.")
    >>> print(dumps(ArgumentMap.of(tea, cheap, cheap.supports(tea))), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE ARG SYSTEM "argument.dtd">
    <ARG>
      <TEXT/>
      <AU>
        <PROP identifier="A" missing="no">
          <PROPTEXT offset="-1">Take tea.</PROPTEXT>
        </PROP>
        <CA>
          <AU>
            <PROP identifier="B" missing="no">
              <PROPTEXT offset="-1">It is cheap.</PROPTEXT>
            </PROP>
          </AU>
        </CA>
      </AU>
    </ARG>
    """
    kept = plain_of(map, NAME)
    root = Element("ARG")
    heads = {head: [parsed(x) for x in _strings(kept.get(head))] for head in (*HEADS, "TEXT")}
    root.extend(e for e in heads["SCHEMESET"] if e is not None and e.tag == "SCHEMESET")
    source = most_quoted(map)
    body = next((e for e in heads["TEXT"] if e is not None and e.tag == "TEXT"), None)
    if body is None or (body.text or "") != (source.text if source else ""):
        body = Element("TEXT")
        body.text = source.text if source is not None else None
    root.append(body)
    root.extend(e for e in heads["EDATA"] if e is not None and e.tag == "EDATA")
    top, tree = _tree(map)
    props = props_of(map)
    if top is not None:
        units = {top: SubElement(root, "AU")}
        units[top].append(props[top])
        for r in tree:
            _put(r, units, props)
    return xml.write(root, doctype=DOCTYPE)


def _put(r: Relation, units: dict[str, Element], props: dict[str, Element]) -> None:
    unit = units[r.targets[0]]
    if r.kind is RelationKind.ATTACK:
        around = Element("REFUTATION")
        unit.insert(1, around)
    elif plain_of(r, NAME).get("same") is True and unit[-1].tag == "CA" and len(r.sources) == 1:
        around = unit[-1]
    else:
        around = SubElement(
            unit, "LA" if len(r.sources) > 1 or plain_of(r, NAME).get("linked") is True else "CA"
        )
    for s in r.sources:
        units[s] = SubElement(around, "AU")
        units[s].append(props[s])


def _strings(value: Any) -> list[str]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]


def _statements(m: ArgumentMap) -> dict[str, Statement]:
    return {c.id: c for c in m.statements}


def _tree(m: ArgumentMap) -> tuple[str | None, list[Relation]]:
    """The claim at the top, and the relations below it in the order in which they are written."""
    claims = _statements(m)
    roots = [r.id for r in m.roots] or list(claims)
    if not roots:
        return None, []
    seen, refuted = {roots[0]}, set()
    below: dict[str, list[Relation]] = {}
    for r in m.relations:
        if len(r.targets) == 1 and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK):
            below.setdefault(r.targets[0], []).append(r)
    tree: list[Relation] = []
    pending = [roots[0]]
    while pending:
        target = pending.pop()
        inner: list[str] = []
        for r in below.get(target, ()):
            attack = r.kind is RelationKind.ATTACK
            fresh = all(s in claims and s not in seen for s in r.sources) and len({*r.sources}) == len(
                r.sources
            )
            if not fresh or not r.sources or (attack and (target in refuted or len(r.sources) > 1)):
                continue
            if attack:
                refuted.add(target)
            tree.append(r)
            seen.update(r.sources)
            inner = [*r.sources, *inner] if attack else [*inner, *r.sources]
        pending += reversed(inner)
    return roots[0], tree


def order_of(m: ArgumentMap) -> list[str]:
    """The claims in the order in which they come back."""
    top, tree = _tree(m)
    below: dict[str, list[Relation]] = {}
    for r in tree:
        below.setdefault(r.targets[0], []).append(r)
    order: list[str] = [] if top is None else [top]
    pending = [] if top is None else [top]
    while pending:
        inner: list[str] = []
        for r in sorted(below.get(pending.pop(), ()), key=lambda r: r.kind is not RelationKind.ATTACK):
            inner += r.sources
        order += inner
        pending += reversed(inner)
    return order


def owner_names(m: ArgumentMap) -> dict[str, str]:
    """The name of each party: its own if no other has it, else its id."""
    names: dict[str, str] = {}
    for p in m.parties:
        names[p.id] = p.name if p.name and p.name not in names.values() else p.id
    return names


def props_of(m: ArgumentMap) -> dict[str, Element]:
    """The element of each claim of the tree."""
    claims, owners, source = _statements(m), owner_names(m), most_quoted(m)
    top, tree = _tree(m)
    props: dict[str, Element] = {}
    raw: set[str] = set()
    for i in dict.fromkeys([*([] if top is None else [top]), *(s for r in tree for s in r.sources)]):
        claim = claims[i]
        props[i] = _prop(claim, owners, source)
        kept = (
            parsed(plain_of(claim, NAME).get("prop", ""))
            if isinstance(plain_of(claim, NAME).get("prop"), str)
            else None
        )
        if kept is not None and kept.tag == "PROP" and _same(kept, claim, owners, source):
            props[i] = kept
            raw.add(i)
    n = 0
    for r in tree:
        if r.scheme.strip() and raw.isdisjoint((*r.sources, *r.targets)):
            n += 1
            for i in (*r.targets, *r.sources):
                SubElement(props[i], "INSCHEME", scheme=r.scheme, schid=str(n))
    return props


def _prop(claim: Statement, owners: dict[str, str], source: Source | None) -> Element:
    prop = Element("PROP", identifier=claim.id, missing="yes" if MISSING in claim.tags else "no")
    offset = -1
    if source is not None and len(claim.quotes) == 1:
        (q,) = claim.quotes
        if q.source == source.id and q.exact == claim.text and q.start is not None and q.end is not None:
            offset = q.start if q.end - q.start == len(claim.text) > 0 else -1
    SubElement(prop, "PROPTEXT", offset=str(offset)).text = claim.text
    if claim.by is not None:
        SubElement(prop, "OWNER", name=owners[claim.by])
    return prop


def _same(prop: Element, claim: Statement, owners: dict[str, str], source: Source | None) -> bool:
    """Whether the element that a claim was read from still says what the claim says."""
    name = owners[claim.by] if claim.by is not None else None
    read = claim_of(claim.id, prop, source.text if source else "", {})
    quotes = [evolve(q, source=source.id) for q in read.quotes] if source is not None else list(read.quotes)
    told = next(iter(owners_of(prop)), None)
    return (read.text, quotes, MISSING in read.tags, told) == (
        claim.text,
        list(claim.quotes),
        MISSING in claim.tags,
        name,
    )
