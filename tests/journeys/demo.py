"""What the demo holds, as its own files say it."""

import json
from dataclasses import dataclass
from importlib.resources import files

DEMO = files("egnatia.start.demo")


def title(key: str) -> str:
    """The title of a demo activity in its own language."""
    for line in DEMO.joinpath("activities.jsonl").read_text(encoding="utf-8").splitlines():
        activity = json.loads(line)
        if activity["key"] == key:
            titles: dict[str, str] = activity["titles"]
            return titles[activity["original_language"]]
    raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Proposal:
    name: str
    text: str
    first: str  # the title that the answer begins with


def proposals() -> list[Proposal]:
    folder = DEMO.joinpath("proposals")
    told = json.loads(folder.joinpath("expected.json").read_text(encoding="utf-8"))
    return [
        Proposal(each["file"], folder.joinpath(each["file"]).read_text(encoding="utf-8"), title(each["first"]))
        for each in told
    ]
