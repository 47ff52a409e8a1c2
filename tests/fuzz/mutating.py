"""Documents of the right outline with something wrong in them: trees of JSON, YAML and XML, lines, characters."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import yaml

from fuzz.samples import JSON, KIALO, NEW_KIALO, TEXT, XML, YAML

if TYPE_CHECKING:
    from random import Random

SCALARS: list[Any] = [
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "x",
    "1",
    "\n",
    "\x00",
    "<b>&amp;",
    "1_9",
    "G1",
    "a",
    "-> ",
    "é",
]
JUNK: list[Any] = [*SCALARS, [], {}, [None], [[]], ["a", "a"], {"a": 1}, {"id": 1}]
KEYS = ("x", "id", "data", "type", "name", "by", "scheme", "participants")
ODD_KEYS = (*KEYS, 1, -2, 1.5, True, None, "1", "null", "")


def paths(value: Any) -> list[tuple[Any, Any]]:
    """Each place in a document: the object or array around it, and the key there."""
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        around = pending.pop()
        keys = list(around) if isinstance(around, dict) else range(len(around))
        found += [(around, key) for key in keys]
        pending += [around[key] for key in keys if isinstance(around[key], (dict, list))]
    return found


def spoilt(document: Any, random: Random, junk: list[Any], names: tuple[Any, ...] = KEYS) -> Any:
    document = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 2, 3))):
        places = paths(document)
        if not places:
            break
        around, key = random.choice(places)
        act = random.randrange(5)
        if act == 0:
            del around[key]
        elif act == 1 and isinstance(around, list):
            around.append(copy.deepcopy(around[key]))
        elif act == 2 and isinstance(around, dict):
            around[random.choice(names)] = copy.deepcopy(random.choice(junk))
        elif act == 3 and isinstance(around[key], str):
            around[key] += random.choice(("x", "\n", "\t", " : ", "]]>"))
        else:
            around[key] = copy.deepcopy(random.choice(junk))
    return document


def spoilt_xml(text: str, random: Random) -> str:
    root = ET.fromstring(text)  # noqa: S314
    for _ in range(random.choice((1, 1, 2, 3))):
        every = list(root.iter())
        element, other = random.choice(every), random.choice(every)
        inside = {child: parent for parent in every for child in parent}
        act = random.randrange(6)
        if act == 0 and element in inside:
            inside[element].remove(element)
        elif act == 1 and element in inside:
            inside[element].append(copy.deepcopy(element))
        elif act == 2 and element.attrib:
            del element.attrib[random.choice(list(element.attrib))]
        elif act == 3 and element.attrib:
            values = [*other.attrib.values(), "", "x", "-1", "9" * 12, "true", " A", "#G1"]
            element.set(random.choice(list(element.attrib)), random.choice(values))
        elif act == 4:
            element.text = random.choice(("", "x", "\n\n", "é &"))
        else:
            element.tag = other.tag
    return ET.tostring(root, encoding="unicode")


def spoilt_text(text: str, random: Random) -> str:
    lines = text.split("\n")
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(lines))
        act, place = random.randrange(4), random.randrange(len(lines[at]) + 1)
        if act == 0:
            bit = random.choice(
                ("\t", " ", "T1", "1.1. Con: x", "9" * 9, "\x00", "\u2028", "\r", "[1]", ";", "#")
            )
            lines[at] = lines[at][:place] + bit + lines[at][place:]
        elif act == 1:
            lines[at] = lines[at][:place]
        elif act == 2:
            lines.insert(at, random.choice(lines))
        else:
            lines[at] = random.choice(lines)
    return "\n".join(lines)


def broken(format: str, random: Random) -> str:
    if format in JSON:
        return json.dumps(spoilt(JSON[format], random, JUNK))
    if format in YAML:
        document = spoilt(yaml.safe_load(YAML[format]), random, JUNK, ODD_KEYS)
        return yaml.safe_dump(document, sort_keys=False)
    if format in XML:
        return spoilt_xml(XML[format], random)
    text = random.choice((KIALO, NEW_KIALO)) if format == "kialo" else TEXT[format]
    return spoilt_text(text, random)


def cut_and_glued(text: str, random: Random) -> str:
    for _ in range(random.choice((1, 1, 2, 4))):
        at, other = random.randrange(len(text) + 1), random.randrange(len(text) + 1)
        act = random.randrange(4)
        if act == 0:
            text = text[:at] + random.choice("<>\"'\\:;.,[](){}@^#\n\t \x00é") + text[at:]
        elif act == 1:
            text = text[:at] + text[at + random.randrange(1, 20) :]
        elif act == 2:
            text = text[:at]
        else:
            text = text[:at] + text[other : other + random.randrange(1, 40)] + text[at:]
    return text


def mutated(document: bytes, format: str, random: Random) -> bytes:
    """A document with something wrong in its structure, its lines, its characters or its bytes."""
    text = document.decode("utf-8", "surrogateescape")
    ways = [_in_its_tree, _in_its_tree, _in_its_lines, _in_its_characters]
    for way in random.sample(ways, random.choice((1, 1, 1, 2))):
        text = way(text, format, random)
    raw = text.encode("utf-8", "surrogateescape")
    return _in_its_bytes(raw, random) if random.random() < 0.1 else raw


def _in_its_tree(text: str, format: str, random: Random) -> str:
    """Changed as a tree; as lines where it is none."""
    try:
        if text.lstrip()[:1] in ("{", "["):
            return json.dumps(spoilt(json.loads(text), random, JUNK), ensure_ascii=random.random() < 0.5)
        if text.lstrip()[:1] == "<":
            return spoilt_xml(text, random)
        if format in YAML:
            document = spoilt(yaml.safe_load(text), random, JUNK, ODD_KEYS)
            return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
    except (ValueError, TypeError, RecursionError, ET.ParseError, yaml.YAMLError):
        pass  # broken before
    return spoilt_text(text, random)


def _in_its_lines(text: str, _: str, random: Random) -> str:
    return spoilt_text(text, random)


def _in_its_characters(text: str, _: str, random: Random) -> str:
    return cut_and_glued(text, random)


BEGINNINGS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b" \n")


def _in_its_bytes(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    act = random.randrange(6)
    if act == 0:
        return random.choice(BEGINNINGS) + raw
    if act == 1:
        return raw.replace(b"\n", random.choice((b"\r", b"\r\n", b"\n\r", b"\xc2\x85")))
    if act == 2:
        return raw[:at] + random.randbytes(1) + raw[at + 1 :]
    if act == 3:
        return raw[:at] + bytes([random.choice(raw or b"x")]) * random.choice((2, 30, 300)) + raw[at:]
    if act == 4:
        return raw.decode("utf-8", "replace").encode(random.choice(("utf-16", "utf-32", "utf-16-le")))
    return raw[:at]
