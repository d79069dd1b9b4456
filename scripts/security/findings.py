"""What a scanner says, and what people have said to it: `explained.toml` holds each finding that
is none, with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

SHORTEST_REASON = 30


@dataclass(frozen=True)
class Finding:
    scanner: str
    kind: str
    # Method and path, or the parameter that was attacked.
    place: str
    detail: str = ""


@dataclass
class Result:
    """One run of one scanner."""

    name: str
    # How much it did, in its own words; a run that saw nothing proves nothing.
    work: str = ""
    findings: list[Finding] = field(default_factory=list)
    # Why it could not run at all.
    skipped: str = ""
    # Why its run proves nothing, although it ran.
    failed: str = ""


class Explanations:
    def __init__(self, file: Path) -> None:
        entries = tomllib.loads(file.read_text())["explained"]
        for entry in entries:
            if set(entry) != {"scanner", "kind", "place", "reason"}:
                raise ValueError(f"{file.name}: an entry has other fields: {entry}")
            if len(entry["reason"]) < SHORTEST_REASON:
                raise ValueError(f"{file.name}: say why, not only that: {entry}")
        self.entries = entries
        self.used: set[int] = set()

    def of(self, finding: Finding) -> str | None:
        """The reason why this finding is none, if somebody has written one."""
        for number, entry in enumerate(self.entries):
            fits = entry["scanner"] == finding.scanner and entry["kind"] == finding.kind
            if fits and re.fullmatch(entry["place"], finding.place):
                self.used.add(number)
                return entry["reason"]
        return None

    def unused(self) -> list[str]:
        left = (it for number, it in enumerate(self.entries) if number not in self.used)
        return [f"{it['scanner']}: {it['kind']} at {it['place']}" for it in left]
