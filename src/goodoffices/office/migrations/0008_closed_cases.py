"""A case can be closed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the office remember when a case was closed."""

    dependencies = [("office", "0007_destroyed_entries")]
    operations = [
        migrations.AddField("caserow", "closed_at", models.DateTimeField(null=True)),
    ]
