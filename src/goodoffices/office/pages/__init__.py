"""The pages: each is a door, a form, a command, a template. None touches a table."""
