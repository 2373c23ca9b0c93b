"""The store port kept in memory, for tests of rules; ``tests/store`` runs the port's own tests on it, too.

No file, no key derivation, no SQL: what a rule test waits for is the rule. Whatever is about files (locks,
backups, migrations, damage, two processes) is tested on real stores.
"""

from __future__ import annotations

from tests.helpers.memory.store import MemoryStore, MemoryStores, forgetful, in_memory

__all__ = ["MemoryStore", "MemoryStores", "forgetful", "in_memory"]
