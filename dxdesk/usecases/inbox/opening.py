"""Making and opening stores, and telling what a file that arrived is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.domain.municipalities import Municipality, is_code, is_sound, read_list
from dxdesk.domain.passphrases import refuse_unfit
from dxdesk.domain.text import LINE_UNITS, cleaned, is_one_line, plain
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import setting_names
from dxdesk.ports.entities import OWN, KeyRow, Role, StoreIdentity
from dxdesk.ports.store import Progress
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.exchange.intake import Incoming, open_incoming, take
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.imports.evidence_records import take_over_once
from dxdesk.usecases.imports.understanding import file_sha256
from dxdesk.usecases.inbox.roots import root_of
from dxdesk.usecases.organisation import lists
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.workplace import looked_at, naming, unfinished
from dxdesk.usecases.workplace.desk import Desk, Services

UNCONFIRMED = (
    "この申告票は、所属({sender})が作ったものです。人事課は、まだこの所属の鍵を確かめていません。"
    "記入と提出はできます。この申告票を渡したか、所属に電話などで確かめてください。"
)


@dataclass(frozen=True)
class Recognised:
    """What a file is, for whom, and one sentence on what opening it will do.

    ``role`` is that of the store it can begin, ``None`` where it begins none; ``recipient_role`` whose store
    it is for. ``fingerprint`` and ``spoken_code`` are of the key that a store made from it begins with: HR's,
    also where a section made the file. ``caution`` says what nobody has confirmed yet, empty where there is
    nothing.
    """

    path: Path
    kind: str
    title: str
    role: Role | None
    addressed_to: str
    employee_number: str
    fiscal_year: str
    fingerprint: str
    spoken_code: str
    says: str
    caution: str = ""
    recipient_role: str = ""
    sha256: str = ""


@cache
def listed_municipalities() -> Mapping[str, Municipality]:
    """Return the published municipalities and prefectures by 団体コード."""
    text = (paths.resources_dir() / "municipalities.csv").read_text(encoding="utf-8")
    return read_list(text.splitlines())


def create_store(
    services: Services,
    location: str,
    role: Role,
    municipality: tuple[str, str],
    passphrase: str,
    owner: str = "",
) -> Desk:
    """Create a store.

    Args:
        services: the rooms.
        location: where; never over an existing file.
        role: whose store it is.
        municipality: (団体コード of 6 digits, name); whether the last digit fits is looked at where an office
            types the code, while a section or a person takes over what their file says.
        passphrase: may be empty for personal stores only.
        owner: employee number of the confirmer or the person.

    Raises:
        KnownError: ``municipality-code``, ``municipality-check-digit``, ``municipality-name``, what
            ``refuse_unfit`` says, and what the store refuses.
    """
    code, name = cleaned(municipality)
    if not is_code(code):
        raise KnownError(
            "municipality-code",
            "団体コードは数字6桁です。台帳は作っていません。",
            "検査数字まで含めた6桁(例: 131091)を半角で入れてください。",
            found=code,
        )
    if role in (Role.HR, Role.DX) and not is_sound(code):
        raise KnownError(
            "municipality-check-digit",
            "団体コードの最後の1桁(検査数字)が、前の5桁と合いません。台帳は作っていません。",
            "総務省の全国地方公共団体コードの一覧で、6桁を確かめて入れてください。",
            found=code,
        )
    if not name.strip():
        raise KnownError(
            "municipality-name", "団体名がありません。台帳は作っていません。", "団体名を入れてください。"
        )
    if role in (Role.HR, Role.DX) and not is_one_line(name):
        raise KnownError(
            "municipality-name",
            f"団体名が長すぎて、票と帳票に収まりません({LINE_UNITS}文字まで、1行)。台帳は作っていません。",
            "正式な団体名だけを入れてください。",
            found=name[:LINE_UNITS],
        )
    refuse_unfit(passphrase, office=role is not Role.PERSONAL)
    identity = StoreIdentity(secrets.token_hex(16), 1, role, code, name, owner)
    desk = Desk(services, services.stores.create(location, identity, passphrase))
    with desk.store.write() as uow:
        seed = desk.store.signing_seed
        if seed:
            public = services.sealer.public_of(seed)
            uow.exchange.save_key(
                KeyRow(desk.key_id, public, role, owner, desk.identity.store_id, vouched=OWN)
            )
        if role is Role.HR:
            lists.seed_lists(uow)
            uow.settings.set(setting_names.SENDER_LABEL, f"{name} 人事担当")
        if role is Role.DX:
            uow.settings.set(setting_names.SENDER_LABEL, f"{name} DX推進担当")
        uow.audit.append("create", role.value)
        uow.commit()
    return desk


def open_store(
    services: Services,
    location: str,
    passphrase: str,
    *,
    read_only: bool = False,
    progress: Progress | None = None,
) -> Desk:
    """Open a store; see ``Stores.open`` for what is refused.

    What a killed export left is taken back, and what an earlier program kept without a seal gets one, which
    takes its time once: ``progress`` tells of it.
    """
    desk = Desk(services, services.stores.open(location, passphrase, read_only=read_only))
    try:
        unfinished.take_back(desk)
        take_over_once(desk, progress)
    except BaseException:
        desk.store.close()
        raise
    return desk


def recognise(services: Services, path: Path, passwords: Sequence[str] = ()) -> Recognised:
    """Tell what a file is and what opening it will do.

    Raises:
        KnownError: the file cannot be read or is not ours (``not-ours``, ``table-kind-needed``).
    """
    return _recognised(services, _incoming(services, path, passwords))


def _incoming(services: Services, path: Path, passwords: Sequence[str]) -> Incoming:
    incoming = open_incoming(services, path, passwords, lambda _: False)
    if incoming.opened is None:
        raise KnownError(
            "not-ours",
            "dxdesk が発行したファイルではありません。何も変えていません。",
            "所属配布票、申告票か提供票のファイルを選んでください。",
            found=path.name,
        )
    return incoming


_BEGINS: Mapping[Role | None, str] = {
    Role.SECTION: "所属の台帳を作り、確認する人の一覧を用意します。",
    Role.DX: "DX推進担当課の台帳を作り、人事課から提供された記録を見られるようにします。",
    Role.PERSONAL: "あなたの台帳を作り、申告をこの画面で続けられるようにします。",
}


def _recognised(services: Services, incoming: Incoming) -> Recognised:
    opened = incoming.opened
    assert opened is not None
    envelope = opened.envelope
    kind = workbook_kinds.find(envelope.kind)
    role = kind.received.begins if kind is not None else None
    says = _BEGINS.get(role, "取り込み先の台帳を開いてから、この窓に置いてください。")
    root = root_of(services.sealer, opened) if role is not None else None
    shown = root.shown if root is not None else opened.public
    open_question = role is Role.PERSONAL and root is not None and not root.vouched
    return Recognised(
        incoming.path,
        envelope.kind,
        workbook_kinds.label_of(envelope.kind),
        role,
        envelope.recipient.label,
        envelope.recipient.employee,
        fiscal_year_label(envelope.fiscal_year),
        services.sealer.fingerprint(shown),
        services.sealer.spoken_code(shown),
        says,
        UNCONFIRMED.format(sender=envelope.issuer.label) if open_question else "",
        envelope.recipient.role,
        incoming.book.sha256,
    )


def create_from(
    services: Services,
    path: Path,
    location: str,
    passphrase: str,
    passwords: Sequence[str] = (),
    *,
    seen: str = "",
) -> tuple[Desk, FileReport]:
    """Create the store a package or form is addressed to, and receive the file into it.

    HR's key is accepted, which sealed this first file or the records in it; its code is shown to compare with
    the printed notice. ``seen`` is the SHA-256 of the file whose code was compared, empty where none was.

    Raises:
        KnownError: ``changed-since-look``, ``not-ours``, ``no-store-for`` (also a form without HR's key in
            it) and what creating or receiving refuses.
    """
    incoming = _incoming(services, path, passwords)
    if seen and incoming.book.sha256 != seen:
        raise looked_at.changed(path)
    found = _recognised(services, incoming)
    opened = incoming.opened
    assert opened is not None
    if found.role is None:
        raise KnownError(
            "no-store-for",
            f"{found.title}から新しい台帳は作れません。",
            "所属配布票(確認者)、申告票(本人)か提供票(DX推進担当課)のファイルを使ってください。",
            found=path.name,
        )
    envelope = opened.envelope
    to_be = StoreIdentity("", 1, found.role, *envelope.municipality, envelope.recipient.employee)
    take(services, to_be, incoming)  # nothing is created of a file that would be refused
    root = root_of(services.sealer, opened)
    if root is None:
        raise KnownError(
            "no-store-for",
            "人事課の鍵が入っていない申告票です。台帳は作っていません。",
            "人事課に、申告票をもう一度送ってもらってください。",
            found=path.name,
        )
    desk = create_store(
        services, location, found.role, envelope.municipality, passphrase, envelope.recipient.employee
    )
    with desk.store.write() as uow:
        uow.exchange.save_key(root.key)
        uow.settings.set(kept.MADE_BY, opened.key_id)
        for name in (setting_names.OWNER_NAME, setting_names.SENDER_LABEL):
            uow.settings.set(name, plain(envelope.recipient.label))
        uow.commit()
    taken = {naming.told(path): incoming.book.sha256}
    report = receive(desk, ReceiveFiles((path,), False, tuple(passwords), taken)).files[0]
    return desk, report


def has_form(desk: Desk, path: Path) -> bool:
    """Tell whether a personal store has received this very form: the same bytes, from whichever folder.

    What was written into it since (in Excel) makes it another file, which is to be received.
    """
    if desk.role is not Role.PERSONAL:
        return False
    try:
        sha256 = file_sha256(path)
    except KnownError:
        return False  # receiving says what is the matter with it
    with desk.store.read() as uow:
        same = uow.exchange.receipts_by_file(sha256)
        return any(receipt.live and receipt.kind in workbook_kinds.filled_in_kinds() for receipt in same)
