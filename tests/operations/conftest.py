import pytest

from tests.operations.sites import Builder


@pytest.fixture(scope="session")
def library(tmp_path_factory, request):
    """A site that nobody changes, to be copied."""
    builder = Builder(tmp_path_factory.mktemp("sites"), request.config.getoption("--postgres"))
    try:
        site = builder.filled()
        site.backup = site.data / "library.tar"
        site.manage("backup", site.backup, "--with-key")
        site.builder = builder
        yield site
    finally:
        builder.close()


@pytest.fixture
def sites(library, tmp_path, request):
    builder = Builder(tmp_path, request.config.getoption("--postgres"))
    yield builder
    builder.close()


@pytest.fixture
def site(library, sites):
    """A site with three articles, an upload and a theme."""
    return sites.copy(library)
