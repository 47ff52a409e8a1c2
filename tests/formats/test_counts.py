"""Every real map against a count of its file that argmap has no part in: elements, kinds, parties, quotes."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import pytest
import yaml

import argmap
from argmap import ArgumentMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def in_aif(text: str) -> Iterator[str]:
    raw = json.loads(text)
    codes = {n["nodeID"]: n["type"] for n in raw["nodes"]}
    aims: dict[str, list[str]] = {}
    for e in raw["edges"]:
        aims.setdefault(e["fromID"], []).append(e["toID"])
    kinds = {"RA": "support", "CA": "attack", "MA": "rephrase", "YA": "illocution", "TA": "transition"}
    for i, code in codes.items():
        cuts = code == "CA" and aims.get(i) and all(codes[a] in ("RA", "CA") for a in aims[i])
        yield {"I": "claim", "L": "utterance"}.get(code) or ("undercut" if cuts else kinds[code])
    yield from ["end"] * len(raw["edges"])
    rows = raw.get("locutions", ())  # those of nodes that are no locutions say who analysed them
    speakers = {r["personID"] for r in rows if codes.get(r["nodeID"]) == "L"}
    yield from ["party"] * len(speakers)


def in_arggraph(text: str) -> Iterator[str]:
    root = ET.fromstring(text.encode())  # noqa: S314
    kinds = {"sup": "support", "exa": "support", "reb": "attack", "und": "undercut"}
    for e in root:
        if e.tag == "adu":
            yield "claim"
            yield f"by {e.get('type')}"
        elif e.tag == "edge":
            yield {"seg": "quote", "add": "linked"}.get(e.get("type", "")) or kinds[e.get("type", "")]
            yield from {"seg": [], "add": ["end"]}.get(e.get("type", ""), ["end", "end"])
    yield from ["party"] * len({e.get("type") for e in root if e.tag == "adu"})
    yield "source"


def in_gsn(text: str) -> Iterator[str]:
    elements = {i: e or {} for i, e in yaml.safe_load(text).items() if i != "module"}
    for i, e in elements.items():
        offers = "Solution" in e.get("nodeType", "") or (i.startswith(("Sn", "CSn")) and "nodeType" not in e)
        yield "evidence" if offers else "claim"
        for key, kind in (("supportedBy", "support"), ("challenges", "attack")):
            refs = e.get(key, [])
            for ref in refs if isinstance(refs, list) else [refs]:
                if "->" in ref:
                    yield from ("undercut", "end", "end")
                elif ref in elements:
                    yield from (kind, "end", "end")


def in_tea(text: str) -> Iterator[str]:
    pending = [json.loads(text)["tree"]]
    while pending:
        node = pending.pop()
        yield "evidence" if node["type"] == "EVIDENCE" else "claim"
        yield from ["support", "end", "end"] * len(node["children"])
        pending += node["children"]


def in_sacm(text: str) -> Iterator[str]:
    words = {"claim": "claim", "artifactreference": "evidence", "argumentreasoning": "argument"}
    words |= dict.fromkeys(("assertedinference", "assertedevidence"), "support")
    for e in ET.fromstring(text.encode()).iter():  # noqa: S314
        tag = e.tag.rpartition("}")[2].lower()
        if tag in words:
            yield words[tag]
        if tag.startswith("asserted") and "context" not in tag:
            ends = [c for c in e if c.tag.rpartition("}")[2].lower() in ("source", "target")]
            yield from ["end"] * len(ends)


def in_sadface(text: str) -> Iterator[str]:
    raw = json.loads(text)
    for n in raw["nodes"]:
        names = {"support": "support", "conflict": "attack"}
        yield "claim" if n["type"] == "atom" else names[n["name"]]
        yield from ["quote"] * len(n.get("sources", ()))
    yield from ["end"] * len(raw["edges"])
    yield from ["source"] * len(raw["resources"])


def in_carneades(text: str) -> Iterator[str]:
    raw = yaml.safe_load(text)
    yield from ["claim"] * len(raw.get("statements") or ())
    for a in (raw.get("arguments") or {}).values():
        yield from ["support", "end", *["end"] * len(a.get("premises") or ())]
        yield from ["undercut", "end", "end"] * ("undercutter" in a)


def in_tgf(text: str) -> Iterator[str]:
    nodes, _, edges = text.partition("#")
    yield from ["claim"] * len([line for line in nodes.splitlines() if line.strip()])
    yield from ["attack", "end", "end"] * len([line for line in edges.splitlines() if line.strip()])


def read(m: ArgumentMap, *, sides: bool) -> Iterator[str]:
    for group in ("claims", "evidence", "arguments", "utterances", "parties", "sources"):
        name = {"parties": "party", "evidence": "evidence"}.get(group, group[:-1])
        yield from [name] * len(getattr(m, group))
    for r in m.relations:
        yield str(r.kind)
        yield from ["end"] * (len(r.sources) + len(r.targets))
        yield from ["linked"] * (len(r.sources) - 1) * sides
    for n in m.statements:
        yield from ["quote"] * len(n.quotes)
        if sides:
            yield f"by {n.by}"
        for q in n.quotes:
            source = m[q.source]
            assert source.text[q.start : q.end] == q.exact  # type: ignore[union-attr]


# Folder, files, format, the count, and the sums over all files as other scripts found them.
SETS: Final[list[tuple[str, str, str, Callable[[str], Iterator[str]], dict[str, int]]]] = [
    ("aif", "*.json", "aif", in_aif, {
        "claim": 538, "utterance": 25, "support": 232, "rephrase": 3, "illocution": 23, "transition": 8, "end": 744,
    }),
    ("arggraph", "*.xml", "arggraph", in_arggraph, {
        "claim": 316, "by pro": 250, "by opp": 66, "support": 153, "attack": 58, "undercut": 33, "linked": 10,
        "quote": 316,
    }),
    ("gsn2x", "*.yaml", "gsn", in_gsn, {"support": 69, "attack": 10, "undercut": 1, "evidence": 36, "claim": 69}),
    ("tea", "[!j]*.json", "tea", in_tea, {"claim": 22, "evidence": 4, "support": 21}),
    ("sacm", "*.xml", "sacm", in_sacm, {"claim": 8}),
    ("sadface", "*.json", "sadface", in_sadface, {"claim": 4, "support": 1, "attack": 1, "end": 5}),
    ("caes-yaml", "*.yml", "carneades", in_carneades, {"claim": 121, "support": 56, "undercut": 6}),
    ("af-tgf", "*.tgf", "tgf", in_tgf, {"claim": 27, "attack": 24}),
]  # fmt: skip


@pytest.mark.corpora
@pytest.mark.parametrize(("folder", "names", "format", "count", "sums"), SETS, ids=[s[0] for s in SETS])
def test_a_map_holds_what_its_file_says(
    folder: str, names: str, format: str, count: Any, sums: dict[str, int], corpora: Path
) -> None:
    total: Counter[str] = Counter()
    for path in sorted((corpora / folder).rglob(names)):
        text = path.read_text(encoding="utf-8-sig")
        m = argmap.loads(text, format=format, on_error="recover").map
        expected = Counter(count(text))
        assert Counter(read(m, sides=format == "arggraph")) == expected, path.name
        total += expected
    assert {key: total[key] for key in sums} == sums


def as_aif(text: str) -> str:
    """A microtext as AIF, from the XML alone: claims are I, relations S-nodes, added premises more edges."""
    root = ET.fromstring(text.encode())  # noqa: S314
    words = {e.get("id"): e.text or "" for e in root if e.tag == "edu"}
    edges = [dict(e.attrib) for e in root if e.tag == "edge"]
    grounds = {e["trg"]: words[e["src"]] for e in edges if e["type"] == "seg"}
    nodes = [{"nodeID": i, "text": words, "type": "I"} for i, words in grounds.items()]
    joined: list[tuple[str, str]] = []
    for e in edges:
        if e["type"] == "add":
            joined.append((e["src"], e["trg"]))
        elif e["type"] != "seg":
            code = "RA" if e["type"] in ("sup", "exa") else "CA"
            nodes.append({"nodeID": e["id"], "text": code, "type": code})
            joined += [(e["src"], e["id"]), (e["id"], e["trg"])]
    rows = [{"edgeID": str(n), "fromID": a, "toID": b} for n, (a, b) in enumerate(joined)]
    return json.dumps({"nodes": nodes, "edges": rows, "locutions": []})


def structure(m: ArgumentMap) -> Any:
    claims = {c.id: c.text for c in m.claims}
    joins = {r.id: (str(r.kind), sorted(r.sources), sorted(r.targets)) for r in m.relations}
    return claims, joins


@pytest.mark.corpora
def test_a_microtext_is_the_same_argument_in_its_own_format_and_in_aif(corpora: Path) -> None:
    files = sorted((corpora / "arggraph").glob("*.xml"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        own = argmap.loads(text, format="arggraph")
        assert structure(argmap.loads(as_aif(text), format="aif")) == structure(own), path.name
        assert len(re.findall('type="(?:sup|exa|reb|und)"', text)) == len(own.relations)
    assert len(files) == 62
