"""From the rows of an Argdown JSON export to a map, and what of the rows must be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, evolve

from argmap.diagnostics import Diagnostic
from argmap.errors import ArgmapError, FormatError, nearest, shown
from argmap.model import Argument, ArgumentMap, Claim, Data, Relation, RelationKind, Section, Wording
from argmap.model.fields import CONTROL
from argmap.serializers.argdown.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping import KINDS, split_rules
from argmap.serializers.argdown_json_writing import CLASS, FORMAT, Writer, difference, fitting, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.diagnostics import Report

Row = dict[str, Any]
_Inside = dict[str, dict[int, tuple[str, int]]]  # by title and member: argument and place in its structure
_ENDS: Final = {"argument": "argument", CLASS: "statement", "inference": "argument"}


@define(eq=False)
class _Group:
    """A row of ``statements`` or ``arguments`` as it is read.

    Attributes:
        kind: "statement" or "argument".
        title: Its key.
        row: The row.
        path: Where it stands.
        members: Its members.
        wording: By position, which text a member has: 0 for the one that stands for all; not for references.
        pcs: Of an argument: the rows of its structure.
        id: Id of its record.
    """

    kind: str
    title: str
    row: Row
    path: str
    members: list[Row] = Factory(list)
    wording: dict[int, int] = Factory(dict)
    pcs: list[Row] = Factory(list)
    id: str = ""


class Reader:
    """One pass over a document.

    Attributes:
        names: Ids of the records, by where they stand in the document.
    """

    def __init__(self, document: Any, report: Report) -> None:
        self.report = report
        self.document = _table(document, "$")
        self.names: dict[tuple[Any, ...], str] = {}
        self.own: dict[int, str] = {}  # ids that rows say, by the identity of the row
        self.taken: set[str] = set()
        self.statements = self._groups("statements")
        self.arguments = self._groups("arguments")
        self.kept: dict[str, Row] = {}
        self.marks: Row = {}
        self.unplaced: list[Any] = []

    # The document

    def _groups(self, name: str) -> dict[str, _Group]:
        if name not in self.document:
            raise FormatError(
                f"no {name!r}, expected the JSON export of Argdown",
                path="$",
                expected=name,
                nearest=nearest(name, self.document),
            )
        found = {}
        for title, row in _table(self.document[name], f"$.{name}").items():
            path = f"$.{name}[{shown(title)}]"
            group = _Group(name[:-1], title, _table(row, path), path)
            group.members = _rows(row, "members", path)
            if name == "arguments":
                group.pcs = _rows(row, "pcs", path)
            for n, member in enumerate(group.members):
                _check(member, f"{path}.members[{n}]")
            _check(group.row, path)
            _wordings(group)
            found[title] = group
        return found

    def map(self) -> ArgumentMap:
        """The map."""
        tree = list(self._tree())
        statements, arguments = _in_order(self.statements.values()), _in_order(self.arguments.values())
        for row in self._named():
            own = row.get("id")
            if isinstance(own, str) and own and own not in self.taken and not CONTROL.search(own):
                self.own[id(row)] = own
                self.taken.add(own)
        for groups, brackets in ((statements, "[]"), (arguments, "<>")):
            for group in groups:
                group.id = self._name((group.kind, group.title), group.title, brackets, group.row)
        section_ids: dict[int, str] = {}
        sections = []
        for n, (row, path, parent) in enumerate(tree):
            own = row.get("id", f"s{n + 1}")
            section_ids[id(row)] = self._name(("section", own), own, "##")
            above = section_ids[id(parent)] if parent is not None else None
            sections.append(self._section(row, section_ids[id(row)], above, path))
        ids = {self.names[key]: key[1] for key in self.names if key[0] == "section"}
        self.kept |= {i: {"set": {"id": own}} for i, own in ids.items() if i != own}
        claims = [self._node(Claim, group) for group in statements]
        named = [self._node(Argument, group) for group in arguments]
        steps = [step for group in self.arguments.values() for step in self._steps(group)]
        relations = steps + list(self._bonds())
        data = {LAYOUT: {"marks": self.marks}} if self.marks else {}
        made = _made(
            ArgumentMap,
            "$",
            sections=sections,
            claims=claims,
            arguments=named,
            relations=relations,
            data=data,
        )
        return self._remembering(made, tree)

    def _named(self) -> Iterable[Row]:
        """The rows that may have an ``id``, which is ours: exports have none there."""
        for group in (*self.statements.values(), *self.arguments.values()):
            yield group.row
            yield from (row["inference"] for row in group.pcs if isinstance(row.get("inference"), dict))
        yield from _rows(self.document, "relations", "$")

    def _name(self, key: tuple[Any, ...], wanted: str, brackets: str = "", row: Row | None = None) -> str:
        """The id of a record: its own, or made of its title or ends."""
        if id(row) in self.own:
            return self.names.setdefault(key, self.own[id(row)])
        name = CONTROL.sub(" ", wanted) or brackets
        n = 2
        while name in self.taken:
            name, n = (f"{brackets[0]}{name}{brackets[1]}", n) if brackets else (f"{wanted}/{n}", n + 1)
        self.taken.add(name)
        self.names.setdefault(key, name)
        return name

    def _tree(self) -> Iterable[tuple[Row, str, Row | None]]:
        """Every section, its path and the one around it."""
        pending: list[tuple[Row, str, Row | None]] = [
            (row, f"$.sections[{n}]", None) for n, row in enumerate(_rows(self.document, "sections", "$"))
        ]
        pending.reverse()
        seen: set[str] = set()
        while pending:
            row, path, parent = pending.pop()
            _check(row, path)
            own = row.get("id", "")
            if not isinstance(own, str) or own in seen:
                raise FormatError(
                    f"found {shown(own)}, expected an id of its own", path=f"{path}.id", found=own
                )
            seen.add(own)
            yield row, path, parent
            children = enumerate(_rows(row, "children", path))
            pending += [(child, f"{path}.children[{n}]", row) for n, child in children][::-1]

    # Records

    def _section(self, row: Row, name: str, parent: str | None, path: str) -> Section:
        made: Section = _made(
            Section,
            path,
            name,
            str(row.get("title", "")).strip(),
            parent=parent,
            tags=row.get("tags", ()),
            data=_own(row),
        )
        return made

    def _node(self, kind: Any, group: _Group) -> Any:
        row = group.row
        texts: dict[int, Row] = {which: group.members[n] for n, which in group.wording.items()}
        for n, which in group.wording.items():
            self._mark(group, which, group.members[n])
        wordings = [
            _made(
                Wording, group.path, text.get("text", "").strip(), tags=text.get("tags", ()), data=_own(text)
            )
            for which, text in sorted(texts.items())
            if which
        ]
        section = row.get("section")
        return _made(
            kind,
            group.path,
            group.id,
            texts.get(0, {}).get("text", "").strip(),
            title="" if group.id == group.title else group.title,
            tags=row.get("tags", ()),
            wordings=wordings,
            section=self.names.get(("section", section)) if isinstance(section, str) else None,
            data=_own(row),
        )

    def _mark(self, group: _Group, which: int, member: Row) -> None:
        text = member.get("text", "")
        shift, length = len(text) - len(text.lstrip()), len(text.strip())
        marks = []
        for found in member.get("ranges") or ():
            if found.get("type") in ("bold", "italic", "link"):
                start, stop = (_code_points(text, found.get(k)) for k in ("start", "stop"))
                if 0 <= start <= stop < len(text):
                    url = found.get("url", "")
                    marks.append([found["type"], max(0, start - shift), min(length, stop + 1 - shift), url])
        if marks:
            self.marks.setdefault(group.id, {})[str(which)] = [length, *marks]

    def _steps(self, group: _Group) -> Iterable[Relation]:
        rows: list[tuple[str, bool]] = []
        inferences: list[Row] = []
        uses: dict[int, Any] = {}
        for n, row in enumerate(group.pcs):
            path = f"{group.path}.pcs[{n}]"
            _check(row, path)
            title = row.get("title")
            if title not in self.statements:
                raise FormatError(
                    f"found {shown(title)}, expected the title of a statement",
                    path=f"{path}.title",
                    found=title,
                    nearest=nearest(str(title), self.statements),
                )
            rows.append((self.statements[title].id, "inference" in row))
            if "inference" in row:
                inference = _table(row["inference"], f"{path}.inference")
                _check(inference, f"{path}.inference")
                inferences.append(inference)
                uses[n] = _own_of(inference).get("uses")
        for number, ((sources, target), inference) in enumerate(
            zip(steps_of(rows, uses), inferences, strict=True), 1
        ):
            rules = inference.get("inferenceRules", [])
            scheme = ", ".join(rules)
            data = _own(inference)
            if split_rules(scheme) != rules:
                data[LAYOUT] = {"rules": rules}
            name = self._name(("step", group.title, number), f"{group.id}/{number}", row=inference)
            yield _made(
                Relation,
                group.path,
                name,
                RelationKind.SUPPORT,
                sources,
                (target,),
                argument=group.id,
                scheme=scheme,
                data=data,
            )

    def _bonds(self) -> Iterable[Relation]:
        for n, row in enumerate(_rows(self.document, "relations", "$")):
            path = f"$.relations[{n}]"
            kind = row.get("relationType")
            if not isinstance(kind, str) or kind not in KINDS:
                raise FormatError(
                    f"found {shown(kind)}, expected one of: {', '.join(KINDS)}",
                    path=f"{path}.relationType",
                    found=kind,
                    nearest=nearest(str(kind), KINDS),
                )
            source, target = self._end(row, "from", path), self._end(row, "to", path)
            if source is None or target is None or row.get("fromType") == "inference":
                self.unplaced.append([n, row])
                message = "an end of this relation is not in the document; it is kept, but is no relation of the map"
                self.report(Diagnostic("missing-end", "warning", message, path=path))
                continue
            meant, data = KINDS[kind], {}
            if meant is RelationKind.UNDERCUT and row.get("toType") == CLASS:
                meant, data = RelationKind.ATTACK, {LAYOUT: {"type": "undercut"}}
                message = f"an undercut of the statement {shown(target)} is read as an attack"
                hint = "undercut an argument, or the inference of one"
                self.report(Diagnostic("undercut-of-statement", "warning", message, path=path, hint=hint))
            name = self._name(("relation", n), f"{meant}:{source}>{target}", row=row)
            yield _made(Relation, path, name, meant, (source,), (target,), data=data)

    def _end(self, row: Row, which: str, path: str) -> str | None:
        if which not in row:
            return None  # the original forgets the argument of some inferences
        title, kind = row[which], row.get(f"{which}Type")
        if not isinstance(title, str):
            raise FormatError(f"found {shown(title)}, expected a title", path=f"{path}.{which}", found=title)
        if not isinstance(kind, str) or kind not in _ENDS:
            raise FormatError(
                f"found {shown(kind)}, expected one of: {', '.join(_ENDS)}",
                path=f"{path}.{which}Type",
                found=kind,
                nearest=nearest(str(kind), _ENDS),
            )
        if kind != "inference":
            return self.names.get((_ENDS[kind], title))
        group, at = self.arguments.get(title), row.get("conclusionIndex")
        if (
            group is None
            or type(at) is not int
            or not 0 <= at < len(group.pcs)
            or "inference" not in group.pcs[at]
        ):
            return None
        return self.names["step", title, sum("inference" in r for r in group.pcs[: at + 1])]

    # What is kept

    def _remembering(self, m: ArgumentMap, tree: list[tuple[Row, str, Row | None]]) -> ArgumentMap:
        """The map with all that its rows say and a writer would not say by itself.

        Rows stand within rows, so the innermost are compared first.
        """
        inside = self._skeletons(m)
        dropped = self._without_uses(m)
        m = m.replace(*dropped) if dropped else m
        self._keep_relations(Writer(m, self.kept), m)
        self._keep_structures(m)
        writer = Writer(m, self.kept)
        nodes: tuple[Claim | Argument, ...] = (*m.claims, *m.arguments)
        for node in nodes:
            group = self._group_of(node)
            self._keep_members(writer, node, group, inside)
            self._keep(node.id, difference(writer.element(node), group.row))
        levels: dict[int, int] = {}
        for n, (row, _, parent) in enumerate(tree, 1):
            levels[id(row)] = levels[id(parent)] + 1 if parent is not None else 1
            section = m[self.names["section", row.get("id", f"s{n}")]]
            assert isinstance(section, Section)  # noqa: S101 - for the type checker
            made = writer.section(section, levels[id(row)])
            self.kept.pop(section.id, None)
            children = {"children": made["children"]} if "children" in row else {}
            self._keep(section.id, difference(made, row | children))
        return self._with(m)

    def _group_of(self, node: Claim | Argument) -> _Group:
        groups = self.arguments if isinstance(node, Argument) else self.statements
        return groups[node.title or node.id]

    def _keep_relations(self, writer: Writer, m: ArgumentMap) -> None:
        for n, row in enumerate(_rows(self.document, "relations", "$")):
            name = self.names.get(("relation", n))
            if name is not None:
                relation = m[name]
                assert isinstance(relation, Relation)  # noqa: S101 - for the type checker
                self._keep(name, difference(writer.relation(relation) or {}, row))

    def _keep_structures(self, m: ArgumentMap) -> None:
        writer = Writer(m, self.kept)
        for argument in m.arguments:
            group = self._group_of(argument)
            plan = [(e["statement"], "concluded" in e) for e in writer.plans[argument.id]]
            if plan != [(e["statement"], "concluded" in e) for e in self.kept[argument.id]["pcs"]]:
                del self.kept[argument.id]["pcs"]  # an inference without premises: kept as it stands
                continue
            for entry, row in zip(writer.plans[argument.id], group.pcs, strict=True):
                step = entry.get("step")
                if step is not None:
                    made = writer.inference(step, entry.get("uses"))
                    self._keep(step.id, difference(made, row["inference"]))
        for argument in m.arguments:
            group = self._group_of(argument)
            kept = self.kept[argument.id].get("pcs")
            if kept is None:
                continue
            last = max((n for n, row in enumerate(group.pcs) if "inference" in row), default=-1)
            for at, entry in enumerate(writer.plans[argument.id]):
                kept[at] |= difference(writer.structured(argument, entry, main=at == last), group.pcs[at])
            laid = Writer.laid_out(writer.steps[argument.id])
            if [{k: v for k, v in entry.items() if k != "step"} for entry in laid] == kept:
                del self.kept[argument.id]["pcs"]

    def _with(self, m: ArgumentMap) -> ArgumentMap:
        kept = {i: row for i, row in self.kept.items() if row}
        groups: dict[str, Any] = {
            name: [
                evolve(r, data=Data({**r.data, FORMAT: kept[r.id]})) if r.id in kept else r
                for r in getattr(m, name)
            ]
            for name in ("sections", "claims", "arguments", "relations")
        }
        remembered = evolve(m, **groups)
        rest: Row = {}
        if self.unplaced:
            rest["relations"] = self.unplaced
        if isinstance(self.document.get("map"), dict):
            rest["map"] = self.document["map"]
        made = Writer(remembered).body()
        tags = self.document.get("tags")
        if isinstance(tags, dict) and list(tags) and set(tags) == set(made["tags"]):
            rows = {t: difference(made["tags"][t], row) for t, row in tags.items() if isinstance(row, dict)}
            if len(rows) == len(tags):
                rest["tags"] = {t: row for t, row in rows.items() if row}
                made["tags"] = tags
        made["relations"] = self.document.get("relations", made["relations"])
        if "map" in rest:
            made["map"] = self.document["map"]
        rest |= difference(made, self.document)
        rest = {k: v for k, v in rest.items() if v}
        return evolve(remembered, data=Data({**remembered.data, FORMAT: rest})) if rest else remembered

    def _keep(self, name: str, more: Row) -> None:
        if more:
            self.kept[name] = self.kept.get(name, {}) | more

    def _skeletons(self, m: ArgumentMap) -> _Inside:
        """Keep the rows of structures, and tell which member of its class each row is."""
        inside: _Inside = {}
        for argument in m.arguments:
            group = self.arguments[argument.title or argument.id]
            self.kept.setdefault(argument.id, {})["pcs"] = [
                {"statement": self.statements[row["title"]].id}
                | ({"concluded": True} if "inference" in row else {})
                for row in group.pcs
            ]
        for group in self.statements.values():
            used: set[tuple[str, int]] = set()
            for n, member in enumerate(group.members):
                argued = self.arguments.get(member.get("argumentTitle", ""))
                if argued is None:
                    continue
                at = next(
                    (i for i, row in enumerate(argued.pcs) if row == member and (argued.id, i) not in used),
                    None,
                )
                if at is None:
                    continue
                used.add((argued.id, at))
                inside.setdefault(group.title, {})[n] = (argued.id, at)
                entry = self.kept[argued.id]["pcs"][at]
                if n in group.wording:
                    entry["wording"] = group.wording[n]
                    entry |= _pad(member)
        return inside

    def _without_uses(self, m: ArgumentMap) -> list[Relation]:
        """The steps whose ``uses`` a writer would say by itself, without them."""
        changed = []
        for argument in m.arguments:
            entries = self.kept[argument.id]["pcs"]
            steps = [r for r in self._steps_of(m).get(argument.id, ()) if r.sources]
            said = {s.id: s.data.thaw().get(OWN, {}).get("uses") for s in steps}
            if not any(said.values()):
                continue
            bare = {s.id: evolve(s, data=_without(s.data)) for s in steps}
            laid = Writer.laid_out(list(bare.values()))
            same = [(e["statement"], "concluded" in e) for e in laid] == [
                (e["statement"], "concluded" in e) for e in entries
            ]
            for made, entry in zip(laid, entries, strict=False):
                if same and "uses" in made and made["uses"] == said.get(made["step"].id):
                    entry["uses"] = made["uses"]
                    changed.append(bare[made["step"].id])
        return changed

    def _steps_of(self, m: ArgumentMap) -> dict[str, list[Relation]]:
        return m.once(_steps_by_argument)

    def _keep_members(self, writer: Writer, node: Any, group: _Group, inside: _Inside) -> None:
        rows = inside.get(group.title, {}) if group.kind == "statement" else {}
        here = {n: at for n, at in rows.items() if at in writer.places.get(node.id, ())}
        entries: list[Row] = []  # what is kept of each member
        for n, member in enumerate(group.members):
            if n in here:
                entries.append({"argument": here[n][0], "row": here[n][1]})
                continue
            entry: Row = {}
            if n in group.wording:
                entry = {"wording": group.wording[n]} | _pad(member)
            if group.kind == "argument" and "pcs" in member and member["pcs"] == writer.rows[node.id]:
                entry["pcs"] = True
            entries.append(entry)
        before = self.kept.get(node.id, {})
        self.kept[node.id] = before | {"members": entries}
        for entry, made, member in zip(entries, writer.members(node), group.members, strict=False):
            entry.update(difference(made, member))
        whole = self.kept[node.id]
        plain = [row for row in entries if not row.keys() <= {"wording", "argument", "row"}]
        if not plain:
            del self.kept[node.id]["members"]
            if writer.members(node) != group.members:
                self.kept[node.id] = whole | {"members": entries}
        if writer.members(node) != group.members:  # it cannot be told in our words
            self.kept[node.id].pop("members", None)
            self._keep(node.id, {"set": {"members": group.members}})
        if not self.kept[node.id]:
            del self.kept[node.id]


def _steps_by_argument(m: ArgumentMap) -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for relation in m.relations:
        if relation.argument is not None:
            found.setdefault(relation.argument, []).append(relation)
    return found


def _without(data: Data) -> Data:
    thawed = data.thaw()
    own = thawed.get(OWN, {})
    own.pop("uses", None)
    if not own:
        thawed.pop(OWN, None)
    return Data(thawed)


def _pad(member: Row) -> Row:
    """The white space around a text."""
    text = member.get("text", "")
    words = text.strip()
    if words == text:
        return {}
    before = text[: len(text) - len(text.lstrip())] if words else ""
    return {"pad": [before, text[len(before) + len(words) :]]}


def _wordings(group: _Group) -> None:
    """Number the texts: first the one that stands for all, then the others in order."""
    defined = [n for n, member in enumerate(group.members) if not member.get("isReference")]
    claimed = [n for n in defined if _own_of(group.members[n]).get("isCanonical")]
    if not defined:
        return
    chosen = (claimed or defined)[-1]
    rest = [n for n in defined if n != chosen]
    group.wording = {chosen: 0} | {n: i for i, n in enumerate(rest, 1)}


def _in_order(groups: Iterable[_Group]) -> list[_Group]:
    """By the places in the text, if all have one; else as they stand."""
    groups = list(groups)
    places = [_place(group) for group in groups]
    if any(place is None for place in places):
        return groups
    order: Callable[[int], Any] = places.__getitem__
    return [groups[n] for n in sorted(range(len(groups)), key=order)]


def _place(group: _Group) -> tuple[int, int] | None:
    defined = [m for m in group.members if not m.get("isReference")] or group.members
    if group.kind == "argument" and not defined:
        defined = group.pcs[:1]
    lines = [(m.get("startLine"), m.get("startColumn")) for m in defined]
    places = [(line, column) for line, column in lines if type(line) is int and type(column) is int]
    return min(places) if places and len(places) == len(lines) else None


def _own_of(row: Row) -> Row:
    data = row.get("data")
    return data if isinstance(data, dict) else {}


def _own(row: Row) -> Row:
    own = _own_of(row)
    return {OWN: dict(own)} if own else {}


def _code_points(text: str, units: Any) -> int:
    """The code point at an offset in UTF-16 units; -1 for none."""
    if type(units) is not int or not 0 <= units <= 2 * len(text):
        return -1
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _table(value: Any, path: str) -> Row:
    if not isinstance(value, dict):
        raise FormatError(f"found {shown(value)}, expected an object", path=path, found=value)
    return value


def _rows(row: Row, key: str, path: str) -> list[Row]:
    found = row.get(key, [])
    if not isinstance(found, list):
        raise FormatError(f"found {shown(found)}, expected an array", path=f"{path}.{key}", found=found)
    return [_table(item, f"{path}.{key}[{n}]") for n, item in enumerate(found)]


def _check(row: Row, path: str) -> None:
    """Refuse what is of another type than it must be."""
    for key in ("text", "title", "argumentTitle"):
        if not isinstance(row.get(key, ""), str):
            raise FormatError(f"found {shown(row[key])}, expected text", path=f"{path}.{key}", found=row[key])
    for key in ("tags", "inferenceRules"):
        found = row.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise FormatError(
                f"found {shown(found)}, expected an array of texts", path=f"{path}.{key}", found=found
            )
    ranges = row.get("ranges") or []
    for found in ranges if isinstance(ranges, list) else [ranges]:
        if not isinstance(found, dict) or not isinstance(found.get("url", ""), str):
            raise FormatError(f"found {shown(found)}, expected a range", path=f"{path}.ranges", found=found)


def _made(kind: Any, path: str, /, *values: Any, **fields: Any) -> Any:
    try:
        return kind(*values, **fields)
    except ArgmapError as error:
        raise FormatError(error.message, path=path, ids=error.ids, hint=error.hint) from None


__all__ = ["Reader", "fitting"]
