"""An office that enters and signs without end, until it is killed; and what is left of it.

``python -m tests.office.record.append_and_sign run`` prints a line after each entry (``e``) and after each hour's
checkpoints (``s``); ``check`` prints what a later start finds.
"""

from __future__ import annotations

import datetime
import json
import os
import sys

BEGAN = datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)


def main(what: str) -> None:
    from goodoffices.office.running.server import bring_up_to_date, prepare
    from goodoffices.office.sealing.places import places_from

    prepare(places_from(os.environ))
    bring_up_to_date()
    {"run": run, "check": check}[what]()


def case_of():
    """The mediator's view of the only case; it is made at the first start."""
    from goodoffices.office.access.case_view import CaseView
    from goodoffices.office.models import Membership, Person
    from goodoffices.office.running.demonstration import links, texts_of_folder
    from tests.cases import EXAMPLES

    person = Person.objects.filter(sign_in_name="mara").first()
    if person is None or Membership.objects.of_person(person.pk).first() is None:
        links(texts_of_folder(EXAMPLES / "ferry-strike"), "")
        person = Person.objects.get(sign_in_name="mara")
    return CaseView.for_person(person.pk, Membership.objects.of_person(person.pk).get().case_id)


def run() -> None:
    from django.db import transaction

    from goodoffices.office.access.acting import one_at_a_time
    from goodoffices.office.record.commands import common_log, record
    from goodoffices.office.record.signing import sign_where_due
    from goodoffices.record.kinds import CASE_RESUMED

    with transaction.atomic():
        view = case_of()
        hours = common_log(view.case_id).entries.count()
    print("ready", flush=True)
    while True:
        at = BEGAN + datetime.timedelta(hours=hours)
        with one_at_a_time(view.case_id):
            view = case_of()
            record(common_log(view.case_id), view.actor, CASE_RESUMED, at, {})
        print("e", flush=True)
        sign_where_due(at + datetime.timedelta(hours=1))
        print("s", flush=True)
        hours += 1


def check() -> None:
    from django.db import transaction

    from goodoffices.office.record.commands import common_log
    from goodoffices.office.record.readings import find_departures, find_last_checkpoints, read_bundle_of
    from goodoffices.record import bundle_bytes
    from goodoffices.record.verifier.checking import verify

    with transaction.atomic():
        view = case_of()
        checkpoints = find_last_checkpoints(view)
        entries = view.entries_of()
        verdicts = [verify(bundle_bytes(read_bundle_of(view, label))).as_json() for label in sorted({one.label for one in entries})]
        found = {
            "entries": sum(one.kind == "case.resume" for one in entries),
            "checkpoints": common_log(view.case_id).checkpoints.count(),
            "departures": [what.what for _, what in find_departures(view, checkpoints)],
            "verdicts": [(one["verdict"], one["error"], one["first_departure"]) for one in verdicts],
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
