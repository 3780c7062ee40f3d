"""`make torture` starts: nothing else imports its modules, which other tests may leave behind."""

from importlib import import_module
from pathlib import Path

from tests import torture


def test_each_module_of_make_torture_can_be_imported():
    names = [path.stem for path in Path(torture.__file__).parent.glob("test_*.py")]
    assert len(names) > 8
    for name in names:
        import_module(f"tests.torture.{name}")
