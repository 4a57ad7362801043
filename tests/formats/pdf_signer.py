"""Signs PDFs as somebody does at home: with a certificate of her own, which nobody vouches for."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore


def signer_named(name: str) -> signers.SimpleSigner:
    """A signer with a fresh key and a certificate that says a name of itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, SHA256())
    )
    certificate = asn1_x509.Certificate.load(made.public_bytes(Encoding.DER))
    private = asn1_keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    store = SimpleCertificateStore()
    store.register(certificate)
    return signers.SimpleSigner(signing_cert=certificate, signing_key=private, cert_registry=store)


def signed_by(pdf: bytes, name: str) -> bytes:
    """The PDF with one more signature, in a field of the signer's name."""
    # A browser test has a loop of its own running, beside which the library can run none.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_signed, pdf, name).result()


def _signed(pdf: bytes, name: str) -> bytes:
    out = BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=f"Signature {name}")
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=signer_named(name), output=out)
    return out.getvalue()
