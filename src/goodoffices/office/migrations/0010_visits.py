"""Each person has a mark of her own: up to when she has seen what is new in a case."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the office remember, sealed, up to when somebody has seen what is new."""

    dependencies = [("office", "0009_languages")]
    operations = [
        migrations.AddField("membership", "seen_until_sealed", models.BinaryField(null=True)),
    ]
