"""What one transaction of PostgreSQL may see: its policies repeat the filter of the office.

SQLite has no row-level security; there the filter stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection


def set_row_security(context: Mapping[str, str]) -> None:
    """Set the row-level-security context of this transaction: whose rows it may see."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            values = ", ".join(["set_config(%s, %s, true)"] * len(context))
            cursor.execute(f"select {values}", [word for pair in context.items() for word in pair])
