"""What others wrote and we install: the list of it (CycloneDX 1.6), and which of it is known to be vulnerable.

`python -m tests.architecture.packages list FILE` writes the list from the hashed locks; licences and what needs what
come from the packages themselves, as far as they are installed. The same locks give the same file.

`python -m tests.architecture.packages advisories PATH` compares the locks with advisories in the OSV format
(https://ossf.github.io/osv-schema/): a folder of JSON files, one file, or the ZIP archive that osv.dev offers for
PyPI. It asks no network. Ends with 0 where nothing was found, 1 where something was, 2 where it cannot tell: no
advisory there, or a planted one is not found.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tests.architecture.tree import ROOT

LOCKS = {"requirements.txt": "required", "requirements-dev.txt": "optional"}  # the latter: extras, and what tests it
ENTRY = re.compile(r"(?P<name>[\w.-]+)(\[(?P<extras>[\w, -]+)\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ACCEPTED = Path(__file__).with_name("accepted_advisories.txt")
ANY = "0"  # OSV's word for the first version of all


@dataclass(frozen=True, slots=True)
class LockedPackage:
    name: str
    version: str
    extras: tuple[str, ...]
    hashes: tuple[str, ...]
    scope: str

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{quote(self.version, safe='')}"


@dataclass(frozen=True, slots=True)
class Finding:
    advisory: str
    package: LockedPackage
    summary: str


def locked(root: Path = ROOT) -> list[LockedPackage]:
    """Every package of the locks, by name; one that a server needs is `required`."""
    found: dict[tuple[str, str], LockedPackage] = {}  # of one package there may be a version for older Pythons
    for lock, scope in reversed(LOCKS.items()):
        for entry in re.split(r"\n(?=\S)", (root / lock).read_text(encoding="utf-8").strip()):
            said = ENTRY.match(entry)
            assert said, entry
            name = canonicalize_name(said["name"])
            extras = tuple(extra.strip() for extra in (said["extras"] or "").split(",") if extra)
            hashes = tuple(HASH.findall(entry))
            found[name, said["version"]] = LockedPackage(name, said["version"], extras, hashes, scope)
    return [found[key] for key in sorted(found)]


def _by_name(packages: list[LockedPackage]) -> dict[str, list[LockedPackage]]:
    named: dict[str, list[LockedPackage]] = {}
    for each in packages:
        named.setdefault(each.name, []).append(each)
    return named


def bill_of_materials(packages: list[LockedPackage]) -> dict[str, Any]:
    """The list as CycloneDX wants it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = f"pkg:pypi/{project['name']}@{project['version']}"
    direct = [Requirement(each) for each in project["dependencies"]]
    listed = _by_name(packages)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, repr((ours, packages)))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": project["name"],
                "version": project["version"],
                "purl": ours,
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [_component(each) for each in packages],
        "dependencies": [
            {"ref": ours, "dependsOn": _addresses((each.name for each in direct), listed)},
            *({"ref": each.purl, "dependsOn": _needs(each, listed)} for each in packages),
        ],
    }


def _component(package: LockedPackage) -> dict[str, Any]:
    licences = _licences(package)
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "scope": package.scope,
        "purl": package.purl,
        "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
        **({"licenses": licences} if licences else {}),
    }


def _installed(package: LockedPackage) -> metadata.Distribution | None:
    try:
        found = metadata.distribution(package.name)
    except metadata.PackageNotFoundError:
        return None
    return found if found.version == package.version else None


def _licences(package: LockedPackage) -> list[dict[str, Any]]:
    """As the package says itself: an expression of SPDX, else the names that it gives."""
    told = _installed(package)
    if told is None:
        return []
    (expression, *_), (text, *_) = (told.metadata.get_all(name) or [""] for name in ("License-Expression", "License"))
    if expression:
        return [{"expression": expression}]
    classes = [each for each in told.metadata.get_all("Classifier") or [] if each.startswith("License :: ")]
    names = [each.rpartition(" :: ")[2] for each in classes if not each.endswith(":: OSI Approved")]
    names = names or text.strip().splitlines()[:1]
    return [{"license": {"name": name}} for name in dict.fromkeys(names)]


def _addresses(names: Iterable[str], listed: dict[str, list[LockedPackage]]) -> list[str]:
    return sorted({each.purl for name in names for each in listed.get(canonicalize_name(name), [])})


def _needs(package: LockedPackage, listed: dict[str, list[LockedPackage]]) -> list[str]:
    told = _installed(package)
    wanted = [Requirement(each) for each in (told.requires if told else None) or []]
    extras = ("", *package.extras)
    holds = [
        each.name
        for each in wanted
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]
    return _addresses((name for name in holds if canonicalize_name(name) != package.name), listed)


def advisories(path: Path) -> Iterator[dict[str, Any]]:
    """Those for PyPI that were not withdrawn."""
    for told in _documents(path):
        for advisory in told if isinstance(told, list) else [told]:
            if not advisory.get("withdrawn"):
                affected = [each for each in advisory.get("affected", []) if _ecosystem(each) == "pypi"]
                if affected:
                    yield {**advisory, "affected": affected}


def _documents(path: Path) -> Iterator[Any]:
    if path.suffix == ".zip":
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
        return
    for file in sorted(path.rglob("*.json")) if path.is_dir() else [path]:
        yield json.loads(file.read_text(encoding="utf-8"))


def _ecosystem(affected: dict[str, Any]) -> str:
    return str(affected.get("package", {}).get("ecosystem", "")).casefold()


def findings(packages: list[LockedPackage], known: Iterable[dict[str, Any]]) -> list[Finding]:
    """Which package is affected by what, by name."""
    listed = _by_name(packages)
    found = {
        (advisory["id"], package): str(advisory.get("summary", ""))
        for advisory in known
        for affected in advisory["affected"]
        for package in listed.get(canonicalize_name(affected["package"]["name"]), [])
        if _is_in(package.version, affected)
    }
    rows = [Finding(advisory, package, summary) for (advisory, package), summary in found.items()]
    return sorted(rows, key=lambda each: (each.package.name, each.advisory))


def _is_in(version: str, affected: dict[str, Any]) -> bool:
    """Whether an advisory lists the version, or one of its ranges holds it. What cannot be compared is affected."""
    try:
        if any(Version(version) == Version(each) for each in affected.get("versions", []) if _is_version(each)):
            return True
        ranges = [each for each in affected.get("ranges", []) if each.get("type") in {"ECOSYSTEM", "SEMVER"}]
        return any(_is_within(Version(version), each["events"]) for each in ranges)
    except InvalidVersion:
        return True


def _is_version(said: str) -> bool:
    try:
        Version(said)
    except InvalidVersion:
        return False
    return True


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """The events in the order of their versions switch on and off; the one before `version` holds."""
    within = False
    for event in sorted(events, key=_when):
        (what, said), *_ = event.items()
        first = said == ANY
        if what == "introduced" and (first or version >= Version(said)):
            within = True
        elif (what == "fixed" and version >= Version(said)) or (what == "last_affected" and version > Version(said)):
            within = False
    return within


def _when(event: dict[str, str]) -> Version:
    said = next(iter(event.values()))
    return Version("0.dev0") if said == ANY else Version(said)


def accepted(today: date, text: str) -> set[str]:
    """Those that somebody accepted, with a reason, until a day that is not over."""
    lines = [line.split(maxsplit=2) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {advisory for advisory, until, _reason in lines if date.fromisoformat(until) >= today}


def planted(package: LockedPackage) -> dict[str, Any]:
    """An advisory that must be found."""
    events = [{"introduced": ANY}, {"last_affected": package.version}]
    named = {"ecosystem": "PyPI", "name": package.name}
    return {"id": "CANARY", "affected": [{"package": named, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]}


def check(path: Path) -> int:
    """Prints what was found and returns the exit code."""
    packages, known = locked(), list(advisories(path))
    missed = [each.name for each in packages if not findings([each], [planted(each)])]
    if missed or not known:
        sys.stdout.write(f"This check cannot tell: {len(known)} advisories; planted and not found: {missed}\n")
        return 2
    let_pass = accepted(datetime.now(UTC).date(), ACCEPTED.read_text(encoding="utf-8"))
    found = [each for each in findings(packages, known) if each.advisory not in let_pass]
    for each in found:
        sys.stdout.write(
            f"{each.advisory} {each.package.name} {each.package.version} ({each.package.scope}) {each.summary}\n"
        )
    sys.stdout.write(f"{len(known)} advisories, {len(packages)} packages, {len(found)} found.\n")
    return 1 if found else 0


def main(what: str, path: str) -> int:
    if what == "advisories":
        return check(Path(path))
    Path(path).write_text(json.dumps(bill_of_materials(locked()), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
