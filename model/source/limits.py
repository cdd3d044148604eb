"""What reading one file may cost, so that a hostile file ends in one clear line and not in a dead machine."""

from __future__ import annotations

from dataclasses import replace

from model.record import dataclass

MEGABYTE = 1 << 20
GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for the child process that parses one file; they grow with it, for an honest large one is slow.

    Sizes are in bytes, times in seconds of the processor, so that a busy machine refuses no file; a child that hangs
    without working ends after `patience` times as long by the clock.
    """

    file_size: int = GIGABYTE
    seconds: float = 9.0
    seconds_per_megabyte: float = 4.0
    patience: float = 12.0
    memory: int = GIGABYTE
    memory_per_byte: int = 24
    memory_ceiling: int = 4 * GIGABYTE

    def times(self, factor: float) -> Limits:
        """Return so many times the time and the memory; a file may be no larger."""
        return replace(
            self,
            seconds=self.seconds * factor,
            seconds_per_megabyte=self.seconds_per_megabyte * factor,
            memory=int(self.memory * factor),
            memory_per_byte=max(int(self.memory_per_byte * factor), 1),
            memory_ceiling=int(self.memory_ceiling * factor),
        )

    def time_for(self, size: int) -> float:
        """Return how long a file of `size` bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / MEGABYTE

    def memory_for(self, size: int) -> int:
        """Return the address space that the child may take for a file of `size` bytes."""
        return min(self.memory + self.memory_per_byte * size, self.memory_ceiling)
