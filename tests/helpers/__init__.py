"""What several tests need; no test imports another test (``tests/architecture/test_tests.py``).

Where a test needs people, it takes the smallest of these:

- ``office``: seven people by records, the year open, packages and forms out. ``begun`` has that beginning
  ready, with stores in memory, for stories (``stories``) and random histories.
- ``world``: a municipality of thirteen in every state of a year, stores in memory; ``stages`` is a year of it
  on a framework with stages.
- ``town``: the eight people of the commands and of the screens (``tests/ui/office.py``), on files.
- ``played``: the whole demonstration, played once a run by a process of its own.

``memory`` is the store port without files: for rules. What is about files, locks, backups or two processes
takes real stores. ``shared`` makes once a run what is dear.
"""
