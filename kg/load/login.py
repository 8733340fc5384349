"""Who asks: a name and a password that no message shows."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import SecretStr

from kg.errors import UsageError
from kg.records import Record


class Login(Record):
    user: str
    password: SecretStr


def checked_url(url: str, schemes: tuple[str, ...]) -> str:
    """The address itself. Raises UsageError: another scheme, no host, a name or password in it (they would show in logs)."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError("not an address of a database") from error
    if "@" in parts.netloc:
        raise UsageError("the address holds a name or a password: give the name by --user, the password by KG_PASSWORD or when asked")
    if parts.scheme not in schemes:
        raise UsageError(f"not an address of a database ({', '.join(schemes)}): {url!r}")
    if not host:
        raise UsageError(f"no host in the address: {url!r}")
    return url
