"""Small files that ask for much: each is refused, or read, within a gigabyte and without an error of anybody else."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from typing import Final

import pytest

import argmap
from argmap import LimitError, Limits
from argmap.messages import COMPARED, OneText, nearest

DEEP: Final = 20_000
NINE: Final = ", ".join(["*{}"] * 9)


def powers(template: str) -> str:
    """Lines of YAML each of which names the one before nine times."""
    names = "abcdefghijklmnop"
    lines = [f"{b}: &{b} {template.format(NINE.replace('{}', a))}" for a, b in itertools.pairwise(names)]
    return "\n".join([f"a: &a {template.format('x')}", *lines, ""])


ENTITIES: Final = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>{}]><a>&z;</a>".format(
    "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghz", strict=True))
)
NODES: Final = "".join(f"<node id='{n}'/>" for n in range(8000))

REFUSED: Final = {
    "claims from a number": ("iccma", "p af 2000000"),
    "arguments from a number": ("aba", "p aba 2000000"),
    "more claims than a number holds": ("iccma", "p af " + "9" * 100_000),
    "long words by aliases": ("argdown", f"===\nx: [&a {'x' * 1_000_000}{', *a' * 20_000}]\n===\n\n[A]: y\n"),
    "values by aliases": ("gsn", powers("[{}]")),
    "aliases in front matter": ("argdown", f"===\n{powers('[{}]')}===\n\n[A]: y\n"),
    "aliases in data": ("argdown", "[A]: x {" + powers("[{}]").strip().replace("\n", ", ") + "}\n"),
    "aliases in the data of many": (
        "argdown",
        f"[A]: x {{a: &a {'x' * 10_000}, b: [{', '.join(['*a'] * 90)}]}}\n\n" * 30,
    ),
    "aliases of a case": ("carneades", powers("[{}]")),
    "entities": ("graphml", ENTITIES),
    "entities of RDF": ("aif-rdf", ENTITIES),
    "defaults of GraphML": (
        "graphml",
        "<graphml>"
        + "".join(f"<key id='k{n}' for='node' attr.name='n{n}'><default>x</default></key>" for n in range(1500))
        + f"<graph edgedefault='directed'>{NODES}</graph></graphml>",
    ),
    "a long default": (
        "graphml",
        (f"<graphml><key id='k' for='all' attr.name='n'><default>{'x' * 100_000}</default></key>"
         f"<graph edgedefault='directed'>{NODES}</graph></graphml>"),
    ),
    "defaults of GEXF": (
        "gexf",
        "<gexf><graph defaultedgetype='directed'><attributes class='node'>"
        + "".join(
            f"<attribute id='{n}' title='n{n}' type='string'><default>x</default></attribute>" for n in range(1500)
        )
        + f"</attributes><nodes>{NODES}</nodes></graph></gexf>",
    ),
}  # fmt: skip

DEEP_TEXTS: Final = {
    "[": "[" * DEEP + "]" * DEEP,
    "{": '{"a":' * DEEP + "1" + "}" * DEEP,
    "- ": "- " * DEEP + "1\n",
    "? ": "? " * DEEP + "1\n",
    "<a>": "<a>" * DEEP + "</a>" * DEEP,
    "( ": "<x> <y> " + "( " * DEEP + ") " * DEEP + ".",
    "[ <p>": "<x> <y> " + "[ <p> " * DEEP + "1 " + "] " * DEEP + ".",
    "indented": "".join(f"{' ' * n}+ a\n" for n in range(1500)),
    "front matter": f"===\nx: {'[' * DEEP}{']' * DEEP}\n===\n\n[A]: y\n",
    "data": f"[A]: x {'{a: ' * DEEP}{'}' * DEEP}\n",
    "graphs": "<graphml>" + "<graph><node id='a'>" * DEEP + "</node></graph>" * DEEP + "</graphml>",
    "headings": "#" * DEEP + " a\n",
    "kialo": "".join(f"{'1.' * n} Pro: x\n" for n in range(1, 500)),
}
MANY: Final = {
    "records": ("argmap-json", f'{{"argmap": "1.0", "claims": [{"{}," * 100_000}{{}}]}}'),
    "records of one id": ("argmap-json", '{"argmap": "1.0", "claims": [' + '{"id": "a"},' * 50_000 + '{"id": "b"}]}'),
    "ids that are unknown": (
        "argmap-json",
        json.dumps({
            "argmap": "1.0",
            "parties": [{"id": f"party {n}"} for n in range(5000)],
            "claims": [{"id": f"claim {n}", "by": f"partie {n}"} for n in range(5000)],
        }),
    ),
    "contexts that are unknown": ("gsn", "".join(f"G{n}: {{text: x, inContextOf: [H{n}, C]}}\n" for n in range(8000))),
    "ends that are unknown": (
        "sadface",
        json.dumps({
            "nodes": [{"id": f"node {n}", "type": "atom", "text": "x"} for n in range(8000)],
            "edges": [{"id": f"e{n}", "source_id": f"node {n}", "target_id": f"noode {n}"} for n in range(8000)],
        }),
    ),
    "units that are unknown": (
        "arggraph",
        "<arggraph>"
        + "".join(
            f"<edu id='e{n}'>x</edu><edge id='c{n}' src='e{n}' trg='f{n}' type='seg'/>" for n in range(8000)
        )
        + "</arggraph>",
    ),
    "lines that are none": ("brat", "x\n" * 60_000),
    "facts that are none": ("apx", "arg(\n" * 100_000),
    "empty lines": ("argdown", "\n" * 150_000),
    "numbers": ("argdown", f"({'9' * 100_000}) a\n----\n(2) b {{weight: {'9' * 100_000}}}\n"),
    "a number": ("argmap-json", f'{{"argmap": "1.0", "data": {{"a": {"9" * 150_000}}}}}'),
    "figures": ("argdown", f"[A]: x #evidence {{figures: ['{'9' * 100_000} million people', '1e999999999 people']}}\n"),
}  # fmt: skip

READING = """
import json, resource, sys, warnings
warnings.simplefilter("ignore")
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (240, 240))
import argmap
for name, format, text in json.load(sys.stdin):
    for mode in ("raise", "recover"):
        try:
            argmap.loads(text, format=format, on_error=mode)
            print(json.dumps([name, mode, "read", 0]))
        except argmap.ArgmapError as error:
            limited = [e for e in (error, *getattr(error, "exceptions", ())) if getattr(e, "limit", "")]
            print(json.dumps([name, mode, "limit" if limited else "refused", len(str(error))]))
        except BaseException as error:
            print(json.dumps([name, mode, f"{type(error).__name__}: {error}", 0]))
"""


def outcomes(documents: list[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, int]]:
    """What became of documents, each a name, a format and a text, read in a process with a gigabyte of memory."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", READING],
        input=json.dumps(documents), capture_output=True, check=False, text=True, env=env,
    )  # fmt: skip
    assert done.stderr == ""
    rows: list[tuple[str, str, str, int]] = [tuple(json.loads(line)) for line in done.stdout.splitlines()]
    return {(name, mode): (outcome, size) for name, mode, outcome, size in rows}


limited = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


@limited
def test_what_asks_for_more_than_the_limits_is_refused_before_it_is_made() -> None:
    found = outcomes([(name, *document) for name, document in REFUSED.items()])
    for (name, mode), (outcome, _) in found.items():
        if name.startswith(("entities", "more claims")):
            assert outcome == "refused", name
        elif REFUSED[name][0] == "argdown" and mode == "recover":
            assert outcome == "read", name  # without the data
        else:
            assert outcome == "limit", name
    assert len(found) == 2 * len(REFUSED)


@limited
@pytest.mark.parametrize("shape", DEEP_TEXTS)
def test_depth_is_no_danger_in_any_format(shape: str) -> None:
    readers = [row.name for row in argmap.exchange.FORMATS if row.reads]
    found = outcomes([(name, name, DEEP_TEXTS[shape]) for name in readers])
    assert {o for o, _ in found.values()} <= {"read", "refused", "limit"}, found
    assert len(found) == 2 * len(readers)


@limited
def test_many_mistakes_make_no_endless_message() -> None:
    found = outcomes([(name, *document) for name, document in MANY.items()])
    assert {o for o, _ in found.values()} <= {"read", "refused", "limit"}, found
    assert len(found) == 2 * len(MANY)
    assert max(size for _, size in found.values()) < 100_000


def test_statements_of_rdf_have_a_limit() -> None:
    lines = "".join(f"<http://a/{n}> <http://b> 'c' .\n" for n in range(100))
    for syntax in ("turtle", "nt", "trig", "nquads"):
        with pytest.raises(
            LimitError,
            match="found 51 statements or more, each of which counts as 10 nodes, the limit is 500",
        ) as caught:
            argmap.loads(
                lines.replace("'c'", '"c"'), format="aif-rdf", syntax=syntax, limits=Limits(nodes=500)
            )
        assert caught.value.limit == "nodes"


def test_names_are_suggested_until_so_many_were_compared() -> None:
    known = [f"name {n}" for n in range(1000)]
    with OneText():
        found = [nearest(f"nam {n}", known) for n in range(1 + COMPARED // len(known))]
        assert found[0] == "name 0"
        assert found[-2] is not None
        assert found[-1] is None
        with OneText():
            assert nearest("nam 1", known) == "name 1"
        assert nearest("nam 1", known) is None
    assert nearest("nam 1", known) == "name 1"
