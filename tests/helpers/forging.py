"""Files that somebody made who knows the format: changed envelopes under seals that are formally right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dxdesk.domain.records import Revision
from dxdesk.usecases.forms import plan_form, questions, readable_sheets
from dxdesk.usecases.sealing import codec, workbook_kinds
from dxdesk.usecases.sealing.envelope import Envelope, RevisionModel
from dxdesk.usecases.workplace.desk import Services


def envelope_of(services: Services, path: Path) -> Envelope:
    """Return the envelope of a workbook."""
    payload = services.workbooks.open(path).sealed_payload()
    assert payload is not None
    return codec.open_payload(services.sealer, payload).envelope


def resealed(
    services: Services,
    path: Path,
    out: Path,
    seed: str,
    change: Callable[[Envelope], Envelope] = lambda envelope: envelope,
) -> Path:
    """Write a workbook again with its envelope changed and sealed by a key, and with sheets that agree."""
    envelope = change(envelope_of(services, path))
    payload = codec.seal_envelope(services.sealer, seed, envelope)
    revisions = tuple(model.revision() for model in envelope.revisions)
    if envelope.kind in ("form", "return_slip"):
        services.workbooks.write_form(questions.question_of(envelope, revisions).sheet, out, payload)
        return out
    if envelope.kind == workbook_kinds.PLAN_FORM.kind:
        sheets = plan_form.question_of(envelope, revisions).sheets
    else:
        sheets = readable_sheets.sheets_of(services.sealer, envelope, revisions)
    services.workbooks.write_tables(sheets, out, payload)
    return out


def with_payload(services: Services, path: Path, out: Path, payload: bytes) -> Path:
    """Write a form's sheet with another payload, whatever it says."""
    envelope = envelope_of(services, path)
    revisions = tuple(model.revision() for model in envelope.revisions)
    services.workbooks.write_form(questions.question_of(envelope, revisions).sheet, out, payload)
    return out


def sealed_model(services: Services, seed: str, revision: Revision) -> RevisionModel:
    """Return a revision sealed by a key, as it travels."""
    (sealed,) = codec.seal_revisions(services.sealer, seed, [revision], ("forger", 1, 1))
    return RevisionModel.of(sealed)
