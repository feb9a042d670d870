"""What is kept of a secret address. Pure."""

from hashlib import sha256

BYTES = 32  # of chance in an address: nothing to gain from a slow hash, and nobody guesses one


def digest_of(secret: str) -> str:
    return sha256(f"calendar {secret}".encode()).hexdigest()
