"""Grade 1: the forms a personal store keeps as they came, seals and all."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.sealing import codec


def payloads_seen(look: Look) -> tuple[Aspect, ...]:
    """Look at every form that is kept: its seal, those of its records, and the receipt it came with."""
    if look.desk.role is not Role.PERSONAL:
        return ()
    forms = kept.payloads(look.uow)
    keys = {receipt.payload_sha256: receipt.key_id for receipt in look.receipts}
    wrong = [f"{year}年度" for year, digest, payload in forms if not _holds(look, digest, payload, keys)]
    return (
        Aspect(
            "payloads",
            f"回答に使う申告票 {len(forms):,}件の印と、受け付けたときのままか。",
            counted("受け付けたときのままでない申告票が {count}件あります", wrong),
        ),
    )


def _holds(look: Look, digest: str, payload: bytes, keys: dict[str, str]) -> bool:
    try:
        opened = codec.open_payload(look.sealer, payload)
    except KnownError:
        return False
    if digest and digest != opened.sha256:
        return False
    return keys.get(opened.sha256, opened.key_id) == opened.key_id
