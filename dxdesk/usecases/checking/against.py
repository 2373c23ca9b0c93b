"""Grade 3: what left the store, and what came back, against the store: heads, ledger lines, own records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import short_day
from dxdesk.usecases.checking import paper
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.paper import Paper
from dxdesk.usecases.checking.people import Seen
from dxdesk.usecases.checking.report import Aspect, Grade, counted
from dxdesk.usecases.exchange.dump import dump
from dxdesk.usecases.exchange.intake import open_incoming
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.workplace import naming

TITLE = "紙の控え・渡したファイル・戻ったファイルとの照合"
PROVES = (
    "そのとき(控えの日、ファイルを発行した時)までの操作の記録が、1件も変わらずに残っていること。"
    "渡したファイルに載せた、この台帳の記録・スキル体系・配布簿の行が変わっていないこと。"
)
LEAVES = (
    "そのときより後の書き換え。名簿・受講記録・設定の文など、操作の記録に中身が載らないもの。"
    "比べる控えやファイルは、人事の台帳を開ける人の手の届かない所にあったものでないと、証しになりません。"
)
_MOVED = (
    "控えから戻した台帳には、控えより後の操作がないため、書き換えでなくてもこうなります。"
    "操作の記録で、戻した日を確かめてください。"
)


def grade_three(look: Look, seen: Seen, against: Sequence[str], passwords: Sequence[str] = ()) -> Grade:
    """Compare the store with codes of printed 控え and with files.

    Raises:
        KnownError: ``against-unreadable``, ``paper-mistyped``, and why a file cannot be read.
    """
    return Grade(3, TITLE, tuple(_aspect(look, seen, what, passwords) for what in against), PROVES, LEAVES)


def _aspect(look: Look, seen: Seen, what: str, passwords: Sequence[str]) -> Aspect:
    told = paper.read(what)
    if told is not None:
        return _paper(look, told)
    path = Path(what)
    if not path.is_file():
        raise KnownError(
            "against-unreadable",
            "控えの符号としても、ファイルの場所としても読めません。まだ何も比べていません。",
            "紙の符号を初めから終わりまで入れるか、この台帳が渡したファイル、所属から戻ったファイルを選んでください。",
            found=what,
        )
    opened = open_incoming(look.desk.services, path, passwords, lambda _: False).opened
    if opened is None:
        raise KnownError(
            "against-unreadable",
            "dxdesk が発行したファイルではないので、比べられません。",
            "この台帳が渡したファイルか、所属から戻ったファイルを選んでください。",
            found=naming.told(path.name),
        )
    return _file(look, seen, naming.told(path.name), opened)


# --- a printed 控え ----------------------------------------------------------------------------------


def _paper(look: Look, told: Paper) -> Aspect:
    looked = f"{short_day(told.day)} の控えの符号(操作の記録 {told.number}番まで)。"
    entry = next((entry for entry in look.trail if entry.number == told.number), None)
    if entry is None or not entry.hash.startswith(told.head):
        return Aspect("paper", looked, (f"控えの操作の記録が、台帳にありません。{_hint(look)}",))
    same = dump(look.desk).digest.startswith(told.state)
    after = len(look.trail) - told.number
    if same:
        return Aspect("paper", looked, (), ("申告・確認・確定の中身も、控えの日のままです。",))
    if not after:
        return Aspect(
            "paper", looked, ("操作の記録は控えのままなのに、申告・確認・確定の中身が変わっています。",)
        )
    note = f"控えの後に操作が {after:,}件あるので、申告・確認の中身は、控えの日の台帳の控えと比べてください。"
    return Aspect("paper", looked, (), (note,))


def _hint(look: Look) -> str:
    return _MOVED if look.done("store.restored", "store.moved") else ""


# --- a file that went out or came back ---------------------------------------------------------------


@dataclass
class _Compared:
    findings: list[str] = field(default_factory=list)
    heads: int = 0
    records: int = 0
    frameworks: int = 0


def _file(look: Look, seen: Seen, name: str, opened: Opened) -> Aspect:
    found = _Compared()
    issuer = opened.envelope.issuer
    if issuer.store == look.desk.identity.store_id:
        _heads(look, found, [opened.envelope.audit_head])
        _dispatch(look, found, opened)
    else:
        _heads(look, found, _seen_heads(look, opened))
    _records(look, seen, found, opened)
    _frameworks(look, found, opened)
    looked = (
        f"「{name}」が伝える操作の記録 {found.heads:,}か所、この台帳の印のある記録 {found.records:,}件、"
        f"スキル体系 {found.frameworks:,}件。"
    )
    if not (found.heads or found.records):
        # Nothing was compared: that is no sound store, it is the wrong file, or one of a stranger.
        found.findings.append(
            f"「{name}」には、この台帳と比べられるものが載っていません。"
            "この台帳から渡したファイルか、所属から返ってきたファイルかを確かめてください。"
        )
    return Aspect("file", looked, tuple(found.findings))


def _seen_heads(look: Look, opened: Opened) -> list[str]:
    """Return the heads of this store's audit that the sender of a file last saw."""
    here = look.desk.identity.store_id
    return [seen.head for seen in opened.envelope.seen_heads if seen.store == here]


def _heads(look: Look, found: _Compared, heads: Sequence[str]) -> None:
    """Every head that was sent is the hash of an entry, unless the audit was written anew since."""
    kept = {entry.hash for entry in look.trail}
    told = [head for head in heads if head]
    found.heads += len(told)
    if not kept.issuperset(told):
        found.findings.append(f"ファイルが伝える操作の記録が、台帳にありません。{_hint(look)}")


def _dispatch(look: Look, found: _Compared, opened: Opened) -> None:
    envelope = opened.envelope
    lines = [d for d in look.uow.exchange.dispatches() if d.payload_sha256 == opened.sha256]
    if not lines:
        found.findings.append("この台帳が渡したファイルなのに、配布簿にありません。")
    recipient = envelope.recipient.label or envelope.recipient.employee
    told = (envelope.kind, recipient, envelope.fiscal_year, envelope.package, envelope.issuer.sequence)
    for line in lines:
        if (line.kind, line.recipient, line.fiscal_year, line.package_id, line.sequence) != told:
            found.findings.append(f"配布簿の {line.number}番の行が、渡したファイルと違います。")


def _records(look: Look, seen: Seen, found: _Compared, opened: Opened) -> None:
    own = look.own_keys()
    carried = [revision for revision in opened.revisions if revision.key_id in own]
    found.records = len(carried)
    gone = [r.record.employee_number or "年度" for r in carried if r.id not in seen.ids | seen.frozen]
    found.findings += counted("ファイルに載っている、この台帳の記録が {count}件 台帳にありません", gone)


def _frameworks(look: Look, found: _Compared, opened: Opened) -> None:
    for text in opened.envelope.frameworks:
        kept = look.uow.exchange.framework(text.code, text.version)
        if kept is None:
            continue
        found.frameworks += 1
        if kept.text != text.text:
            found.findings.append(f"スキル体系 {text.code} {text.version} の中身が、ファイルと違います。")
