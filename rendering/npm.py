"""What set-up fetches from npm for the renderer; a rendering names what it lacked."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "build/npm/node_modules"


def is_package_installed(package: str) -> bool:
    return (FOLDER / package / "package.json").is_file()
