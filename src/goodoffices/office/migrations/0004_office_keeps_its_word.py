"""Less lies in the clear, and who stands where is a rule of the database.

Logs have keys, and sessions are digests.
"""

from __future__ import annotations

import json
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

import goodoffices.office.sealing.clock_and_chance
from goodoffices.office.sealing import keys
from goodoffices.office.sealing.sealed_columns import sealed_value

SQLITE_LIFT = ("drop trigger office_entry_stays", "drop trigger office_entry_remains")
SQLITE_LAY = (
    "create trigger office_entry_stays before update on office_entry begin select raise(abort, 'entries are never changed'); end",
    "create trigger office_entry_remains before delete on office_entry begin select raise(abort, 'entries are never deleted'); end",
)
POSTGRES_LIFT = """
drop trigger office_entry_stays on office_entry;
alter table office_entry no force row level security;
alter table office_paper no force row level security;
alter table office_standing no force row level security;
drop policy own_side on office_paper;
"""
POSTGRES_LAY = """
create trigger office_entry_stays before update or delete on office_entry for each row execute function office_entries_stay();
create function office_words(name text) returns text[] language sql stable as
  $$ select coalesce(string_to_array(nullif(current_setting(name, true), ''), ','), '{}') $$;
create policy own_side on office_paper
  using ((side_id = any(office_told('office.side')) and tag = any(office_words('office.kinds')))
         or (side_id = any(office_told('office.parties')) and tag = any(office_words('office.given'))))
  with check (side_id = any(office_told('office.side')));
alter table office_entry force row level security;
alter table office_paper force row level security;
alter table office_standing force row level security;
"""


def lift(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lift the guards for the time of this migration."""
    _run(editor, POSTGRES_LIFT, SQLITE_LIFT)


def lay(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the guards again.

    Sessions of earlier versions, which could be taken over, end.
    """
    _run(editor, POSTGRES_LAY, SQLITE_LAY)
    for table in ("usersessions_usersession", "django_session"):
        editor.execute(f"drop table if exists {table}")


def _run(editor: BaseDatabaseSchemaEditor, postgres: str, sqlite: tuple[str, ...]) -> None:
    with editor.connection.cursor() as cursor:
        for statement in (postgres,) if editor.connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)


def seal(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what lay in the clear, and give rows what they are found by."""

    def rows(name: str) -> Any:
        return apps.get_model("office", name).objects

    for person in rows("Person").all():
        rows("Person").filter(pk=person.pk).update(
            time_zone_sealed=sealed_value(person.time_zone, "person time zone", person.pk)
        )
    first: set[object] = set()
    standing_in: set[object] = set()
    for standing in rows("Standing").select_related("side").order_by("since"):
        # Of a party the one who came before all others of it, if she stands there still, was
        # invited by the mediation.
        is_first = standing.side.kind == "party" and standing.side_id not in first
        first.add(standing.side_id)
        twice = (
            standing.ended_at is None and (standing.person_id, standing.side.case_id) in standing_in
        )
        if standing.ended_at is None:
            standing_in.add((standing.person_id, standing.side.case_id))
        rows("Standing").filter(pk=standing.pk).update(
            # Two requests at the same instant could put one account on two sides: the later
            # standing ends.
            ended_at=goodoffices.office.sealing.clock_and_chance.now()
            if twice
            else standing.ended_at,
            case_id=standing.side.case_id,
            is_first=is_first,
            functions_sealed=sealed_value(standing.functions, "standing functions", standing.pk),
        )
    for invitation in rows("Invitation").all():
        sealed = sealed_value(invitation.functions, "invitation functions", invitation.pk)
        rows("Invitation").filter(pk=invitation.pk).update(functions_sealed=sealed)
    for consent in rows("Consent").all():
        rows("Consent").filter(pk=consent.pk).update(
            agrees_sealed=sealed_value(consent.agrees, "consent", consent.pk)
        )
    for paper in rows("Paper").only("pk", "kind", "side_id"):
        rows("Paper").filter(pk=paper.pk).update(tag=keys.kind_tag(paper.side_id, paper.kind))
    for entry in rows("Entry").all():
        content = keys.unseal_apart(
            settings.OPENING_KEY, entry.key, entry.sealed, f"entry {entry.pk}"
        )
        rows("Entry").filter(pk=entry.pk).update(
            tag=keys.kind_tag(entry.log_id, json.loads(content)["kind"])
        )
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


def _key() -> Any:
    return models.UUIDField(
        default=goodoffices.office.sealing.clock_and_chance.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


def _to(model: str, name: str = "+", **more: Any) -> Any:
    return models.ForeignKey(
        to=model, on_delete=django.db.models.deletion.PROTECT, related_name=name, **more
    )


class Migration(migrations.Migration):
    """Put less in the clear, and give logs keys, sessions digests, and memberships rules."""

    dependencies = [("office", "0003_hours_locks_changes")]

    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Actor",
            fields=[
                ("id", _key()),
                ("key", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("case", _to("office.caserow", "actors")),
                ("person", _to(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "person"), name="one_actor_per_person_and_case"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="LogKey",
            fields=[
                ("id", _key()),
                ("key", models.BinaryField()),
                ("log", _to("office.log", "keys")),
                ("side", _to("office.side")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "side"), name="one_wrapping_per_reader")
                ]
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("sealed", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField("person", "time_zone_sealed", models.BinaryField(null=True)),
        migrations.AddField("standing", "case", _to("office.caserow", null=True)),
        migrations.AddField("standing", "is_first", models.BooleanField(default=False)),
        migrations.AddField("standing", "functions_sealed", models.BinaryField(default=b"")),
        migrations.AddField("invitation", "functions_sealed", models.BinaryField(null=True)),
        migrations.AddField("invitation", "actor", _to("office.actor", null=True)),
        migrations.AddField("consent", "agrees_sealed", models.BinaryField(default=b"")),
        migrations.AddField("paper", "tag", models.CharField(max_length=32, default="")),
        migrations.AddField("entry", "tag", models.CharField(max_length=32, default="")),
        migrations.AddField("entry", "is_of_log", models.BooleanField(default=False)),
        migrations.AddField("done", "side", _to("office.side", null=True)),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("person", "time_zone"),
        migrations.RemoveField("standing", "functions"),
        migrations.RemoveField("invitation", "functions"),
        migrations.RemoveField("consent", "agrees"),
        migrations.RemoveField("paper", "kind"),
        migrations.AlterField("standing", "case", _to("office.caserow")),
        migrations.AlterField("standing", "functions_sealed", models.BinaryField()),
        migrations.AlterField("consent", "agrees_sealed", models.BinaryField()),
        migrations.AlterField("paper", "tag", models.CharField(max_length=32)),
        migrations.AddConstraint(
            "standing",
            models.UniqueConstraint(
                fields=["person", "case"],
                condition=Q(ended_at=None),
                name="one_side_per_person_and_case",
            ),
        ),
        migrations.AddConstraint(
            "standing",
            models.UniqueConstraint(
                fields=["side"],
                condition=Q(ended_at=None, is_first=True),
                name="one_first_person_per_side",
            ),
        ),
        migrations.AddIndex("done", models.Index(fields=["side", "at"], name="acts_of_a_side")),
        migrations.AddIndex("entry", models.Index(fields=["log", "tag"], name="entries_by_kind")),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
