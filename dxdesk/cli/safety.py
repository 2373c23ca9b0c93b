"""Commands for a store's own safety: another passphrase, and the way back from a damaged file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import (
    NEW_PASSPHRASE_VARIABLE,
    Secret,
    command,
    desk_at,
    passphrase,
    store_argument,
    telling,
)
from dxdesk.cli.japanese import JapaneseGroup, words
from dxdesk.cli.output import ACT, DONE, Answer, plural, table

if TYPE_CHECKING:
    from dxdesk.usecases.inbox.way_back import TakenAgain, WayBack
    from dxdesk.usecases.workplace.passphrases import BackupsRenewed

_WAITING = ("refused", "conflict", "pending", "quarantined")


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_recover(group)
    _register_passphrase(group)
    _register_recovery_code(group)
    _register_handover(group)


def _register_recover(group: JapaneseGroup) -> None:
    @command(
        group,
        "recover",
        store_argument,
        click.option("--to", "target", required=True, metavar="STORE", help="戻す先。まだない名前にします。"),
        click.option("--files", "folder", type=click.Path(path_type=Path), metavar="DIR",
                     help="届いたファイルを置いているフォルダー。控えの後に受け付けたものを、もう一度受け付けます。"),
        text="壊れた台帳の代わりに、いちばん新しい壊れていない自動の控えから台帳を作ります。"
             "控えの後に受け付けたファイルを、名前と中身の要約値で示します。",
    )  # fmt: skip
    def recover(store: str, target: str, folder: Path | None) -> Answer:
        from dxdesk import bootstrap
        from dxdesk.usecases.inbox import way_back as use

        if folder is not None and not folder.is_dir():
            raise click.UsageError("--files には、フォルダーを指定してください。")
        with telling("控えから戻しています") as progress:
            found = use.go_back(bootstrap.services(), store, target, passphrase(), progress)
        taken = None
        if folder is not None:
            with desk_at(target) as desk, telling("受け付けています") as progress:
                taken = use.take_again(desk, folder, found.since, progress)
        return _recovered_told(store, found, taken)


def _recovered_told(store: str, found: WayBack, taken: TakenAgain | None) -> Answer:
    """Return what was made, and what a person still has to do."""
    missing = taken.missing if taken is not None else found.since or ()
    by_hand = [path.name for path in taken.by_hand] if taken is not None else []
    lines = [f"控え({found.backup.file.name})から台帳を作りました: {found.location}"]
    lines += [f"・壊れているか開かない控えを飛ばしました: {b.file.name}" for b in found.passed_over]
    if found.since is None:
        lines.append(
            "元の台帳の受付簿は読めません。控えの後に届いたファイルを、すべてもう一度受け付けてください。"
        )
    if taken is not None:
        lines.append(f"もう一度受け付けたファイル {plural(len(taken.report.files), '件')}")
    if missing:
        lines.append(f"まだ受け付けていないファイル {plural(len(missing), '件')}")
        lines += table((one.file_name, one.kind_label, one.sha256) for one in missing)
    lines += [f"名簿などの表です。取り込み直してください: {name}" for name in by_hand]
    if found.key_renewed:
        lines.append(
            "元の台帳は、控えの後に鍵を替えていました。戻した台帳の鍵を、もう一度替えました。"
            "受け取る側では、新しい確認コードの照合が要ります。"
        )
    reports = taken.report.files if taken is not None else ()
    data = {
        "store": found.location,
        "damaged": store,
        "backup": str(found.backup.file),
        "passed_over": [str(backup.file) for backup in found.passed_over],
        "ledger_read": found.since is not None,
        "since": [{"file": o.file_name, "sha256": o.sha256, "kind": o.kind} for o in found.since or ()],
        "received": [{"file": r.path, "outcome": r.outcome} for r in reports],
        "missing": [one.sha256 for one in missing],
        "by_hand": by_hand,
        "key_renewed": found.key_renewed,
    }
    waits = any(report.outcome in _WAITING for report in reports)
    unknown = found.since is None and taken is None
    left = bool(missing or by_hand or waits or unknown or found.key_renewed)
    return Answer(data, lines, ACT if left else DONE)


def _register_passphrase(group: JapaneseGroup) -> None:
    @command(
        group,
        "passphrase",
        store_argument,
        click.option("--new-passphrase-file", "new_file", type=click.Path(path_type=Path), metavar="F",
                     help="新しいパスフレーズを書いたファイル"
                          f"(省略時は環境変数 {NEW_PASSPHRASE_VARIABLE})。"),
        click.option("--no-passphrase", is_flag=True, help="パスフレーズをなくします(個人の台帳だけ)。"),
        click.option("--backups-of", "former_file", type=click.Path(path_type=Path), metavar="F",
                     help="前のパスフレーズを書いたファイル。台帳は変えず、それで開く自動の控えだけを、"
                          "いまのパスフレーズに書き直します。"),
        text="台帳のパスフレーズを変えます。自動の控えも新しいパスフレーズに書き直します。"
             "いまのパスフレーズは、ほかのコマンドと同じように渡します。",
    )  # fmt: skip
    def change(store: str, new_file: Path | None, no_passphrase: bool, former_file: Path | None) -> Answer:
        from dxdesk.usecases.workplace import passphrases as use

        new = "" if no_passphrase else Secret(new_file, NEW_PASSPHRASE_VARIABLE).read()
        if no_passphrase and new_file is not None:
            raise click.UsageError("--new-passphrase-file と --no-passphrase は、一緒には使えません。")
        if former_file is None and not new and not no_passphrase:
            raise click.UsageError(
                "新しいパスフレーズを、--new-passphrase-file か"
                f"環境変数 {NEW_PASSPHRASE_VARIABLE} で渡してください。"
            )
        if former_file is not None and (new_file is not None or no_passphrase):
            raise click.UsageError("--backups-of は、ほかの指定と一緒には使えません。")
        former = passphrase() if former_file is None else Secret(former_file).read()
        with desk_at(store) as desk:
            if former_file is None:
                with telling("パスフレーズを変えています") as progress:
                    use.change_passphrase(desk, former, new, progress)
            with telling("自動の控えを書き直しています") as progress:
                found = use.renew_backups(desk, former, progress)
        return _changed_told(store, former_file is None, found)


def _changed_told(store: str, changed: bool, found: BackupsRenewed) -> Answer:
    """Return what changed; a backup that stays as it was is for somebody to decide about."""
    left = [backup.file.name for backup in found.former]
    lines = ["パスフレーズを変えました。これからは新しいパスフレーズで開きます。"] if changed else []
    lines.append(f"自動の控え {plural(found.renewed, '件')}を、いまのパスフレーズに書き直しました。")
    if left:
        lines.append(
            f"書き直せなかった控えが {plural(len(left), '件')}あります。前のパスフレーズのままです。"
        )
        lines += [f"・{name}" for name in left]
    if changed:
        lines.append("自分で別の場所に保存した控えは、前のパスフレーズのままです。")
    data = {"store": store, "changed": changed, "renewed": found.renewed, "former": left}
    return Answer(data, lines, ACT if left else DONE)


def _register_recovery_code(group: JapaneseGroup) -> None:
    @command(
        group,
        "recovery-code",
        store_argument,
        click.argument("action", type=words(_CODE_ACTIONS), metavar="|".join(_CODE_ACTIONS)),
        click.option("--out", type=click.Path(path_type=Path), metavar="F.pdf",
                     help="make: 紙に刷るPDFの名前。"),
        text="パスフレーズを忘れたときに台帳を開く回復コードを作り(make)、なくします(drop)。"
             "作ると前のコードは使えなくなり、パスフレーズを変えてもなくなります。",
    )  # fmt: skip
    def recovery_code(store: str, action: str, out: Path | None) -> Answer:
        from dxdesk.usecases.workplace import passphrases as use
        from dxdesk.usecases.workplace.outgoing import free_name, write_whole

        if action == "drop" and out is not None:
            raise click.UsageError("drop に --out は要りません。")
        if action == "make" and out is None:
            raise click.UsageError("make には --out F.pdf が要ります。コードは紙にだけ残します。")
        with desk_at(store) as desk:
            if out is None:
                use.drop_recovery_code(desk)
                said = "回復コードをなくしました。"
            else:
                sheet = out = free_name(out)
                use.make_recovery_code(desk, passphrase(), lambda data: write_whole(sheet, data))
                said = f"回復コードを作りました: {out}(印刷したら、このファイルは消してください)"
        return Answer({"store": store, "action": action, "file": str(out or "")}, [said])


_CODE_ACTIONS = ("make", "drop")


def _register_handover(group: JapaneseGroup) -> None:
    @command(
        group,
        "handover",
        store_argument,
        click.option("--from", "giver", default="", metavar="T",
                     help="引き継ぐ人の氏名(所属の台帳では省略できます)。"),
        click.option("--to", "taker", default="", metavar="T",
                     help="後任の氏名。省略すると、引継ぎメモだけを示します。"),
        click.option("--to-number", "number", default="", metavar="NO", help="後任の職員番号(所属の台帳)。"),
        click.option("--new-passphrase-file", "new_file", type=click.Path(path_type=Path), metavar="F",
                     help="後任のパスフレーズを書いたファイル"
                          f"(省略時は環境変数 {NEW_PASSPHRASE_VARIABLE})。"),
        click.option("--memo", "memo_file", type=click.Path(path_type=Path), metavar="F",
                     help="引継ぎメモを保存します(.pdf なら PDF、ほかは文)。"),
        text="台帳を後任に引き継ぎます。パスフレーズを後任のものに変え、引継ぎを操作の記録に残し、"
             "引継ぎメモを示します。自動の控えも新しいパスフレーズに書き直します。",
    )  # fmt: skip
    def hand_over(
        store: str, giver: str, taker: str, number: str, new_file: Path | None, memo_file: Path | None
    ) -> Answer:
        from dxdesk.usecases.home import handover_memo
        from dxdesk.usecases.workplace import handover as use
        from dxdesk.usecases.workplace import passphrases
        from dxdesk.usecases.workplace.outgoing import free_name

        if not taker and (giver or number or new_file is not None):
            raise click.UsageError("--to が要ります。")
        former, renewed = passphrase(), None
        with desk_at(store, reading=not taker) as desk:
            if taker:
                new = Secret(new_file, NEW_PASSPHRASE_VARIABLE).read()
                wanted = use.Handover(giver or use.predecessor(desk), taker, number)
                with telling("引き継いでいます") as progress:
                    use.hand_over(desk, wanted, former, new, progress)
                with telling("自動の控えを書き直しています") as progress:
                    renewed = passphrases.renew_backups(desk, former, progress)
            made = handover_memo.memo(desk)
            where = free_name(memo_file) if memo_file is not None else None
            if where is not None:
                handover_memo.write(desk, made, where)
        left = [] if renewed is None else [backup.file.name for backup in renewed.former]
        lines = [] if renewed is None else ["引き継ぎました。これからは新しいパスフレーズで開きます。"]
        lines += (
            [f"書き直せなかった控えが {plural(len(left), '件')}あります: {'、'.join(left)}"] if left else []
        )
        lines += [f"引継ぎメモを保存しました: {where}"] if where is not None else []
        data = {
            "store": store,
            "handed_over": renewed is not None,
            "renewed": 0 if renewed is None else renewed.renewed,
            "former": left,
            "memo": [{"what": what, "text": text} for what, text in made.lines],
            "file": str(where or ""),
        }
        return Answer(data, [*lines, "", made.text], ACT if left else DONE)
