"""Which key follows which, by example and without a store."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.ports.entities import KeyRow, Role, Succession
from dxdesk.usecases.sealing.key_succession import with_successors

OLD = KeyRow("old", "p-old", Role.SECTION, "000003", "store", vouched="own")
NEW = KeyRow("new", "p-new", Role.HR, "boss", "elsewhere")
RIVAL = KeyRow("rival", "p-rival", Role.SECTION)
LATER = KeyRow("later", "p-later", Role.SECTION)


def word(successor: KeyRow, after: int = 9, old: KeyRow = OLD) -> Succession:
    return Succession(successor.key_id, old.key_id, after, "", "")


def successors(*said: Succession, accepted: tuple[KeyRow, ...] = (OLD,), **seen: KeyRow) -> dict[str, KeyRow]:
    everybody = {key.key_id: key for key in (OLD, NEW, RIVAL, LATER)} | seen
    return with_successors({key.key_id: key for key in accepted}, everybody, said)


def test_without_a_word_nothing_changes() -> None:
    assert successors() == {"old": OLD}
    assert successors(word(NEW, old=RIVAL)) == {"old": OLD}


def test_a_successor_takes_over_role_owner_and_store_and_the_old_key_ends() -> None:
    """Whatever the new key says of itself: it is worth what the old one was."""
    found = successors(word(NEW))
    assert found == {
        "old": replace(OLD, revoked_after=9),
        "new": replace(NEW, role=Role.SECTION, owner="000003", store_id="store"),
    }


def test_a_chain_is_followed_to_its_end_and_a_circle_ends() -> None:
    found = successors(word(NEW, 9), word(LATER, 20, NEW))
    assert (found["new"].revoked_after, found["later"].revoked_after) == (20, -1)
    assert (found["later"].role, found["later"].owner) == (Role.SECTION, "000003")
    circle = successors(word(NEW, 9), word(OLD, 20, NEW))
    assert set(circle) == {"old", "new"}
    assert (circle["old"].revoked_after, circle["new"].revoked_after) == (9, 20)


def test_of_several_accepted_keys_each_has_its_own_successor() -> None:
    other = replace(RIVAL, vouched="own", owner="000004")
    found = successors(word(NEW), word(LATER, 5, RIVAL), accepted=(OLD, other))
    assert (found["new"].owner, found["later"].owner) == ("000003", "000004")
    assert (found["old"].revoked_after, found["rival"].revoked_after) == (9, 5)
    # One accepted key may follow another: it stays who it is.
    joined = successors(word(RIVAL), accepted=(OLD, other))
    assert joined == {"old": replace(OLD, revoked_after=9), "rival": other}


def test_of_two_successors_neither_is_believed_before_a_person_chose() -> None:
    assert successors(word(NEW), word(RIVAL)) == {"old": OLD}
    chosen = replace(RIVAL, registered=True)
    found = successors(word(NEW), word(RIVAL, 7), rival=chosen)
    assert set(found) == {"old", "rival"}
    assert found["old"].revoked_after == 7
    both = successors(word(NEW), word(RIVAL), rival=chosen, new=replace(NEW, registered=True))
    assert both == {"old": OLD}


def test_one_successor_named_twice_is_one_and_ends_the_old_key_at_the_earlier_number() -> None:
    assert successors(word(NEW, 9), word(NEW, 4))["old"].revoked_after == 4


def test_a_successor_revoked_from_the_start_is_none_and_leaves_the_other() -> None:
    gone = replace(RIVAL, revoked_after=0)
    assert successors(word(RIVAL), rival=gone) == {"old": OLD}
    assert set(successors(word(NEW), word(RIVAL), rival=gone)) == {"old", "new"}
    ended = replace(RIVAL, revoked_after=3)
    assert successors(word(RIVAL), rival=ended)["rival"].revoked_after == 3


def test_a_key_nobody_has_seen_is_no_successor() -> None:
    assert successors(word(KeyRow("unseen", "", Role.SECTION))) == {"old": OLD}


def test_a_revoked_key_names_a_successor_only_for_the_time_before() -> None:
    revoked = replace(OLD, revoked_after=6)
    for after, named in ((5, True), (6, True), (7, False)):
        found = successors(word(NEW, after), accepted=(revoked,))
        assert ("new" in found) == named
        assert found["old"].revoked_after == (after if named else 6)
    first = replace(OLD, revoked_after=0)
    assert "new" not in successors(word(NEW, 1), accepted=(first,))
    assert "new" in successors(word(NEW, 0), accepted=(first,))


def test_a_successor_two_keys_name_follows_the_same_one_in_every_store() -> None:
    other = replace(RIVAL, vouched="own", owner="000004")
    for accepted in ((OLD, other), (other, OLD)):
        for said in ((word(NEW), word(NEW, 5, RIVAL)), (word(NEW, 5, RIVAL), word(NEW))):
            assert successors(*said, accepted=accepted)["new"].owner == "000003"
