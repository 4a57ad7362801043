"""``goodoffices verify``: accepts, refuses or leaves open each claim of a certificate."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.exit_codes import IN_PART, REFUSED
from goodoffices.cli.options import Seconds
from goodoffices.cli.output import LateProgress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.formats.ours.opened_case import OpenedCase
    from goodoffices.proof import Certificate
    from goodoffices.proof.checker import Checking

#: Seconds after which what is not yet decided stays open.
TIME_LIMIT = 300


@click.command(
    short_help="Check a result's certificate, claim by claim.",
    epilog="""\b
Examples:
  goodoffices analyse examples/strait --certificate strait.certificate.json
  goodoffices verify examples/strait strait.certificate.json
  goodoffices verify domain.xml buyer.xml seller.xml sale.certificate.json --json

\b
Exit codes: 0 every claim is accepted; 1 a claim is refused; \
4 none is refused and some stay open.""",
)
@click.argument(
    "paths",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar="CASE | DOMAIN PROFILE...",
)
@click.argument("certificate", type=click.Path(path_type=Path))
@click.option(
    "--time-limit",
    type=Seconds(0),
    default=TIME_LIMIT,
    show_default=True,
    help="Seconds it may take.",
)
@click.option(
    "--proofs-only",
    is_flag=True,
    help="By integer programs alone, without adding up the issues anew.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the claims as JSON.")
def verify(
    paths: tuple[Path, ...], certificate: Path, time_limit: float, proofs_only: bool, as_json: bool
) -> None:
    """Accept, refuse, or leave open each claim of a CERTIFICATE about a CASE, by other methods than
    those that found it.

    Packages are evaluated in fractions from the words of the files. The analysis is not used.
    """
    from goodoffices.formats.certificates.certificate_file import read_certificate
    from goodoffices.formats.open_case import open_case
    from goodoffices.formats.ours.file_digests import file_digests
    from goodoffices.proof import Verdict, claims_of
    from goodoffices.proof.checking.completeness import Means
    from goodoffices.proof.timed_checking import checked_in_time

    ends = time.monotonic() + time_limit
    claimed = read_certificate(certificate)
    opened = open_case(*paths, steps=claimed.case.steps)
    known = {party: set(opened.readings_of(party)) for party in opened.case.party_ids}
    fits = known.keys() == claimed.reading_of.keys() and all(
        r in known[p] for p, r in claimed.reading_of.items()
    )
    preferences = opened.chosen_preferences(claimed.reading_of) if fits else []
    if claimed.case.uncut:
        preferences = [one.uncut() for one in preferences]
    with LateProgress("Proving") as progress:
        means = Means(lambda: ends - time.monotonic(), not proofs_only, progress)
        drafts = _drafts_of(claimed, opened)
        claims = claims_of(
            claimed, opened.case, preferences, file_digests(opened, preferences), means, drafts
        )
        checking = checked_in_time(claims, means.seconds_left)
    if as_json:
        _print_json(checking)
    else:
        _print_words(checking)
    raise click.exceptions.Exit(
        {Verdict.ACCEPTED: 0, Verdict.REFUSED: REFUSED, Verdict.OPEN: IN_PART}[checking.verdict]
    )


def _drafts_of(claimed: Certificate, opened: OpenedCase) -> dict[str, Mapping[str, str]]:
    """Read the packages of the case that a certificate names as drafts."""
    from goodoffices.formats.documents.errors import CaseFileError

    drafts = {}
    for draft in claimed.drafts:
        # Where the case has none of this name the claim is refused.
        with contextlib.suppress(CaseFileError):
            drafts[draft.name] = opened.draft(draft.name).choices
    return drafts


def _print_json(checking: Checking) -> None:
    listed = [
        {"name": c.name, "verdict": c.verdict.value, "reason": c.reason} for c in checking.claims
    ]
    click.echo(
        json.dumps(
            {
                "format": "goodoffices-verification/1",
                "verdict": checking.verdict.value,
                "claims": listed,
            }
        )
    )


def _print_words(checking: Checking) -> None:
    """Print a line for each claim, and what follows from all of them."""
    from goodoffices.formats.documents.printable import printable
    from goodoffices.proof import Verdict

    # Names and reasons repeat words of the certificate, which may be anybody's.
    width = max(len(printable(c.name)) for c in checking.claims)
    for c in checking.claims:
        click.echo(f"{c.verdict.value:8}  {printable(c.name):{width}}  {printable(c.reason)}")
    n = len(checking.claims)
    ending = {
        Verdict.ACCEPTED: f"All {n} claims are accepted.",
        Verdict.REFUSED: "The certificate is refused.",
        Verdict.OPEN: "Accepted in part: what is open was neither proven nor refuted.",
    }
    click.echo(f"\n{ending[checking.verdict]}")
