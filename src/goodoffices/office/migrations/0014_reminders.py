"""Where somebody asked reminders to go, sealed, and the last hour at which they were sent."""

from __future__ import annotations

from django.db import migrations, models

import goodoffices.office.sealing.clock_and_chance


class Migration(migrations.Migration):
    """Keep where reminders go."""

    dependencies = [("office", "0013_calendar_feeds")]
    operations = [
        migrations.AddField("person", "mail_sealed", models.BinaryField(null=True)),
        migrations.CreateModel(
            "ReminderHour",
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
                ("at", models.DateTimeField(unique=True)),
            ],
        ),
    ]
