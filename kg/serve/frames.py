"""How the server and its workers talk over pipes: a frame is two lengths (big-endian: 4 bytes, 8 bytes), a JSON object, and bytes."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

HEAD = struct.Struct(">IQ")

Message = dict[str, Any]


def packed(message: Message, body: bytes = b"") -> bytes:
    """The frame of a message; the body follows its head."""
    text = json.dumps(message).encode("utf-8")
    return HEAD.pack(len(text), len(body)) + text + body


def read_frame(pipe: BinaryIO) -> tuple[Message, bytes] | None:
    """The next message and its body; None where the other end is gone."""
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    text_length, body_length = HEAD.unpack(head)
    text, body = pipe.read(text_length), pipe.read(body_length)
    if len(text) < text_length or len(body) < body_length:
        return None
    return json.loads(text), body
