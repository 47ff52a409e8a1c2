"""All changes between two maps as one value: shown, written, read, applied."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import field, frozen

from argmap.change import states
from argmap.change.applying import applied
from argmap.change.comparing import compared
from argmap.change.documents import document, read
from argmap.change.record import Change, telling
from argmap.change.shares import share
from argmap.change.vocabulary import ChangeKind
from argmap.errors import ArgmapError
from argmap.messages import counted
from argmap.model.map import must_be_map
from argmap.syntax import json
from argmap.tables import Table
from argmap.values import Frozen, must_be

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.overlay import Overlay

THRESHOLD: Final = 0.75
"""How alike two texts must be, from 0 to 1, for a record to be taken for one with another id."""

_SIGNS: Final = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-"}


def _table(changes: Any) -> Table[Change]:
    return changes if isinstance(changes, Table) and changes.kind is Change else Table(Change, changes)


def _map_or_none(_: Any, __: Any, value: ArgumentMap | None) -> None:
    if value is not None:
        must_be_map(value)


@frozen(repr=False)
class Diff(Frozen):
    """What is different in the later of two maps. It is false if nothing is.

    ``diff`` makes one of two maps. ``apply`` makes the later map of the earlier one.

    Attributes:
        changes: The changes, those of the map as a whole first, then by type of record.
        earlier: The earlier map; None if the diff was read from JSON.
        later: The later map; likewise.

    >>> from argmap import ArgumentMap, Claim
    >>> a = ArgumentMap.of(Claim("cap", "Rents may rise by 3%."))
    >>> b = ArgumentMap.of(Claim("cap", "Rents may rise by 4%."), Claim("exempt", "New buildings are exempt."))
    >>> print(diff(a, b))
    2 changes: 1 added, 1 reworded
    + claim 'exempt' is added: "New buildings are exempt."
    ~ claim 'cap' is reworded from "Rents may rise by 3%." to "Rents may rise by 4%."
    >>> diff(a, b).apply(a) == b, bool(diff(a, a))
    (True, False)
    """

    _BY_NAME: ClassVar = "diff(a, b) makes one of two maps"

    changes: Table[Change] = field(converter=_table)
    earlier: ArgumentMap | None = field(default=None, eq=False, kw_only=True, validator=_map_or_none)
    later: ArgumentMap | None = field(default=None, eq=False, kw_only=True, validator=_map_or_none)

    def apply(self, m: ArgumentMap) -> ArgumentMap:
        """The map with the changes made: of the earlier map, the later.

        Other maps are changed as well, if all that the changes are about is in them as it was in the earlier map.

        Raises:
            InvalidMapError: Some changes do not fit the map, or what they make is not a map; it lists every problem.
        """
        must_be_map(m)
        return applied(self.changes, m) if self.changes else m

    def both(self) -> ArgumentMap:
        """The later map with what was removed still in it, to draw both states as one picture.

        Records that are called something else now have their new ids. A record that was removed, and whose id is that
        of a record of another type now, has a number after its id.

        Raises:
            ArgmapError: The diff was read from JSON, which has the changes but not the maps.

        >>> from argmap import ArgumentMap, Claim
        >>> cap, old = Claim("cap", "Rents may rise by 3%."), Claim("old", "Rents rose.")
        >>> [c.id for c in diff(ArgumentMap.of(old, cap), ArgumentMap.of(cap)).both().claims]
        ['old', 'cap']
        """
        return states.both(self.changes, *self._maps())

    def overlay(self) -> Overlay:
        """What a picture of ``both()`` shows of the changes: ``argmap.draw(d.both(), overlay=d)``.

        Raises:
            ArgmapError: The diff was read from JSON, which has the changes but not the maps.
        """
        return states.overlay(self.changes, *self._maps())

    def _maps(self) -> tuple[ArgumentMap, ArgumentMap]:
        if self.earlier is None or self.later is None:
            raise ArgmapError(
                "the diff has no maps, only the changes between them",
                hint="make it of the maps again: diff(a, d.apply(a))",
            )
        return self.earlier, self.later

    def to_json(self) -> str:
        """The changes as JSON, which ``Diff.from_json`` reads."""
        return json.dumps(document(self.changes), indent=2)

    @classmethod
    def from_json(cls, text: str) -> Diff:
        """The changes that ``to_json`` wrote; the maps are not among them.

        Raises:
            FormatError: The text is not what ``to_json`` writes, with the path.
        """
        must_be(text, str, "JSON text")
        return cls(read(json.loads(text)))

    def to_markdown(self) -> str:
        """The changes as a table in Markdown, below a line that counts them."""
        return (
            f"{self._counts()}\n\n{self.changes.to_markdown()}\n" if self.changes else f"{self._counts()}\n"
        )

    def _repr_html_(self) -> str:
        """The changes as a table, for notebooks."""
        return f"<p>{self._counts()}</p>{self.changes._repr_html_()}"

    def __bool__(self) -> bool:
        """Whether there is any change."""
        return bool(self.changes)

    def __len__(self) -> int:
        """How many changes there are."""
        return len(self.changes)

    def __str__(self) -> str:
        """How many changes there are of which kind, then a sentence for each that does not follow from others."""
        lines = [f"{_SIGNS.get(c.kind, '~')} {c.sentence}" for c in telling(self.changes)]
        return "\n".join([self._counts(), *lines])

    def __repr__(self) -> str:
        return f"<Diff: {self._counts()}>"

    def _counts(self) -> str:
        if not self.changes:
            return "no changes"
        kinds = Counter(c.kind for c in telling(self.changes))
        listed = ", ".join(f"{kinds[kind]} {kind}" for kind in ChangeKind if kinds[kind])
        implied = len(self.changes) - kinds.total()
        follow = f"; {implied} more follow{'s' if implied == 1 else ''} from these" if implied else ""
        return f"{counted(kinds.total(), 'change')}: {listed}{follow}"


def diff(a: ArgumentMap, b: ArgumentMap, *, threshold: float | None = THRESHOLD) -> Diff:
    """What is different in map ``b``, compared with map ``a``.

    Records are compared by id. A claim, piece of evidence, argument or utterance whose id only ``a`` has is taken for
    one of its type whose id only ``b`` has, if their texts are alike enough; and a relation for one that joins the
    same. These are guesses: they are marked, with how alike the two are. Texts are alike as their letters are, whatever
    the order and the case of the words and the marks around them (rapidfuzz's token sort ratio); the most alike are
    taken first.

    Args:
        a: The earlier map.
        b: The later map.
        threshold: How alike two texts must be for that, from 0 to 1; None to go by ids alone.

    Raises:
        ArgmapError: The threshold is no number from 0 to 1.

    >>> from argmap import ArgumentMap, Claim
    >>> a = ArgumentMap.of(Claim("cap", "Rents may rise by 3% a year."))
    >>> b = ArgumentMap.of(Claim("limit", "Rents may rise by 4% a year."))
    >>> print(diff(a, b).changes[0].sentence)
    claim 'cap' is called 'limit' now (a guess: 96% alike)
    """
    must_be_map(a)
    must_be_map(b)
    least = None if threshold is None else share(threshold, "threshold")
    return Diff(Table(Change, () if a == b else compared(a, b, least)), earlier=a, later=b)
