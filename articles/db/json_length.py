"""SQL for the length of a list in a JSON column, by which a table can have an index."""

from typing import Any

from django.db.models import Func, IntegerField


class JSONLength(Func):
    output_field = IntegerField()
    function = "JSON_ARRAY_LENGTH"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH")
