"""An entry is never changed, but that its words may be destroyed: its key, salt, bytes and mark go.

Where it stands, when it was made and its digest stay as they are.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: What makes an update the destruction of an entry's words, and nothing else.
STAYS = ("id", "log_id", "number", "at", "is_of_log", "digest")
GOES = ("key", "sealed", "salt")
SQLITE = f"""
create trigger office_entry_stays before update on office_entry
  when not (
    {" and ".join(f"new.{column} is old.{column}" for column in STAYS)}
    and {" and ".join(f"length(new.{column}) = 0" for column in GOES)}
    and new.tag = '' and length(old.key) > 0
  )
  begin select raise(abort, 'entries are never changed'); end
"""
POSTGRES = f"""
create or replace function office_entries_stay() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' then
      if {" and ".join(f"new.{column} is not distinct from old.{column}" for column in STAYS)}
        and {" and ".join(f"length(new.{column}) = 0" for column in GOES)}
        and new.tag = '' and length(old.key) > 0
      then
        return new;
      end if;
    end if;
    raise exception 'entries are never changed';
  end
$$
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the guard that lets words be destroyed and nothing else be changed."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)
    else:
        editor.execute("drop trigger office_entry_stays")
        editor.execute(SQLITE.strip())


class Migration(migrations.Migration):
    """Let the words of an entry be destroyed."""

    dependencies = [("office", "0006_checkpoints")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
