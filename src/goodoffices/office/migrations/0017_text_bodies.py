"""What texts say stands beside the entries of their versions; PostgreSQL repeats who reads it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import goodoffices.office.sealing.clock_and_chance

POSTGRES = """
alter table office_textbody enable row level security;
alter table office_textbody force row level security;
create policy read_texts on office_textbody using (log_id = any(office_told('office.logs')));
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the policy by which PostgreSQL shows texts."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)


class Migration(migrations.Migration):
    """Keep texts."""

    dependencies = [("office", "0016_better_packages")]
    operations = [
        migrations.CreateModel(
            "TextBody",
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
                ("number", models.PositiveIntegerField()),
                ("key", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("folded", models.BinaryField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="text_bodies",
                        to="office.log",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "textbody",
            models.UniqueConstraint(fields=["log", "number"], name="one_text_per_entry"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
