"""TGF, the trivial graph format, as solvers of abstract frameworks use it: arguments, ``#``, attacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.diagnostics import Diagnostic, Report, Severity, ignored
from argmap.errors import FormatError
from argmap.messages import Hint, shown
from argmap.model import RelationKind
from argmap.serializers.common.frameworks import (
    BETWEEN_CLAIMS,
    ListedArgument,
    ListedRelation,
    framework_ids,
    framework_map,
    lines_of,
    relations_of,
)
from argmap.serializers.common.ids import legal_ids
from argmap.serializers.common.relation_words import given_words, meaning
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap, Relation


_NUMBER: Final = re.compile(r"[-+]?[0-9.,]+")  # a weight, which says nothing of the kind


def loads(
    text: str,
    *,
    support: str | tuple[str, ...] = (),
    attack: str | tuple[str, ...] = (),
    report: Report = ignored,
) -> ArgumentMap:
    r"""Read a framework: each argument is a claim, its label the text; each line after ``#`` is an attack.

    The label of an attack is in ``data["tgf"]["label"]``; one that means another kind of relation makes it that.

    Args:
        text: The TGF text.
        support: Labels that mean support, besides the usual ones.
        attack: Labels that mean attack.
        report: Receives a diagnostic for each label that means nothing known, which is read as that of an attack.

    Raises:
        FormatError: No ``#`` line, or an attack without two ends.
        InvalidFileError: Arguments twice, or attacks between arguments that are not listed.

    >>> m = loads("1 Rents should be capped.\n2\n3\n#\n2 1\n3 1 supports\n")
    >>> [relation.id for relation in m.relations]
    ['attack:2>1', 'support:3>1']
    """
    known = given_words({RelationKind.SUPPORT: support, RelationKind.ATTACK: attack})
    arguments: list[ListedArgument] = []
    relations: list[ListedRelation] = []
    unknown: dict[str, int] = {}
    divided = False
    for n, line in enumerate(lines_of(text), 1):
        words = line.split(maxsplit=2 if divided else 1)
        if words == ["#"] and not divided:
            divided = True
        elif words and not divided:
            arguments.append(ListedArgument(words[0], n, words[1].rstrip() if words[1:] else ""))
        elif len(words) == 1:
            message = f"found {shown(words[0])} alone after the '#', expected two arguments in a line"
            raise FormatError(message, line=n, found=words[0], expected="two arguments")
        elif words:
            relations.append(
                ListedRelation(words[0], words[1], n)
                if len(words) == 2
                else _relation(words, n, known, unknown)
            )
    if not divided:
        changes = text.lstrip("\ufeff \t\r\n").startswith(("+", "-"))
        raise FormatError(
            "there is no line '#' between arguments and attacks",
            line=n,
            expected="TGF",
            hint="lines with + and - change a framework that is in another file"
            if changes
            else "even if there are no attacks",
        )
    for label, n in unknown.items():
        message = f"the label {shown(label)} is no known kind of relation, and is read as that of an attack"
        hint = Hint("say what it means with {support} or {attack}", support=label, attack=label)
        report(Diagnostic("label-unknown", Severity.WARNING, message, line=n, hint=hint))
    return framework_map(arguments, relations)


def dumps(map: ArgumentMap) -> str:
    """Write the claims of a map and the attacks among them; texts are written in one line.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    cap Rents should be capped.
    shrink
    #
    shrink cap
    """
    names = _names(map)
    lines = [" ".join([names[c.id], *c.text.split()]) for c in map.claims]
    lines.append("#")
    for r in relations_of(map, _is_labelled):
        label = _label(r)
        ends = names[r.sources[0]], names[r.targets[0]]
        lines.append(" ".join([*(reversed(ends) if _is_reversed(r) else ends), *([label] if label else [])]))
    return "\n".join(lines) + "\n"


def ids(map: ArgumentMap) -> dict[str, str]:
    """The id under which each record comes back: one without white space, attacks called by their ends."""
    return framework_ids(_names(map), relations_of(map, _is_labelled))


def _names(map: ArgumentMap) -> dict[str, str]:
    return legal_ids((c.id for c in map.claims), lambda i: "_".join(i.split()).lstrip("#\ufeff") or "_")


def _relation(
    words: list[str], line: int, known: Mapping[str, RelationKind], unknown: dict[str, int]
) -> ListedRelation:
    source, target, *label = words
    data = {"tgf": {"label": label[0].rstrip()}}
    said = meaning(label[0], known)
    if said is None and not _NUMBER.fullmatch(label[0].strip()):
        unknown.setdefault(label[0].strip(), line)
    if said is not None and said.reversed:
        source, target = target, source
    kind = said.kind if said is not None and said.kind in BETWEEN_CLAIMS else RelationKind.ATTACK
    return ListedRelation(source, target, line, data, kind)


def _label(r: Relation) -> str:
    """The label of a relation in one line, if it is read as the kind of the relation."""
    label = mapping(r.data, "tgf").get("label")
    words = " ".join(label.split()) if isinstance(label, str) else ""
    said = meaning(words)
    means = said.kind if said is not None and said.kind in BETWEEN_CLAIMS else RelationKind.ATTACK
    return words if means is r.kind else ""


def _is_labelled(r: Relation) -> bool:
    return bool(_label(r))


def _is_reversed(r: Relation) -> bool:
    said = meaning(_label(r))
    return said is not None and said.reversed
