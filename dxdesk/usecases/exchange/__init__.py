"""受付と発行: sealed workbooks come in and are issued; merge into the store, ledgers, keys, digest."""
