"""ホーム: where the year stands, what is left, what is next."""
