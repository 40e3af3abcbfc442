"""The errors a user can mend, as one small tree.

RapporteurError            one line on standard error, exit status 2
├── SourceError            a file or folder that cannot be read, or is not there
├── SettingsError          an option, a sources.toml key or an environment value that does not fit
└── LibraryError           a library that is missing, damaged, newer, or made by another encoder

Every message names the thing, what was expected, what was found and what to do
next. Anything that is not in this tree is a bug and keeps its traceback.
"""

from __future__ import annotations


class RapporteurError(Exception):
    """Something that the user can mend; the message is one whole line."""


class SourceError(RapporteurError):
    """A document that cannot be read."""


class SettingsError(RapporteurError):
    """A setting that does not fit."""


class LibraryError(RapporteurError):
    """A library that cannot be opened or written."""
