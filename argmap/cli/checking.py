"""``argmap check``: what an author should look at, as text, JSON or SARIF."""

from __future__ import annotations

import json
import sys
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click
from attrs import evolve

from argmap.checks import Severity
from argmap.checks import check as findings_of
from argmap.checks.sarif import fingerprint, sarif
from argmap.checks.table import chosen
from argmap.cli.reading import FORMAT, LIMIT, OPTION, in_line, source
from argmap.cli.terminal import STANDARD, say, warn
from argmap.cli.watching import named_by, watched
from argmap.exchange.loading import read_opened
from argmap.messages import counted, printable
from argmap.quoting.anchoring import owned_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.checks import Finding
    from argmap.checks.rule import Rule
    from argmap.exchange.loading import Opened
    from argmap.model import ArgumentMap

UNREADABLE: Final = 2  # exit status


class _Checked(NamedTuple):
    """A map that was checked: what was found, and of that what it accepts, in the order of the text."""

    name: str
    map: ArgumentMap
    findings: list[Finding]

    @property
    def counts(self) -> Counter[Severity]:
        """How many of each severity are not accepted."""
        return Counter(f.severity for f in self.findings if f.accepted is None)

    @property
    def accepted(self) -> int:
        """How many are."""
        return sum(f.accepted is not None for f in self.findings)


def _rules(_: click.Context, __: click.Parameter, given: str | None) -> tuple[Rule, ...]:
    """The rules that are asked for; an error names the nearest."""
    return chosen(None if given is None else [name.strip() for name in given.split(",") if name.strip()])


@click.command()
@click.argument(
    "map_files", metavar="MAP...", nargs=-1, required=True, type=click.Path(allow_dash=True, readable=False)
)
@FORMAT
@LIMIT
@OPTION
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings as well.")
@click.option(
    "--rules",
    metavar="CODES",
    callback=_rules,
    help="Only these: codes such as quote-near, or sources, structure, debate, safety; several with commas.",
)
@click.option(
    "--accepted", is_flag=True, help="List the findings that MAP accepts as well, with the reasons."
)
@click.option("--json", "output", flag_value="json", help="Print JSON.")
@click.option("--sarif", "output", flag_value="sarif", help="Print SARIF 2.1.0, which code forges show.")
@click.option(
    "--watch", is_flag=True, help="Check again whenever MAP or a source of it is saved, until Ctrl-C."
)
def check(
    map_files: tuple[str, ...],
    format: str | None,
    words: tuple[str, ...],
    strict: bool,
    rules: tuple[Rule, ...],
    accepted: bool,
    output: str | None,
    watch: bool,
) -> None:
    """Verify MAP: its quotes and its own words against their sources, its structure, and who is answered.

    All mistakes of a text are reported at once, those of Argdown with their lines. What MAP accepts is counted.

    MAP may be - for standard input.

    Exit status: 0 if there is no error, 1 if there is one, 2 if MAP cannot be read.

    \b
    Examples:
      argmap check map.argdown
      argmap check map.argdown --rules sources,unanswered --strict
      argmap check maps/*.argdown --sarif > argmap.sarif
      argmap check map.argdown --watch
    """
    if watch and STANDARD in map_files:
        raise click.UsageError("--watch needs files, not standard input")

    def once() -> tuple[list[_Checked], bool]:
        found = [_checked(source(path, format), words, rules) for path in map_files]
        checked = [each for each in found if each is not None]
        complete = len(checked) == len(found)
        if output == "json":
            say(json.dumps(_as_json(checked, accepted=accepted), ensure_ascii=False, indent=2))
        elif output == "sarif":
            log = sarif([(c.map, c.findings) for c in checked], rules, _version(), complete=complete)
            say(json.dumps(log, ensure_ascii=False, indent=2))
        elif checked:
            say("\n".join(_as_text(checked, accepted=accepted)))
        return checked, complete

    if watch:
        watched(map_files, lambda: tuple(file for c in once()[0] for file in named_by(c.name, c.map)))
        return
    checked, complete = once()
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(c.counts[s] for c in checked for s in failing)
    sys.exit((1 if failed else 0) if complete else UNREADABLE)


def _checked(text: Opened, words: Sequence[str], rules: Sequence[Rule]) -> _Checked | None:
    """What the rules find in a text; None if it has errors, which are reported."""
    m, diagnostics = read_opened(text, "recover", {}, words)
    for diagnostic in diagnostics:
        warn(in_line(text.name, diagnostic))
        if diagnostic.severity is Severity.ERROR and diagnostic.snippet:
            warn(diagnostic.snippet)
    of_text = Counter(diagnostic.severity for diagnostic in diagnostics)
    if of_text[Severity.ERROR]:
        warn(
            f"argmap: {printable(text.name)}: {_severities(of_text)}; the map is checked when it has no errors"
        )
        return None
    findings = findings_of(m, rules, accepted=True)
    positions = text.format.places(text.text, text.path) if findings else {}
    located = [(next((positions[i] for i in f.ids if i in positions), ()), f) for f in findings]
    ordered = sorted(located, key=itemgetter(0))
    return _Checked(text.name, m, [_at(finding, text.name, *place) for place, finding in ordered])


def _at(finding: Finding, path: str, line: int | None = None, column: int | None = None) -> Finding:
    return evolve(finding, path=path, line=line, column=column)


def _as_text(checked: Sequence[_Checked], *, accepted: bool) -> list[str]:
    """A line for each finding, and one for each map that counts them."""
    lines = []
    for c in checked:
        shown = [f for f in c.findings if accepted or f.accepted is None]
        lines += [printable(f"{finding.place}: {finding}") for finding in shown]
        name = f"{c.name}: " if len(checked) > 1 else ""
        more = f", {c.accepted} accepted" if c.accepted else ""
        lines.append(printable(f"{name}{_contents(c.map)}: {_severities(c.counts)}{more}"))
    return lines


def _as_json(checked: Sequence[_Checked], *, accepted: bool) -> dict[str, Any]:
    """The findings of each map, and how many there are."""
    return {
        "maps": [
            {
                "path": c.name,
                "counts": {**{str(s): c.counts[s] for s in Severity}, "accepted": c.accepted},
                "findings": [_finding_as_json(f) for f in c.findings if accepted or f.accepted is None],
            }
            for c in checked
        ]
    }


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    names = (
        "code",
        "severity",
        "message",
        "ids",
        "hint",
        "words",
        "source",
        "start",
        "end",
        "line",
        "column",
    )
    fields = {name: getattr(finding, name) for name in (*names, "documentation")}
    reason = finding.accepted
    fields["accepted"] = reason and {"reason": reason.reason, "by": reason.by, "date": reason.date}
    return {**fields, "fingerprint": fingerprint(finding)}


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - only SARIF says it

    return version("argmap")


def _contents(m: ArgumentMap) -> str:
    quotes = sum(1 for _ in owned_quotes(m))
    statements = f"{counted(len(m.claims), 'claim')}, {len(m.evidence)} evidence"
    return f"{statements}, {counted(len(m.relations), 'relation')}, {counted(quotes, 'quote')}"


def _severities(counts: Counter[Severity]) -> str:
    errors, warnings, info = (counts[s] for s in Severity)
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {info} info"
