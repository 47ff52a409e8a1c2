"""Every broken reference is reported, each with its place and ids, and nothing else is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import InvalidMapError, RecordError, UnknownIdError
from argmap.model import ArgumentMap, Claim, Quote, Relation, Section, Source
from argmap.serializers.native import dumps, loads
from argmap.testing import maps, quotes

if TYPE_CHECKING:
    from collections.abc import Callable

SINGLE: Final = ("by", "section", "parent", "argument")
SEVERAL: Final = ("via", "to", "mentions", "sources", "targets")


def refusal(edit: Callable[[Any], ArgumentMap], record: Any) -> str:
    with pytest.raises(InvalidMapError) as caught:
        edit(record)
    return str(caught.value)


def changed(record: Any, field: str, value: Any) -> Any:
    return evolve(record, **{field: value})


def places(m: ArgumentMap) -> list[tuple[str, str, str]]:
    """(record id, field, path) of every field of the map that refers to something."""
    groups = ("sections", "claims", "evidence", "arguments", "utterances", "relations")
    found = []
    for name in groups:
        for n, record in enumerate(getattr(m, name)):
            for field in (*SINGLE, *SEVERAL):
                if hasattr(record, field):
                    path = f"$.{name}[{n}].{field}" + ("[0]" if field in SEVERAL else "")
                    found.append((record.id, field, path))
    return found


@given(maps(min_claims=1), st.data())
def test_k_broken_references_are_k_problems(m: ArgumentMap, data: st.DataObject) -> None:
    broken = data.draw(st.lists(st.sampled_from(places(m)), min_size=1, max_size=6, unique=True))
    records: dict[str, Any] = {r.id: r for r in m}
    for i, field, _ in broken:
        value = "nowhere" if field in SINGLE else ("nowhere", *getattr(records[i], field))
        records[i] = changed(records[i], field, value)
    with pytest.raises(InvalidMapError) as caught:
        ArgumentMap.of(*records.values())
    problems = caught.value.exceptions
    assert {p.path for p in problems} == {path for _, _, path in broken}
    assert len(problems) == len(broken)
    assert {p.ids for p in problems} == {(i, "nowhere") for i, _, _ in broken}
    assert all(isinstance(p, UnknownIdError) and p.found == "nowhere" and p.hint for p in problems)


@given(maps(min_claims=1), st.data())
def test_replacing_and_reading_report_the_same_problems(m: ArgumentMap, data: st.DataObject) -> None:
    i, field, path = data.draw(st.sampled_from(places(m)))
    bad = changed(m[i], field, "nowhere")
    with pytest.raises(InvalidMapError) as replaced:
        m.replace(bad)
    document = json.loads(dumps(m))
    name = path.removeprefix("$.").partition("[")[0]
    record = next(r for r in document[name] if r["id"] == i)
    record[field] = "nowhere" if field in SINGLE else ["nowhere"]
    with pytest.raises(InvalidMapError) as read:
        loads(json.dumps(document))
    assert str(replaced.value) == str(read.value)
    assert [p.path for p in read.value.exceptions] == [path]


@given(maps(min_claims=1), st.data())
def test_references_to_records_of_another_type_are_problems(m: ArgumentMap, data: st.DataObject) -> None:
    i, field, path = data.draw(st.sampled_from([p for p in places(m) if p[1] not in ("sources", "targets")]))
    bad = changed(m[i], field, m.claims[0].id)
    with pytest.raises(InvalidMapError) as caught:
        m.replace(bad)
    (problem,) = caught.value.exceptions
    assert (type(problem), problem.path, problem.found) == (RecordError, path, m.claims[0].id)


@given(maps(min_claims=1), st.data())
def test_an_undercut_aims_at_inferences_only(m: ArgumentMap, data: st.DataObject) -> None:
    aim = data.draw(st.sampled_from((*m.nodes, *m.relations)))
    undercut = Relation("undercut", "undercut", m.claims[:1], [aim])
    if isinstance(aim, Relation) or aim in m.arguments:
        assert undercut in m.add(undercut)
    else:
        assert "expected a relation or an argument" in refusal(m.add, undercut)


RELEASE: Final = Source("release", "Rents may rise by no more than three percent a year.")


@given(quotes(RELEASE).filter(lambda quote: (quote.end or 0) > 1))
def test_a_source_cannot_shrink_under_its_quotes(quote: Quote) -> None:
    m = ArgumentMap.of(RELEASE, Claim("cap", quotes=[quote]))
    assert quote.end is not None
    assert m.replace(Source("release", RELEASE.text[: quote.end]))
    assert "quote ends at" in refusal(m.replace, Source("release", RELEASE.text[: quote.end - 1]))


@given(st.permutations(range(5)), st.integers(0, 4))
def test_a_section_within_itself_is_one_problem(order: list[int], size: int) -> None:
    rest = [Section(f"g{n}", parent=f"g{n - 1}" if n else None) for n in range(5)]
    ring = evolve(rest[0], parent=f"g{size}")
    sections = [ring if n == 0 else rest[n] for n in order]
    with pytest.raises(InvalidMapError) as caught:
        ArgumentMap.of(*sections)
    (problem,) = caught.value.exceptions
    assert set(problem.ids) == {f"g{n}" for n in range(size + 1)}
    assert "is within itself" in refusal(ArgumentMap.of(*rest).replace, ring)


@given(maps())
def test_a_map_in_the_place_of_a_record_gives_a_hint(m: ArgumentMap) -> None:
    assert "pass a list as *records" in refusal(ArgumentMap.of, m)
