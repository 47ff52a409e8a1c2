"""Documents in which one thing is repeated: each item, key, line, element and token, as often as asked.

A reader whose time grows faster than its document shows it on one of these.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import yaml

from fuzz.mutating import paths
from fuzz.samples import JSON, MORE, RDF, TEXT, XML, YAML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Document = Callable[[int], str]

TOKENS = (
    "a", " ", "\t", "\n", "\r", "\n\n", "x ", ".", ",", ":", ": ", ";", "-", "----\n", "+", "*", "**", "_",
    "__", "#", "# ", "#a ", "#(", "[", "]", "[a]", "[a] ", "@[", "@[a] ", "@<a> ", "<", ">", "<a>", "</a>",
    "(", ")", "(1) ", "(1) a\n", "[a](", "[a](b) ", "{", "}", "{a: 1} ", "'", '"', "\\", "\\*", "|", "&",
    "&amp;", "%", "//", "/*", "*/", "<!--", "-->", "`", "```\n", "=", "===\n", "http://a.b/c ", "://", "~",
    "1", "1.", "1. a\n", "0x", "9", "\u00e9", "\u0301", "\ufeff", "\u2028", "\u0085", " : ", "a: b\n", "- a\n",
    "? ", "! ", "-> ", "$", "^", "T1\tC 0 1\ta\n", ":-) ", ":a: ", "\\\\",
)  # fmt: skip
LINES = {
    "argdown": (
        "[A]: a\n", "  + [A]\n", "  - <B{}>: b\n", "\n[A{}]: a\n", "\n(1) a\n----\n(2) b\n", "(1) a\n",
        "\n(1) [a]: a\n----\n(2) [b]\n",
        "----\n", "# h\n", "  _> [A]\n", "{a: 1}\n", "* a\n", "  <+ [C{}]\n", "\n[A]\n", "\n<A>\n",
        "\n[A]: {}\n", "  >< [A]\n", "=== \n", "  -> [D{}]: d\n", "\n<B{}>\n  _> <B>\n", "// c\n",
        "\n[A]: a #t{}\n", "\n[E{}]: e\n  + [A]\n", "\n[E{}]: e\n  -> [A]\n",
    ),
    "markdown": (
        "```argdown\n[A{}]: a\n```\n", "```argdown\n", "```\n", "~~~\n", "> ```argdown\n> [A]\n> ```\n", "> ",
        "- ", "- ```argdown\n", "<div>\n```argdown\n", "<!--\n", "    ```argdown\n", "````\n```argdown\n````\n", "a\n",
        "a\n\n", "1. a\n\n   ```argdown\n   ===\n   title: a\n   ===\n   ```\n", "```argdown-mpa\n", "[a]: b\n",
        "---\n",
    ),
    "brat": (
        "T{}\tClaim 0 3\tTea\n", "T1\tClaim 0 3\tTea\n", "R{}\tsupports Arg1:T2 Arg2:T1\n", "*\tEquiv T1 T2\n",
        "junk\n", "A{}\tStance T2 For\n", "#{}\tAnnotatorNotes T1\tnote\n", "E{}\tX:T1\n",
        "T{}\tClaim 0 1;2 3\ta b\n", "N1\ta b c\n",
    ),
    "tgf": (
        "a{} b\n", "1 2\n", "1 2 attack\n", "{} 2\n", "1 {}\n", "#\n", "1 1\n",
    ),
    "apx": (
        "arg(a{}).\n", "arg(a).\n", "att(a,b).\n", "att(x{},a).", "att(a,x{}).", "% c\n", "support(a,b).\n",
    ),
    "iccma": (
        "1 2\n", "# c\n", "1 1\n", "2 3\n", "p af 3\n",
    ),
    "rationale": (
        'b{} = CreateChild(map0_0, "Reason")\n', 'SetText("a")\n', 'SetText("a\n', 'c = CreateChild(c, "Reason")\n',
        'map0_0 = CreateChild(map0_0, "Objection")\n', "f(1)\n", 'd{} = CreateChild(x, "Claim")\n',
        'app.CreateChild(node0[0], "Claim")\n', 'n{} = CreateAnnotation(map0_0, "Note")\n', '")', '") #',
    ),
    "kialo": (
        "1.{}. Pro: a\n", "1.1. Con: b\n", "1.2.{}. Con: -> See 1.1.\n", "a\n", "[1] http://a\n", "1. a\n",
    ),
}  # fmt: skip
"""Lines that stand for their number with {}; they are put after the sample, or follow one another alone."""


def repetitions(format: str) -> Iterator[tuple[str, Document]]:
    """What is repeated, in words, and the document with so many repetitions of it."""
    if format in JSON:
        yield from _of_tree(copy.deepcopy(JSON[format]), json.dumps)
    elif format in YAML:
        yield from _of_tree(yaml.safe_load(YAML[format]), _yaml)
    elif format in XML:
        for sample in (XML[format], *MORE.get(format, ())):
            yield from _of_xml(sample)
    else:
        for sample in ({**TEXT, **RDF}[format], *MORE.get(format, ())):
            yield from _of_lines(sample, LINES.get(format, ()))
    yield from ((f"{token!r} alone", _alone(token)) for token in TOKENS)


def _yaml(document: Any) -> str:
    """Block style, or JSON, which is YAML as well, where that is too deep for PyYAML."""
    try:
        return str(yaml.safe_dump(document, sort_keys=False))
    except RecursionError:
        return json.dumps(document)


def _alone(token: str) -> Document:
    return lambda n: token * n


def _of_tree(document: Any, write: Callable[[Any], str]) -> Iterator[tuple[str, Document]]:
    """Items and keys repeated, values nested, strings made of tokens; one place at a time, the others as they were."""

    def with_value(around: Any, key: Any, make: Callable[[int, Any], Any]) -> Document:
        def text(n: int) -> str:
            before = around[key]
            around[key] = make(n, before)
            try:
                return write(document)
            finally:
                around[key] = before

        return text

    for number, (around, key) in enumerate(paths(document)):
        name, value = f"{number} {key}", around[key]
        if isinstance(value, list) and value:
            yield f"items of {name}", with_value(around, key, lambda n, v: v + [v[-1]] * n)
            yield (
                f"numbered items of {name}",
                with_value(around, key, lambda n, v: v + [_numbered(v[-1], i) for i in range(n)]),
            )
            yield f"nesting of {name}", with_value(around, key, _nested)
        elif isinstance(value, dict):
            yield f"keys of {name}", with_value(around, key, _with_keys)
            yield f"nesting of {name}", with_value(around, key, _nested)
        elif isinstance(value, str):
            token = TOKENS[number % len(TOKENS)]
            yield f"{token!r} in {name}", with_value(around, key, _with_token(token))


def _with_token(token: str) -> Callable[[int, str], str]:
    return lambda n, value: value + token * n


def _numbered(value: Any, n: int) -> Any:
    """A value whose id, if it has one, is another."""
    if isinstance(value, str):
        return f"{value}{n}"
    if not isinstance(value, dict):
        return value
    return {k: f"{v}{n}" if k.lower().endswith("id") and isinstance(v, str) else v for k, v in value.items()}


def _with_items(n: int, value: list[Any]) -> list[Any]:
    return value + [_numbered(value[-1], i) for i in range(n)]


def _with_keys(n: int, value: dict[Any, Any]) -> dict[Any, Any]:
    last = next(reversed(value.values()), None)
    return {**value, **{f"k{i}": _numbered(last, i) for i in range(n)}}


def _nested(n: int, value: Any) -> Any:
    for _ in range(min(n, 400)):  # deeper than any reader goes
        value = [value] if isinstance(value, list) else {"children": [value]}
    return value


def _of_xml(text: str) -> Iterator[tuple[str, Document]]:
    for number, tag in enumerate(element.tag for element in ET.fromstring(text).iter()):  # noqa: S314
        yield f"element {number} {tag}", _xml(text, number, _siblings)
        yield f"numbered element {number} {tag}", _xml(text, number, _numbered_siblings)
        yield f"nesting of {number} {tag}", _xml(text, number, _deeper)
        token = TOKENS[number % len(TOKENS)]
        yield f"{token!r} in {number} {tag}", _xml(text, number, _worded(token))


def _xml(text: str, number: int, change: Callable[[ET.Element, ET.Element, int], None]) -> Document:
    def made(n: int) -> str:
        root = ET.fromstring(text)  # noqa: S314
        every = list(root.iter())
        element = every[number]
        parent = next((e for e in every if element in list(e)), root)
        change(element, parent, n)
        try:
            return ET.tostring(root, encoding="unicode")
        except RecursionError:
            return ""

    return made


def _siblings(element: ET.Element, parent: ET.Element, n: int) -> None:
    parent.extend([copy.copy(element) for _ in range(n)] if element is not parent else [])


def _numbered_siblings(element: ET.Element, parent: ET.Element, n: int) -> None:
    for i in range(n if element is not parent else 0):
        other = copy.copy(element)
        ids = {k: f"{v}{i}" for k, v in element.attrib.items() if k.lower() in ("id", "identifier")}
        other.attrib = {**element.attrib, **ids}  # a copy has the very attributes of its original
        parent.append(other)


def _deeper(element: ET.Element, _: ET.Element, n: int) -> None:
    inner = element
    for _i in range(min(n, 400)):
        inner = ET.SubElement(inner, element.tag, element.attrib)


def _worded(token: str) -> Callable[[ET.Element, ET.Element, int], None]:
    def change(element: ET.Element, _: ET.Element, n: int) -> None:
        words = "".join(c for c in token if c >= " " or c in "\t\n")
        if element.attrib and not element.text:
            element.set(next(iter(element.attrib)), words * n)
        else:
            element.text = words * n

    return change


def _of_lines(sample: str, lines: tuple[str, ...]) -> Iterator[tuple[str, Document]]:
    for line in (*lines, *dict.fromkeys(sample.splitlines(keepends=True))):
        yield f"{line!r} after the sample", lambda n, line=line: sample + _repeated(line, n)  # type: ignore[misc]
        yield f"{line!r} alone", lambda n, line=line: _repeated(line, n)  # type: ignore[misc]
    for token in TOKENS:
        yield f"{token!r} in the last line", lambda n, token=token: sample.rstrip("\n") + token * n  # type: ignore[misc]
        yield f"{token!r} in the first line", lambda n, token=token: token * n + sample  # type: ignore[misc]


def _repeated(line: str, n: int) -> str:
    return "".join(line.replace("{}", str(i)) for i in range(n)) if "{}" in line else line * n
