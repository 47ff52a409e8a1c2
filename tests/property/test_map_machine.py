"""A map through any sequence of edits, next to a plain dict of records that is edited the obvious way."""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from argmap.errors import InUseError, InvalidMapError, UnknownIdError
from argmap.model import ArgumentMap, Claim, Evidence, Party, Relation
from argmap.serializers.native import dumps, loads

IDS: Final = st.sampled_from("abcdef")
KINDS: Final = st.sampled_from(["support", "attack", "rephrase"])


class Editing(RuleBasedStateMachine):
    """The map under test and its model: id -> record, in order of arrival."""

    def __init__(self) -> None:
        super().__init__()
        self.map = ArgumentMap.of()
        self.model: dict[str, Any] = {}
        self.past: list[tuple[ArgumentMap, int]] = []

    def _accepted(self, record: Any) -> bool:
        """Whether the model takes the record: its id is free, and what it refers to is there."""
        if record.id in self.model:
            return bool(self.model[record.id] == record)
        if isinstance(record, Relation):
            elements = {i for i, r in self.model.items() if not isinstance(r, Party)} | {record.id}
            return elements.issuperset(record.sources + record.targets)
        return isinstance(record, Party) or record.by is None or isinstance(self.model.get(record.by), Party)

    def _add(self, record: Any) -> None:
        self.past.append((self.map, hash(self.map)))
        accepted = self._accepted(record)
        try:
            self.map = self.map.add(record)
        except InvalidMapError:
            assert not accepted
        else:
            assert accepted
            self.model.setdefault(record.id, record)

    @rule(i=IDS, name=st.sampled_from(["", "x"]))
    def add_party(self, i: str, name: str) -> None:
        self._add(Party(i, name))

    @rule(i=IDS, text=st.sampled_from(["", "x"]), by=st.none() | IDS, kind=st.sampled_from([Claim, Evidence]))
    def add_statement(self, i: str, text: str, by: str | None, kind: Any) -> None:
        self._add(kind(i, text, by=by))

    @rule(i=IDS | st.none(), kind=KINDS, ends=st.lists(st.lists(IDS, max_size=2), min_size=2, max_size=2))
    def add_relation(self, i: str | None, kind: str, ends: list[list[str]]) -> None:
        self._add(Relation(i or f"{kind}:{ends}", kind, *ends))

    @rule(i=IDS)
    def remove(self, i: str) -> None:
        users = {r.id for r in self.model.values() if r.id != i and i in _uses(r)}
        if i not in self.model:
            with pytest.raises(UnknownIdError):
                self.map.without(i)
        elif users:
            with pytest.raises(InUseError) as caught:
                self.map.without(i)
            assert set(caught.value.ids) == users
        else:
            self.map = self.map.without(i)
            del self.model[i]

    @rule(i=IDS)
    def remove_with_all_that_hangs_on_it(self, i: str) -> None:
        if i not in self.model:
            return
        self.map = self.map.without(i, cascade=True)
        removed = {i}
        while True:
            more = {
                r.id
                for r in self.model.values()
                if isinstance(r, Relation) and removed & {*r.sources, *r.targets}
            } - removed
            if not more:
                break
            removed |= more
        self.model = {
            k: evolve(r, by=None) if getattr(r, "by", None) in removed else r
            for k, r in self.model.items()
            if k not in removed
        }

    @precondition(lambda self: self.model)
    @rule(data=st.data(), text=st.sampled_from(["", "x", "y"]))
    def reword(self, data: st.DataObject, text: str) -> None:
        i = data.draw(st.sampled_from(list(self.model)))
        old = self.model[i]
        field = "name" if isinstance(old, Party) else "scheme" if isinstance(old, Relation) else "text"
        self.model[i] = evolve(old, **{field: text})
        self.map = self.map.replace(self.model[i])

    @rule()
    def write_and_read(self) -> None:
        self.map = loads(dumps(self.map))

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        for name, kind in (
            ("parties", Party),
            ("claims", Claim),
            ("evidence", Evidence),
            ("relations", Relation),
        ):
            assert list(getattr(self.map, name)) == [r for r in self.model.values() if isinstance(r, kind)]
        assert all(self.map[i] == record for i, record in self.model.items())
        assert ArgumentMap.of(*self.map) == self.map

    @invariant()
    def links_follow(self) -> None:
        for i, record in self.model.items():
            if not isinstance(record, Party):
                relations = [r for r in self.model.values() if isinstance(r, Relation)]
                assert list(self.map.incoming(i)) == [r for r in relations if i in r.targets]

    def teardown(self) -> None:
        assert all(hash(m) == before for m, before in self.past)


def _uses(record: Any) -> set[str]:
    if isinstance(record, Relation):
        return {*record.sources, *record.targets}
    return {record.by} if getattr(record, "by", None) else set()


TestEditing: Final = Editing.TestCase
TestEditing.settings = settings(stateful_step_count=25)
