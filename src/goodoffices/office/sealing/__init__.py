"""Keys, sealed texts, sessions, places on the disk, backups: how the office keeps things."""
