"""``earmark settings``: show the settings, change one, put one back."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.console import Terminal, printable
from app.cli.opening import open_session
from app.errors import AppError
from app.session import Session
from app.session.setting_keys import SETTING_KEYS, SettingKey, setting_key, text_of, with_default, with_text
from app.settings import Settings


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show all or one; with ``set`` or ``reset`` change one first, and decide anew what depends on it."""
    _check(args)
    one = None if args.key is None else setting_key(args.key)
    with open_session(terminal) as session:
        if one is not None and args.action != "show":
            wanted = with_default(session.settings, one.key)
            if args.action == "set":
                wanted = with_text(session.settings, one.key, args.value)
                _check_model(session, wanted)
            session.change_settings(wanted)
        settings = session.settings
    _tell(settings, SETTING_KEYS if one is None else (one,), terminal)
    if one is not None and args.action == "show":
        _explain(one, terminal)
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.action != "show" and args.key is None:
        raise AppError(f"Which setting is to be {args.action}?", "`earmark settings` lists them.")
    if args.action == "set" and args.value is None:
        raise AppError(f"There is no value for {args.key}.", f"earmark settings set {args.key} VALUE")
    if args.action != "set" and args.value is not None:
        raise AppError(f"`{args.action}` takes no value.", f"earmark settings set {args.key} {args.value}")


def _check_model(session: Session, settings: Settings) -> None:
    known = [model.id for model in session.models()]
    if settings.model and settings.model not in known:
        raise AppError(f"There is no model {settings.model}.", f"There are: {', '.join(known)}.")


def _tell(settings: Settings, keys: tuple[SettingKey, ...], terminal: Terminal) -> None:
    default = Settings()
    for each in keys:
        value: Any = getattr(settings, each.key)
        terminal.row({"key": each.key, "value": value, "default": value == getattr(default, each.key)})
    terminal.table(
        [
            (
                " " if getattr(settings, each.key) == getattr(default, each.key) else "*",
                each.key,
                printable(text_of(settings, each.key)) or "–",
            )
            for each in keys
        ]
    )


def _explain(setting: SettingKey, terminal: Terminal) -> None:
    terminal.say(f"{setting.title}: {setting.help}")
    if setting.choices:
        terminal.say(f"One of: {', '.join(setting.choices)}.")
    elif setting.example:
        terminal.say(f"For example: earmark settings set {setting.key} '{setting.example}'")
