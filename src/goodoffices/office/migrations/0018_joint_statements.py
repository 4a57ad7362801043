"""Joint statements wait, sealed, for the hour at which they are public."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep joint statements."""

    dependencies = [("office", "0017_text_bodies")]
    operations = [
        migrations.CreateModel(
            "JointStatement",
            [
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="office.answercall",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("content_sealed", models.BinaryField()),
            ],
        ),
    ]
