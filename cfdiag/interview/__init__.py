"""The interview: a pure engine, its journal, and two front ends."""
