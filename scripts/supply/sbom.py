"""Writes a CycloneDX file of the packages that the blog needs, from locks/ and package-lock.json.

Usage: sbom.py FILE. Licences of Python's packages are those that the packages in .venv tell.
"""

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[2]
LISTS = [ROOT / "locks" / f"requirements{each}.txt" for each in ("", "-anymail", "-mermaid")]
LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)(.*(?:\n    --hash.*)+)", re.MULTILINE)
VERSION = re.compile(r'^VERSION = "(.+)"', re.MULTILINE)
SHA256 = re.compile(r"--hash=sha256:(\w{64})")


def python_packages() -> Iterator[Component]:
    licences = installed_licences()
    locked = {each for file in LISTS for each in LOCKED.findall(file.read_text(encoding="utf-8"))}
    for name, version, hashes in locked:
        sums = [
            HashType(alg=HashAlgorithm.SHA_256, content=each) for each in SHA256.findall(hashes)
        ]
        yield component("pypi", "", name, version, sums, licences.get(name, ""))


def npm_packages() -> Iterator[Component]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, each in lock["packages"].items():
        if path and not each.get("dev"):
            group, _slash, name = path.rpartition("node_modules/")[2].rpartition("/")
            content = b64decode(each["integrity"].removeprefix("sha512-")).hex()
            sums = [HashType(alg=HashAlgorithm.SHA_512, content=content)]
            yield component("npm", group, name, each["version"], sums, each.get("license", ""))


def component(
    kind: str, group: str, name: str, version: str, sums: list[HashType], licence: str
) -> Component:
    purl = PackageURL(kind, group or None, name, version)
    licences = [LicenseFactory().make_from_string(licence)] if licence else []
    return Component(
        name=name,
        group=group or None,
        version=version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        hashes=sums,
        licenses=licences,
    )


def installed_licences() -> dict[str, str]:
    """Licences by the normalized names of packages."""
    folders = [str(each) for each in ROOT.glob(".venv/lib/python*/site-packages")]
    return {
        re.sub(r"[-_.]+", "-", each.name).lower(): licence_of(each)
        for each in distributions(path=folders)
    }


def licence_of(installed: Distribution) -> str:
    """The expression, else one line of text, else the words of the classifiers."""
    told = installed.metadata["License-Expression"] or installed.metadata["License"] or ""
    classifiers = installed.metadata.get_all("Classifier") or []
    words = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License ::")]
    return told if told and "\n" not in told else " / ".join(words)


def write(file: Path) -> None:
    """Write the file; raise ValueError if it does not follow the schema."""
    version = VERSION.findall((ROOT / "blog" / "__init__.py").read_text(encoding="utf-8"))[0]
    project = Component(
        name="longwave", version=version, type=ComponentType.APPLICATION, bom_ref="longwave"
    )
    bom = Bom(components=[*python_packages(), *npm_packages()])
    bom.metadata.component = project
    bom.register_dependency(project, bom.components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        raise ValueError(str(fault))
    file.write_text(text + "\n", encoding="utf-8")
    print(f"{file}: {len(bom.components)} packages")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
