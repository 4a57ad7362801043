"""Sides drop files into a case; PostgreSQL repeats who reads them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import goodoffices.office.sealing.clock_and_chance

POSTGRES = """
alter table office_storedfile enable row level security;
alter table office_storedfile force row level security;
create policy own_files on office_storedfile
  using (side_id = any(office_told('office.side')) or log_id = any(office_told('office.logs')))
  with check (
    side_id = any(office_told('office.side')) or log_id = any(office_told('office.logs'))
  );
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the policy by which PostgreSQL shows files."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)


class Migration(migrations.Migration):
    """Keep files."""

    dependencies = [("office", "0010_visits")]
    operations = [
        migrations.CreateModel(
            "StoredFile",
            [
                (
                    "id",
                    models.UUIDField(
                        default=goodoffices.office.sealing.clock_and_chance.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.BinaryField()),
                ("head", models.BinaryField()),
                ("text", models.BinaryField()),
                ("folded", models.BinaryField()),
                ("content", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("number", models.PositiveIntegerField(null=True)),
                (
                    "side",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="office.side",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="office.log",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "storedfile",
            models.CheckConstraint(
                condition=models.Q(side=None) ^ models.Q(log=None), name="a_file_has_one_place"
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
