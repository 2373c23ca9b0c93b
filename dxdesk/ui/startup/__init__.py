"""The way in: the first window, opening and making stores, files that arrive before a store, the lock."""
