"""Speeds and sizes, ours beside what others take."""
