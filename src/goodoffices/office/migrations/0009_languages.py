"""A person can choose the language of her pages."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the office remember, sealed, in which language a person reads."""

    dependencies = [("office", "0008_closed_cases")]
    operations = [
        migrations.AddField("person", "language_sealed", models.BinaryField(null=True)),
    ]
