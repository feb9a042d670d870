"""IATI files and activities JSONL for tests: say only what matters."""

import gzip
import json
from pathlib import Path
from xml.sax.saxutils import escape


def activity(identifier: str = "XM-DEMO-1", title: str = "Patrol training", **said: str) -> str:
    """An IATI activity; `updated`, `economy`, `funder`, `sector`, `lang`, `contact` where they matter."""
    updated = f' last-updated-datetime="{said["updated"]}"' if "updated" in said else ""
    parts = [
        f"<iati-identifier>{escape(identifier)}</iati-identifier>" if identifier else "",
        '<reporting-org ref="XM-DEMO" type="10"><narrative>Ura (demo)</narrative></reporting-org>',
        f'<title><narrative xml:lang="{said.get("lang", "en")}">{escape(title)}</narrative></title>',
    ]
    if "economy" in said:
        parts.append(f"<recipient-country><narrative>{escape(said['economy'])}</narrative></recipient-country>")
    if "funder" in said:
        parts.append(f'<participating-org role="1"><narrative>{escape(said["funder"])}</narrative></participating-org>')
    if "sector" in said:
        parts.append(f'<sector vocabulary="99" code="{escape(said["sector"])}"/>')
    if "contact" in said:
        parts.append(f"<contact-info><email>{escape(said['contact'])}</email></contact-info>")
    return f"<iati-activity{updated}>{''.join(parts)}</iati-activity>"


def iati(*activities: str) -> bytes:
    inside = "".join(activities or (activity(),))
    return f'<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03">{inside}</iati-activities>'.encode()


def jsonl(*rows: dict[str, object]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def row(number: int = 1, title: str = "Bridge repair", **said: object) -> dict[str, object]:
    return {"source": "sheet", "id": f"S-{number}", "title": title, **said}


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path
