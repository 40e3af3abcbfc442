"""Usage: a command that was written wrongly, said in one line: what was expected, what was found, what to do.

It only words the errors that click finds; what a command itself refuses is
worded where it is refused.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import click

_NEAR = 0.3  # share of letters alike: a far-off guess is still worth more than none


def usage_line(error: click.ClickException, command: str) -> str:
    """The line, without the program's name before it: `lookup: expected PROVISION (...), found none; ...`.

    command  the word after the program's name
    """
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        # click does not say of which command an option without its value was
        return f"{command}: {_plain(error.format_message())}; see rapporteur {command} --help"
    if isinstance(error, click.NoSuchCommand):
        return _no_command(error, context)
    return f"{context.info_name}: {_fault(error, context)}"


def _no_command(error: click.NoSuchCommand, context: click.Context) -> str:
    known = sorted(context.command.commands) if isinstance(context.command, click.Group) else []
    near = get_close_matches(error.command_name, known, 1, _NEAR)
    meant = (
        f"; did you mean {context.command_path} {near[0]}?"
        if near
        else f"; see {context.command_path} --help"
    )
    return f"expected one of {', '.join(known)}, found “{error.command_name}”{meant}"


def _fault(error: click.ClickException, context: click.Context) -> str:
    see = f"see {context.command_path} --help"
    if isinstance(error, click.NoSuchOption):
        known = [each for param in context.command.params for each in param.opts if each.startswith("--")]
        near = get_close_matches(error.option_name, known, 1, _NEAR)
        meant = f"did you mean {near[0]}? " if near else ""
        return f"expected one of its options, found {error.option_name}; {meant}{see}"
    if isinstance(error, click.MissingParameter) and error.param:
        example = (context.command.epilog or see).removeprefix("Example: ")
        return f"expected {_named(error.param)}, found none; for example: {example}"
    if isinstance(error, click.BadParameter) and error.param:
        found = error.message.split(" is not ")[0].strip("'")
        return f"{error.param.opts[0]}: expected {_expected(error.param.type)}, found “{found}”; {see}"
    message = error.format_message()
    if "unexpected extra" in message:
        more = message.partition("(")[2].removesuffix(")")
        return f"expected no more, found “{more}”; put quotation marks around words that belong together"
    return f"{_plain(message)}; {see}"


def _named(parameter: click.Parameter) -> str:
    """ "PROVISION (a provision, as people write it)"."""
    about = getattr(parameter, "help", None) or ""
    name = parameter.human_readable_name.removesuffix("...")
    return f"{name} ({about[:1].lower()}{about[1:].rstrip('.')})" if about else name


def _expected(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f"one of {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"a whole number from {kind.min} to {kind.max}"
    return kind.name


def _plain(message: str) -> str:
    """click's sentence as part of a line: "Option '--out' requires an argument." -> "option --out requires an argument"."""
    return (message[:1].lower() + message[1:]).rstrip(".").replace("'", "")
