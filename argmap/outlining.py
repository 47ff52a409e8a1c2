"""The map as an indented text tree, for terminals, logs and readers who listen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.model import Argument, Claim, Evidence, Relation, RelationKind, Utterance
from argmap.viewing import as_view
from argmap.words import common_via, describe, held_by, kind_of, names_of, origins, text_of, theses, visible

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Record
    from argmap.viewing import View

SIGNS: Final = {
    RelationKind.SUPPORT: "+",
    RelationKind.ATTACK: "-",
    RelationKind.UNDERCUT: "~",
    RelationKind.ENTAILMENT: "+",
    RelationKind.CONTRARY: "><",
    RelationKind.CONTRADICTION: "><",
    RelationKind.REPHRASE: "=",
    RelationKind.PREFERENCE: ">",
    RelationKind.ILLOCUTION: ":",
    RelationKind.TRANSITION: "..",
}
DEEPEST: Final = 40  # levels of indentation; without an end to it, long chains fill the memory


def outline(m: ArgumentMap | View) -> str:
    """A map or a part of one as an indented text tree: under each element what bears on it.

    Signs: ``+`` supports or entails, ``-`` attacks, ``~`` undercuts the step above it, ``><`` is contrary to or
    contradicts, ``=`` rephrases, ``>`` is preferred to, ``&`` is linked with the premise above it; a sign in
    brackets, as ``[-]``, aims at the step above it, not at the element. What is in the tree already
    is named again with "see above"; "cycle" marks a way back to where it comes from. Deeper than 40
    steps the indentation stays and the depth is given as a number. Relations that lead to no element come last.
    Where a part leaves something out, the number of elements follows in brackets.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> print(outline(ArgumentMap.of(cap, shrink, shrink.attacks(cap), title="Rent cap")))
    Rent cap
    <BLANKLINE>
    cap, thesis: Rents should be capped.
      - shrink, claim: A cap shrinks supply.
    """
    part = as_view(m)
    m, whole = part.map, part.whole
    main = theses(whole)
    tops = sorted((n.id for n in m.roots), key=lambda i: i not in main)
    common = common_via(whole)
    lines = [_in_line(" ".join(m.title.split()))] if m.title.strip() else []
    if common:
        lines.append(_in_line(f"All as reported by {names_of(m, common)}."))
    lines += [_in_line(" ".join(line.split())) for line in origins(m, whole)]
    lines += [""] if lines else []
    seen: set[str] = set()
    for start in (*tops, *(n.id for n in m.nodes)):
        if start not in seen:
            lines += _tree(part, start, seen, main, common)
    lines += [f"{_in_line(r.id)}: {_in_line(describe(m, r))}" for r in m.relations if r.id not in seen]
    return "\n".join(lines) if m.nodes else "\n".join([*lines, "(no claims)"])


def _in_line(text: str) -> str:
    """The text without characters that nobody sees, in one line."""
    return visible(text).replace("\n", " ").replace("\t", " ")


def _tree(part: View, start: str, seen: set[str], main: set[str], common: tuple[str, ...]) -> list[str]:
    """One tree, without recursion: the stack holds the elements and steps that are still to be written."""
    m = part.map
    lines: list[str] = []
    stack: list[tuple[int, bool, str, str | Relation]] = [(0, False, "", start)]
    path: list[str] = []
    while stack:
        depth, on_step, sign, item = stack.pop()
        if isinstance(item, Relation):
            if item.id not in seen:
                stack += [(depth + 1, True, "", r) for r in reversed(m.incoming(item.id))]
            seen.add(item.id)
            sign = SIGNS[item.kind]
            signs = [f"[{sign}]" if on_step and item.kind is not RelationKind.UNDERCUT else sign]
            signs += "&" * (len(item.sources) - 1)
            stack += reversed([(depth, False, s, i) for s, i in zip(signs, item.sources, strict=False)])
            if not item.sources:
                lines.append(f"{_indent(depth)}{signs[0]} {_in_line(_line(m, item, main, common))}")
            continue
        del path[depth:]
        lead = _indent(depth) + (f"{sign} " if sign else "")
        if item in seen:
            lines.append(f"{lead}{_in_line(item)} ({'cycle' if item in path else 'see above'})")
            continue
        seen.add(item)
        path += [""] * (depth - len(path)) + [item]
        record = m[item]
        more = len(part.behind.get(item, ()))
        lines.append(lead + _in_line(_line(m, record, main, common)) + (f" (+{more} more)" if more else ""))
        stack += [(depth + 1, False, "", r) for r in reversed(m.incoming(item))]
    return lines


def _indent(depth: int) -> str:
    return "  " * depth if depth <= DEEPEST else "  " * DEEPEST + f"({depth}) "


def _line(m: ArgumentMap, record: Record, main: set[str], common: tuple[str, ...]) -> str:
    if isinstance(record, (Claim, Evidence, Argument, Utterance)):
        kind = kind_of(record, thesis=record.id in main).lower()
        return f"{record.id}, {kind}{held_by(m, record, common)}: {' '.join(text_of(record).split())}"
    return f"{record.id}: {describe(m, record)}" if isinstance(record, Relation) else record.id
