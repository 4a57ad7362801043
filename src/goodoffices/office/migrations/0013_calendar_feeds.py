"""A case may allow calendar feeds; each is a link of one person, kept as a digest."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodoffices.office.sealing.clock_and_chance


class Migration(migrations.Migration):
    """Keep calendar feeds."""

    dependencies = [("office", "0012_entry_blocks")]
    operations = [
        migrations.AddField("caserow", "feeds_allowed_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            "CalendarFeed",
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
                ("digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.caserow",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.membership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
