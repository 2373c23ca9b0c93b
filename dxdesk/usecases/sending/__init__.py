"""配布と提出: the workbooks that go out, numbered and entered in the dispatch ledger."""
