"""Tables and columns take the names of the trade. No value changes.

The names are membership, role, act, idempotency key.
"""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rename two tables and three columns."""

    dependencies = [("office", "0004_office_keeps_its_word")]

    operations = [
        migrations.RenameModel("Standing", "Membership"),
        migrations.AlterField(
            "membership",
            "person",
            models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships"),
        ),
        migrations.AlterField(
            "membership",
            "side",
            models.ForeignKey("office.side", models.PROTECT, related_name="memberships"),
        ),
        migrations.RenameField("membership", "functions_sealed", "roles_sealed"),
        migrations.RenameField("invitation", "functions_sealed", "roles_sealed"),
        migrations.RenameModel("Done", "KeyedAct"),
        migrations.RemoveConstraint("keyedact", "a_form_acts_once"),
        migrations.RenameField("keyedact", "form", "idempotency_key"),
        migrations.AddConstraint(
            "keyedact",
            models.UniqueConstraint(fields=["person", "idempotency_key"], name="a_key_acts_once"),
        ),
    ]
