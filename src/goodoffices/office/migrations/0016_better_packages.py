"""A call for answers keeps what the office found for it, sealed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep what was found for a call."""

    dependencies = [("office", "0015_sealed_answers")]
    operations = [
        migrations.AddField("answercall", "found_sealed", models.BinaryField(null=True)),
    ]
