"""What the database itself refuses: a change of an entry, and rows that somebody may not read.

Both databases refuse the change of an entry. PostgreSQL refuses a row that a person may not read.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
create trigger office_entry_stays before update on office_entry begin select raise(abort, 'entries are never changed'); end;
create trigger office_entry_remains before delete on office_entry begin select raise(abort, 'entries are never deleted'); end;
"""

POSTGRES = """
create function office_entries_stay() returns trigger language plpgsql as $$ begin raise exception 'entries are never changed'; end $$;
create trigger office_entry_stays before update or delete on office_entry for each row execute function office_entries_stay();
create trigger office_entry_remains before truncate on office_entry for each statement execute function office_entries_stay();

create function office_told(name text) returns uuid[] language sql stable as
  $$ select coalesce(string_to_array(nullif(current_setting(name, true), ''), ',')::uuid[], '{}') $$;

alter table office_paper enable row level security;
alter table office_paper force row level security;
create policy own_side on office_paper
  using (side_id = any(office_told('office.side')) or (kind = 'preferences' and side_id = any(office_told('office.parties'))))
  with check (side_id = any(office_told('office.side')));
create policy housekeeping on office_paper
  using (expires_at < nullif(current_setting('office.housekeeping', true), '')::timestamptz) with check (false);

alter table office_entry enable row level security;
alter table office_entry force row level security;
create policy own_logs on office_entry using (log_id = any(office_told('office.logs')));

alter table office_standing enable row level security;
alter table office_standing force row level security;
create policy known_people on office_standing
  using (person_id = any(office_told('office.person')) or side_id = any(office_told('office.people')));
"""


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the guards."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(POSTGRES)
    else:
        for statement in filter(None, (s.strip() for s in SQLITE.splitlines())):
            editor.execute(statement)


class Migration(migrations.Migration):
    """Lay the guards of the database."""

    dependencies = [("office", "0001_tables")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
