"""Every rewriting of a finished store that somebody with its passphrase might try, and which grade tells it.

The manual lists the same by the same names (``resources/manual/check.md``).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.records import Part
from dxdesk.ports.papers import IssuedPaper
from dxdesk.usecases.issued import issuing
from dxdesk.usecases.sealing import codec
from tests.helpers.finished import KAMIYA, KASAI, YOSHINO
from tests.helpers.office import CHIEF, DIRECTOR, MANAGER
from tests.helpers.rewriting import SEALER, Hand

CANNOT = 0
NUMBER = "document-number:"
_CERTIFICATE = "WHERE kind = 'certificate' AND employee_number = '000011'"
_CHIEF = f"WHERE key_id IN (SELECT key_id FROM claims WHERE enrolment LIKE 'named%{CHIEF}%')"
"""The first confirmer's key: whose a key is stands in the lines of the files that name it."""


@dataclass(frozen=True)
class Rewriting:
    """What is rewritten, the lowest grade that tells it (0: none can), where it tells, and the doing."""

    name: str
    grade: int
    aspect: str
    do: Callable[[Hand], None]


def _level(hand: Hand) -> None:
    answer = hand.revision(KASAI, Part.SELF)
    hand.do("UPDATE revisions SET value = ? WHERE id = ?", hand.other_level(answer), answer.id)


def _level_with_id(hand: Hand) -> None:
    review = hand.revision(KASAI, Part.REVIEW1)
    hand.replace(review, dataclasses.replace(review, value=hand.other_level(review)))


def _unsealed(hand: Hand) -> None:
    review = hand.revision(KASAI, Part.REVIEW1)
    hand.do("UPDATE revisions SET seal_signature = '' WHERE id = ?", review.id)


def _review_resealed(hand: Hand) -> None:
    review = hand.revision(KASAI, Part.REVIEW1)
    hand.replace(review, dataclasses.replace(review, value=hand.other_level(review)), seal=True)


def _review_and_step_resealed(hand: Hand) -> None:
    """Re-seal review and step, and make the lists agree: inside the store all of it is right."""
    review, step = hand.revision(KASAI, Part.REVIEW1), hand.revision(KASAI, Part.LIFE)
    new = hand.replace(review, dataclasses.replace(review, value=hand.other_level(review)), seal=True)
    content = json.loads(step.value)
    content["of"] = sorted(new.id if one == review.id else one for one in content["of"])
    hand.replace(step, dataclasses.replace(step, value=canonical.dumps(content)), seal=True)
    (levels,) = hand.rows(
        "SELECT first_levels, confirmed_levels FROM assessments WHERE employee_number = ?", KASAI
    )
    first, confirmed = (bytes([3]) + bytes(packed)[1:] for packed in levels)
    hand.do(
        "UPDATE assessments SET first_levels = ?, confirmed_levels = ? WHERE employee_number = ?",
        *(first, confirmed, KASAI),
    )


def _forgotten(hand: Hand) -> None:
    hand.forget(hand.revision(KASAI, Part.SELF))


def _answer_with_id(hand: Hand) -> None:
    answer = hand.revision(CHIEF, Part.SELF)
    new = hand.replace(answer, dataclasses.replace(answer, value=hand.other_level(answer)))
    step = hand.revision(CHIEF, Part.LIFE)
    content = json.loads(step.value)
    content["of"] = sorted(new.id if one == answer.id else one for one in content["of"])
    hand.replace(step, dataclasses.replace(step, value=canonical.dumps(content)))
    levels = (
        bytes([3])
        + bytes(hand.one("SELECT self_levels FROM assessments WHERE employee_number = ?", CHIEF))[1:]
    )
    hand.do("UPDATE assessments SET self_levels = ? WHERE employee_number = ?", levels, CHIEF)


def _made_local(hand: Hand) -> None:
    position = hand.one("SELECT position FROM revisions WHERE key_id NOT IN (SELECT key_id FROM keys"
                        " WHERE vouched = 'own') AND key_id <> ''")  # fmt: skip
    hand.do("UPDATE OR REPLACE supports SET receipt = 0 WHERE revision = ?", position)


def _assignment(hand: Hand) -> None:
    kept = hand.revision(MANAGER, Part.ASSIGNMENT)
    content = {**json.loads(kept.value), "name": "別人 一郎"}
    hand.replace(kept, dataclasses.replace(kept, value=canonical.dumps(content)), seal=True)
    hand.do("UPDATE assessments SET name = '別人 一郎' WHERE employee_number = ?", MANAGER)


def _growth_with_id(hand: Hand, *, seal: bool = False) -> None:
    """Let somebody who was absent have completed the course, in the record and in the row made of it."""
    kept = hand.revision(KASAI, Part.GROWTH)
    content = json.loads(kept.value)
    for entry in content["items"].values():
        entry.update(result="修了", completed=True)
    hand.replace(kept, dataclasses.replace(kept, value=canonical.dumps(content)), seal=seal)
    hand.do("UPDATE evidence SET result = '修了', completed = 1 WHERE employee_number = ?", KASAI)


def _growth_forgotten(hand: Hand) -> None:
    hand.forget(hand.revision(KASAI, Part.GROWTH))
    hand.do("DELETE FROM evidence WHERE employee_number = ?", KASAI)


def _growth_emptied(hand: Hand) -> None:
    """Let the list never have told of somebody: the record says nothing of them any more."""
    kept = hand.revision(KASAI, Part.GROWTH)
    hand.replace(kept, dataclasses.replace(kept, value=canonical.dumps({"items": {}})), seal=True)
    hand.do("DELETE FROM evidence WHERE employee_number = ?", KASAI)


def _growth_of_a_list_forgotten(hand: Hand) -> None:
    """Make a list's rows look like those of an earlier program, which had no records, and change one."""
    for person in (KASAI, KAMIYA, YOSHINO):
        hand.forget(hand.revision(person, Part.GROWTH))
    hand.do("UPDATE evidence SET result = '修了', completed = 1 WHERE employee_number = ?", KASAI)


def _row_and_audit(hand: Hand) -> None:
    hand.do("UPDATE evidence SET result = '修了', completed = 1 WHERE employee_number = ?", KASAI)
    hand.chain_again(lambda rows: _replaced(rows, '"records":3,', ""))


def _standing(hand: Hand) -> None:
    hand.do(
        "UPDATE assessments SET self_levels = zeroblob(length(self_levels)) WHERE employee_number = ?", KASAI
    )


# --- 確定 ------------------------------------------------------------------------------------------


def _snapshot_level(hand: Hand) -> None:
    (levels,) = hand.rows(
        "SELECT levels FROM snapshot_lines WHERE snapshot = 1 AND employee_number = ?", KAMIYA
    )[0]
    changed = {**json.loads(levels), sorted(json.loads(levels))[0]: 0}
    hand.do(
        "UPDATE snapshot_lines SET levels = ? WHERE snapshot = 1 AND employee_number = ?",
        *(canonical.dumps(changed), KAMIYA),
    )


def _snapshot_signed_again(hand: Hand) -> None:
    _snapshot_level(hand)
    hand.sign_again(1)


def _snapshot_in_audit(hand: Hand) -> None:
    before = hand.one("SELECT digest FROM snapshot_seals WHERE number = 1")
    _snapshot_level(hand)
    after = hand.sign_again(1)
    hand.chain_again(lambda rows: _replaced(rows, before, after))


def _replaced(rows: list[list[Any]], before: str, after: str) -> None:
    for row in rows:
        row[5] = row[5].replace(before, after)


def _heads(hand: Hand) -> None:
    hand.do("UPDATE snapshot_lines SET heads = '[\"' || ? || '\"]' WHERE snapshot = 1", "ab" * 16)


def _sql(*statements: str) -> Callable[[Hand], None]:
    def do(hand: Hand) -> None:
        for statement in statements:
            hand.do(statement)

    return do


def _linked(hand: Hand) -> None:
    held = {"first_year": 0, "since": "", "before_year": 0, "before_day": ""}
    link = {"former": {"number": KASAI, **held}, "later": {"number": YOSHINO, **held}}
    name = f"number-link:{KASAI}:{YOSHINO}"
    hand.do("INSERT INTO settings (name, value) VALUES (?, ?)", name, canonical.dumps(link))


def _paper_made_up(hand: Hand) -> None:
    """Put a paper of no number among the others, with a digest that fits."""
    names = [field.name for field in fields(IssuedPaper)]
    row = hand.rows(f"SELECT {', '.join(names)}, record FROM issued_papers {_CERTIFICATE}")[0]
    made = replace(IssuedPaper(*row[:-1]), paper_id="ab" * 16, key="000099", number=0, batch="cd" * 16)
    values = (*astuple(replace(made, digest=issuing.digest_of(made, row[-1]))), row[-1])
    marks = ", ".join("?" * len(values))
    hand.do(f"INSERT INTO issued_papers ({', '.join(names)}, record) VALUES ({marks})", *values)


def _paper_with_digest(hand: Hand) -> None:
    """Let a certificate say something else, with a digest that fits."""
    hand.do(f"UPDATE issued_papers SET record = replace(record, '様', '殿') {_CERTIFICATE}")
    names = [field.name for field in fields(IssuedPaper)]
    row = hand.rows(f"SELECT {', '.join(names)}, record FROM issued_papers {_CERTIFICATE}")[0]
    digest = issuing.digest_of(IssuedPaper(*row[:-1]), row[-1])
    hand.do(f"UPDATE issued_papers SET digest = ? {_CERTIFICATE}", digest)


# --- keys ------------------------------------------------------------------------------------------


def _swapped_key(hand: Hand) -> None:
    public = SEALER.public_of(SEALER.new_seed())
    hand.do("UPDATE keys SET public = ? WHERE owner = ?", public, MANAGER)


def _claimed(hand: Hand) -> None:
    hand.do("UPDATE settings SET value = replace(value, 'a', 'b') WHERE name LIKE 'claim:%'")


def _swapped_with_its_claim(hand: Hand) -> None:
    _swapped_key(hand)
    (key_id,) = hand.rows("SELECT key_id FROM keys WHERE owner = ?", MANAGER)[0]
    hand.do("DELETE FROM claims WHERE key_id = ?", key_id)
    hand.do("DELETE FROM settings WHERE name LIKE ?", f"claim:{key_id}%")


def _enrolment(hand: Hand) -> None:
    hand.do("UPDATE enrolments SET seed = ? WHERE owner = ?", SEALER.new_seed(), MANAGER)


def _line(hand: Hand, key_id: str, line: str, receipt: int) -> None:
    hand.do("INSERT INTO claims (key_id, enrolment, receipt) VALUES (?, ?, ?)", key_id, line, receipt)


def _key_of(hand: Hand, owner: str) -> str:
    """Return the key that a file calls an owner's."""
    return str(hand.one("SELECT key_id FROM claims WHERE enrolment LIKE ?", f'named%"{owner}"%'))


def _forged_voucher(hand: Hand) -> None:
    """HR's word for a key as the manager's, signed by nobody who has HR's key."""
    key_id = _key_of(hand, CHIEF)
    public = hand.one("SELECT public FROM keys WHERE key_id = ?", key_id)
    issuer = hand.one("SELECT public FROM keys WHERE vouched = 'own' LIMIT 1")
    forged = codec.vouch(SEALER, SEALER.new_seed(), public, MANAGER, 3)
    said = canonical.dumps([public, MANAGER, issuer, 3, forged.signature])
    _line(hand, key_id, f"voucher {said}", 4)


def _named_otherwise(how: int, owner: str) -> Callable[[Hand], None]:
    """Let a file have called a key another's: 0 heard, 2 by a record it sealed, 3 by itself."""

    def do(hand: Hand) -> None:
        statement = "UPDATE claims SET enrolment = replace(enrolment, ?, ?) WHERE enrolment LIKE ?"
        hand.do(statement, f'"{owner}"', '"000099"', f'named [{how},%"{owner}"%')

    return do


def _named_by_another_file(hand: Hand) -> None:
    """Let the other section's file have called the chief's key the manager's."""
    key_id = _key_of(hand, CHIEF)
    store = hand.one("SELECT issuer_store FROM receipts WHERE number = 6")
    _line(hand, key_id, "named " + canonical.dumps([3, "section", MANAGER, store, "0.1.0"]), 6)


def _named_hrs(hand: Hand) -> None:
    """Let a section have called its own key HR's."""
    named = "enrolment LIKE 'named [3,%' AND receipt = 4"
    hand.do(f"UPDATE claims SET enrolment = replace(enrolment, 'section', 'hr') WHERE {named}")


def _listed(hand: Hand) -> None:
    """Let a file of HR have called a key the manager's: HR believes no file about keys."""
    key_id = _key_of(hand, CHIEF)
    _line(hand, key_id, "listed", 4)
    _line(hand, key_id, "named " + canonical.dumps([4, "section", MANAGER, "", ""]), 4)


def _told_by_no_file(hand: Hand) -> None:
    _line(hand, _key_of(hand, CHIEF), "named " + canonical.dumps([0, "section", MANAGER, "", ""]), 77)


# --- ledgers ---------------------------------------------------------------------------------------


def _without_a_trace(hand: Hand) -> None:
    """Remove the last file received with all it brought, and set the ledger's number back."""
    number = hand.one("SELECT max(number) FROM receipts")
    only = "SELECT revision FROM supports GROUP BY revision HAVING min(receipt) = ? AND max(receipt) = ?"
    gone = [row[0] for row in hand.rows(only, number, number)]
    hand.do("DELETE FROM supports WHERE receipt = ?", number)
    for position in gone:
        hand.do("DELETE FROM revisions WHERE position = ?", position)
    hand.do("DELETE FROM receipts WHERE number = ?", number)
    hand.do("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'receipts'")
    # Its standing is that of somebody who never answered.
    hand.do(
        "UPDATE assessments SET state = o.state, self_levels = o.self_levels, confirmed_levels ="
        " o.confirmed_levels, first_levels = o.first_levels, second_levels = o.second_levels, round = o.round"
        " FROM (SELECT * FROM assessments WHERE employee_number = ?) AS o"
        " WHERE assessments.employee_number = ?",
        *(DIRECTOR, CHIEF),
    )


def _last_dispatch(hand: Hand) -> None:
    hand.do("DELETE FROM dispatches WHERE number = (SELECT max(number) FROM dispatches)")
    hand.do("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'dispatches'")


def _dispatch_without_a_trace(hand: Hand) -> None:
    _last_dispatch(hand)

    def fewer(rows: list[list[Any]]) -> None:
        (row,) = [row for row in rows if row[3] == "export-results"]
        row[5] = row[5].replace('"files":2', '"files":1')

    hand.chain_again(fewer)


def _dispatch_and_its_count(hand: Hand) -> None:
    hand.do("DELETE FROM dispatches WHERE number = 4")
    hand.chain_again(lambda rows: _replaced(rows, '"files":4', '"files":3'))


def _without_support(hand: Hand) -> None:
    position = hand.one("SELECT max(revision) FROM supports WHERE receipt = 0")
    hand.do("DELETE FROM supports WHERE revision = ?", position)


def _frozen_forgotten(hand: Hand) -> None:
    hand.forget(hand.revision(KAMIYA, Part.REVIEW2))


def _without_digest(number: int) -> Callable[[list[list[Any]]], None]:
    """Take the digest of a snapshot out of the audit."""

    def change(rows: list[list[Any]]) -> None:
        told = [row for row in rows if row[3] in ("finalise", "correct")]
        counts = json.loads(told[number - 1][5])
        del counts["digest"]
        told[number - 1][5] = canonical.dumps(counts)

    return change


def _correction_with_its_digest(hand: Hand) -> None:
    for table, column in (
        ("snapshot_lines", "snapshot"),
        ("snapshots", "number"),
        ("snapshot_seals", "number"),
    ):
        hand.do(f"DELETE FROM {table} WHERE {column} = 2")
    hand.chain_again(_without_digest(2))


def _table_untold(hand: Hand) -> None:
    def change(rows: list[list[Any]]) -> None:
        (row,) = [row for row in rows if row[3] == "attendance"]
        row[3] = "settings"

    hand.chain_again(change)


def _audit_cut(hand: Hand) -> None:
    hand.do("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")


def _audit_written_anew(hand: Hand) -> None:
    def change(rows: list[list[Any]]) -> None:
        rows[7][2] = "だれか"

    hand.chain_again(change)


# --- frameworks and what carries no mark -----------------------------------------------------------


def _framework(hand: Hand, *, digest: bool) -> None:
    (text,) = hand.rows("SELECT text FROM frameworks")[0]
    content = json.loads(text)
    content["name"] = "別の体系"
    changed = canonical.dumps(content)
    hand.do("UPDATE frameworks SET text = ?", changed)
    if digest:
        hand.do("UPDATE frameworks SET digest = ?", canonical.digest(changed))


REWRITINGS = (
    Rewriting("申告・確認のレベルだけを書き換える", 1, "revisions", _level),
    Rewriting("確認のレベルを書き換え、識別値も付け直す", 1, "seals", _level_with_id),
    Rewriting("確認の改ざん検知の印を消す", 1, "seals", _unsealed),
    Rewriting("人事の確認のレベルを書き換え、台帳の鍵で印を付け直す", 1, "revisions", _review_resealed),
    Rewriting("申告・確認の記録を消す", 1, "ledgers", _forgotten),
    Rewriting("所属の確認を、人事の台帳で入力したことにする", 1, "revisions", _made_local),
    Rewriting("記録を、どの受付にも入力にもよらないものにする", 1, "revisions", _without_support),
    Rewriting("一覧・スキルマップに出す値を書き換える", 1, "standings", _standing),
    Rewriting("確定した人のレベルを書き換える", 1, "snapshots", _snapshot_level),
    Rewriting("確定した人を消す", 1, "snapshots",
              _sql("DELETE FROM snapshot_lines WHERE snapshot = 1 AND employee_number = '000013'")),
    Rewriting("確定のもとの記録を差し替える", 1, "snapshots", _heads),
    Rewriting("確定した人のもとの記録を消す", 1, "snapshots", _frozen_forgotten),
    Rewriting("確定の決裁番号を書き換える", 1, "snapshots",
              _sql("UPDATE snapshots SET decision_number = '8総人第21号' WHERE number = 1")),
    Rewriting("確定の決裁日を書き換える", 1, "snapshots",
              _sql("UPDATE snapshots SET decision_date = '2026-03-31' WHERE number = 1")),
    Rewriting("確定後訂正の理由・承認者を書き換える", 1, "snapshots",
              _sql("UPDATE snapshots SET approver = '別の課長' WHERE number = 2")),
    Rewriting("確定後訂正を消す", 1, "snapshots",
              _sql("DELETE FROM snapshot_lines WHERE snapshot = 2", "DELETE FROM snapshots WHERE number = 2",
                   "DELETE FROM snapshot_seals WHERE number = 2")),
    Rewriting("確定後訂正を消し、操作の記録も合わせる", 1, "snapshots", _correction_with_its_digest),
    Rewriting("操作の記録から、確定の要約を消す", 1, "snapshots",
              lambda hand: hand.chain_again(_without_digest(1))),
    Rewriting("確定したときの印を消し、更新前の確定に見せる", 1, "snapshots",
              _sql("DELETE FROM snapshot_seals WHERE number = 1")),
    Rewriting("確定した人のレベルを書き換え、台帳の鍵で印を付け直す", 1, "snapshots", _snapshot_signed_again),
    Rewriting("所属の鍵をすり替える", 1, "keys", _swapped_key),
    Rewriting("所属の鍵を、登録の証しごとすり替える", 1, "keys", _swapped_with_its_claim),
    Rewriting("照合していない鍵を、はじめに受け入れた鍵にする", 1, "keys",
              _sql(f"UPDATE keys SET vouched = 'first' {_CHIEF}")),
    Rewriting("所属に渡した登録用の番号を書き換える", 1, "keys", _enrolment),
    Rewriting("照合していない鍵を、登録済みにする", 1, "keys",
              _sql(f"UPDATE keys SET registered = 1 {_CHIEF}")),
    Rewriting("失効させた鍵を、元に戻す", 1, "keys",
              _sql("UPDATE keys SET revoked_after = -1 WHERE owner = '000004'")),
    Rewriting("2つの職員番号を、つないだことにする", 1, "numbers", _linked),
    Rewriting("失効の「有効な最後の番号」を書き換える", 1, "keys",
              _sql("UPDATE keys SET revoked_after = 99 WHERE owner = '000004'")),
    Rewriting("ほかの鍵を、人事の台帳の鍵にする", 1, "keys",
              _sql(f"UPDATE keys SET vouched = 'own', role = 'hr' {_CHIEF}")),
    Rewriting("所属の鍵の登録の証しを書き換える", 1, "keys", _claimed),
    Rewriting("鍵の引継ぎの番号を書き換える", 1, "keys", _sql("UPDATE successions SET after = after + 5")),
    Rewriting("偽の印の「確かめた証し」を入れる", 1, "keys", _forged_voucher),
    Rewriting("鍵が自分のファイルで名乗った持ち主を書き換える", 1, "keys", _named_otherwise(3, MANAGER)),
    Rewriting("鍵が印を付けた記録から知った持ち主を書き換える", 1, "keys", _named_otherwise(2, CHIEF)),
    Rewriting("ほかの鍵のファイルで、鍵が名乗ったことにする", 1, "keys", _named_by_another_file),
    Rewriting("所属の鍵が、人事の鍵と名乗ったことにする", 1, "keys", _named_hrs),
    Rewriting("人事のファイルが、鍵の持ち主を言ったことにする", 1, "keys", _listed),
    Rewriting("ない受付が、鍵の持ち主を言ったことにする", 1, "keys", _told_by_no_file),
    Rewriting("受付簿の行を消す", 1, "ledgers", _sql("DELETE FROM receipts WHERE number = 3")),
    Rewriting("取り消した受付を、生き返らせる", 1, "ledgers",
              _sql("UPDATE receipts SET live = 1 WHERE number = 5")),
    Rewriting("配布簿の行を消す", 1, "ledgers", _sql("DELETE FROM dispatches WHERE number = 4")),
    Rewriting("配布簿の最後の行を消し、番号を戻す", 1, "ledgers", _last_dispatch),
    Rewriting("配布簿の途中の行を消し、操作の記録も合わせる", 1, "ledgers", _dispatch_and_its_count),
    Rewriting("表の取込みを、操作の記録から消す", 1, "ledgers", _table_untold),
    Rewriting("配布簿の通し番号を書き換える", 1, "counters",
              _sql("UPDATE dispatches SET sequence = 3 WHERE number = 4")),
    Rewriting("受講・資格の一覧の行を消す", 1, "evidence",
              _sql("DELETE FROM evidence WHERE employee_number = '000012'")),
    Rewriting("受講・資格の一覧の中身を書き換える", 1, "evidence",
              _sql("UPDATE evidence SET result = '修了', completed = 1 WHERE employee_number = '000012'")),
    Rewriting("受講・資格の一覧に、記録にない行を足す", 1, "evidence",
              _sql("INSERT INTO evidence (employee_number, kind, name, date, result, completed, receipt)"
                   " SELECT '000013', kind, '別の研修', date, result, completed, receipt FROM evidence"
                   " LIMIT 1")),
    Rewriting("受講・資格の記録を、一覧の行ごと消す", 1, "ledgers", _growth_forgotten),
    Rewriting("受講・資格の記録を、一覧の行ごと書き換える", 1, "seals", _growth_with_id),
    Rewriting("受講・資格の記録から人を除き、台帳の鍵で印を付け直す", 1, "ledgers", _growth_emptied),
    Rewriting("受講・資格の記録を表ごと消し、一覧を書き換える", 1, "evidence", _growth_of_a_list_forgotten),
    Rewriting("受講・資格の一覧を書き換え、操作の記録も合わせる", 1, "evidence", _row_and_audit),
    Rewriting("発行の通し番号を戻す", 1, "counters",
              _sql("UPDATE settings SET value = '3' WHERE name = 'issuer-sequence'")),
    Rewriting("台帳の世代を戻す", 1, "counters", _sql("UPDATE meta SET value = '0' WHERE name = 'epoch'")),
    Rewriting("証書の番号を書き換える", 1, "counters",
              _sql(f"UPDATE issued_papers SET number = 7 {_CERTIFICATE}")),
    Rewriting("2人の証書の番号を入れ替える", 1, "papers",
              _sql("UPDATE issued_papers SET number = 3 - number, number_text = '第' || (3 - number) || '号'"
                   " WHERE kind = 'certificate'")),
    Rewriting("証書の控えの中身を書き換える", 1, "papers",
              _sql(f"UPDATE issued_papers SET record = replace(record, '様', '殿') {_CERTIFICATE}")),
    Rewriting("証書の控えの中身を書き換え、要約値も付け直す", 1, "papers", _paper_with_digest),
    Rewriting("出していない証書の控えを足す", 1, "papers", _paper_made_up),
    Rewriting("証書の控えを消す", 1, "papers", _sql(f"DELETE FROM issued_papers {_CERTIFICATE}")),
    Rewriting("証書の番号の数え始めを戻す", 1, "counters",
              _sql(f"UPDATE counters SET value = 1 WHERE name LIKE '{NUMBER}certificate%'")),
    Rewriting("操作の記録を1件書き換える", 1, "audit",
              _sql("UPDATE audit SET actor = 'nobody' WHERE number = 9")),
    Rewriting("操作の記録を途中から消す", 1, "audit", _sql("DELETE FROM audit WHERE number = 9")),
    Rewriting("スキル体系の文を書き換える", 1, "frameworks", lambda hand: _framework(hand, digest=False)),
    Rewriting("印のない申告のレベルを書き換え、識別値も付け直す", 2, "file-content", _answer_with_id),
    Rewriting("最後に受け付けたファイルを、記録ごと消す", 2, "files", _without_a_trace),
    Rewriting("操作の記録を書き換え、つながりも作り直す", 3, "paper", _audit_written_anew),
    Rewriting("操作の記録を最後から消す", 3, "paper", _audit_cut),
    Rewriting("確定を書き換え、印も操作の記録も作り直す", 3, "paper", _snapshot_in_audit),
    Rewriting("確認と手続きを書き換え、両方に台帳の鍵で印を付け直す", 3, "paper", _review_and_step_resealed),
    Rewriting("受講・資格の記録を一覧の行ごと書き換え、台帳の鍵で印を付け直す", 3, "paper",
              lambda hand: _growth_with_id(hand, seal=True)),
    Rewriting("割当て(氏名・確認者)を書き換え、台帳の鍵で印を付け直す", 3, "file", _assignment),
    Rewriting("配布簿の最後の行を消し、番号も操作の記録も作り直す", 3, "file", _dispatch_without_a_trace),
    Rewriting("配布簿のあて先を書き換える", 3, "file",
              _sql("UPDATE dispatches SET recipient = '別の人'")),
    Rewriting("スキル体系の文を書き換え、識別値も付け直す", 3, "file",
              lambda hand: _framework(hand, digest=True)),
    Rewriting("名簿の氏名・職名・所属を書き換える", CANNOT, "",
              _sql("UPDATE employees SET name = '別人 花子' WHERE number = '000011'")),
    Rewriting("差出人の名前・発行者の職名などの設定を書き換える", CANNOT, "",
              _sql("UPDATE settings SET value = '別の担当' WHERE name = 'sender-label'")),
    Rewriting("ほかの鍵のファイルが言った、鍵の持ち主(伝え聞き)を書き換える", CANNOT, "",
              _named_otherwise(0, "000004")),
    Rewriting("鍵の持ち主を、前の版が書き残したように見せて書き換える", CANNOT, "",
              _sql(f"UPDATE keys SET role = 'section', owner = '000099' {_CHIEF}")),
    Rewriting("鍵の持ち主を言ったファイルの記録を消す", CANNOT, "",
              _sql("DELETE FROM claims WHERE enrolment LIKE 'named [0,%'")),
    Rewriting("受付簿の日時・差出人を書き換える", CANNOT, "",
              _sql("UPDATE receipts SET received_at = '2026-01-01T00:00:00Z', sender = '別の人'")),
)  # fmt: skip
