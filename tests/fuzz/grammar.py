"""Argdown from a grammar: documents of its own elements, of which some do not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

NAMES = ("A", "B", "Tea", "Tea time", "1", "a_b", "é", "x:y", "a]b", "")
WORDS = (
    "tea", "helps", "*much*", "_so_", "**", "__", "*", "a ** b", "\\*", "#tag", "#(two words)", "@[A]", "@<B>", ":-)",
    "[link](http://x.org/a#b)", "https://x.org/a_b#c//d", "{", "}", "{a: 1}", "//", "/*", "*/", "<!--", "-->", "(1)",
    "----", "1.", "=", "===", "`", "&amp;", "é\u0301", "\u2028", "\u200b", "\t", "|", "%", ".", ":", "\\", "+", "->",
)  # fmt: skip
DATA = (
    "{a: 1}", "{by: p}", "{by: [p, q]}", "{weight: heavy}", "{weight: 0.5}", '{quote: "tea"}', "{kind: fact}",
    "{quote: {exact: tea, source: s}}", "{figures: [3]}", "{evidence: document}", "{to: p}", "{linked: true}",
    "{scheme: x, by: q}", "{isInMap: false}", "{date: 1989-06-14}", "{a: [1, {b: null}]}", "{", "{}", "{a}", "{: }",
    '{"a: b": c}', "{\n  a: 1\n}", "{role: x}", "{uses: [1, 2]}", "{title: T}", "{implied: true}", "{via: [p]}",
)  # fmt: skip
RELATIONS = ("+", "-", "_", "+>", "->", "_>", "<+", "<-", "<_", "><", "=>", "<", ">")
FRONT = (
    "title: T", "title: a: b", "parties: {p: {name: P, role: speaker}, q: Q}", "sources: {s: {text: tea}}",
    "sources: {s: {file: s.txt}}", "model: {removeTagsFromText: true}", "model: {explodeArguments: true}",
    "model: {mode: strict}", "model: 3", "color: {colorScheme: default}", "x: [&a b, *a]", "metadata: {a: 1989-06-14}",
    "argmap: {}", "argmap: x", "# note", "map: {statementLabelMode: title}", "tags: []", "a: {b: {c: |\n    d\n  }}",
    "group: 1", "title: T", "x: !!python/object:os.system {}", "x: 0x" + "f" * 40,
)  # fmt: skip


def document(random: Random) -> str:
    """A document of a few elements, most of them divided by an empty line."""
    parts = [_front_matter(random)] if random.random() < 0.4 else []
    for _ in range(random.randrange(1, 7)):
        parts.append(random.choice((_statement, _statement, _structure, _heading, _list))(random))
        parts.append("\n" if random.random() < 0.9 else "")
    text = "\n".join(parts)
    return text.replace("\n", random.choice(("\r", "\r\n"))) if random.random() < 0.05 else text


def _front_matter(random: Random) -> str:
    lines = random.sample(FRONT, random.randrange(5))
    return "\n".join(["===", *lines, "===" if random.random() < 0.95 else "", ""])


def _words(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randrange(6)))


def _data(random: Random) -> str:
    return f" {random.choice(DATA)}" if random.random() < 0.3 else ""


def _head(random: Random) -> str:
    name = random.choice(NAMES)
    title = random.choice((f"[{name}]", f"<{name}>", f"[{name}]", f"<{name}>", ""))
    colon = ": " if title and random.random() < 0.7 else ""
    return f"{title}{colon}{_words(random) if colon or not title else ''}{_data(random)}"


def _statement(random: Random) -> str:
    lines, depth = [_head(random)], 0
    for _ in range(random.choice((0, 0, 1, 2, 4))):
        depth = random.randrange(1, depth + 2)
        lines.append(f"{'  ' * depth}{random.choice(RELATIONS)} {_head(random)}")
        if random.random() < 0.2:
            lines.append(f"{'  ' * depth}{_words(random)}{_data(random)}")
    return "\n".join(lines)


def _structure(random: Random) -> str:
    lines = [_head(random), ""] if random.random() < 0.7 else []
    for n in range(1, random.randrange(2, 6)):
        number = n if random.random() < 0.95 else random.choice((0, 1, 99))
        lines.append(f"({number}) {_head(random)}")
        if random.random() < 0.2:
            lines.append(f"  {random.choice(RELATIONS)} {_head(random)}")
        if random.random() < 0.5:
            lines.append(
                random.choice(
                    ("----", "-----", f"-- {_words(random)}{_data(random)} --", f"--\n{_words(random)}\n--")
                )
            )
    return "\n".join(lines)


def _heading(random: Random) -> str:
    return f"{'#' * random.randrange(1, 4)} {_words(random)}{_data(random)}"


def _list(random: Random) -> str:
    return "\n".join(
        f"{'  ' * random.randrange(2)}{random.choice(('*', '-', '1.'))} {_words(random)}" for _ in range(3)
    )
