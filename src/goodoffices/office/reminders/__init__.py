"""Reminders by e-mail: off, unless whoever runs the office names a mail server."""
