"""The scene of a map as cards of who holds what, with the evidence folded into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from argmap.appearance import Appearance
from argmap.model import Evidence, Relation
from argmap.model.kinds import ATTACKING, RelationKind
from argmap.rendering.badges import gone, key_of
from argmap.rendering.cards.boxes import boxes
from argmap.rendering.cards.lines import End, Line, first_ranks, lines
from argmap.rendering.cards.marking import Marks
from argmap.rendering.cards.remarks import Remarks
from argmap.rendering.excerpt import Excerpt, brief
from argmap.rendering.looks import NOBODY, PartyLook, painted
from argmap.rendering.palette import emblems
from argmap.rendering.scene import Legend, Scene, Swatch
from argmap.rendering.style import EvidenceAs
from argmap.rendering.text.direction import runs_left
from argmap.words import (
    citations,
    common_via,
    describe,
    kind_of,
    names_of,
    nearer,
    text_of,
    theses,
    without_tags,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from argmap.model import ArgumentMap
    from argmap.model.records import Node
    from argmap.rendering.badges import Badge
    from argmap.rendering.cards.lines import Lines
    from argmap.rendering.looks import Painted, RelationLook
    from argmap.rendering.relating import Mention
    from argmap.rendering.style import Style
    from argmap.viewing import View


@frozen
class Holder:
    """A party as the picture shows it: its name, a sign that no other party has, its colours, its side, its id."""

    name: str
    sign: str
    look: PartyLook
    side: str = ""
    id: str = ""


@frozen
class Row:
    """A piece of evidence inside the card of its claim.

    Attributes:
        label: What the picture calls it: its id, its number, or "".
        locator: Its figures if they are wanted, and where in the source its text is.
        joined: Whether it counts only together with the row above.
        badge: The mark that an overlay gives it.
        mentions: What is said of its relations.
    """

    id: str
    text: str
    holder: Holder | None
    locator: str
    joined: bool
    label: str
    badge: Badge | None = None
    mentions: tuple[Mention, ...] = ()


@frozen
class Card:
    """What one element says, and the evidence folded into it; ``node`` is its name in DOT.

    Attributes:
        label: What the picture calls it: its id, its number, or "".
        kind: The type in the header: THESIS, CLAIM, POLICY, EVIDENCE …
        heading: Its title, if that is wanted and more than its text.
        reported: By whom it is reported, unless the whole statement is.
        locator: Its figures if they are wanted, and where in the source its text is.
        note: Tags worth printing, and the remark that the record asks for.
        main: Whether it is the thesis.
        chips: What is said about what is behind it and not shown.
        brief: Whether it only names what is in full in another picture.
        look: Its colours: those that the map asks for, or else its holder's.
        badge: The mark that an overlay gives it.
        mentions: What is said of its relations.
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
    label: str
    heading: str = ""
    chips: tuple[str, ...] = ()
    brief: bool = False
    badge: Badge | None = None
    mentions: tuple[Mention, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The elements that it shows: its own, and the evidence in its rows."""
        return (self.id, *(row.id for row in self.rows))


class Fold(NamedTuple):
    """Where a piece of evidence is folded into: the claim, and the relation that supports it."""

    claim: str
    relation: str


@frozen
class Shown:
    """What a style shows of a map: elements that have a card, and by id evidence in rows, parties and own looks."""

    elements: list[Node]
    folds: Mapping[str, Fold]
    holders: Mapping[str, Holder]
    painted: Mapping[str, Painted]

    @classmethod
    def of(cls, excerpt: Excerpt, style: Style) -> Shown:
        """What is shown of a part of a map; evidence has a card of its own where something is said of it."""
        view, m = excerpt.view, excerpt.view.map
        folds = _folds(m) if style.evidence is EvidenceAs.ROWS else {}
        apart = {fold.relation for i, fold in folds.items() if i in excerpt.aside}
        folds = {i: fold for i, fold in folds.items() if fold.relation not in apart}
        hidden = {e.id for e in m.evidence} if style.evidence is EvidenceAs.HIDDEN else set()
        seen = [n for n in m.nodes if n.id not in hidden]
        elements = [n for n in seen if n.id not in folds]
        return cls(elements, folds, _holders(view, style, seen), painted(m, elements))


Cards = Scene[Card, Line]


def scene(part: ArgumentMap | View | Excerpt, style: Style) -> Cards:
    """What a style shows of a map, or of a part of one."""
    excerpt = Excerpt.of(part, style)
    m = excerpt.view.map
    shown = Shown.of(excerpt, style)
    shapes, marks = cards(excerpt, style, shown)
    relations = {fold.relation for fold in shown.folds.values()}
    joins = lines(m, style, _ends(shapes, shown), relations, marks.gone)
    nodes = {card.id: card.node for card in shapes}
    firsts, ranks = first_ranks(nodes.values(), joins.lines)
    return Scene(
        title=excerpt.title if style.title else "",
        shapes=shapes,
        junctions=joins.junctions,
        lines=joins.lines,
        legend=_legend(excerpt, style, shown, shapes, joins, implied=marks.implied),
        boxes=boxes(m, style, shown.elements, nodes, joins.lines) if style.groups else (),
        firsts=firsts,
        ranks=ranks,
        mirrored=frozenset(card.node for card in shapes if runs_left(card.text)),
    )


def spoken(view: View, _style: Style, scene: Cards) -> dict[str, str]:
    """What screen readers read of every card, box and line, by the name that the engine has for it."""
    m = view.map
    names = {}
    for card in scene.shapes:
        words = [describe(m, m[card.id], thesis=card.main), *(describe(m, m[row.id]) for row in card.rows)]
        if card.brief:
            words = [f"{card.id}, {card.kind.lower()}: {card.text}"]
        words += spoken_marks(card)
        words += (mention.words for mention in card.mentions if mention.badge is None)
        names[card.node] = "\n".join([*words, *card.chips])
    names |= {junction.node: describe(m, m[junction.relation]) for junction in scene.junctions}
    names |= {f"cluster_{box.node}": box.title or "Section" for box in scene.boxes}
    return names | {f"line{n}": describe(m, m[line.relation]) for n, line in enumerate(scene.lines)}


def spoken_marks(card: Card) -> Iterator[str]:
    """What screen readers read of the marks on a card and its rows."""
    parts: tuple[Card | Row, ...] = (card, *card.rows)
    for part in parts:
        if part.badge is not None:
            yield f"{part.id} is marked {part.badge.words}. {part.badge.note}".rstrip()
        for mention in part.mentions:
            if mention.badge is not None:
                yield f"{part.id} {mention.words}: marked {mention.badge.words}. {mention.badge.note}".rstrip()


def _ends(shapes: tuple[Card, ...], shown: Shown) -> dict[str, End]:
    """Where lines begin and end: at cards, and at rows for folded evidence and its relation."""
    ends = {card.id: End(card.node) for card in shapes}
    for card in shapes:
        for k, row in enumerate(card.rows):
            ends[row.id] = ends[shown.folds[row.id].relation] = End(card.node, f"r{k}")
    return ends


def _legend(
    excerpt: Excerpt, style: Style, shown: Shown, shapes: tuple[Card, ...], joins: Lines, *, implied: bool
) -> Legend:
    m, whole = excerpt.view.map, excerpt.view.whole
    looks = {p.tag: p.look.toned(style.tone) for p in shown.painted.values()}
    swatches = [*_swatches(m, shown.holders.values())]
    swatches += [Swatch(f"tagged {t}", looks[t]) for t in Appearance.of(m).tag_colors if t in looks]
    reporters = names_of(whole, common_via(whole))
    notes = [*_key(shapes, joins, by_hand="" in looks)]
    notes += [f"All as reported by {reporters}."] if reporters else []
    notes += excerpt.notes
    sources = citations(m, whole) if style.sources else ()
    marks = key_of(excerpt.overlay, style, implied=implied)
    said = {look for card in shapes for look in _said(card)}
    looks_of = {kind: style.line(kind) for kind in RelationKind}
    used = tuple(look for kind, look in looks_of.items() if kind in joins.kinds or look in said)
    return Legend(tuple(swatches), used, tuple(notes), sources, marks)


def _said(card: Card) -> Iterator[RelationLook]:
    """The kinds of relations that a card speaks of."""
    yield from (mention.look for mention in card.mentions)
    yield from (mention.look for row in card.rows for mention in row.mentions)


def _swatches(m: ArgumentMap, holders: Iterable[Holder]) -> Iterator[Swatch]:
    """The parties, those of one side together, the first of them with the name of the side if it has one."""
    named = {p.side.strip() for p in m.parties}
    sides: dict[str, list[Holder]] = {}
    for holder in holders:
        sides.setdefault(holder.side, []).append(holder)
    for side, together in sides.items():
        for n, holder in enumerate(together):
            heading = side if n == 0 and side in named else ""
            yield Swatch(f"{holder.sign} {holder.name}", holder.look, heading)


def _key(shapes: tuple[Card, ...], joins: Lines, *, by_hand: bool) -> Iterator[str]:
    """What else a reader may ask: shading, borders, joints."""
    if any(card.rows for card in shapes):
        yield "Shaded rows: evidence for the claim above."
    if any(card.reported for card in shapes):
        yield "Dashed border: as reported by another party."
    if joins.junctions:
        yield "Dot: what meets there counts together."
    if by_hand:
        yield "Other header colours: chosen by the author."


def cards(excerpt: Excerpt, style: Style, shown: Shown) -> tuple[tuple[Card, ...], Marks]:
    """The cards of what is shown, and the marks that they have."""
    m, whole = excerpt.view.map, excerpt.view.whole
    hidden = style.evidence is EvidenceAs.HIDDEN
    remarks = Remarks(whole, style, (n for n in whole.nodes if not (hidden and isinstance(n, Evidence))))
    nodes = {n.id for n in shown.elements} | shown.folds.keys()
    marks = Marks.of(m, excerpt.overlay, style, nodes, remarks.label)
    rows = _rows(m, shown, remarks, marks)
    main = theses(whole)
    common = common_via(whole)
    nobody = Holder("", "", NOBODY.toned(style.tone))

    def card(n: Node, node: str) -> Card:
        holder = shown.holders.get(n.by or "", nobody)
        color = shown.painted.get(n.id)
        usual = holder.look if color is None else color.look.toned(style.tone)
        text, short = without_tags(text_of(n), n.tags), n.id in excerpt.brief
        return Card(
            node=node,
            id=n.id,
            kind=kind_of(n, thesis=n.id in main),
            holder=holder,
            reported=names_of(m, nearer(n.via, common)),
            text=brief(text) if short else text,
            locator="" if short else remarks.locator(n),
            note="" if short else remarks.note(n),
            rows=tuple(rows.get(n.id, ())),
            main=n.id in main,
            look=gone(style) if n.id in marks.gone else usual,
            label=remarks.label(n),
            heading=remarks.heading(n),
            chips=excerpt.chips.get(n.id, ()),
            brief=short,
            badge=marks.badges.get(n.id),
            mentions=(*excerpt.mentions.get(n.id, ()), *marks.steps.get(n.id, ())),
        )

    return tuple(card(n, f"n{k}") for k, n in enumerate(shown.elements)), marks


def _rows(m: ArgumentMap, shown: Shown, remarks: Remarks, marks: Marks) -> Mapping[str, list[Row]]:
    """The rows of each claim; what is linked is together, where the first of it is."""
    linked: dict[Fold, list[Evidence]] = {}
    for e in m.evidence:
        if e.id in shown.folds:
            linked.setdefault(shown.folds[e.id], []).append(e)
    rows: dict[str, list[Row]] = {}
    for fold, together in linked.items():
        for n, e in enumerate(together):
            holder = shown.holders.get(e.by or "")
            said = (remarks.locator(e), n > 0, remarks.label(e))
            row = Row(e.id, text_of(e), holder, *said, marks.badges.get(e.id), marks.steps.get(e.id, ()))
            rows.setdefault(fold.claim, []).append(row)
    return rows


def _holders(view: View, style: Style, nodes: Iterable[Node]) -> dict[str, Holder]:
    """The parties that hold something, with the signs and looks that they have in the whole."""
    m, here = view.whole, {n.by for n in nodes}
    ids = (n.by for n in m.nodes if n.by)
    return {
        i: Holder(getattr(m[i], "name", "") or i, emblem.sign, emblem.look.toned(style.tone), emblem.side, i)
        for i, emblem in emblems(m, ids, style.parties).items()
        if i in here
    }


def _folds(m: ArgumentMap) -> dict[str, Fold]:
    """Evidence that supports just one claim and nothing else."""
    claims = {c.id for c in m.claims} | {a.id for a in m.arguments}
    evidence = {e.id for e in m.evidence}
    folds: dict[str, Fold] = {}
    for r in m.relations:
        if r.kind is RelationKind.SUPPORT and len(r.targets) == 1 and r.targets[0] in claims and r.sources:
            alone = all(i in evidence and len(m.outgoing(i)) == 1 and not _backed(m, i) for i in r.sources)
            if alone and not _backed(m, r.id):
                folds |= dict.fromkeys(r.sources, Fold(r.targets[0], r.id))
    return folds


def _backed(m: ArgumentMap, i: str) -> bool:
    """Whether anything but an attack aims at it; attacks can aim at a row, reasons need a card."""
    return any(r.kind not in ATTACKING for r in m.incoming(i)) or bool(
        isinstance(m[i], Relation) and m.outgoing(i)
    )
