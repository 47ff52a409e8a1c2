"""``argmap evaluate``: which claims stand, and how strongly, on which assumptions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, loaded
from argmap.cli.tables import as_table, say_table
from argmap.cli.terminal import say, warn
from argmap.evaluation import Acceptance, Strength, hinges, strength, whatif, why
from argmap.evaluation.formulae import Gradual
from argmap.evaluation.names import Mode, Semantics
from argmap.evaluation.situation import LEAVES
from argmap.rendering import render as drawn_to

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

HINGES: Final = 20  # sets that are printed; there may be very many


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
@as_table
@click.option("--semantics", type=click.Choice([*map(str, Semantics)]), default="grounded", show_default=True)
@click.option(
    "--acceptance",
    type=click.Choice([*map(str, Mode)]),
    default="skeptical",
    show_default=True,
    help="Where a semantics has several extensions: what all accept, or what one accepts.",
)
@click.option(
    "--strength",
    "gradual",
    type=click.Choice([*map(str, Gradual)]),
    help="Print strengths from 0 to 1, not labels.",
)
@click.option(
    "--taken",
    multiple=True,
    metavar="leaves|all|ID",
    help="What stands without further reason; several times for several ids. leaves by default.",
)
@click.option(
    "--asserted", multiple=True, metavar="ID", help="A party all of whose claims are taken as well."
)
@click.option("--out", "falling", multiple=True, metavar="ID", help="Suppose that this falls.")
@click.option("--in", "standing", multiple=True, metavar="ID", help="Suppose that this stands.")
@click.option("--why", "asked", metavar="ID", help="Explain one label.")
@click.option(
    "--hinges", "hinged", metavar="ID", help="Print what would have to be false to change one label."
)
@click.option("--timeout", type=float, metavar="SECONDS", help="How long the search may take.")
@click.option("--output", "-o", metavar="FILE", help="Draw the map with the result on its cards.")
def evaluate(
    map_file: str, format: str | None, words: tuple[str, ...], form: str, output: str | None, **options: Any
) -> None:
    """Print which claims in MAP stand, or how strong they are, and on which assumptions.

    MAP may be - for standard input.

    Semantics other than grounded need pip install "argmap[sat]".

    \b
    Examples:
      argmap evaluate map.argmap.json
      argmap evaluate map.argmap.json --strength df-quad
      argmap evaluate map.argmap.json --out survey --why cap
    """
    m = loaded(map_file, format, words)
    if options["hinged"] is not None:
        _say_hinges(m, options, form)
        return
    result = _labelled(m, options) if options["gradual"] is None else _rated(m, options)
    if output is not None:
        drawn_to(m, output, overlay=result)
    if options["asked"] is not None and isinstance(result, Acceptance):
        found = why(result, options["asked"])
        if form == "text":
            say(str(found))
        else:
            say_table(found.steps, form)
    elif form == "json":
        say(json.dumps(_as_json(result), ensure_ascii=False, indent=2))
    elif form == "text":
        say(str(result))
    else:
        say_table(result.table, form)


def _taken(options: dict[str, Any]) -> Any:
    given = options["taken"]
    return given if len(given) > 1 else given[0] if given else LEAVES


def _labelled(m: ArgumentMap, options: dict[str, Any]) -> Acceptance:
    return whatif(
        m,
        options["falling"],
        options["standing"],
        options["semantics"],
        _taken(options),
        acceptance=options["acceptance"],
        asserted=options["asserted"],
        timeout=options["timeout"],
    )


def _rated(m: ArgumentMap, options: dict[str, Any]) -> Strength:
    """Strengths; what is about labels has no place next to them."""
    labels = {"taken": "taken", "asserted": "asserted", "falling": "out", "standing": "in", "asked": "why"}
    for name, option in labels.items():
        if options[name]:
            raise click.UsageError(f"--{option} is about labels, and --strength asks for strengths: name one")
    return strength(m, options["gradual"])


def _say_hinges(m: ArgumentMap, options: dict[str, Any], form: str) -> None:
    """Print the smallest sets of claims whose fall changes a label."""
    if form in ("csv", "markdown"):
        raise click.UsageError(f"--hinges prints sets and no table, so --{form} does not fit")
    found = [
        sorted(ids)
        for ids in hinges(
            m,
            options["hinged"],
            _taken(options),
            limit=HINGES + 1,
            asserted=options["asserted"],
            timeout=options["timeout"],
        )
    ]
    if len(found) > HINGES:
        warn(f"argmap: only the first {HINGES} sets are printed")
    if form == "json":
        say(json.dumps(found[:HINGES], ensure_ascii=False))
    else:
        say("\n".join(", ".join(ids) for ids in found[:HINGES]) or "no set of up to three claims changes it")


def _as_json(result: Acceptance | Strength) -> dict[str, Any]:
    """The rows, with what they stand on."""
    about: dict[str, Any] = {"semantics": str(result.semantics)}
    if isinstance(result, Acceptance):
        if not result.semantics.single:
            about["acceptance"] = str(result.acceptance)
    else:
        about |= {"converged": result.converged, "rounds": result.rounds, "residual": result.residual}
        about |= {"tolerance": result.tolerance, "warnings": [*result.warnings]}
    return {**about, "assumptions": [*result.assumptions], "rows": result.table.rows()}
