"""A certificate's file says what its classes say: written, read again and described, it is one thing."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import jsonschema
import pytest

from goodoffices.formats.certificates.certificate_file import certificate_adapter, certificate_as_json, read_certificate
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.schemas import schema_of
from tests.proof.lots import lot_in_doubt, lot_of


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(45))
def test_a_certificate_is_the_same_after_it_is_read(tmp_path, seed):
    rng = Random(seed)
    certificate = (lot_in_doubt(rng) if seed % 3 == 2 else lot_of(rng)).certificate
    written = certificate_as_json(certificate)
    jsonschema.validate(written, schema_of("certificate"))
    assert written == certificate_adapter().dump_python(certificate, mode="json")
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(written))
    assert read_certificate(path) == certificate


@pytest.mark.slow
def test_many_kinds_of_claims_were_written():
    """So that the test above cannot pass on certificates that say little."""
    seen = set()
    for seed in range(45):
        rng = Random(seed)
        written = certificate_as_json((lot_in_doubt(rng) if seed % 3 == 2 else lot_of(rng)).certificate)
        seen |= {key for key, value in written.items() if value not in (None, [], {})}
    assert seen == set(schema_of("certificate")["properties"])


@pytest.mark.parametrize("digits", ["1e40", "0.5", "1/0", " 5", "٣", "5\n", 5, "9" * 4301])
def test_a_number_is_read_from_digits_alone(tmp_path, digits):
    """An exponent makes a short text a number that fills the memory."""
    certificate = next(c for seed in range(45) if (c := lot_of(Random(seed)).certificate).points)
    written = certificate_as_json(certificate)
    written["frontier"]["points"][0]["utilities"]["p0"] = digits
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(written))
    with pytest.raises(CaseFileError, match=r"frontier\.points\.0\.utilities\.p0"):
        read_certificate(path)


def test_a_false_zone_beside_doubt_said_nothing_up_to_version_0_1(tmp_path):
    path = tmp_path / "certificate.json"
    certificate = lot_in_doubt(Random(2)).certificate
    for version, said in (("0.1.0", None), ("0.2.0", False)):
        path.write_text(json.dumps(certificate_as_json(replace(certificate, version=version, zone=False))))
        assert read_certificate(path).zone is said
