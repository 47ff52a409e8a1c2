"""What SECURITY.md promises: reading runs nothing and asks nobody, pictures hold no code; each promise has a test."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import textwrap
import warnings
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from fuzz.documents import documents

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Quote, Source
from argmap.exchange import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
PROMISES: Final = (ROOT / "SECURITY.md").read_text(encoding="utf-8")

# Every way that is known to us in which documents of these syntaxes make readers fetch or run something.
HOSTILE: Final = {
    "yaml": [
        "a: !!python/object/apply:os.system ['touch ran']",
        "!!python/object/new:os.system ['touch ran']",
        "a: !!python/name:os.system",
        "a: !include /etc/passwd",
    ],
    "json": [
        '{"@context": "http://127.0.0.1:9/context.jsonld", "@type": "ClaimReview", "claimReviewed": "x"}',
        '{"@context": ["https://schema.org", {"@import": "http://127.0.0.1:9/c"}], "@type": "ClaimReview"}',
        '{"$ref": "http://127.0.0.1:9/x.json#/a", "$schema": "http://127.0.0.1:9/schema"}',
        '{"py/object": "os.system", "__reduce__": ["os.system", "touch ran"]}',
    ],
    "xml": [
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>',
        '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>',
        '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?><a/>',
        '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a http://127.0.0.1:9/x.xsd"/>',
    ],
    "rdf": [
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . <http://127.0.0.1:9/> owl:imports <http://127.0.0.1:9/x> .",
        "@base <http://127.0.0.1:9/> . <#a> a <http://www.arg.dundee.ac.uk/aif#I-node> .",
        '<http://127.0.0.1:9/?x=1> <http://127.0.0.1:9/p> "file:///etc/passwd" .',
    ],
    "text": [
        "@include(/etc/passwd)",
        "@include(http://127.0.0.1:9/a.argdown)",
        "===\nsources: {s: 'http://127.0.0.1:9/a.txt', t: 'file:///etc/passwd', u: ../../etc/passwd}\n===\n\n[A]: x",
        "===\nmodel: !!python/object/apply:os.system ['touch ran']\n===\n\n[A]: x {a: !!python/name:os.system }\n",
        "[A]: x ![image](http://127.0.0.1:9/a.png) [link](javascript:alert(1))\n",
        '<script type="application/ld+json" src="http://127.0.0.1:9/x.json"></script><link href="http://127.0.0.1:9/">',
    ],
}

# In a process of its own, since a hook of this kind is never taken away.
READING = """
import json, os, socket, sys, sysconfig, warnings
warnings.simplefilter("ignore")
import argmap, encodings.idna
from argmap.cli import main
folders = {*sys.path, sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
inside = tuple(os.path.realpath(p) + os.sep for p in folders if p)
documents = json.load(sys.stdin)
watched = False
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "urllib.",
    "http.", "ftplib.", "smtplib.", "shutil.", "os.remove", "os.rename", "os.mkdir", "os.listdir", "os.scandir",
    "pickle.find_class", "webbrowser.", "os.startfile")
def hook(event, arguments):
    if not watched:
        return
    if event.startswith(FORBIDDEN):
        folder = os.path.realpath(arguments[0] or ".") if event in ("os.listdir", "os.scandir") else ""
        if (folder + os.sep).startswith(inside):
            return  # an import
        raise SystemExit(f"{event} {arguments!r}")
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        file = os.path.realpath(os.fsdecode(arguments[0]))
        if not file.startswith(inside):
            raise SystemExit(f"open {file}")
sys.addaudithook(hook)
for format, text in documents:
    for options in ({}, {"on_error": "recover"}):
        watched = True
        try:
            argmap.loads(text, format=format, **options)
        except argmap.ArgmapError:
            pass
        watched = False
caught = 0
asking = lambda: socket.create_connection(("127.0.0.1", 9), 1)
for forbidden in (lambda: open(os.devnull), lambda: os.system("true"), asking):
    watched = True
    try:
        forbidden()
    except SystemExit:
        caught += 1
    watched = False
print(len(documents), caught)
"""


def test_reading_a_text_runs_nothing_opens_no_file_and_asks_nobody(tmp_path: Path) -> None:
    readers = [row.name for row in FORMATS if row.reads]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        benign = [(name, text.decode("utf-8", "replace")) for name in readers for text in documents(name)[:3]]
    hostile = [(name, text) for name in readers for texts in HOSTILE.values() for text in texts]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-P", "-c", READING],
        input=json.dumps(benign + hostile),
        capture_output=True,
        check=False,
        text=True,
        env=env,
        cwd=tmp_path,
    )
    assert done.stderr == ""
    assert done.stdout.split() == [str(len(benign + hostile)), "3"]
    assert list(tmp_path.iterdir()) == []


# Pictures

BREAKING_OUT: Final = [
    "<script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "' onmouseover='alert(1)' x='",
    "]]><script>alert(1)</script><![CDATA[",
    "--><script>alert(1)</script><!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "</title><iframe src='javascript:alert(1)'>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    '</style><style>*{background:url("http://127.0.0.1:9/")}',
    'x" URL="javascript:alert(1)" href="javascript:alert(1)',
    '>]; evil [label="x" URL="javascript:alert(1)',
    '\\N\\G\\E\\" ] }\ndigraph evil {',
    "\x00\x1b[2J\x9b\u202e",
    '<img src="/etc/passwd"/>',
    "${7*7}{{7*7}}<%= 7*7 %>#{7*7}",
]


def hostile_map() -> ArgumentMap:
    """A map that says these things wherever it can say something."""
    parties = [
        Party(f"p{n} {visible(text)}", text, role="reporter" if n % 2 else None)
        for n, text in enumerate(BREAKING_OUT)
    ]
    sources = [
        Source(f"s{n} {visible(text)}", text * 2, title=text, url=text, language="en")
        for n, text in enumerate(BREAKING_OUT)
    ]
    claims = [
        Claim(
            f"c{n} {visible(text)}", text, by=parties[n], via=[parties[n - 1]], tags=[text],
            quotes=[Quote(sources[n].id, text)], data={"drawing": {"color": "#1F4E79", "note": text}},
        )
        for n, text in enumerate(BREAKING_OUT)
    ]  # fmt: skip
    evidence = [Evidence(f"e{n}", text, by=parties[n]) for n, text in enumerate(BREAKING_OUT)]
    relations = [evidence[n].supports(claims[n]) for n in range(0, len(claims), 2)]
    relations += [claims[n].attacks(claims[n - 1]) for n in range(1, len(claims), 2)]
    return ArgumentMap.of(*parties, *sources, *claims, *evidence, *relations, title=BREAKING_OUT[0])


def visible(text: str) -> str:
    """Without what ids may not hold."""
    return "".join(c for c in text if c.isprintable())


class Page(HTMLParser):
    """The elements of a page as browsers see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))


def elements(svg: str) -> Iterator[tuple[str, dict[str, str]]]:
    for element in ET.fromstring(svg).iter():  # noqa: S314 -- our own
        yield (
            element.tag.rpartition("}")[2],
            {name.rpartition("}")[2]: value for name, value in element.attrib.items()},
        )


SVG_ELEMENTS: Final = {"svg", "g", "title", "desc", "text", "path", "polygon", "polyline", "ellipse", "a"}
HTML_ELEMENTS: Final = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
    ),
    *(
        "figure",
        "dl",
        "div",
        "dt",
        "dd",
        "p",
        "strong",
        "span",
        "sup",
        "blockquote",
        "cite",
        "ul",
        "li",
        "script",
    ),
    *("form", "label", "input", "output", "details", "summary", "fieldset", "legend", "button"),
}
OWN_SCRIPT: Final = base64.b64encode(
    hashlib.sha256((Path(argmap.__file__).parent / "rendering" / "web" / "page.js").read_bytes()).digest()
).decode()


@pytest.mark.engine
@pytest.mark.parametrize("style", ["report", "gsn"])
def test_nothing_in_a_map_becomes_code_in_its_picture(style: str) -> None:
    diagram = argmap.draw(hostile_map(), style=style, page=None, engine="pure")
    page = Page()
    page.feed(diagram.content(".html").decode())
    assert sum(tag == "html" for tag, _ in page.seen) == 1
    for kinds, found in ((SVG_ELEMENTS, [*elements(diagram.svg)]), (SVG_ELEMENTS | HTML_ELEMENTS, page.seen)):
        assert {tag for tag, _ in found} <= kinds
        for _, attributes in found:
            for name, value in attributes.items():
                assert not name.lower().startswith("on"), (name, value)
                assert name != "style" or "url" not in value
                assert name not in ("href", "src", "action") or value.startswith(
                    ("#", "http://", "https://", "mailto:")
                )
    text = diagram.content(".html").decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]", text)
    (policy,) = (a["content"] for tag, a in page.seen if tag == "meta" and "http-equiv" in a)
    known, *rest = policy.split(" script-src ")
    assert known == "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
    assert rest == [f"'sha256-{OWN_SCRIPT}'; base-uri 'none'; form-action 'none'"]
    scripts = [attributes.get("type") for tag, attributes in page.seen if tag == "script"]
    assert scripts == ["application/json", None]
    data = text.partition('id="the-map">')[2].partition("</script>")[0]
    assert {box["id"] for box in json.loads(data)["boxes"]} == {n.id for n in hostile_map().nodes}


@pytest.mark.engine
@pytest.mark.parametrize("style", ["report", "gsn"])
def test_nothing_in_a_map_becomes_a_node_or_an_attribute_of_its_dot_text(style: str) -> None:
    hostile = argmap.draw(hostile_map(), style=style, page=None, legend=False, title=False, engine="pure")
    marks = [
        dict(a)
        for tag, a in elements(hostile.svg)
        if tag == "g" and a.get("class", "").split()[:1] in (["node"], ["edge"])
    ]
    lines, shapes = len(hostile._scene.lines), len(hostile._scene.shapes) + len(hostile._scene.junctions)
    assert len(marks) == lines + shapes


# The promises themselves


def named_tests() -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PROMISES)


def test_every_promise_names_a_test_that_there_is() -> None:
    """Each entry of the list of promises, and each test that it names."""
    promised = PROMISES.partition("## What is promised")[2].partition("## What is not promised")[0]
    entries = re.findall(r"^- .*?(?=^- |^$|\Z)", promised, re.MULTILINE | re.DOTALL)
    assert len(entries) >= 12
    for entry in entries:
        assert "`tests/" in entry, textwrap.shorten(entry, 80)
    for path, name in named_tests():
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        functions = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        assert not name or name in functions, f"{path}::{name}"


def test_the_limits_are_those_of_the_code() -> None:
    for name, default in (
        (each, getattr(argmap.Limits(), each)) for each in ("bytes", "characters", "nodes", "claims")
    ):
        assert f"{default:,} {name}" in PROMISES
