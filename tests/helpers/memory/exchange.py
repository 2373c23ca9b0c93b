"""Revisions and what supports them, ledgers, keys and frameworks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, Revision, Seal
from dxdesk.ports import entities as rows
from dxdesk.ports.changed_by import RECEIPT_CHANGED, of_part
from dxdesk.ports.changes import Changes
from tests.helpers.memory.tables import Room, sound


class Exchange(Room):
    """The port ``Exchange``."""

    # Revisions lie by id, and which of them are a person's by (year, number); supports by (id, receipt).

    def add_revisions(self, revisions: Iterable[Revision], receipt: int = 0) -> int:
        table, persons = self._tables.change("revisions"), self._tables.change("persons")
        supports, brought = self._tables.change("supports"), self._tables.change("brought")
        found = {revision.id: revision for revision in revisions}
        added = 0
        for key, revision in found.items():
            self._note(of_part(revision.record.part))
            kept = table.get(key)
            if kept is None:
                added += 1
                whose = (revision.record.fiscal_year, revision.record.employee_number)
                persons[whose] = (*persons.get(whose, ()), key)
                sound(revision.value)
                table[key] = revision
            elif revision.seal and _earlier(revision.seal, kept.seal):
                table[key] = replace(kept, seal=revision.seal)
            supports[key] = supports.get(key, frozenset()) | {receipt}
        brought[receipt] = brought.get(receipt, frozenset()) | found.keys()
        return added

    def forget_revisions(self, ids: Iterable[str]) -> int:
        table, persons = self._tables.change("revisions"), self._tables.change("persons")
        supports, brought = self._tables.change("supports"), self._tables.change("brought")
        gone = set(ids) & table.keys()
        for key in gone:
            record = table.pop(key).record
            self._note(of_part(record.part))
            whose = (record.fiscal_year, record.employee_number)
            persons[whose] = tuple(other for other in persons[whose] if other != key)
            for receipt in supports.pop(key):
                brought[receipt] = brought[receipt] - {key}
        return len(gone)

    def person(self, fiscal_year: int, employee_number: str) -> Sequence[rows.StoredRevision]:
        return self._stored(self._tables.read("persons").get((fiscal_year, employee_number), ()))

    def people(
        self, fiscal_year: int, employee_numbers: Iterable[str]
    ) -> Mapping[str, Sequence[rows.StoredRevision]]:
        return {number: self.person(fiscal_year, number) for number in employee_numbers}

    def over_years(
        self, fiscal_years: Iterable[int], employee_numbers: Iterable[str], parts: Iterable[Part]
    ) -> Sequence[rows.StoredRevision]:
        persons, numbers, wanted = self._tables.read("persons"), list(employee_numbers), set(parts)
        table = self._tables.read("revisions")
        return self._stored(
            key
            for year in (0, *fiscal_years)
            for number in numbers
            for key in persons.get((year, number), ())
            if table[key].record.part in wanted
        )

    def part(self, fiscal_year: int, part: Part) -> Sequence[rows.StoredRevision]:
        table = self._tables.read("revisions")
        of_part = (key for key, one in table.items() if one.record.part is part)
        return self._stored(key for key in of_part if table[key].record.fiscal_year == fiscal_year)

    def numbers(self, fiscal_year: int, part: Part) -> frozenset[str]:
        return frozenset(one.revision.record.employee_number for one in self.part(fiscal_year, part))

    def things(self, kinds: Iterable[str]) -> Sequence[rows.StoredRevision]:
        owned = self.part(0, Part.OWNED)
        begin = [f"{kind}:" for kind in kinds]
        return [
            one for kind in begin for one in owned if one.revision.record.employee_number.startswith(kind)
        ]

    def growth_naming(self, words: Iterable[str]) -> Sequence[str]:
        wanted = tuple(words)
        told = (one.revision for one in self.part(0, Part.GROWTH))
        return sorted({r.record.employee_number for r in told if any(word in r.value for word in wanted)})

    def steps_beside(self, action: str) -> Mapping[int, Sequence[Revision]]:
        steps = {
            receipt.number: [r for r in self.revisions_of(receipt.number) if r.record.part is Part.LIFE]
            for receipt in self.receipts(live_only=True)
        }
        return {
            number: found
            for number, found in steps.items()
            if any(f'"action":"{action}"' in step.value for step in found)
        }

    def everything(self) -> Iterator[rows.StoredRevision]:
        return iter(self._stored(self._tables.read("revisions")))

    def revisions_of(self, receipt: int) -> Sequence[Revision]:
        table = self._tables.read("revisions")
        found = [table[key] for key in self._tables.read("brought").get(receipt, ())]
        return sorted(found, key=lambda revision: (revision.record, revision.id))

    def sole_support(self, receipt: int) -> frozenset[str]:
        supports = self._tables.read("supports")
        brought = self._tables.read("brought").get(receipt, frozenset())
        return frozenset(key for key in brought if not any(map(self._alive, supports[key] - {receipt})))

    def years(self) -> Sequence[int]:
        supports = self._tables.read("supports")
        return sorted(
            year
            for year, keys in self._keys_by_year().items()
            if year and any(self._alive(receipt) for key in keys for receipt in supports[key])
        )

    def _keys_by_year(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for (year, _), keys in self._tables.read("persons").items():
            found.setdefault(year, []).extend(keys)
        return found

    def _stored(self, ids: Iterable[str]) -> list[rows.StoredRevision]:
        """Return what is supported among the revisions, ordered by record and id."""
        table, supports = self._tables.read("revisions"), self._tables.read("supports")
        alive = {0, *(number for number, kept in self._tables.read("receipts").items() if kept.live)}
        found = []
        for key in ids:
            live = tuple(sorted(supports[key] & alive))
            if live:
                found.append(rows.StoredRevision(table[key], live))
        return sorted(found, key=lambda item: (item.revision.record, item.revision.id))

    def add_receipt(self, receipt: rows.Receipt) -> int:
        self._note(Changes.RECEIPTS)
        number = self._tables.next_number("receipts")
        self._tables.change("receipts")[number] = sound(replace(receipt, number=number))
        return number

    def update_receipts(self, receipts: Iterable[rows.Receipt]) -> None:
        table = self._tables.change("receipts")
        for receipt in receipts:
            self._note(RECEIPT_CHANGED)
            if receipt.number not in table:
                raise LookupError(f"the receipt {receipt.number} does not exist")
            table[receipt.number] = sound(receipt)

    def update_receipt(self, receipt: rows.Receipt) -> None:
        self.update_receipts([receipt])

    def receipt(self, number: int) -> rows.Receipt | None:
        found: rows.Receipt | None = self._tables.read("receipts").get(number)
        return found

    def receipts(self, *, live_only: bool = False) -> Sequence[rows.Receipt]:
        newest = list(self._tables.read("receipts").values())[::-1]
        return [receipt for receipt in newest if receipt.live or not live_only]

    def receipts_sealed_by(self, key_ids: Iterable[str]) -> frozenset[int]:
        wanted = set(key_ids)
        return frozenset(item.number for item in self.receipts(live_only=True) if item.key_id in wanted)

    def issuer_numbers(self) -> Iterable[tuple[str, int, int, str]]:
        return list(
            dict.fromkeys(
                (item.issuer_store, item.issuer_epoch, item.issuer_sequence, item.payload_sha256)
                for item in self.receipts(live_only=True)
                if item.payload_sha256
            )
        )

    def receipts_by_file(self, file_sha256: str) -> Sequence[rows.Receipt]:
        return [receipt for receipt in self.receipts() if receipt.file_sha256 == file_sha256]

    def add_dispatches(self, dispatches: Iterable[rows.Dispatch]) -> None:
        for dispatch in dispatches:
            self._note(Changes.RECEIPTS | Changes.STANDING)
            number = self._tables.next_number("dispatches")
            self._tables.change("dispatches")[number] = sound(replace(dispatch, number=number))

    def dispatches(self, fiscal_year: int = 0) -> Sequence[rows.Dispatch]:
        newest = list(self._tables.read("dispatches").values())[::-1]
        return [item for item in newest if not fiscal_year or item.fiscal_year == fiscal_year]

    def issued(self, payload_sha256: str) -> bool:
        return any(item.payload_sha256 == payload_sha256 for item in self.dispatches())

    def keys(self) -> Sequence[rows.KeyRow]:
        return sorted(self._tables.read("keys").values(), key=lambda key: (key.role.value, key.key_id))

    def save_key(self, key: rows.KeyRow) -> None:
        self._note(Changes.KEYS)
        self._tables.change("keys")[key.key_id] = sound(key)

    def claims(self) -> Sequence[rows.KeyClaim]:
        found = self._tables.read("claims")
        return [found[key] for key in sorted(found) if self._alive(found[key].receipt)]

    def add_claim(self, claim: rows.KeyClaim) -> None:
        self._note(Changes.KEYS)
        self._tables.change("claims").setdefault((claim.key_id, claim.enrolment, claim.receipt), sound(claim))

    def successions(self) -> Sequence[rows.Succession]:
        found = self._tables.read("successions")
        return [found[key] for key in sorted(found) if self._alive(found[key].receipt)]

    def add_succession(self, succession: rows.Succession) -> None:
        key = (succession.key_id, succession.predecessor, succession.after, succession.receipt)
        self._note(Changes.KEYS)
        self._tables.change("successions").setdefault(key, sound(succession))

    def enrolments(self) -> Sequence[rows.Enrolment]:
        found = self._tables.read("enrolments").values()
        return sorted(found, key=lambda one: (one.fiscal_year, one.owner, one.public))

    def save_enrolment(self, enrolment: rows.Enrolment) -> None:
        self._note(Changes.KEYS)
        self._tables.change("enrolments")[enrolment.public] = sound(enrolment)

    def framework(self, code: str, version: str) -> rows.FrameworkRow | None:
        found: rows.FrameworkRow | None = self._tables.read("frameworks").get((code, version))
        return found

    def frameworks(self) -> Sequence[rows.FrameworkRow]:
        found = self._tables.read("frameworks")
        return [found[key] for key in sorted(found)]

    def framework_versions(self) -> Sequence[tuple[str, str]]:
        return [(row.code, row.version) for row in self.frameworks()]

    def save_framework(self, framework: rows.FrameworkRow) -> None:
        key = (framework.code, framework.version)
        table = self._tables.change("frameworks")
        if key not in table:
            self._note(Changes.SETTINGS | Changes.CYCLE)
        kept = table.setdefault(key, sound(framework))
        if kept != framework:
            raise KnownError(
                "framework-differs", "同じ体系コードと版で、中身が違います。", "", found=" ".join(key)
            )

    def remove_framework(self, code: str, version: str) -> None:
        self._note(Changes.SETTINGS | Changes.CYCLE)
        self._tables.change("frameworks").pop((code, version), None)

    def framework_drafts(self) -> Sequence[rows.FrameworkDraft]:
        found = sorted(self._tables.read("framework drafts").values(), key=lambda draft: draft.draft_id)
        return sorted(found, key=lambda draft: draft.saved_at, reverse=True)

    def save_framework_draft(self, draft: rows.FrameworkDraft) -> None:
        self._note(Changes.DRAFTS)
        self._tables.change("framework drafts")[draft.draft_id] = sound(draft)

    def remove_framework_draft(self, draft_id: str) -> None:
        self._note(Changes.DRAFTS)
        self._tables.change("framework drafts").pop(draft_id, None)


def _earlier(seal: Seal, kept: Seal | None) -> bool:
    """Tell which of two seals of one id is kept, whichever came first."""

    def place(one: Seal) -> tuple[int, int, str, str]:
        return (one.epoch, one.sequence, one.store_id, one.signature)

    return kept is None or place(seal) < place(kept)
