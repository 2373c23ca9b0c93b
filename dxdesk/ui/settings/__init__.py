"""設定: this store, keys, backup, ledgers, audit."""
