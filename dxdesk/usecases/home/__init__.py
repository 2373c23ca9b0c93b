"""ホーム: where the year stands, what is left to do, and what changed since the last visit."""
