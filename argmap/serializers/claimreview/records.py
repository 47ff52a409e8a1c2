"""Records of objects: their ids, and what is reported of those that cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from argmap.diagnostics import Diagnostic
from argmap.errors import ArgmapError
from argmap.ids import unique_id
from argmap.messages import shown
from argmap.model.fields import CONTROL
from argmap.serializers.claimreview.documents import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.diagnostics import Report
    from argmap.serializers.claimreview.linked_data import Document, Node, Path

Made = TypeVar("Made")


class Records:
    """Makes the records of a document, each under an id of its own.

    Attributes:
        document: The document.
        report: Receives what had to be interpreted.
        problems: What the model refused.
        given: The ids that were given, in order.
    """

    def __init__(self, document: Document, report: Report, named: Iterable[Node]) -> None:
        """Put the ids aside that objects state of themselves."""
        self.document = document
        self.report = report
        self.problems: list[ArgmapError] = []
        self.given: list[str] = []
        self._taken: set[str] = set()
        self._reserved = {i for node in named if (i := self._identifier(node))}

    def made(self, path: Path, record: Callable[..., Made], /, *values: Any, **fields: Any) -> Made | None:
        """The record of an object; None and a problem if the model refuses it."""
        try:
            return record(*values, **fields)
        except ArgmapError as error:
            error.path = place(path)
            self.problems.append(error)
            return None

    def warn(
        self, code: str, path: str, found: Any, expected: str, so: str, severity: str = "warning"
    ) -> None:
        """Report what is something else than expected."""
        message = f"found {shown(found)} where {expected} is expected; {so}"
        self.report(Diagnostic(code, severity, message, path=path))

    def id(self, node: Node | None, default: str) -> str:
        """The id that an object states, if it is free; else the default, made different from all others."""
        found = "" if node is None else self._identifier(node)
        i = found if found and found not in self._taken else unique_id(default, self._reserved)
        self._taken.add(i)
        self._reserved.add(i)
        self.given.append(i)
        return i

    def take_back(self, count: int) -> None:
        """Free all ids but the first ones that were given."""
        self._taken.difference_update(self.given[count:])
        self._reserved.difference_update(self.given[count:])
        del self.given[count:]

    def _identifier(self, node: Node) -> str:
        """What an object states as its identifier, if that can be an id."""
        found = self.document.text(node, "identifier")
        return "" if CONTROL.search(found) else found
