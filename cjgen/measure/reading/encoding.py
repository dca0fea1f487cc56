"""Which encoding a text file has, by our own ladder: guessers are wrong on Dutch files.

A byte order mark decides; else zeros in every other byte mean UTF-16; else it is UTF-8 if all of it is; else
Windows-1252, as older versions of Excel write it. The whole file is read once, a piece at a time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from cjgen.measure.reading.unreadable import unreadable

_PIECE: Final = 1024 * 1024
_HEAD: Final = 4096
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_AS_UTF8: Final = 'save it anew as "CSV UTF-8"'
_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def encoding_of(stream: BinaryIO) -> str:
    """Python's name of the encoding; raises UnreadableSurvey for text that is damaged or no text."""
    head = stream.read(_HEAD)
    marked = next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), "")
    if marked == "utf-16" or (not marked and b"\0" in head):
        encoding = marked or _wide(head)
        _check_wide(_pieces(head, stream), encoding)
        return encoding
    return _narrow(_pieces(head, stream), marked)


def _pieces(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield head
    while piece := stream.read(_PIECE):
        yield piece


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: western text has a zero in every other byte, mostly."""
    first, second = head[0::2], head[1::2]
    if not first.count(0) and second.count(0) * 2 > len(second):
        return "utf-16-le"
    if not second.count(0) and first.count(0) * 2 > len(first):
        return "utf-16-be"
    raise unreadable("it holds zero bytes, so it is no text or damaged", _AS_UTF8)


def _check_wide(pieces: Iterator[bytes], encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            if "\0" in text:
                line = lines + text[: text.index("\0")].count("\n")
                raise unreadable(f"line {line} holds a zero character, so it is no text or damaged", _AS_UTF8)
            lines += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise unreadable(f"it is UTF-16, but damaged at line {lines} or after it", _AS_UTF8) from error


def _narrow(pieces: Iterator[bytes], marked: str) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, lines = marked or "utf-8", 1
    proven = bool(marked)
    """True if the text can be nothing but UTF-8: it has the mark, or letters outside ASCII that are written so."""
    for piece in pieces:
        if b"\0" in piece:
            raise unreadable(f"line {_line(lines, piece, piece.index(0))} holds a zero byte: it is no text or damaged")
        if encoding == "cp1252":
            _check_1252(piece, lines)
        else:
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(piece)
                proven = proven or not piece[: len(piece) - 3].isascii()
            except UnicodeDecodeError as error:
                start = error.start - pending
                if proven or not piece[: max(start, 0)].isascii():
                    what = f"it is UTF-8, but damaged at line {_line(lines, piece, max(start, 0))}"
                    raise unreadable(what, _AS_UTF8) from error
                encoding = "cp1252"
                _check_1252(piece, lines)
        lines += max(piece.count(b"\n"), piece.count(b"\r"))
    if encoding != "cp1252":
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            if proven:
                raise unreadable("it is UTF-8, but cut off in its last letter", _AS_UTF8) from error
            encoding = "cp1252"
    return encoding


def _check_1252(piece: bytes, lines: int) -> None:
    found = _UNDEFINED.search(piece)
    if found:
        line = _line(lines, piece, found.start())
        what = f"line {line} holds the byte 0x{found[0].hex().upper()}, which is text in neither UTF-8 nor Windows-1252"
        raise unreadable(what, _AS_UTF8)


def _line(lines: int, piece: bytes, at: int) -> int:
    before = piece[:at]
    return lines + max(before.count(b"\n"), before.count(b"\r"))
