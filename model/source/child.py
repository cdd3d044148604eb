"""The child process that parses one file: limited, silent, and able to write nothing but its pipe."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from io import BufferedWriter, FileIO
from json import loads

from model.source.channel import Channel
from model.source.parsed import OUT_OF_MEMORY, RefusedError
from model.source.sniff import container_of

READERS = {
    "xls": "model.source.xls",
    "et": "model.source.xls",
    "xlsx": "model.source.xlsx",
    "xlsm": "model.source.xlsx",
    "xlsb": "model.source.xlsb",
    "csv": "model.source.delimited",
    "tsv": "model.source.delimited",
    "text": "model.source.plain_text",
    "html": "model.source.html_page",
    "xml": "model.source.spreadsheet_xml",
    "pdf": "model.source.pdf",
    "docx": "model.source.docx",
    "ods": "model.source.ods",
    "fods": "model.source.ods",
}

_NO_OBJECT = "pointer is null"
"""The fast parser's words in its panic when Python had no memory left for a value."""


def main(arguments: list[str]) -> int:
    """Read a file from standard input, send a book to standard output; `arguments` are its name and limits."""
    gc.disable()
    # Ctrl+C reaches every process of the terminal: the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    suffix, stem, memory, seconds = loads(arguments[0])
    _limit("RLIMIT_CORE", 0)
    # The second more lets the system show by its signal that the time is up, and not only kill.
    _limit("RLIMIT_CPU", max(seconds, 1), more=1)
    _limit("RLIMIT_AS", memory)
    with _private_output() as pipe:
        channel = Channel(pipe, stem)
        container = suffix.removeprefix(".")
        try:
            data = sys.stdin.buffer.read()
            container = container_of(data, suffix)
            _parse(data, container, channel)
        except RefusedError as refused:
            channel.refuse(refused.cause, refused.values)
        except BaseException as error:  # noqa: BLE001 - parsers on hostile bytes raise anything, even panics
            if isinstance(error, MemoryError) or _NO_OBJECT in str(error):
                os._exit(OUT_OF_MEMORY)
            channel.refuse("damaged", {"detail": container})
    return 0


def _parse(data: bytes, container: str, channel: Channel) -> None:
    reader = import_module(READERS[container])
    # After the imports, for those may have to write their compiled form.
    _limit("RLIMIT_FSIZE", 0)
    channel.begin(container)
    reader.parse(data, channel)
    channel.end()


def _private_output() -> BufferedWriter[FileIO]:
    """Return standard output as the pipe, and leave only the null device to libraries that print."""
    pipe = BufferedWriter(FileIO(os.dup(1), "wb"), 1 << 16)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)
    return pipe


def _limit(name: str, value: int, more: int = 0) -> None:
    """Set a limit, and the hard one so much above it, where the system has it: not Windows, nor every macOS."""
    try:
        import resource

        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        most = value + more if hard == resource.RLIM_INFINITY else min(value + more, hard)
        resource.setrlimit(kind, (min(value, most), most))
    except (ImportError, AttributeError, ValueError, OSError):
        return
