"""Changes in a document: what is put in and taken out, and what its references lead to afterwards."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from argmap.errors import ArgmapError
from argmap.ids import FreeIds
from argmap.serializers.sacm.addresses import Addresses, is_path
from argmap.serializers.sacm.case import Case
from argmap.serializers.sacm.kinds import kind_of, namespaces_of
from argmap.serializers.sacm.package import put_ends
from argmap.serializers.sacm.spelling import Spelling
from argmap.serializers.sacm.vocabulary import ID_KEYS, SIDES, id_of, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class _Path(NamedTuple):
    """An attribute that holds paths, and what each leads to."""

    element: Element
    key: str
    ends: list[tuple[str, Element | None]]


class Changes:
    """A document with changes; what its references lead to is set right at the end."""

    def __init__(self, case: Case, removed: Iterable[Element], ids: Iterable[str]) -> None:
        """Take elements out of the document of a case, in which there will be records of these ids."""
        self.root, self.spelling = case.root, Spelling.of(case)
        self.named: dict[str, Element] = {}  # the elements of records, by their ids
        self._case, self._links, self._ids = case, case.links, tuple(ids)
        self._packages = {i: e for i, e in case.elements.items() if e in case.packages}
        kinds = case.kinds.items()
        self._package = next((e for e, kind in kinds if kind.role == "package"), case.root)
        self._paths = [*_paths(case)]
        self._joined: list[tuple[Element, str, list[str]]] = []
        self._emptied: list[Element] = []
        self._contexts: dict[Element, list[Element]] = {}  # what gives an element context and nothing else
        for element, relation in self._links.contexts.items():
            _, targets = self._links.ends(relation)
            if len(targets) == 1:
                self._contexts.setdefault(targets[0], []).append(element)
        self._take_out(set(removed))

    @cached_property
    def _free(self) -> FreeIds:
        return FreeIds((*self._ids, *(i for e in self.root.iter() for i in ids_of(e))))

    def new(self, tag: str, i: str, section: str | None) -> Element:
        """A new element, in the package that is its section or in the first."""
        package = self._packages.get(section or "", self._package)
        return self.spelling.new(package, tag, i)

    def join(
        self, element: Element, ends: Mapping[str, list[str]], before: Mapping[str, list[str]], *, known: bool
    ) -> None:
        """Have a relation join these elements, by their names; where nothing changes, it stays as it is written."""
        turned = self._turned(element)
        for side, wanted in ends.items():
            if known and wanted == before[side]:
                continue
            written = side
            if turned and side in SIDES:
                written = SIDES[1 - SIDES.index(side)]
            if wanted or known:
                self._joined.append((element, written, wanted))

    def _turned(self, element: Element) -> bool:
        if (way := self._links.directions.of.get(element)) is not None:
            return way
        kind = kind_of(element, namespaces_of(self.root))
        return kind is not None and kind.loose and self._links.directions.usual[kind.turned]

    def put_context(self, i: str, ids: list[str], before: list[str]) -> None:
        """Give an element more context, or less where a relation gives it nothing else."""
        if more := [c for c in ids if c not in before]:
            context = self.new("assertedContext", self._free.give(f"context:{i}"), None)
            self.join(context, {"source": more, "target": [i]}, {}, known=False)
        if less := {self._case.elements.get(c) for c in before if c not in ids}:
            found = self._contexts.get(self.named[i], [])
            self._emptied += [e for e in found if less.issuperset(self._givers(e))]

    def _givers(self, context: Element) -> list[Element]:
        return self._links.ends(self._links.contexts[context])[0]

    def _take_out(self, elements: set[Element]) -> None:
        for around in list(self.root.iter()) if elements else ():
            for child in [e for e in around if e in elements]:
                around.remove(child)

    def finished(self) -> Element:
        """The document, with its references set right."""
        self._take_out(set(self._emptied))
        by_path = self.spelling.form == "path"
        addresses = Addresses(self.root if by_path or self._paths else Element("nothing"))
        for path in self._paths:
            _set_right(path, addresses)
        for element, side, ids in self._joined:
            known = [i for i in ids if i in self.named]
            if by_path:
                put_ends(element, side, [addresses.path(self.named[i]) for i in known], "path")
            else:
                put_ends(element, side, [self._name(i) for i in known], self.spelling.form)
        self._give_way()
        self._keep_ids()
        return self.root

    def _name(self, i: str) -> str:
        """What relations call the element of a record."""
        key = self.spelling.named_by
        return i if key == self.spelling.id_key else self.named[i].get(key) or i

    def _give_way(self) -> None:
        """Give elements that are no records other ids than those of new records."""
        new = self.named.keys() - self._case.elements.keys()
        records = set(self.named.values())
        for element in self._case.kinds if new else ():
            for key in ID_KEYS if element not in records else ():
                if (i := element.get(key)) in new:
                    element.set(key, self._free.give(i))

    def _keep_ids(self) -> None:
        """Give elements an attribute for their id that would be known by another."""
        own = [id_of(e) for e in self.named.values()]
        if own == [*self.named] and len({*own}) == len(own):
            return
        try:
            (after := Case(self.root, {})).map()
        except ArgmapError:
            return
        found = {element: i for i, element in after.elements.items()}
        for i, element in self.named.items():
            if found.get(element) != i:
                element.set(self.spelling.id_key, i)


def _paths(case: Case) -> Iterator[_Path]:
    for element in case.root.iter():
        for key, value in element.items():
            if any(is_path(word) for word in value.split()[:1]):
                ends = [(word, case.addresses.find(word)) for word in value.split()]
                if any(end is not None for _, end in ends):
                    yield _Path(element, key, ends)


def _set_right(path: _Path, addresses: Addresses) -> None:
    """Write the paths of an attribute again, if elements are at another place now; removed ones are left out."""
    words = []
    for word, end in path.ends:
        if end is None or addresses.find(word) is end:
            words.append(word)
        elif end is addresses.root or end in addresses.places:
            words.append(addresses.path(end))
    if words != [word for word, _ in path.ends]:
        path.element.set(path.key, " ".join(words))
