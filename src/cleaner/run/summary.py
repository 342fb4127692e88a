"""How a run ended: the figures of its last line and of `run.json`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """How a run ended.

    Attributes:
        inputs: Pages that were found.
        written: Pages with an output.
        empty: Pages without content.
        rejected: Pages that could not be used.
        reused: Pages of these that an earlier run had finished.
        reasons: Pages that were not written, by reason, most frequent first.
        low_yields: Written pages that keep far less than their siblings.
        skipped: Files and records that are no pages by name or type, by why.
        skipped_examples: For each of these reasons, one of them.
        vanished: Pages of earlier runs that are no longer in the inputs; their outputs are left alone.
        seconds: Wall time.
        body_bytes: Size of all pages.
    """

    inputs: int
    written: int
    empty: int
    rejected: int
    reused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    low_yields: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    skipped_examples: dict[str, str] = field(default_factory=dict)
    vanished: int = 0
    seconds: float = 0.0
    body_bytes: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every input ended as exactly one row."""
        return self.inputs == self.written + self.empty + self.rejected

    def __str__(self) -> str:
        return f"in {self.inputs} = written {self.written} + empty {self.empty} + rejected {self.rejected}"

    def notes(self) -> list[str]:
        """What the figures leave open, one sentence a line."""
        lines = [f"{count} × {reason}" for reason, count in self.reasons.items()]
        if self.low_yields:
            lines.append(
                f"{self.low_yields} × low_yield: written, but far less than from their siblings; see the manifest"
            )
        for why, count in self.skipped.items():
            lines.append(f"skipped {count} since {why}, such as {self.skipped_examples[why]}")
        if self.reused:
            lines.append(f"{self.reused} were finished by an earlier run")
        if self.vanished:
            lines.append(
                f"{self.vanished} of an earlier run are no longer among the inputs; their outputs are left alone"
            )
        return lines
