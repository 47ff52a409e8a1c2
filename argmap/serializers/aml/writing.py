"""Maps to AML: one tree, each claim once."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from argmap.model import ArgumentMap, Relation, RelationKind, Source
from argmap.serializers.aml.vocabulary import DOCTYPE, HEADS, MISSING, NAME, Statement, prop_row
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.residue import patched, residue_of
from argmap.syntax import xml


def dumps(map: ArgumentMap) -> str:
    """Write the tree of the map's first root as AML.

    AML holds one tree: no claim in two places, no cycle, no attack on an inference, one refutation for a
    claim. Everything else is left out.

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
    root = Element("ARG")
    row = patched(text_row(map), residue_of(map, NAME), accepts=_is_head)
    for head in ("SCHEMESET", "TEXT", "EDATA"):
        root.extend(_elements(head, row.get(head)))
    tree = _tree(map)
    props = props_of(map)
    for top in tree.claims[:1]:
        units = {top: SubElement(root, "AU")}
        units[top].append(props[top])
        for r in tree.relations:
            _put(r, units, props)
    return xml.write(root, doctype=DOCTYPE)


def _put(r: Relation, units: dict[str, Element], props: dict[str, Element]) -> None:
    unit = units[r.targets[0]]
    if r.kind is RelationKind.ATTACK:
        around = Element("REFUTATION")
        unit.insert(1, around)
    elif residue_of(r, NAME).get("same") is True and unit[-1].tag == "CA" and len(r.sources) == 1:
        around = unit[-1]
    else:
        linked = len(r.sources) > 1 or residue_of(r, NAME).get("linked") is True
        around = SubElement(unit, "LA" if linked else "CA")
    for s in r.sources:
        units[s] = SubElement(around, "AU")
        units[s].append(props[s])


def text_row(map: ArgumentMap) -> dict[str, str]:
    """The row of the document that a map has: its text."""
    body, source = Element("TEXT"), most_quoted(map)
    body.text = source.text if source is not None else None
    return {"TEXT": xml.in_one_line(body)}


def _is_head(key: str, value: Any) -> bool:
    return key in (*HEADS, "TEXT") and bool(_elements(key, value))


def _elements(tag: str, value: Any) -> list[Element]:
    found = map(xml.element_of, value if isinstance(value, list) else [value])
    return [e for e in found if e is not None and e.tag == tag]


def _is_prop(key: str, value: Any) -> bool:
    return key == "prop" and bool(_elements("PROP", value))


class _Tree(NamedTuple):
    """Claims in the order in which they come back, and relations in the order in which they are written."""

    claims: list[str]
    relations: list[Relation]


def _tree(m: ArgumentMap) -> _Tree:
    claims = {c.id for c in m.statements}
    order = [*([r.id for r in m.roots] or [c.id for c in m.statements])[:1]]
    seen, refuted = set(order), set()
    below: dict[str, list[Relation]] = {}
    for r in m.relations:
        if len(r.targets) == 1 and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK):
            below.setdefault(r.targets[0], []).append(r)
    tree: list[Relation] = []
    pending = [*order]
    while pending:
        target = pending.pop()
        inner: list[str] = []
        for r in below.get(target, ()):
            attack = r.kind is RelationKind.ATTACK
            new = all(s in claims and s not in seen for s in r.sources)
            distinct = len({*r.sources}) == len(r.sources) > 0
            if not new or not distinct or (attack and (target in refuted or len(r.sources) > 1)):
                continue
            if attack:
                refuted.add(target)
            tree.append(r)
            seen.update(r.sources)
            at = 0 if attack else len(inner)  # at most one attack, so the others move once
            inner[at:at] = r.sources
        order += inner
        pending += reversed(inner)
    return _Tree(order, tree)


def order_of(m: ArgumentMap) -> list[str]:
    """The claims in the order in which they come back."""
    return _tree(m).claims


def owner_names(m: ArgumentMap) -> dict[str, str]:
    """The name of each party: its own if no other has it, else its id."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for p in m.parties:
        names[p.id] = p.name if p.name and p.name not in taken else p.id
        taken.add(names[p.id])
    return names


def props_of(m: ArgumentMap) -> dict[str, Element]:
    """The element of each claim of the tree."""
    claims, owners, source = {c.id: c for c in m.statements}, owner_names(m), most_quoted(m)
    inside, tree = _tree(m)
    props = {i: _prop(claims[i], owners, source) for i in inside}
    for n, r in enumerate((r for r in tree if r.scheme.strip()), 1):
        for i in (*r.targets, *r.sources):
            SubElement(props[i], "INSCHEME", scheme=r.scheme, schid=str(n))
    for i in inside:
        if residue := residue_of(claims[i], NAME):
            row = patched(prop_row(props[i]), residue, accepts=_is_prop)
            props[i] = xml.parse(row["prop"])[0]
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
