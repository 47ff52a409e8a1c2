"""Mermaid and D2: whatever the texts hold, the drawing is the same boxes and arrows."""

from __future__ import annotations

import json
import re
from typing import Final

import pytest
from hypothesis import given

import argmap
from argmap import ArgumentMap, Claim, Evidence, Loss, Party, RelationKind, Utterance
from argmap.serializers import d2, mermaid
from argmap.testing import hostile_text, maps

COUNCIL, CAP, STAY = (
    Party("council", "City council"),
    Claim("cap", "Cap rents.", by="council"),
    Evidence("stay"),
)
every_format = pytest.mark.parametrize("format", ["mermaid", "d2"])

# A line of each drawing, with nothing in it that could end a label early.
LABEL: Final = r"(?:[^\"<>{}\[\]`|%:;$&#\\*_\n]|#[0-9]+;|<br/>)+"
BOX: Final = rf'  n\d+(?:\["{LABEL}"\]|\(\["{LABEL}"\]\)|\{{\{{"{LABEL}"\}}\}}|>"{LABEL}"\])'
KNOT: Final = r'  r\d+\(\("#160;"\)\)'
LINE: Final = r"  [nr]\d+ (?:---|-->|(?:--x|-\.-x|==>|x--x|-\.->|--o)\|[a-z]+\|) [nr]\d+"
COMMENT: Final = rf"  %% [nr]\d+ is (?:{LABEL})?"
STRING: Final = r'"(?:[^"\\$\n]|\\["\\$n])*"'
D2: Final = (
    rf"(?:# .*|#|direction: up|[nr]\d+: {STRING} \{{[a-z0-9;: ]+\}}|title: {STRING} \{{[^\"]+\}}|"
    r'[nr]\d+ (?:--|->|<->) [nr]\d+: (?:[a-z]+ )?\{style\.stroke: "#[0-9a-f]{6}"(?:; style\.stroke-dash: \d)?\})'
)


def ends(m: ArgumentMap) -> int:
    """How many lines a drawing of the map has, if relations that are more than an edge have a knot."""
    used = {i for r in m.relations for i in r.sources + r.targets}
    return sum(
        1 if len(r.sources) == len(r.targets) == 1 and r.id not in used else len(r.sources) + len(r.targets)
        for r in m.relations
    )


@given(maps(hostile=True))
def test_no_text_breaks_a_flowchart(m: ArgumentMap) -> None:
    lines = argmap.dumps(m, format="mermaid", lossy="ignore").split("\n")
    if m.title:
        opened, title, closed, *lines = lines
        assert (opened, closed) == ("---", "---")
        assert isinstance(json.loads(title.removeprefix("title: ")), str)
    head, *body, last = lines
    assert (head, last) == ("flowchart BT", "")
    kinds = [sum(bool(re.fullmatch(kind, line)) for line in body) for kind in (BOX, KNOT, LINE, COMMENT)]
    assert kinds[0] == len(m.nodes)
    assert kinds[2] == ends(m)
    assert kinds[3] == kinds[0] + kinds[1]
    assert sum(kinds) == len(body)


@given(maps(hostile=True))
def test_no_text_breaks_a_d2_diagram(m: ArgumentMap) -> None:
    lines = argmap.dumps(m, format="d2", lossy="ignore").split("\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(D2, line) for line in lines), [x for x in lines if not re.fullmatch(D2, x)]
    assert sum(bool(re.match(r"n\d+: ", line)) for line in lines) == len(m.nodes)
    assert sum(bool(re.match(r"[nr]\d+ (--|->|<->)", line)) for line in lines) == ends(m)


@given(hostile_text())
def test_labels_equal_the_text_except_for_white_space(text: str) -> None:
    expected = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())
    plain = re.sub(r"#([0-9]+);", lambda match: chr(int(match[1])), mermaid.escaped(text))
    assert plain == expected
    quoted = d2.quoted(*([expected] if expected else []))
    assert re.sub(r"\\(.)", r"\1", quoted[1:-1]) == expected


def test_words_of_markdown_or_mermaid_are_escaped() -> None:
    assert mermaid.escaped("1. a") == "1#46; a"
    assert mermaid.escaped("- a") == "#45; a"
    assert mermaid.escaped("12) a") == "12#41; a"
    assert mermaid.escaped("a (1. b)") == "a (1. b)"
    assert mermaid.escaped("%%{init}%%") == "#37;#37;#123;init#125;#37;#37;"
    assert d2.quoted("${x}", 'a\\"') == '"\\${x}\\na\\\\\\""'


def test_every_kind_of_relation_looks_different_or_has_its_word() -> None:
    step = STAY.supports(CAP, id="step")
    looks: dict[str, set[str]] = {"mermaid": set(), "d2": set()}
    for kind in RelationKind:
        other = argmap.Relation("other", kind, ["cap"], ["step" if kind == "undercut" else "stay"])
        for format, seen in looks.items():
            text = argmap.dumps(
                ArgumentMap.of(COUNCIL, CAP, STAY, step, other), format=format, lossy="ignore"
            )
            start, aim = ("n0", "r0" if kind == "undercut" else "n1")
            (line,) = re.findall(rf"{start} (.*[->x].*?) ?{aim}\b(.*)", text)
            seen.add("".join(line))
    assert {format: len(seen) for format, seen in looks.items()} == dict.fromkeys(looks, len(RelationKind))


def test_linked_premises_meet_and_undercuts_aim_at_the_step() -> None:
    linked = CAP.supported_by(STAY, other := Claim("other"), id="linked")
    m = ArgumentMap.of(COUNCIL, CAP, STAY, other, linked, other.undercuts(linked))
    assert argmap.dumps(m, format="mermaid", lossy="ignore").splitlines()[1:] == [
        '  n0["Cap rents.<br/>— City council"]',
        '  n1["other"]',
        '  n2(["stay"])',
        '  r0(("#160;"))',
        "  n2 --- r0",
        "  n1 --- r0",
        "  r0 --> n0",
        "  n1 -.-x|undercut| r0",
        "  %% n0 is cap",
        "  %% n1 is other",
        "  %% n2 is stay",
        "  %% r0 is linked",
    ]


@every_format
def test_losses_list_what_is_not_drawn(format: str) -> None:
    m = ArgumentMap.of(COUNCIL, CAP, Claim("x", weight=0.5, tags=["a"]), Utterance("u", "So.", by="council"))
    assert argmap.losses(m, format) == (
        Loss("council", "", "the party is lost"),
        Loss("x", "tags", "'a' is lost"),
        Loss("x", "weight", "0.5 is lost"),
    )


@pytest.mark.parametrize(
    ("format", "direction", "start"), [("mermaid", "LR", "flowchart LR"), ("d2", "down", "direction: down")]
)
def test_directions(format: str, direction: str, start: str) -> None:
    assert argmap.dumps(ArgumentMap.of(), format=format, direction=direction).startswith(start)
    with pytest.raises(argmap.ArgmapError, match="unknown direction 'up; x', expected one of"):
        argmap.dumps(ArgumentMap.of(), format=format, direction="up; x")
