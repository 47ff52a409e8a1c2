"""The command line: thin, over the same functions as the library."""

from __future__ import annotations

import re
import sys
from typing import Any, Final

import click

from argmap.cli.changing import diff, merge
from argmap.cli.checking import check
from argmap.cli.converting import convert, formats
from argmap.cli.debating import quantities, responses, unsupported
from argmap.cli.drawing import render
from argmap.cli.evaluating import evaluate
from argmap.cli.outlining import outline
from argmap.cli.reading import respell
from argmap.cli.reporting import report
from argmap.cli.terminal import lost_output, output, silence, warn
from argmap.errors import ArgmapError
from argmap.messages import nearest, printable

_NO_CHOICE: Final = re.compile("'(.*)' is not one of ")
INTERRUPTED: Final = 130  # as shells have it
OTHER_WORDS: Final = {
    **dict.fromkeys(
        ("draw", "plot", "paint", "picture", "show", "view", "open", "watch", "dot", "svg"), "render"
    ),
    **dict.fromkeys(("validate", "verify", "lint", "test", "cover", "coverage", "quotes"), "check"),
    **dict.fromkeys(("print", "text", "tree", "read", "list", "cat"), "outline"),
    **dict.fromkeys(
        ("export", "import", "transform", "translate", "write", "save", "dump", "load"), "convert"
    ),
    **dict.fromkeys(("document", "publish", "brief", "pdf", "docx", "word"), "report"),
    **dict.fromkeys(("compare", "changes", "changed", "delta"), "diff"),
    **dict.fromkeys(("combine", "join", "unite"), "merge"),
    **dict.fromkeys(("answers", "answered", "replies", "response", "respond"), "responses"),
    **dict.fromkeys(("numbers", "figures", "quantity"), "quantities"),
    **dict.fromkeys(("unfounded", "bare", "leaves"), "unsupported"),
    **dict.fromkeys(
        ("accept", "acceptance", "label", "labels", "strength", "strengths", "why", "whatif"), "evaluate"
    ),
    **dict.fromkeys(("types", "info", "losses"), "formats"),
}
"""What other programs call their commands, and what argmap calls them."""


class _Commands(click.Group):
    """Commands whose errors are messages in argmap's own form: exit status 2, and no traceback."""

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a command; whatever goes wrong with the streams or the memory of the process is a message as well."""
        run: Any = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **more)
        try:
            code = run(*args, standalone_mode=False, **more)
            if not code:
                output()  # click is silent about help that nobody can see
        except click.ClickException as error:
            try:
                error.show()
            except OSError:
                silence(sys.stderr)
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            warn("argmap: interrupted")
            code = INTERRUPTED
        except ArgmapError as error:
            code = _failed(error)
        except OSError as error:  # the help that click prints
            code = _failed(lost_output(error))
        except MemoryError:
            code = _failed(ArgmapError("the memory of this machine does not suffice"))
        sys.exit(code if isinstance(code, int) else 0)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options before the command."""
        try:
            return super().parse_args(ctx, args)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            _refuse(error)
            ctx.exit(2)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; the message about one that there is not names the one that is meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            if (meant := OTHER_WORDS.get(args[0].lower())) is not None:
                raise click.UsageError(f"No such command {args[0]!r}; did you mean {meant!r}", ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and report what the user can fix."""
        try:
            return super().invoke(ctx)
        except ArgmapError as error:
            if command := self.get_command(ctx, ctx.invoked_subcommand or ""):
                respell(error, command)
            ctx.exit(_failed(error))
        except click.UsageError as error:
            _refuse(error)
            ctx.exit(2)


def _failed(error: ArgmapError) -> int:
    warn(f"argmap: {error}")
    return 2


def _refuse(error: click.UsageError) -> None:
    """Report a wrong command in the form of all other mistakes."""
    message = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption):
        message = f"No such option {error.option_name!r}"
        if (meant := nearest(error.option_name, error.possibilities or ())) is not None:
            message += f"; did you mean {meant!r}"
    message = message.replace(". Did you mean", "; did you mean").replace(": File ", ": file ")
    if (meant := _choice_meant(error)) is not None:
        message += f"; did you mean {meant!r}?"
    if "did you mean" in message and not message.endswith("?"):
        message += "?"
    command = error.ctx.command_path if error.ctx else "argmap"
    warn(printable(f"argmap: {message[:1].lower()}{message[1:]} (see {command} --help)"))


def _choice_meant(error: click.UsageError) -> str | None:
    """The value that is most like one that an option does not have; click names none."""
    kind = error.param.type if isinstance(error, click.BadParameter) and error.param is not None else None
    word = _NO_CHOICE.match(error.message)
    return nearest(word[1], map(str, kind.choices)) if isinstance(kind, click.Choice) and word else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="argmap")
def main() -> None:
    """Argument maps whose every box is traced to the words it came from.

    \b
    Examples:
      argmap render map.argmap.json -o map.svg
      argmap report map.argmap.json -o report.pdf
      argmap check map.argmap.json
      argmap outline map.argmap.json
      argmap convert map.argdown map.argmap.json
      argmap diff yesterday.argdown today.argdown
      argmap responses map.argmap.json
      argmap evaluate map.argmap.json
      argmap formats
    """


for command in (
    render,
    report,
    check,
    outline,
    convert,
    diff,
    merge,
    responses,
    quantities,
    unsupported,
    evaluate,
    formats,
):
    main.add_command(command)
