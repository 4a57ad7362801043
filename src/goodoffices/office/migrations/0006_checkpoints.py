"""Checkpoints of logs, and the keys with which the office signs them.

A checkpoint is never changed. PostgreSQL shows it to the readers of its log alone.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import goodoffices.office.sealing.clock_and_chance

SQLITE = (
    """
    create trigger office_logcheckpoint_stays before update on office_logcheckpoint
      begin select raise(abort, 'checkpoints are never changed'); end
    """,
    """
    create trigger office_logcheckpoint_remains before delete on office_logcheckpoint
      begin select raise(abort, 'checkpoints are never deleted'); end
    """,
)
POSTGRES = """
create function office_checkpoints_stay() returns trigger language plpgsql as
  $$ begin raise exception 'checkpoints are never changed'; end $$;
create trigger office_logcheckpoint_stays before update or delete on office_logcheckpoint
  for each row execute function office_checkpoints_stay();
create trigger office_logcheckpoint_remains before truncate on office_logcheckpoint
  for each statement execute function office_checkpoints_stay();

alter table office_logcheckpoint enable row level security;
alter table office_logcheckpoint force row level security;
create policy own_logs on office_logcheckpoint using (log_id = any(office_told('office.logs')));
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the guards."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)
    else:
        for statement in SQLITE:
            editor.execute(statement.strip())


def own_id() -> models.UUIDField[object, object]:
    """Make the column of the ids that the office draws."""
    return models.UUIDField(
        default=goodoffices.office.sealing.clock_and_chance.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


class Migration(migrations.Migration):
    """Make the tables of checkpoints and of signing keys, with their guards."""

    dependencies = [("office", "0005_names")]
    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", own_id()),
                ("sealed", models.BinaryField()),
                ("begun_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LogCheckpoint",
            fields=[
                ("id", own_id()),
                ("size", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("note", models.TextField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.signingkey",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="office.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "size"), name="one_checkpoint_per_size")
                ]
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
