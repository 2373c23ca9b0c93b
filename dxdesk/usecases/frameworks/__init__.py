"""スキル体系: the versions a store holds, and the preset files they are loaded from."""
