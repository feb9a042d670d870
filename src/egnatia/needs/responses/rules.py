"""What an economy may say to what others announce, and who may announce a measure. Pure."""

from egnatia.kernel.access.reader import Reader

AGREED, UNKNOWN = "agreed", "unknown"  # to a plan
ADDED, DECLINED = "added", "declined"  # to a measure
SAID_OF_PLANS = (AGREED, UNKNOWN)
DEDICATED = 3  # economies: a plan for more is regional, unless it says how much of it each one gets
MOST = 50  # of each sort on one page


def asked_for(reader: Reader) -> list[str]:
    """The economies for which they are asked: those whose focal point they are today."""
    return sorted(reader.focal_economies()) if reader.strong else []


def may_announce(reader: Reader) -> bool:
    """The secretariat reads gazettes and reports; everybody else enters own measures themselves."""
    return reader.is_secretariat
