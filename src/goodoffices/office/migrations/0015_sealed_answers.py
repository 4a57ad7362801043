"""Sides answer under seal until an hour; PostgreSQL repeats who reads which answer."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES = """
alter table office_sealedanswer enable row level security;
alter table office_sealedanswer force row level security;
create policy own_answers on office_sealedanswer
  using (side_id = any(office_told('office.side')) or call_id = any(office_told('office.calls')));
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the policy by which PostgreSQL shows sealed answers."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)


class Migration(migrations.Migration):
    """Keep sealed answers."""

    dependencies = [("office", "0014_reminders")]
    operations = [
        migrations.CreateModel(
            "AnswerCall",
            [
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("closes_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("said_sealed", models.BinaryField()),
                ("joint_sealed", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.caserow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "SealedAnswer",
            [
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("choice_sealed", models.BinaryField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="office.answercall",
                    ),
                ),
                (
                    "side",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.side",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "sealedanswer",
            models.UniqueConstraint(fields=["call", "side"], name="one_answer_per_side"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
