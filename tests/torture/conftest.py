"""Long attacks on a whole site, for `make torture`. `make test` has short ones instead."""

import os

# Nothing of this is collected without the variable, which scripts/torture.sh sets.
collect_ignore_glob = [] if os.environ.get("TORTURE") else ["test_*.py"]
