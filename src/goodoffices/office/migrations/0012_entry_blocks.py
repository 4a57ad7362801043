"""What many entries of a log say is kept once more, sealed at once."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES = """
alter table office_entryblock enable row level security;
alter table office_entryblock force row level security;
create policy own_logs on office_entryblock using (log_id = any(office_told('office.logs')));
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the policy by which PostgreSQL shows blocks of entries."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)


class Migration(migrations.Migration):
    """Keep blocks of entries."""

    dependencies = [("office", "0011_files")]
    operations = [
        migrations.CreateModel(
            "EntryBlock",
            [
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("entries", models.BinaryField()),
                ("words", models.BinaryField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="office.log",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "entryblock",
            models.UniqueConstraint(fields=["log", "number"], name="one_block_per_number"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
