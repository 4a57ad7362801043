"""The office as a Django application; its checks refuse to start where a view has no door."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The one application of ours."""

    name = "goodoffices.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check of the doors."""
        from django.contrib.auth.signals import user_logged_in
        from django.core.checks import Tags, register

        from goodoffices.office.access import sessions
        from goodoffices.office.access.door import views_without_door
        from goodoffices.office.statements import commands  # noqa: F401  # It hears of new versions.

        register(views_without_door, Tags.urls)
        user_logged_in.connect(sessions.begin, dispatch_uid="the twelve hours begin")
