"""Where the npm packages are that set-up installs for the renderer."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "build/npm/node_modules"


def is_package_installed(package: str) -> bool:
    return (FOLDER / package / "package.json").is_file()
