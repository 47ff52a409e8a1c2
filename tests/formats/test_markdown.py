"""Notes with Argdown in fences: what is found, where it is, and what an edit leaves as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner

import argmap
from argmap import ArgmapError, ArgumentMap, Claim, FileError, NoMapError, Party, ReadWarning
from argmap.cli import main
from argmap.serializers import argdown, markdown

TWO = """---
title: Note
---

```argdown
[Cap]: Rents should be capped.
  - <Shrink>
```

> - ~~~~argdown-map {#owners}
>   <Shrink>: A cap shrinks supply.
>     + [Costs]: Costs rose.
>
>   [Homes]: Homes matter.
>   ~~~~
>
> Prose.
"""


def read(text: str, **options: Any) -> ArgumentMap:
    m: ArgumentMap = argmap.loads(text, format="markdown", **options)
    return m


def found(text: str) -> list[str]:
    return [fence.text for fence in markdown.fences(text)]


class TestFences:
    @pytest.mark.parametrize(
        "opening",
        [
            "```argdown", "``` argdown", "```argdown-map", "~~~argdown", "~~~~ argdown-source", "``````argdown",
            "   ```argdown", "```Argdown", "```argdown {#id}", "```argdown title='a b'", "```argdown{1,3}",
            '```argdown {"type": "map"}', "```argdown {version='v1'}", "```{argdown}", "```{argdown rents, echo=FALSE}",
            "```{.argdown}", "``` {.argdown-map}", '```{.argdown-map #fig:a caption="A {b} c"}',
            "```{#fig:a .argdown-map width=80%}", "```{.numberLines .argdown}", "```argdown,ignore", "```\targdown\t",
        ],
    )  # fmt: skip
    def test_are_known_by_their_language(self, opening: str) -> None:
        sign = opening.strip()[0]
        closing = sign * opening.count(sign) if sign == "~" else "`" * opening.count("`")
        assert found(f"a\n{opening}\n[A]\n{closing}\nb\n") == ["[A]\n"]

    @pytest.mark.parametrize(
        "opening",
        [
            "```", "```yaml", "```argdownish", "```json argdown", "```{.json}", "```{python}", "``argdown",
            "    ```argdown", "a ```argdown", "\\```argdown", "``` argdown`", "```{=argdown}", "```argdown-json",
            "```{title=argdown}",
        ],
    )  # fmt: skip
    def test_of_other_languages_are_not(self, opening: str) -> None:
        assert found(f"{opening}\n[A]\n```\n") == []

    @pytest.mark.parametrize(
        ("note", "texts"),
        [
            ("> ```argdown\n> [A]\n>\n>   - [B]\n> ```\n", ["[A]\n\n  - [B]\n"]),
            ("> > ```argdown\n> >[A]\n> > ```\n", ["[A]\n"]),
            ("- ```argdown\n  [A]\n\n    - [B]\n  ```\n", ["[A]\n\n  - [B]\n"]),
            ("1. a\n\n   ```argdown\n   [A]\n   ```\n10. b\n    ```argdown\n    [B]\n    ```\n", ["[A]\n", "[B]\n"]),
            ("- > ```argdown\n  > [A]\n  > ```\n", ["[A]\n"]),
            ("-\t```argdown\n\t[A]\n\t  - [B]\n\t```\n", ["[A]\n  - [B]\n"]),
            ("  ```argdown\n  [A]\n [B]\n    - [C]\n  ```\n", ["[A]\n[B]\n  - [C]\n"]),
            ("````argdown\n[A]\n```\n````\n", ["[A]\n```\n"]),
            ("```argdown\n[A]\n~~~\n```\n", ["[A]\n~~~\n"]),
            ("```argdown\n[A]\n    ```\n```\n", ["[A]\n    ```\n"]),
            ("```argdown\n[A]", ["[A]\n"]),
            ("```argdown", [""]),
            ("```argdown\n```\n", [""]),
            ("> ```argdown\n> [A]\n\nprose\n", ["[A]\n"]),
            ("- ```argdown\n  [A]\n\nprose\n", ["[A]\n\n"]),
            ("````markdown\n```argdown\n[A]\n```\n````\n", []),
            ("<!--\n```argdown\n[A]\n```\n-->\n", []),
            ("<div>\n\n```argdown\n[A]\n```\n\n</div>\n", ["[A]\n"]),
            ("---\nabstract: |\n  ```argdown\n  [No]\n  ```\n---\n```argdown\n[A]\n```\n", ["[A]\n"]),
            ("---\n```argdown\n[A]\n```\n", ["[A]\n"]),
            ("::: {.callout-note}\n```argdown\n[A]\n```\n:::\n", ["[A]\n"]),
            ("Words\n```argdown\n[A]\n```\nwords\n", ["[A]\n"]),
            ("| a |\n|---|\n```argdown\n[A]\n```\n", ["[A]\n"]),
            ("```argdown\r\n[A]\r\n```\r\n", ["[A]\n"]),
            ("```argdown\r[A]\r```\r", ["[A]\n"]),
            ("\ufeff```argdown\n[A]\n```\n", ["[A]\n"]),
            ("\ufeff---\na: b\n---\n```argdown\n[A]\n```\n", ["[A]\n"]),
            ("```argdown\n[A\0]\n```\n", ["[A\0]\n"]),
            ("```{argdown}\n#| label: fig-a\n//| echo: false\n[A]\n#| b\n```\n", ["[A]\n#| b\n"]),
            ("```argdown\n#| a\n```\n", ["#| a\n"]),
        ],
    )  # fmt: skip
    def test_have_the_lines_of_commonmark(self, note: str, texts: list[str]) -> None:
        assert found(note) == texts

    def test_have_numbers_identifiers_and_lines(self) -> None:
        one, two = markdown.fences(TWO)
        assert (one.number, one.language, one.id, one.line) == (1, "argdown", "", 5)
        assert (two.number, two.language, two.id, two.line) == (2, "argdown-map", "owners", 10)
        (cell,) = markdown.fences("```{argdown}\n#| label: fig-a\n[A]\n```\n")
        assert (cell.id, cell.text) == ("fig-a", "[A]\n")

    @pytest.mark.parametrize(
        ("info", "name"),
        [
            ("{argdown rents, echo=FALSE}", "rents"),
            ("{argdown, label='rents'}", "rents"),
            ("{argdown}", ""),
            ("{argdown echo=FALSE}", ""),
            ("{.argdown #rents .wide}", "rents"),
            ("argdown {#fig:rents width=80%}", "fig:rents"),
            ("argdown {version='v1'}", ""),
            ("{argdown #rents}", "rents"),
        ],
    )
    def test_are_called_by_identifier_or_label(self, info: str, name: str) -> None:
        (fence,) = markdown.fences(f"```{info}\n[A]\n```\n")
        assert fence.id == name

    def test_are_found_as_deep_as_people_nest(self) -> None:
        for depth in (10, 40):
            quotes = "> " * depth
            assert found(f"{quotes}```argdown\n{quotes}[A]\n") == ["[A]\n"]
            items = "".join(f"{'  ' * n}- a\n" for n in range(depth))
            assert found(f"{items}{'  ' * depth}```argdown\n{'  ' * depth}[A]\n") == ["[A]\n"]


class TestReading:
    def test_takes_all_fences_as_one_map(self) -> None:
        m = read(TWO)
        assert {r.id for r in m.relations} == {"attack:Shrink>Cap", "support:Costs>Shrink"}
        assert m["Shrink"] == argmap.Argument("Shrink", "A cap shrinks supply.")
        assert m.title == ""

    @pytest.mark.parametrize("fence", [2, "2", "owners", "#owners"])
    def test_takes_one_fence_by_number_or_identifier(self, fence: Any) -> None:
        assert read(TWO, fence=fence) == argdown.loads(
            "<Shrink>: A cap shrinks supply.\n  + [Costs]: Costs rose.\n\n[Homes]: Homes matter.\n"
        )
        assert markdown.maps(TWO) == (read(TWO, fence=1), read(TWO, fence=2))

    @pytest.mark.parametrize(
        ("fence", "message"),
        [
            (3, r"there is no fence 3 with Argdown: the note has 2 fences \(owners\)"),
            (0, "there is no fence 0"),
            (-1, "there is no fence -1"),
            ("owner", "there is no fence 'owner' .*; did you mean 'owners'?"),
            ("", "there is no fence ''"),
            (True, "fence is True, expected its number, counted from 1, or its identifier"),
            (1.0, r"fence is 1\.0, expected"),
        ],
    )
    def test_names_the_fences_that_there_are(self, fence: Any, message: str) -> None:
        with pytest.raises(ArgmapError, match=message):
            read(TWO, fence=fence)

    def test_refuses_an_identifier_of_several_fences(self) -> None:
        note = "```argdown {#a}\n[A]\n```\n\n```argdown {#a}\n[B]\n```\n"
        with pytest.raises(ArgmapError, match="several fences have the identifier 'a', in lines 1 and 5"):
            read(note, fence="a")

    def test_nothing_reaches_from_one_fence_into_the_next(self) -> None:
        texts = ("# Head\n[A]: a /* b\n\n(1) c\n", "[B]: b */ {c\n", "[C]: c --> }\n")
        note = "\n".join(f"```argdown\n{text}```\n" for text in texts)
        m, notes = argmap.loads(note, format="markdown", on_error="recover")
        assert [(c.id, c.text, c.section) for c in m.claims if c.section is None] == [
            ("B", "b */ {c", None),
            ("C", "c --> }", None),
        ]
        assert "structure-without-conclusion" in {n.code for n in notes}

    def test_joins_the_front_matter_of_the_fences(self) -> None:
        note = (
            "```argdown\n===\ntitle: T\nparties: {a: Ann}\n===\n[A]: a {by: b}\n```\n\n"
            "```argdown\n\n===\ntitle: T\nparties: {b: Ben}\n===\n[B]: b {by: a}\n```\n"
        )
        m = read(note)
        assert (m.title, [p.id for p in m.parties], *[c.by for c in m.claims]) == ("T", ["a", "b"], "b", "a")

    def test_reports_where_front_matters_differ_and_titles_have_other_texts(self) -> None:
        note = "```argdown\n===\ntitle: One\n===\n[A]: a\n```\n\n"
        note += "> ```argdown\n> ===\n> title: Two\n> ===\n> [A]: b\n> ```\n"
        with pytest.warns(ReadWarning) as caught:
            m = read(note)
        places = [(d.code, d.line, d.column) for d in caught[0].message.diagnostics]  # type: ignore[union-attr]
        assert places == [("front-matter-conflict", 10, 3), ("redefinition", 12, 3)]
        assert m.title == "One"
        assert "fence=" in str(caught[0].message)

    def test_errors_have_the_lines_and_columns_of_the_note(self) -> None:
        note = "a\n\n> 1. ```argdown\n>    [A]: a\n>      - [B]: b {by: [}\n>    ```\n"
        with pytest.raises(ArgmapError) as caught:
            read(note)
        (problem,) = caught.value.exceptions  # type: ignore[attr-defined]
        assert (problem.line, problem.column) == (5, 23)
        assert ">      - [B]: b {by: [}" in str(caught.value)

    def test_a_tab_that_a_list_takes_a_part_of_counts_as_one_column(self) -> None:
        note = "- ```argdown\n\t[A]: a\n\t  - [B]: b {x: [}\n  ```\n"
        assert found(note) == ["  [A]: a\n    - [B]: b {x: [}\n"]
        with pytest.raises(ArgmapError) as caught:
            read(note)
        assert (caught.value.exceptions[0].line, caught.value.exceptions[0].column) == (3, 18)  # type: ignore[attr-defined]

    def test_places_after_an_empty_fence_are_those_of_the_note(self) -> None:
        assert markdown.places("```argdown\n```\n\n> ```argdown\n> ```\n\n```argdown\n[A]: a\n```\n") == {
            "A": (8, 1)
        }
        with pytest.raises(ArgmapError) as caught:
            read("```argdown\n```\n\n```argdown\n===\ntitle: a\n[A]: a\n```\n")
        assert [(p.line, p.column) for p in caught.value.exceptions] == [(5, 1)]  # type: ignore[attr-defined]

    def test_a_byte_order_mark_in_a_fence_is_a_column(self) -> None:
        with pytest.raises(ArgmapError) as caught:
            read("```argdown\n\ufeff[A]: a {x: [}\n\n[B]: b {x: [}\n```\n")
        problems = caught.value.exceptions  # type: ignore[attr-defined]
        assert [(p.line, p.column) for p in problems] == [(2, 14), (4, 13)]

    def test_places_are_those_of_the_note(self) -> None:
        assert markdown.places(TWO) == {
            "Cap": (6, 1), "Shrink": (11, 5), "Costs": (12, 9), "Homes": (14, 5),
            "attack:Shrink>Cap": (7, 5), "support:Costs>Shrink": (12, 9),
        }  # fmt: skip
        assert markdown.places("no fence") == {}

    def test_sources_lie_in_the_folder_of_the_note(self, tmp_path: Path) -> None:
        (tmp_path / "notes").mkdir()
        (tmp_path / "notes" / "release.txt").write_text("Rents may rise.")
        note = tmp_path / "notes" / "rents.Rmd"
        note.write_text(
            '```{argdown}\n===\nsources: {r: release.txt}\n===\n[A]: a {quote: "Rents may rise"}\n```\n'
        )
        m = argmap.load(note)
        assert m.claims[0].quotes[0].start == 0
        again = markdown.edit(note.read_text(), m.add(Claim("B", "b")), path=note)
        assert again == note.read_text().replace("\n```\n", "\n\n[B]: b\n```\n")
        assert markdown.edit(note.read_text(), m.add(Claim("B", "b"))) == again

    def test_included_files_lie_in_the_folder_of_the_note(self, tmp_path: Path) -> None:
        (tmp_path / "b.argdown").write_text("[B]: b\n")
        note = tmp_path / "a.md"
        note.write_text(
            "> ```argdown\n> @include(b.argdown)\n>\n> [A]: a {x: [}\n> ```\n\n```argdown\n[C]\n  - [B]\n```\n"
        )
        m, notes = argmap.load(note, include=True, on_error="recover")
        assert [c.id for c in m.claims] == ["B", "A", "C"]
        assert [(d.line, d.column) for d in notes if d.code == "bad-yaml"] == [(4, 15)]
        assert argmap.load(note, include=True, fence=2).claims == (Claim("C"), Claim("B"))

    @pytest.mark.parametrize("suffix", [".md", ".markdown", ".qmd", ".Rmd", ".MD"])
    def test_is_by_suffix(self, suffix: str, tmp_path: Path) -> None:
        path = tmp_path / f"note{suffix}"
        path.write_text("```argdown\n[A]: a\n```\n")
        assert argmap.load(path).claims == (Claim("A", "a"),)


class TestNotesWithoutFences:
    @pytest.mark.parametrize(
        ("note", "line", "advice"),
        [
            ("", 1, None),
            ("Prose about argdown.\n", 1, None),
            ("a\n\n```argdwon\n[A]\n```\n", 3, "did you mean 'argdown'"),
            ("a\n```argdown-mpa\n[A]\n```\n", 2, "did you mean 'argdown-map'"),
            ("<div>\n```argdown\n[A]\n```\n</div>\n", 2, "within HTML, .* put an empty line above it"),
            ("a\n\n    ```argdown\n    [A]\n    ```\n", 3, "code, as it is indented"),
            ("a\n      ```argdown\n", 2, "words of the paragraph above"),
            ("````md\n```argdown\n[A]\n```\n````\n", 2, "within another fence"),
        ],
    )
    def test_are_errors_that_say_what_was_looked_for(self, note: str, line: int, advice: str | None) -> None:
        with pytest.raises(
            NoMapError, match=r"no fence with Argdown, expected a line ```argdown or ```argdown-map"
        ) as caught:
            read(note)
        assert caught.value.line == line
        if advice:
            caught.match(advice)

    def test_what_looks_like_a_fence_is_reported(self) -> None:
        note = (
            "```argdown\n[A]: a\n```\n<p>\n```argdown\n[B]\n```\n</p>\n\n    ```argdown\n\n```argdown-mpa\n```\n"
            "<!--\n```argdown\n-->\n\n```argdown\n[C]: c\n\n> ```argdown\n[D]: d\n```\n"
        )
        _, notes = argmap.loads(note, format="markdown", on_error="recover")
        assert [(n.severity, n.line, n.column) for n in notes if n.code == "no-fence"] == [
            ("warning", 5, 1), ("info", 10, 5), ("warning", 12, 1), ("warning", 21, 3),
        ]  # fmt: skip


class TestEditing:
    def changed(self, text: str, m: ArgumentMap, **options: Any) -> str:
        """The edited note, which means the map."""
        again = markdown.edit(text, m, **options)
        assert {r.id: r for r in read(again, **options)} == {r.id: r for r in m}
        return again

    def test_changes_nothing_of_a_note_whose_map_is_as_it_was(self) -> None:
        text = TWO.replace("\n", "\r\n")
        assert markdown.edit(text, read(text)) is text

    def test_puts_what_is_new_below_what_it_is_related_to(self) -> None:
        m = read(TWO)
        new, far = Claim("New", "New."), Claim("Far", "Far.")
        assert self.changed(TWO, m.add(new, new.supports(m["Costs"]))) == TWO.replace(
            ">     + [Costs]: Costs rose.\n", ">     + [Costs]: Costs rose.\n>       + [New]: New.\n"
        )
        assert self.changed(TWO, m.add(new, new.supports(m["Cap"]))) == TWO.replace(
            "  - <Shrink>\n", "  - <Shrink>\n  + [New]: New.\n"
        )
        assert self.changed(TWO, m.add(far)) == TWO.replace(
            ">   [Homes]: Homes matter.\n", ">   [Homes]: Homes matter.\n>\n>   [Far]: Far.\n"
        )

    def test_takes_out_what_is_gone_and_leaves_the_fence(self) -> None:
        m = read(TWO)
        assert self.changed(TWO, m.without("Cap", "attack:Shrink>Cap")) == TWO.replace(
            "[Cap]: Rents should be capped.\n  - <Shrink>\n", ""
        )

    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_keeps_line_ends_marks_and_odd_prefixes(self, end: str) -> None:
        text = "\ufeffa  \n\n>```argdown   \n>[A]: a\t\n>  - [B]: b\n>  \n> \n>[D]: d\n>```\t\nb".replace(
            "\n", end
        )
        m = read(text)
        new = Claim("C", "c")
        expected = text.replace(f"[B]: b{end}", f"[B]: b{end}>  + [C]: c{end}")
        assert self.changed(text, m.add(new, new.supports(m["A"]))) == expected

    def test_keeps_mixed_line_ends(self) -> None:
        text = "```argdown\r\n[A]: a\n\r\n[B]: b\r```\n"
        assert self.changed(text, read(text).replace(Claim("A", "x"))) == text.replace("[A]: a", "[A]: x")

    @pytest.mark.parametrize("sign", ["`", "~"])
    def test_lengthens_a_fence_that_a_line_would_close(self, sign: str) -> None:
        text = f"- {sign * 3}argdown {{#id}}\n  [A]: a\n  {sign * 4}\n"
        m = read(text).add(Claim("B", "b", data={"argdown": {"x": f"c\n{sign * 5}\nd"}}))
        again = self.changed(text, m)
        inside = f"[B]: b\n{sign * 5}\n"
        literal = "```argdown\n[A]: a\n```\n".replace("`", sign)
        edited = markdown.edit(literal, read(literal).replace(Claim("A", f"a {sign * 3}")))
        assert again.count("{#id}") == 1
        assert found(edited)
        assert inside not in again

    def test_one_fence_leaves_the_others(self) -> None:
        m = read(TWO, fence=2).add(Claim("New", "New."))
        assert self.changed(TWO, m, fence="owners").replace(">\n>   [New]: New.\n", "", 1) == TWO

    def test_front_matter_goes_into_the_first_fence(self) -> None:
        m = read(TWO).add(Party("ann", "Ann"))
        assert self.changed(TWO, m) == TWO.replace(
            "```argdown\n", "```argdown\n===\nparties:\n  ann: Ann\n===\n\n", 1
        )

    def test_fills_an_empty_fence(self) -> None:
        m = ArgumentMap.of(Claim("A", "a"))
        assert self.changed("> ```argdown\n> ```\n", m) == "> ```argdown\n> [A]: a\n> ```\n"
        assert self.changed("```argdown\n```", m) == "```argdown\n[A]: a\n```"
        assert self.changed("```argdown", m) == "```argdown\n[A]: a"
        assert self.changed("a\n\n```argdown\n\n\n```\n", m) == "a\n\n```argdown\n[A]: a\n```\n"

    @pytest.mark.parametrize("space", ["\xa0", "\u2028", "\x0c", "\x85"])
    @pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
    def test_takes_odd_spaces_for_the_words_that_they_are(self, space: str) -> None:
        text = f"```argdown\n[X]: x\n\n[A]: a\n  - <B>\n{space}\n```\n"
        again = self.changed(text, read(text).without("A", cascade=True))
        assert again.count(space) == 1

    def test_adds_to_a_fence_that_is_not_closed(self) -> None:
        text = "> ```argdown\n> [A]: a\n\nprose"
        assert (
            self.changed(text, read(text).add(Claim("B", "b")))
            == "> ```argdown\n> [A]: a\n>\n> [B]: b\n\nprose"
        )
        assert self.changed("```argdown\n[A]: a", ArgumentMap.of(Claim("A", "a"), Claim("B", "b"))) == (
            "```argdown\n[A]: a\n\n[B]: b"
        )

    def test_keeps_options_of_cells(self) -> None:
        text = "```{argdown}\n#| label: a\n\n[A]: a\n```\n"
        assert self.changed(text, read(text).without("A")) == "```{argdown}\n#| label: a\n\n```\n"


class TestDumping:
    def test_is_one_fence(self) -> None:
        m = ArgumentMap.of(Claim("A", "a"))
        assert argmap.dumps(m, format="markdown") == "```argdown-map\n[A]: a\n```\n"
        assert argmap.dumps(m, format="markdown", language="argdown") == "```argdown\n[A]: a\n```\n"
        with pytest.raises(
            ArgmapError, match="unknown language 'argdwn', expected one of: argdown-map, argdown"
        ):
            argmap.dumps(m, format="markdown", language="argdwn")

    def test_is_longer_than_any_line_that_would_close_it(self) -> None:
        text = markdown.writing.with_fence("a\n````\nb", "argdown")
        assert text == "`````argdown\na\n````\nb\n`````\n"
        assert found(text) == ["a\n````\nb\n"]

    def test_writes_over_a_note_only_if_nothing_is_lost(self, tmp_path: Path) -> None:
        path = tmp_path / "note.md"
        m = ArgumentMap.of(Claim("A", "a"))
        argmap.dump(m, path)
        argmap.dump(m.add(Claim("B", "b")), path)
        assert len(argmap.load(path).claims) == 2
        path.write_text(TWO)
        with pytest.raises(
            FileError, match=r"note\.md: not written: .* text outside of its fence, which would be lost"
        ):
            argmap.dump(m, path)
        path.write_bytes(b"\xff")
        with pytest.raises(FileError, match="not written: what is there cannot be read"):
            argmap.dump(m, path)


class TestStructuresInSeveralFences:
    NOTE = (
        "```argdown\n<A>\n\n(1) a\n----\n(2) b\n  -> [T]\n```\n\nBetter:\n\n"
        "> ```argdown\n> <A>\n>\n> (1) a\n> (2) c\n> -- Modus ponens --\n> (3) b\n> ```\n"
    )

    def test_the_last_one_counts_and_the_others_are_kept(self) -> None:
        with pytest.warns(ReadWarning) as caught:
            m = read(self.NOTE)
        assert [(r.id, r.argument, r.scheme, len(r.sources)) for r in m.relations if r.argument] == [
            ("Untitled 3/1", "Untitled 3", "", 1),
            ("A/1", "A", "Modus ponens", 2),
        ]
        (note,) = caught[0].message.diagnostics  # type: ignore[union-attr]
        assert (note.code, note.line, note.column) == ("second-structure", 15, 7)
        assert "<A> has another structure in line 4" in note.message
        assert len(read(self.NOTE, fence=1).relations) == 2

    def test_within_one_fence_is_an_error(self) -> None:
        with pytest.raises(ArgmapError):
            read("```argdown\n<A>\n\n(1) a\n----\n(2) b\n\n<A>\n\n(1) a\n----\n(2) b\n```\n")

    @pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
    def test_are_edited_where_they_are(self) -> None:
        m = read(self.NOTE)
        new = Claim("N", "n")
        first, last = m.claims[0], m.claims[-1]
        assert markdown.edit(self.NOTE, m.add(new, new.supports(first))) == self.NOTE.replace(
            "(1) a\n", "(1) a\n  + [N]: n\n", 1
        )
        assert markdown.edit(self.NOTE, m.replace(evolve(last, text="d"))) == self.NOTE.replace(
            "> (3) b", "> (3) d"
        )


class TestFrontMatterOfFences:
    TWO = (
        "```argdown\n===\ntitle: One\nparties:\n  a: Ann\n===\n[A]: a {by: a}\n```\n\n"
        "> ```argdown\n> ===\n> # theirs\n> parties:\n>   b: Ben\n> ===\n> [B]: b {by: b}\n> ```\n"
    )

    def edited(self, m: ArgumentMap) -> str:
        again = markdown.edit(self.TWO, m)
        assert read(again) == m
        return again

    def test_entries_change_where_they_are(self) -> None:
        m = read(self.TWO)
        assert self.edited(m.replace(Party("b", "Bob"))) == self.TWO.replace("b: Ben", "b: Bob")
        assert self.edited(m.replace(Party("a", "Amy"))) == self.TWO.replace("a: Ann", "a: Amy")
        assert self.edited(m.add(Party("c", "Cas"))) == self.TWO.replace("b: Ben\n", "b: Ben\n>   c: Cas\n")
        assert self.edited(evolve(m, title="Two")) == self.TWO.replace("One", "Two")

    def test_goes_with_what_it_states(self) -> None:
        m = read(self.TWO)
        assert self.edited(m.without("B", "b")) == self.TWO.replace(
            "> ===\n> # theirs\n> parties:\n>   b: Ben\n> ===\n> [B]: b {by: b}\n",
            "> ===\n> # theirs\n> ===\n",
        )

    def test_records_are_stated_where_they_were(self) -> None:
        a, b, c = (Claim(name, name) for name in "abc")
        one, two = (argdown.dumps(ArgumentMap.of(x, y, x.rephrases(y))) for x, y in ((a, b), (b, c)))
        note = f"```argdown\n{one}```\n\n```argdown\n{two}```\n"
        m = read(note)
        assert [r.id for r in m.relations] == ["rephrase:a>b", "rephrase:b>c"]
        again = markdown.edit(note, m.without("rephrase:b>c"))
        assert found(again) == [one, "[b]: b\n\n[c]: c\n"]
        assert read(again).relations == m.without("rephrase:b>c").relations

    def test_records_that_differ_are_an_error(self) -> None:
        note = "\n".join(
            f"```argdown\n===\nargmap:\n  claims:\n  - {{id: a, text: {text}}}\n===\n```\n"
            for text in ("x", "y")
        )
        with pytest.raises(ArgmapError) as caught:
            read(note)
        assert "argmap, claims: 'a' is stated twice, with other fields" in str(caught.value)

    def test_a_mode_that_only_one_fence_states_is_reported(self) -> None:
        note = (
            "```argdown\n[A]\n```\n\n```argdown\n===\nmodel: {mode: strict}\n===\n[B]: b\n  + [C]: c\n```\n"
        )
        with pytest.warns(
            ReadWarning, match="model.mode is 'strict' in this front matter, and holds for all parts"
        ):
            assert [r.kind for r in read(note).relations] == ["entailment"]
        assert [r.kind for r in read(note, fence=2).relations] == ["entailment"]


def test_a_source_whose_text_is_stated_next_to_its_file_keeps_its_text() -> None:
    note = (
        '```argdown\n===\nsources:\n  s: {file: s.txt, text: "Rents rise."}\n===\n\n[A]: Rents rise.\n```\n'
    )
    m = argmap.loads(note, format="markdown", on_error="recover").map
    edited = markdown.edit(note, m.add(Claim("B", "So do wages.")))
    assert argmap.loads(edited, format="markdown", on_error="recover").map["s"] == m["s"]


class TestCommandLine:
    @pytest.fixture(autouse=True)
    def _note(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "note.md").write_text(TWO)

    def run(self, *arguments: str, **more: Any) -> Any:
        return CliRunner().invoke(main, arguments, catch_exceptions=False, **more)

    def test_takes_one_fence(self) -> None:
        done = self.run("outline", "note.md", "--option", "fence=owners")
        assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "Homes, claim: Homes matter.")
        done = self.run("outline", "note.md", "--option", "fence=9")
        assert done.exit_code == 2
        assert "note.md: there is no fence '9' with Argdown" in done.stderr

    def test_reports_places_of_the_note(self) -> None:
        Path("bad.md").write_text("a\n\n> ```argdown\n> [A]: a\n>   + [B]: b {by: [}\n> ```\n")
        done = self.run("check", "bad.md")
        assert done.exit_code == 2
        assert done.stderr.startswith("bad.md:5:20: error: the data of an element: ")
        Path("odd.md").write_text("a\n\n- ```argdown\n  [A]: a\n    + [A]\n  ```\n")
        done = self.run("check", "odd.md")
        assert done.stdout.startswith("odd.md:4:3: warning self-relation")

    def test_names_the_option_for_fences_that_do_not_fit(self) -> None:
        Path("two.md").write_text("```argdown\n[A]: a\n```\n\n```argdown\n[A]: b\n```\n")
        done = self.run("outline", "two.md")
        assert "two.md:6:1: warning: [A] has another text in line 2;" in done.stderr
        assert "read each part by itself with --option fence=…" in done.stderr

    def test_draws_and_converts_a_note_from_standard_input(self) -> None:
        assert self.run("render", "note.md", "-o", "note.svg").exit_code == 0
        done = self.run("convert", "-", "-", "--from", "markdown", "--to", "argdown", input=TWO)
        assert done.exit_code == 0
        assert "[Cap]: Rents should be capped." in done.stdout
