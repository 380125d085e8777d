"""What a run saw of the disk: which files and folders, as they were when it looked.

A later run that would see the same finds the same, and need not look into any of them.
"""

from __future__ import annotations

import os
from array import array
from dataclasses import field

from compile_lint.records import dataclass
from compile_lint.signs import Sign, kind_at, sign_at


@dataclass(slots=True, eq=False)
class Sights:
    """Keeps account of all that is looked at, if ``is_kept``; each is noted before it is used.

    What is noted first counts: if it is another one afterwards, a later run sees that it is.
    """

    is_kept: bool = False
    folders: dict[str, Sign] = field(default_factory=dict)  # whose names mattered
    files: dict[str, Sign] = field(default_factory=dict)  # whose content mattered
    kinds: dict[str, int] = field(default_factory=dict)  # of what is at paths of which no more was asked
    ways: dict[str, str] = field(default_factory=dict)  # where paths lead to when links are followed
    walked: list[str] = field(default_factory=list)  # files that the walk led to, each once
    signs: array[int] = field(default_factory=lambda: array("q"))  # theirs, one behind the other

    def walk_to(self, path: str, sign: Sign) -> None:
        """Note a file that the walk leads to, and that nobody notes twice."""
        if self.is_kept:
            self.walked.append(path)
            self.signs.extend(sign)

    def content(self, path: str) -> None:
        """Note that it matters what is in a file, or that there is none."""
        if self.is_kept and path not in self.files:
            self.files[path] = sign_at(path)

    def listing(self, path: str) -> None:
        """Note that it matters which names are in a folder, or that there is no such folder."""
        if self.is_kept and path not in self.folders:
            self.folders[path] = sign_at(path)

    def kind(self, path: str) -> int:
        """Tell what is at a path, as ``kind_at`` does, and note that this matters, but not what is in it."""
        if not self.is_kept:
            return kind_at(path)
        if path not in self.kinds:
            self.kinds[path] = kind_at(path)
        return self.kinds[path]

    def way(self, path: str) -> None:
        """Note that it matters where a path leads to."""
        if self.is_kept and path not in self.ways:
            self.ways[path] = os.path.realpath(path)

    def link(self, path: str) -> None:
        """Note a symbolic link in a folder: where it leads to, and what is there."""
        self.way(path)
        self.kind(path)


UNKEPT = Sights()
"""Of those that nobody asks for."""
