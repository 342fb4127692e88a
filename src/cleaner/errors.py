"""Every exception that `cleaner` raises, and what each one stops.

CleanerError
├── SettingsError (also ValueError)   impossible request          stops the run, exit 2
├── ModelError                        weights missing or altered  stops the run, exit 2
├── PageError                         this page cannot be used    becomes a Rejection, the run goes on
│   ├── DecodeError                   its bytes are not text in any encoding that we know
│   ├── LimitError                    over a limit of bytes, seconds or memory
│   └── NotAPageError                 a PDF, an image, an archive …
├── SourceError                       input missing or broken     exit 3
│   └── NoPageFieldError              a table has no field for pages; found in a folder, it becomes a row
├── SinkError                         output cannot be written    exit 3
└── ChangedInputError                 input changed while a learn was interrupted; the learn starts anew
"""


class CleanerError(Exception):
    """Anything that `cleaner` raises on purpose; its text says what happened, where, and what to do."""


class SettingsError(CleanerError, ValueError):
    """The caller asked for something impossible."""


class ModelError(CleanerError):
    """The classifier's weights are missing, damaged or of another version."""


class PageError(CleanerError):
    """This one page cannot be used; a batch records a `Rejection` and goes on.

    Attributes:
        reason: One of the values of `cleaner.document.Reason`.
        stage: Stage that gave up.
    """

    reason = "not_a_page"
    stage = "segment"


class DecodeError(PageError):
    """The bytes are not text in any encoding that we know."""

    reason = "undecodable"


class LimitError(PageError):
    """The page is over one of the caller's limits.

    Attributes:
        reason: `too_large`, `timed_out` or `out_of_memory`.
    """

    def __init__(self, message: str, *, reason: str = "too_large") -> None:
        super().__init__(message)
        self.reason = reason
        self.stage = "read" if reason == "too_large" else "clean"


class NotAPageError(PageError):
    """The bytes are another kind of file: a PDF, an image, an archive …"""

    reason = "not_a_page"


class SourceError(CleanerError):
    """An input is missing, unreadable or broken."""


class NoPageFieldError(SourceError):
    """A table has none of the fields that a page is looked for in."""


class SinkError(CleanerError):
    """An output cannot be written."""


class ChangedInputError(CleanerError):
    """An input is no longer what an interrupted learn has seen; what it took cannot be told apart and is forgotten."""
