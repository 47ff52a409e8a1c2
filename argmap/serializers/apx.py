"""APX, the facts that ASPARTIX and other solvers read: ``arg(a).`` and ``att(a,b).``.

Dialects add ``support``, ``pref``, ``val`` and ``valpref``, and weights: ``att(a,b,3).``, ``att(a,b):-3.``.
Source: https://www.dbai.tuwien.ac.at/proj/argumentation/systempage/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import evolve

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model import RelationKind
from argmap.serializers.common.frameworks import (
    ListedArgument,
    ListedRelation,
    framework_ids,
    framework_map,
    relations_of,
    with_line_feeds,
)
from argmap.serializers.common.residue import mapping, sequence, strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import ArgumentMap, Claim, Relation

_SPACE: Final = re.compile(r"(?:\s|%[^\n]*)*")
_TERMS: Final = (
    r"\((?:[^()\s;%\"]|\([^()\s;%\"]*\))*\)"  # of a term such as f(a,g(b)), which solvers make of arguments
)
_NAME: Final = rf"""\s*([^\s(),;%"]+(?:{_TERMS})?|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*"""
_USUAL: Final = re.compile(rf"(?:arg\s*\({_NAME}|att\s*\({_NAME},{_NAME})\)\s*\.")
_BEGINNING: Final = re.compile(r"([a-z][A-Za-z0-9_]*)\s*\(")
_TERM: Final = re.compile(_NAME + "([,;)])")
_END: Final = re.compile(r"\s*(?:(:-?)\s*([0-9]+(?:\.[0-9]+)?)\s*)?\.")
_NUMBER: Final = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?")
_ATOM: Final = "(?:[a-z][A-Za-z0-9_]*|0|[1-9][0-9]*)"  # capitals would be variables of solvers
_CONSTANT: Final = re.compile(rf"{_ATOM}|[a-z][A-Za-z0-9_]*\({_ATOM}(?:,{_ATOM})*\)")
_KINDS: Final = {
    **dict.fromkeys(("att", "attack", "attacks"), RelationKind.ATTACK),
    **dict.fromkeys(("support", "supports", "supp", "sup"), RelationKind.SUPPORT),
    "pref": RelationKind.PREFERENCE,
}
_NAMES: Final = {"arg": 1, "argument": 1, "val": 2, "valpref": 2, **dict.fromkeys(_KINDS, 2)}
_EXPECTED: Final = "'arg(name).' or 'att(name,name).'"
_OTHERS: Final = "these facts are read too: " + ", ".join(p for p in _NAMES if p not in ("arg", "att"))
_FORMS: Final = (",", ":", ":-")  # between names and weight


class _Fact(NamedTuple):
    """One fact: a predicate, its names, and a weight with what is before it."""

    predicate: str
    names: tuple[str, ...]
    line: int
    weight: float | None = None
    form: str = ""


class _Found(NamedTuple):
    """What the facts state."""

    arguments: list[ListedArgument]
    relations: list[ListedRelation]
    values: dict[str, list[str]]  # which arguments promote, by argument
    preferred: list[list[str]]  # pairs of values, the better one first


def loads(text: str) -> ArgumentMap:
    r"""Read a framework: each ``arg`` is a claim without text, each ``att`` an attack, in any order.

    ``support(a,b)`` is a support, ``pref(a,b)`` a preference of the first. Weights are those of claims and relations.
    Values of value-based frameworks (``val``, ``valpref``) and the spelling of facts are in ``data["apx"]``.

    Args:
        text: The facts; ``%`` starts a comment. A fact may come again.

    Raises:
        FormatError: Anything but these facts, with line and column.
        InvalidFileError: Relations between arguments that are not listed.

    >>> loads("arg(a). arg(b).\natt(b,a).").relations
    (Relation('attack:b>a', 'attack', ('b',), ('a',)),)
    """
    found = _Found([], [], {}, [])
    _read(with_line_feeds(text.removeprefix("\ufeff")), found)
    data = {"apx": {"valpref": found.preferred}} if found.preferred else None
    m = framework_map(found.arguments, _once(found.relations), data, repeated=True)
    return _with_values(m, found.values) if found.values else m


def dumps(map: ArgumentMap) -> str:
    """Write the claims of a map and the attacks among them, without texts.

    Ids that are no constants of answer set programs are in quotation marks. Other relations, weights and values are
    written if an APX text stated them.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap"), Claim("Shrink!")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    arg(cap).
    arg("Shrink!").
    att("Shrink!",cap).
    """
    facts = [_written(c, "arg", [c.id]) for c in map.claims]
    facts += [_written(r, "att", [r.sources[0], r.targets[0]]) for r in relations_of(map, _is_stated)]
    for claim in map.claims:
        facts += [f"val({_term(claim.id)},{_term(v)}).\n" for v in strings(mapping(claim.data, "apx"), "val")]
    for pair in sequence(mapping(map.data, "apx"), "valpref"):
        if isinstance(pair, (list, tuple)) and [type(value) for value in pair] == [str, str]:
            facts.append(f"valpref({_term(pair[0])},{_term(pair[1])}).\n")
    return "".join(facts)


def ids(map: ArgumentMap) -> dict[str, str]:
    """The id under which each record comes back: relations are called by their ends."""
    return framework_ids({c.id: c.id for c in map.claims}, relations_of(map, _is_stated))


# Reading


def _read(text: str, found: _Found) -> None:
    """Add what each fact states; the usual two facts are read by one pattern."""
    offset = line = 0
    while True:
        start = _SPACE.match(text, offset).end()  # type: ignore[union-attr]
        line += text.count("\n", offset, start)
        if start == len(text):
            return
        usual = _USUAL.match(text, start)
        if usual is None:
            fact, offset = _other_fact(text, start, line + 1)
            _add(fact, found)
        else:
            offset = usual.end()
            one, source, target = usual.groups()
            if ".." in usual[0] and any(n and ".." in n and n[0] not in "\"'" for n in (one, source, target)):
                raise _wrong(text, start, "an interval, which is not read; list each argument")
            if one is not None:
                found.arguments.append(ListedArgument(_bare(one), line + 1))
            else:
                found.relations.append(ListedRelation(_bare(source), _bare(target), line + 1))
        line += text.count("\n", start, offset)


def _once(relations: list[ListedRelation]) -> list[ListedRelation]:
    """Relations without those that a fact states again in the same words: a program is a set of facts."""
    if len({(r.source, r.target) for r in relations}) == len(relations):
        return relations
    return list(
        {(r.kind, r.source, r.target, r.weight, repr(r.data)): r for r in reversed(relations)}.values()
    )[::-1]


def _add(fact: _Fact, found: _Found) -> None:
    """Add what a fact states."""
    predicate, names, line, weight, _ = fact
    if predicate in ("arg", "argument"):
        about = _about(fact, "arg")
        found.arguments.extend(ListedArgument(name, line, "", weight, about) for name in names)
    elif predicate == "val":
        found.values.setdefault(names[0], []).append(names[1])
    elif predicate == "valpref":
        found.preferred.append([*names])
    else:
        about = _about(fact, "att")
        found.relations.append(ListedRelation(names[0], names[1], line, about, _KINDS[predicate], weight))


def _other_fact(text: str, start: int, line: int) -> tuple[_Fact, int]:
    """A fact that is not one of the usual two forms, and where it ends."""
    beginning = _BEGINNING.match(text, start)
    if beginning is None or beginning[1] not in _NAMES:
        changes = text[start : start + 1] in ("+", "-", "?")
        raise _wrong(
            text,
            start,
            "facts with a sign change a framework or are uncertain" if changes else _OTHERS,
        )
    names: list[str] = []
    separators = ""
    offset = beginning.end()
    while not separators.endswith(")"):
        term = _TERM.match(text, offset)
        if term is None:
            raise _wrong(text, start, _OTHERS)
        names.append(term[1])
        separators += term[2]
        offset = term.end()
    end = _END.match(text, offset)
    wanted = _NAMES[beginning[1]]
    weight, form = None, ""
    if end is not None and end[2] is not None:
        weight, form = float(end[2]), end[1]
    elif len(names) == wanted + 1 and ";" not in separators and _NUMBER.fullmatch(names[-1]):
        weight, form = float(names.pop()), ","
    is_pool = wanted == 1 and set(separators[:-1]) == {";"}
    weighted = weight is None or beginning[1] not in ("val", "valpref")
    if end is None or not weighted or not (is_pool or (len(names) == wanted and ";" not in separators)):
        raise _wrong(text, start, _OTHERS)
    return _Fact(beginning[1], tuple(map(_bare, names)), line, weight, form), end.end()


def _wrong(text: str, start: int, hint: str) -> FormatError:
    found = text[start : start + 40].partition("\n")[0]
    message = f"found {shown(found)}, expected {_EXPECTED}"
    return FormatError.at(text, start, message, found=found, expected=_EXPECTED, hint=hint)


def _bare(name: str) -> str:
    """A name without its quotation marks."""
    is_quoted = len(name) > 1 and name[0] == name[-1] and name[0] in "\"'"
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if is_quoted else name


def _about(fact: _Fact, usual: str) -> dict[str, Any] | None:
    """How a fact is spelled, if it is not in the usual way."""
    about = {"fact": fact.predicate} if fact.predicate != usual else {}
    about |= {"weight": fact.form} if fact.form else {}
    return {"apx": about} if about else None


def _with_values(m: ArgumentMap, values: dict[str, list[str]]) -> ArgumentMap:
    """The map with the values that arguments promote.

    Raises:
        FormatError: A value of an argument that is not listed.
    """
    claims = []
    for claim in m.claims:
        promoted = values.pop(claim.id, None)
        about = {**mapping(claim.data, "apx"), "val": promoted}
        claims.append(evolve(claim, data={"apx": about}) if promoted else claim)
    if values:
        name = next(iter(values))
        raise FormatError(f"a value is of the argument {shown(name)}, which is not listed", found=name)
    return evolve(m, claims=claims)


# Writing


def _is_stated(r: Relation) -> bool:
    """Whether an APX text stated a relation that is no attack."""
    return _KINDS.get(_predicate(r, "")) is r.kind


def _predicate(record: Claim | Relation, usual: str) -> str:
    found = mapping(record.data, "apx").get("fact")
    return found if isinstance(found, str) else usual


def _written(record: Claim | Relation, usual: str, names: Sequence[str]) -> str:
    predicate = _predicate(record, usual)
    if usual == "arg":
        predicate = predicate if predicate == "argument" else usual
    elif _KINDS.get(predicate) is not getattr(record, "kind", None):
        predicate = usual
    terms = ",".join(map(_term, names))
    form = mapping(record.data, "apx").get("weight")
    weight = record.weight
    if form not in _FORMS or weight is None or (weight < 0 and form != ","):
        return f"{predicate}({terms}).\n"
    number = f"{weight:f}".rstrip("0").rstrip(".")
    if float(number) != weight:
        return f"{predicate}({terms}).\n"
    return f"{predicate}({terms},{number}).\n" if form == "," else f"{predicate}({terms}){form}{number}.\n"


def _term(name: str) -> str:
    """A name as a constant or a string."""
    if _CONSTANT.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
