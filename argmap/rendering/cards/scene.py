"""What a picture of a map shows, before any drawing: cards, folded evidence, lines, legend.

The same picture serves every direction and width, so finding the best fit builds it once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.appearance import Appearance
from argmap.model import Evidence, Relation, Role
from argmap.model.kinds import ATTACKING, RelationKind
from argmap.rendering.cards.groups import Group, groups
from argmap.rendering.cards.ranks import first_ranks
from argmap.rendering.colors import Colors
from argmap.rendering.style import MARKS, NOBODY, EvidenceAs, PartyLook, RelationLook
from argmap.words import common_via, kind_of, name_of, nearer, text_of, theses, without_tags

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from argmap.model import ArgumentMap, Quote
    from argmap.model.records import Node
    from argmap.rendering.style import Style


_LINE_END: Final = re.compile("\n")


@frozen
class Holder:
    """A party as the picture shows it.

    Attributes:
        name: The name on its cards.
        mark: A sign before the name, different for each party.
        look: Its colours.
    """

    name: str
    mark: str
    look: PartyLook


@frozen
class Row:
    """A piece of evidence inside the card of its claim."""

    id: str
    text: str
    holder: Holder | None
    locator: str
    joined: bool  # counts only together with the row above


@frozen
class Card:
    """A box: who holds what, and the evidence folded into it.

    Attributes:
        node: Name of the box in DOT, made up here so that no text of the user's can break it.
        id: The record's id.
        kind: The type in the header: THESIS, CLAIM, POLICY, EVIDENCE …
        holder: Who holds it.
        reported: By whom it is reported, unless the whole statement is.
        text: What the box says.
        locator: On which line of the source its words stand.
        note: Tags worth printing, and the remark that the record asks for.
        rows: The evidence folded into it.
        main: Whether it is the thesis.
        look: Its colours: what the document sets, else its holder's.
    """

    node: str
    id: str
    kind: str
    holder: Holder
    reported: str
    text: str
    locator: str
    note: str
    rows: tuple[Row, ...]
    main: bool
    look: PartyLook


@frozen
class Line:
    """A line from one place to another.

    Attributes:
        start: Node it comes from, with the port of a row if there is one.
        end: Node it leads to, likewise.
        look: How it is drawn.
        head: Whether the arrowhead is drawn at this line's end.
        tail: Whether the line begins at a box, not at a junction.
        label: A word on the line, or "".
        relation: Id of the relation it belongs to.
    """

    start: tuple[str, str]
    end: tuple[str, str]
    look: RelationLook
    head: bool
    tail: bool
    label: str
    relation: str


@frozen
class Picture:
    """Everything that is drawn, in the order in which it is written."""

    title: str
    cards: tuple[Card, ...]
    junctions: tuple[tuple[str, str, str], ...]  # node, colour, id of the relation
    lines: tuple[Line, ...]
    holders: tuple[Holder, ...]
    relations: tuple[RelationLook, ...]
    reporters: str
    sources: tuple[str, ...]
    key: tuple[str, ...]  # what else a reader may ask: shading, borders, joints
    firsts: tuple[str, ...]  # nodes that stand in the first rank
    ranks: int  # at least how many ranks the longest part has
    groups: tuple[Group, ...] = ()  # boxes around cards, each after the one it stands in
    tags: tuple[tuple[str, PartyLook], ...] = ()  # the tags that colours stand for


def picture(m: ArgumentMap, style: Style) -> Picture:
    """What a style shows of a map."""
    folded = _folded(m) if style.evidence is EvidenceAs.ROWS else {}
    hidden = {e.id for e in m.evidence} if style.evidence is EvidenceAs.HIDDEN else set()
    shown = [n for n in m.nodes if n.id not in folded and n.id not in hidden]
    holders = _holders(m, style, (n for n in m.nodes if n.id not in hidden))
    main = theses(m)
    common = common_via(m)
    locate = Locator(m) if style.locators else None
    steps = {i: r.id for r in m.relations for i in r.sources if i in folded}
    together: dict[str, list[Evidence]] = {}  # what is linked stands together, where the first of it is
    for e in m.evidence:
        if e.id in folded:
            together.setdefault(steps[e.id], []).append(e)
    rows: dict[str, list[Row]] = {}
    for linked in together.values():
        for e in linked:
            rows.setdefault(folded[e.id], []).append(
                Row(
                    e.id,
                    text_of(e),
                    holders.get(e.by or ""),
                    locate(e.quotes) if locate else "",
                    joined=e is not linked[0],
                )
            )
    nodes = {n.id: f"n{k}" for k, n in enumerate(shown)}
    colors = Colors.of(m)
    painted = {n.id: look for n in shown if (look := colors.node(n))}
    looks = {p.tag: p.look for p in painted.values()}
    cards = tuple(
        Card(
            node=nodes[n.id],
            id=n.id,
            kind="THESIS" if n.id in main else kind_of(n),
            holder=(holder := holders.get(n.by or "") or Holder("", "", NOBODY)),
            reported=", ".join(name_of(m, i) for i in nearer(n.via, common)),
            text=without_tags(text_of(n), n.tags),
            locator=locate(n.quotes) if locate else "",
            note=", ".join(filter(None, (*(t for t in n.tags if t != "thesis"), Appearance.of(n).note))),
            rows=tuple(rows.get(n.id, ())),
            main=n.id in main,
            look=painted[n.id].look if n.id in painted else holder.look,
        )
        for n in shown
    )
    places = {n: (node, "") for n, node in nodes.items()}
    for card in cards:
        for k, row in enumerate(card.rows):
            places[row.id] = (card.node, f"r{k}")
            places[steps[row.id]] = (card.node, f"r{k}")
    junctions, lines, used = _lines(m, style, places, set(steps.values()))
    firsts, ranks = first_ranks(cards, lines)
    held = {n.by for n in m.nodes if n.id not in hidden}
    return Picture(
        title=m.title if style.title else "",
        cards=cards,
        junctions=tuple(junctions),
        lines=tuple(lines),
        holders=tuple(h for p, h in holders.items() if p in held),
        relations=tuple(style.relations[k] for k in RelationKind if k in used),
        reporters=", ".join(name_of(m, i) for i in common),
        sources=citations(m) if style.sources else (),
        key=_key(cards, junctions, by_hand=any(not p.tag for p in painted.values())),
        firsts=firsts,
        ranks=ranks,
        groups=groups(m, shown, nodes, lines) if style.groups else (),
        tags=tuple((tag, looks[tag]) for tag in colors.by_tag if tag in looks),
    )


def _holders(m: ArgumentMap, style: Style, nodes: Iterable[Node]) -> dict[str, Holder]:
    """The parties that hold something, with their looks.

    The first look is for the first speaker and the second for the first counterparty, whether they hold
    something here or not, so that parts of one map look alike.
    """
    used = {n.by for n in nodes}
    speaker, counterparty = (
        next((p for p in m.parties if p.role is role), None) for role in (Role.SPEAKER, Role.COUNTERPARTY)
    )
    others = [p for p in m.parties if p.id in used and p not in (speaker, counterparty)]
    return {
        p.id: Holder(p.name or p.id, MARKS[n % len(MARKS)], style.parties[n % len(style.parties)])
        for n, p in enumerate([speaker, counterparty, *others])
        if p is not None and p.id in used
    }


def _folded(m: ArgumentMap) -> dict[str, str]:
    """Evidence that supports just one claim and nothing else: which claim."""
    claims = {c.id for c in m.claims} | {a.id for a in m.arguments}
    evidence = {e.id for e in m.evidence}
    folded: dict[str, str] = {}
    for r in m.relations:
        if r.kind is RelationKind.SUPPORT and len(r.targets) == 1 and r.targets[0] in claims and r.sources:
            alone = all(i in evidence and len(m.outgoing(i)) == 1 and not _backed(m, i) for i in r.sources)
            if alone and not _backed(m, r.id):
                folded |= dict.fromkeys(r.sources, r.targets[0])
    return folded


def _backed(m: ArgumentMap, i: str) -> bool:
    """Whether anything but an attack aims at it; attacks can aim at a row, reasons need a card."""
    return any(r.kind not in ATTACKING for r in m.incoming(i)) or bool(
        isinstance(m[i], Relation) and m.outgoing(i)
    )


def _lines(
    m: ArgumentMap, style: Style, places: dict[str, tuple[str, str]], folded: set[str]
) -> tuple[list[tuple[str, str, str]], list[Line], set[RelationKind]]:
    """The junctions and lines; of a relation with hidden ends what is left, if there is something at both."""
    kept = _standing(m, places)
    here = {*places, *(r.id for r in kept)}
    drawn = [r for r in kept if r.id not in folded]
    starts = {r.id: [i for i in r.sources if i in here] for r in drawn}
    aims = {r.id: [i for i in r.targets if i in here] for r in drawn}
    ends = {i for side in (*starts.values(), *aims.values()) for i in side}
    junctions: list[tuple[str, str, str]] = []
    for r in drawn:
        if r.id in ends or len(starts[r.id]) != 1 or len(aims[r.id]) != 1:
            node = f"j{len(junctions)}"
            places[r.id] = (node, "")
            junctions.append((node, style.relations[r.kind].color, r.id))
    lines: list[Line] = []
    named = {a.id for a in m.arguments if a.id in places and a.id not in ends}
    for r in drawn:
        look = style.relations[r.kind]
        label = look.word if style.labels and r.kind is not RelationKind.SUPPORT else ""
        if style.labels and r.argument in named:  # nothing else joins its card to its steps
            label = ": ".join(part for part in (label, str(r.argument)) if part)
        if r.id in places:
            hub = places[r.id]
            lines += [
                Line(places[i], hub, look, head=False, tail=True, label="", relation=r.id)
                for i in starts[r.id]
            ]
            lines += [
                Line(hub, places[i], look, head=True, tail=False, label=label, relation=r.id)
                for i in aims[r.id]
            ]
        else:
            start, end = places[starts[r.id][0]], places[aims[r.id][0]]
            lines.append(Line(start, end, look, head=True, tail=True, label=label, relation=r.id))
    return junctions, lines, {r.kind for r in drawn}


def _standing(m: ArgumentMap, shown: Container[str]) -> list[Relation]:
    """The relations that still join something when only what is shown is there."""
    ends = {r.id: (r.sources, r.targets) for r in m.relations}
    gone: set[str] = set()
    queue = deque(r.id for r in m.relations)
    while queue:
        i = queue.popleft()
        if i not in gone and any(
            side and all(e in gone or not (e in ends or e in shown) for e in side) for side in ends[i]
        ):
            gone.add(i)
            queue.extend(r.id for r in (*m.incoming(i), *m.outgoing(i)))
    return [r for r in m.relations if r.id not in gone]


def _key(cards: tuple[Card, ...], junctions: list[tuple[str, str, str]], *, by_hand: bool) -> tuple[str, ...]:
    shaded = any(card.rows for card in cards)
    dashed = any(card.reported for card in cards)
    return tuple(
        words
        for shown, words in (
            (shaded, "Shaded rows: evidence for the claim above."),
            (dashed, "Dashed border: as reported by another party."),
            (bool(junctions), "Dot: what meets there counts together."),
            (by_hand, "Other header colours: chosen by the author."),
        )
        if shown
    )


class Locator:
    """Says on which line of which source a quote stands: ``line 3``, or ``[2] line 3`` if there are several.

    Of a text of one line the line says nothing, and is not said.
    """

    def __init__(self, m: ArgumentMap) -> None:
        """Find the lines of each source."""
        several = len(m.sources) > 1
        self._numbers = {s.id: f"[{n}]" if several else "" for n, s in enumerate(m.sources, 1)}
        self._ends = {
            s.id: [c.start() for c in _LINE_END.finditer(s.text.rstrip())] for s in m.sources if s.text
        }

    def __call__(self, quotes: tuple[Quote, ...]) -> str:
        """The place of the first of these quotes whose place is known, or ""."""
        for q in quotes:
            if q.start is not None and q.source in self._ends:
                ends = self._ends[q.source]
                line = f"line {bisect_left(ends, q.start) + 1}" if ends else ""
                return " ".join(part for part in (self._numbers[q.source], line) if part)
        return ""


def citations(m: ArgumentMap) -> tuple[str, ...]:
    """The sources of a map as they are cited below a picture; one alone of which nothing but its id is known is not."""
    cited = []
    for n, s in enumerate(m.sources, 1):
        publisher = name_of(m, s.publisher) if s.publisher else ""
        words = ", ".join(part for part in (s.title or s.id, publisher, s.date, s.url) if part)
        if len(m.sources) > 1:
            cited.append(f"[{n}] {words}.")
        elif words != s.id or s.title or s.file:
            cited.append(f"Source: {words}.")
    return tuple(cited)
