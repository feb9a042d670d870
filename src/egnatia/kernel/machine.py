"""Whoever types a command on the machine itself: may operate accounts, reads nothing by it."""

from egnatia.kernel.access.reader import Reader

# Holds the visitor's token only. Not SYSTEM: an account made on the machine is no licence to read.
MACHINE = Reader(name="a command on this machine", administrator=True, strong=True)


def is_machine(reader: Reader) -> bool:
    return reader.administrator and not reader.person
