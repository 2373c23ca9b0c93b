"""Whose a key is said to be where people read it: a section's by its person, an office's by its name.

Keys of 人事課 and of DX推進課 name no person; what tells them apart is whose store they are of.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.ports.entities import KeyRow, Role, StoreIdentity

OTHER_STORE = "{name}の別の台帳"


def key_name(key: KeyRow, names: Mapping[str, str], identity: StoreIdentity) -> str:
    """Return the name of a key's owner: of a person's (``names`` by number) empty where it is not known.

    ``identity`` is the store that asks: another store's key of the same office says that it is another's.
    """
    if key.owner or key.role not in (Role.HR, Role.DX):
        return names.get(key.owner, "") if key.owner else ""
    name = OWNER_NAMES[key.role.value]
    other = key.role is identity.role and key.store_id != identity.store_id
    return OTHER_STORE.format(name=name) if other else name
