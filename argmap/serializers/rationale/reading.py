"""Maps of Rationale's boxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from argmap.appearance import KEY
from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.ids import FreeIds
from argmap.messages import OTHER_FORMAT, counted, shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind
from argmap.serializers.rationale.script import MAKING, SET_TEXT, Call, calls

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME: Final = "rationale"
KINDS: Final = {
    "reason": RelationKind.SUPPORT,
    "objection": RelationKind.ATTACK,
    "compoundreason": RelationKind.SUPPORT,
    "compoundobjection": RelationKind.ATTACK,
}
COMPOUND: Final = ("compoundreason", "compoundobjection")
USUAL: Final = ("", "supports", "opposes")  # words of an inference that say nothing further
LAYOUT: Final = re.compile(
    "View|Location|Size|Offset|Zoom|Colou?r|Font|Prelude|Preview|^range$|^print$|^len$"
)
_VERSION: Final = re.compile(r"\s*#\s*Rationale Version[ \t]+(\S{1,40})")


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    r"""Read a map from a file of Rationale.

    Boxes become claims. A reason supports what it is below, an objection attacks it. The claims of a compound reason
    or objection count together. What is below an inference is about this relation: an objection to it is an undercut.
    Notes become remarks that pictures show.

    Args:
        text: The file's text.
        report: Receives a diagnostic for boxes of other types, those that are joined to nothing, and calls that are
            not read.

    Raises:
        FormatError: No boxes are made.
        InvalidFileError: Calls that cannot be read, or name boxes that are not there; each with its line.

    >>> m = loads('''a = Create("Claim")
    ... SetText("Tea is good.")
    ... b = CreateChild(a, "CompoundReason")
    ... c = CreateChild(b, "Claim")
    ... SetText("It is cheap.")
    ... d = CreateChild(b, "Claim")
    ... SetText("Cheap is good.")
    ... ''')
    >>> m["a"].text, m["b"].sources, m["b"].targets
    ('Tea is good.', ('c', 'd'), ('a',))
    """
    with GarbageCollectionPaused():
        return _read(text, report)


def _read(text: str, report: Report) -> ArgumentMap:
    boxes = _Boxes(text)
    raise_all(boxes.problems, "not a map of Rationale")
    if not boxes.every:
        expected = 'box = Create("Claim")'
        message = f"the text makes no boxes, expected {expected}"
        raise FormatError(message, expected=expected, hint=OTHER_FORMAT)
    for function, lines in boxes.unread.items():
        message = f"{counted(len(lines), 'call')} of {shown(function)} left out"
        report(Diagnostic("call-not-read", "info", message, line=lines[0]))
    records = _Records(boxes.every, report)
    data = _about(text, boxes.every)
    return ArgumentMap(claims=records.claims, relations=records.relations, data={NAME: data} if data else {})


def _about(text: str, boxes: Iterable[_Box]) -> dict[str, Any]:
    """The version of the program, and the notes that are on no box."""
    version = _VERSION.match(text)
    notes = [box.words for box in boxes if box.note and box.parent is None and box.words]
    about = {"version": version[1] if version else "", "notes": notes}
    return {key: value for key, value in about.items() if value}


@define(eq=False)
class _Box:
    """A box of the map.

    Attributes:
        premises: The claims within it, if it is a compound reason or objection.
        aim: The id of what is borne on by what is below it.
    """

    id: str
    type: str
    line: int
    parent: _Box | None = None
    note: bool = False
    words: str = ""
    children: list[_Box] = field(factory=list)
    premises: list[_Box] = field(factory=list)
    notes: list[_Box] = field(factory=list)
    inferences: list[_Box] = field(factory=list)
    aim: str | None = None

    @property
    def kind(self) -> str:
        return self.type.strip().lower()

    @property
    def is_compound(self) -> bool:
        """Whether it only joins claims; one with words of its own and no claims is a box as others are."""
        return self.kind in COMPOUND and (bool(self.premises) or not self.words)

    @property
    def remark(self) -> str:
        return "\n".join([note.words for note in self.notes if note.words])


class _Boxes:
    """The boxes of a script."""

    def __init__(self, text: str) -> None:
        self.problems: list[FormatError] = []
        self.every: list[_Box] = []
        self.unread: dict[str, list[int]] = {}
        self._named: dict[str, _Box] = {}
        self._ids = FreeIds()
        for call in calls(text, self.problems):
            self._take(call)

    def _take(self, call: Call) -> None:
        if call.function in MAKING:
            self._make(call)
        elif call.function == SET_TEXT:
            box = self._found(call) if call.box else self.every[-1] if self.every else None
            if box is not None:
                box.words = call.words
            elif not call.box:
                self._wrong(call, "there is a text before the first box")
        elif not LAYOUT.search(call.function):
            self.unread.setdefault(call.function, []).append(call.line)

    def _make(self, call: Call) -> None:
        parent = None
        if call.function != "Create" or call.box:
            parent = self._found(call)
            if parent is None:
                return
        wish = call.name or (f"{parent.id}[{len(parent.children)}]" if parent else "box")
        box = _Box(self._ids.give(wish), call.words, call.line, parent)
        box.note = box.kind == "note" or call.function == "CreateAnnotation"
        if parent is not None:
            (parent.notes if box.note else parent.children).append(box)
            if box.kind == "claim" and not box.note:
                parent.premises.append(box)
            elif box.kind == "inference":
                parent.inferences.append(box)
        self.every.append(box)
        if call.name:
            self._named[call.name] = box

    def _found(self, call: Call) -> _Box | None:
        """The box that a call names: by its variable, or by its place below the one of a variable."""
        name, *places = call.box.replace("]", "").split("[")
        box = self._named.get(name)
        for place in places:
            below = box.children if box is not None else []
            box = below[int(place)] if int(place) < len(below) else None
        if box is None:
            self._wrong(call, f"there is no box {shown(call.box)}")
        return box

    def _wrong(self, call: Call, message: str) -> None:
        expected = "a box that is made before"
        self.problems.append(
            FormatError(f"{message}, expected {expected}", line=call.line, found=call.box, expected=expected)
        )


class _Records:
    """The records that boxes become. A box comes after the one that it is below."""

    def __init__(self, boxes: Iterable[_Box], report: Report) -> None:
        self.claims: list[Claim] = []
        self.relations: list[Relation] = []
        self._report = report
        every = list(boxes)
        self._ids = FreeIds(box.id for box in every)
        self._joined: set[str] = set()
        for box in every:
            if not box.note:
                self._add(box)

    def _add(self, box: _Box) -> None:
        above = box.parent.aim if box.parent else None
        if box.kind == "inference" and box.parent is not None:
            box.aim = above
            return
        if box.is_compound:
            self._join(box, [b.id for b in box.premises], box.id)
            return
        box.aim = box.id
        self.claims.append(_claim(box))
        if box.kind in KINDS:
            self._join(box, [box.id], f"{KINDS[box.kind]}:{box.id}>{above}")
        elif box.kind != "claim":
            self._left(
                "unknown-type",
                box,
                f"is of the type {shown(box.type)}; read as a claim that is joined to nothing",
            )
        elif box.parent is not None and not box.parent.is_compound:
            self._left(
                "no-relation",
                box,
                f"is below {shown(box.parent.id)} and no reason; read as joined to nothing",
            )

    def _join(self, box: _Box, sources: list[str], wish: str) -> None:
        """The relation of a reason or objection to what it is below; what is below it may bear on this relation."""
        target = box.parent.aim if box.parent else None
        if target is None or not sources:
            self._left(
                "no-relation",
                box,
                "has no claims" if not sources else "is below nothing that can be borne on",
            )
            return
        compound = box.is_compound
        i = wish if compound else self._ids.give(wish)
        kind = KINDS[box.kind]
        if kind is RelationKind.ATTACK and target in self._joined:
            kind = RelationKind.UNDERCUT
        inner = [inference for inference in box.inferences if compound]
        about = {
            "text": box.words if compound else "",
            "inference": "\n".join([b.words for b in inner if b.words.strip().lower() not in USUAL]),
            "notes": "\n".join([words for b in (box, *inner) if compound and (words := b.remark)]),
        }
        data = {key: words for key, words in about.items() if words}
        self.relations.append(Relation(i, kind, sources, [target], data={NAME: data} if data else {}))
        self._joined.add(i)
        if compound:
            box.aim = i

    def _left(self, code: str, box: _Box, what: str) -> None:
        message = f"the box {shown(box.id)} {what}"
        self._report(Diagnostic(code, "warning", message, line=box.line, ids=(box.id,)))


def _claim(box: _Box) -> Claim:
    data: dict[str, Any] = {KEY: {"note": box.remark}} if box.remark else {}
    if box.kind not in ("claim", *KINDS):
        data[NAME] = {"type": box.type}
    return Claim(box.id, box.words, data=data)
