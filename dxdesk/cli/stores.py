"""Commands that care for a store: make, look, check, copy, keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, passphrase, store_argument
from dxdesk.cli.japanese import JapaneseGroup, Whole, words
from dxdesk.cli.output import Answer, plural, table
from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.keys import KeyInfo

ROLES = ("hr", "dx", "section", "personal")


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_new(group)
    _register_looking(group)
    _register_copies(group)
    _register_keys(group)


def _register_new(group: JapaneseGroup) -> None:
    @command(
        group,
        "new",
        store_argument,
        click.option("--role", required=True, type=words(ROLES), help="台帳の役割。"),
        click.option(
            "--municipality", required=True, nargs=2, metavar="CODE NAME", help="団体コード6桁と団体名。"
        ),
        click.option("--no-passphrase", is_flag=True, help="パスフレーズを付けません(個人の台帳だけ)。"),
        click.option("--digits", type=Whole(1, 20), default=None, metavar="N",
                     help="職員番号の桁数(人事の台帳だけ)。後から「設定」でも決められます。"),
        text="新しい台帳を作ります。人事・DX推進・所属の台帳にはパスフレーズが要ります。",
    )  # fmt: skip
    def new(
        store: str, role: str, municipality: tuple[str, str], no_passphrase: bool, digits: int | None
    ) -> Answer:
        from dxdesk import bootstrap
        from dxdesk.ports.entities import ROLE_LABELS, Role
        from dxdesk.usecases.imports.understanding import set_digits
        from dxdesk.usecases.inbox.opening import create_store

        if digits is not None and role != "hr":
            raise click.UsageError("--digits は人事の台帳(--role hr)だけで使います。")
        secret = "" if no_passphrase else passphrase()
        chosen = Role(role)
        if chosen is Role.PERSONAL and not secret and not no_passphrase:
            raise KnownError(
                "passphrase-needed",
                "パスフレーズが指定されていません。台帳は作っていません。",
                "--passphrase-file か環境変数 DXDESK_PASSPHRASE で渡すか、--no-passphrase を付けてください。",
            )
        services = bootstrap.services()
        desk = create_store(services, store, chosen, municipality, secret)
        if digits is not None:
            set_digits(desk, digits)
        desk.store.close()
        spoken = ""
        if desk.key_id:
            spoken = services.sealer.spoken_code(services.sealer.public_of(desk.store.signing_seed))
        code, name = municipality
        lines = [f"{name}({code})の{ROLE_LABELS[chosen]}の台帳を作りました: {store}"]
        if spoken:
            lines.append(f"確認コード: {spoken}(受け取る相手に、別の手段で伝えてください)")
        data = {"store": store, "role": role, "municipality": code, "name": name}
        return Answer({**data, "key_id": desk.key_id, "spoken_code": spoken}, lines)


_DX_STATUS = "DX推進担当課の台帳です。提出状況は人事課の台帳で数えます。"


def _register_looking(group: JapaneseGroup) -> None:
    @command(group, "status", store_argument, year=True, text="提出状況を数えて示します。")
    def status(store: str, fiscal_year: int) -> Answer:
        from dxdesk.domain.lifecycle import STATE_LABELS, UNSENT_CHANGES
        from dxdesk.domain.wareki import fiscal_year_label
        from dxdesk.ports.document_wording import AS_REPORTED
        from dxdesk.ports.entities import Role
        from dxdesk.usecases.answering.self_report import unsent_changes
        from dxdesk.usecases.home.digital import digital_home, given_lines, own_lines
        from dxdesk.usecases.organisation.roster_drift import sentence
        from dxdesk.usecases.progress import status as use

        with desk_at(store, reading=True) as desk:
            found = use.status(desk, fiscal_year)
            with desk.store.read() as uow:
                unsent = unsent_changes(desk, uow, found.cycle.fiscal_year)
                digital = digital_home(desk, uow) if desk.role is Role.DX else None
        data = {**use.status_json(found), **({"unsent_changes": True} if unsent else {})}
        if digital is not None:  # nobody hands anything in there: what it holds and sent is told
            told = [
                *(f"{fiscal_year_label(one.fiscal_year)}の提供票 {what}: {text}"
                  for one in digital.holding for what, text in given_lines(one)),
                *(f"{what}: {text}" for what, text in own_lines(digital.own)),
            ]  # fmt: skip
            return Answer(data, [_DX_STATUS, *(told or ["使える提供票も、自分の記録も、まだありません"])])
        lines = [f"{found.cycle.label} {plural(found.staff)} 遅れ {plural(found.late)}"]
        if found.drift:
            lines.append(f"{sentence(found.drift)}(cycle align で、だれの何が変わるかを見て、合わせます)")
        counted = ((STATE_LABELS[state], count) for state, count in found.states.items() if count)
        lines += table((label, plural(count)) for label, count in counted)
        if found.as_reported:
            lines.append(f"{AS_REPORTED}: {plural(found.as_reported)}")
        if unsent:
            lines.append(f"{UNSENT_CHANGES}。直したものはまだ送られていません(submit で出し直します)")
        for section in found.sections:
            states = " ".join(f"{STATE_LABELS[s]} {n}" for s, n in section.states.items() if n)
            lines += table([(section.code, section.name, plural(section.staff), states)])
        return Answer(data, lines)

    @command(group, "dump", store_argument, text="数に入っている記録のすべてと、その要約値を書きます。")
    def dump(store: str) -> Answer:
        from dxdesk.usecases.exchange import dump as use

        with desk_at(store, reading=True) as desk:
            found = use.dump(desk)
        lines = [f"state_digest\t{found.state_digest}"]
        if found.growth_digest:
            lines.append(f"growth_digest\t{found.growth_digest}")
        for record in found.records:
            key = record.record
            heads = ",".join(head[:8] for head in record.heads)
            lines += table([(key.fiscal_year, key.employee_number or "-", key.part.value, heads)])
        return Answer(use.dump_json(found), lines)


def _register_copies(group: JapaneseGroup) -> None:
    @command(
        group,
        "backup",
        store_argument,
        click.option(
            "--out", required=True, type=click.Path(path_type=Path), metavar="F", help="控えの名前。"
        ),
        text="台帳の控えを作ります。開いたままの台帳でもかまいません。",
    )
    def backup(store: str, out: Path) -> Answer:
        with desk_at(store, reading=True) as desk:
            desk.services.stores.backup(desk.store, out)
        return Answer({"store": store, "file": str(out)}, [f"控えを作りました: {out}"])

    @command(
        group,
        "restore",
        click.argument("source", metavar="F", type=click.Path(path_type=Path)),
        click.option("--to", "store", required=True, metavar="STORE", help="戻す先。まだない名前にします。"),
        text="控えから台帳を作ります。通し番号は新しい世代から始まります。",
    )
    def restore(source: Path, store: str) -> Answer:
        from dxdesk import bootstrap

        found = bootstrap.services().stores.restore(source, store, passphrase())
        data = {"store": store, "role": found.role.value, "epoch": found.epoch}
        return Answer(data, [f"控えから台帳を作りました: {store}"])


def _register_keys(group: JapaneseGroup) -> None:
    @command(
        group,
        "keys",
        store_argument,
        click.argument("action", type=words(_KEY_ACTIONS), metavar="|".join(_KEY_ACTIONS)),
        click.argument("fingerprint", required=False, default="", metavar="FP"),
        click.option(
            "--after",
            type=Whole(0, 10**9),
            default=None,
            metavar="N",
            help="revoke: 最後に有効な通し番号(0 はすべて無効)。",
        ),
        text="発行元の鍵を一覧し(list)、登録し(register)、失効し(revoke)、この台帳の鍵を替えます(renew)。"
        "FP は指紋(先頭の8文字以上)です。",
    )
    def keys(store: str, action: str, fingerprint: str, after: int | None) -> Answer:
        from dxdesk.usecases.exchange import keys as use

        if (action in ("register", "revoke")) == (not fingerprint):
            raise click.UsageError(
                f"{action} に FP は要りません。" if fingerprint else f"{action} には FP(指紋)が要ります。"
            )
        if (action == "revoke") == (after is None):
            raise click.UsageError("revoke には --after N が要ります。ほかでは使いません。")
        with desk_at(store, reading=action == "list") as desk:
            changed = None
            if action == "register":
                changed = use.register(desk, fingerprint)
            elif action == "revoke":
                changed = use.revoke(desk, fingerprint, after or 0)
            elif action == "renew":
                changed = use.renew(desk)
            found = use.keys(desk)
        listed, lines = _keys_told(found)
        if changed is None:
            return Answer({"keys": listed}, lines)
        did = {"changed": changed.key.key_id, "receipts": changed.receipts}
        said = _KEY_SAID[action].format(count=changed.receipts) + changed.told
        return Answer({"keys": listed, **did, "waiting": changed.waiting}, [said, *lines])


def _keys_told(found: Iterable[KeyInfo]) -> tuple[list[dict[str, object]], list[str]]:
    """Return keys as JSON values and as lines."""
    fields = ("key_id", "spoken_code", "owner", "owner_name", "state", "own", "claims", "rivals")
    keys = list(found)
    listed = [{**{name: getattr(key, name) for name in fields}, "role": key.role.value} for key in keys]
    cells = (
        (k.key_id, k.spoken_code, _KEY_STATES[k.state], k.owner, k.owner_name, "この台帳" if k.own else "")
        for k in keys
    )
    return listed, list(table(cells))


_KEY_ACTIONS = ("list", "register", "revoke", "renew")
_KEY_STATES = {
    "accepted": "登録済み",
    "quarantined": "照合待ち",
    "revoked": "失効",
    "followed": "引継ぎ済み",
}
_KEY_SAID = {
    "register": "鍵を登録しました。預かっていたファイル {count}件を反映しました。",
    "revoke": "鍵を失効しました。最後に有効な番号より後のものは、集計に入りません。",
    "renew": "この台帳の鍵を替えました。前の鍵が引き継いだので、受け取る側で登録し直す必要はありません。",
}
