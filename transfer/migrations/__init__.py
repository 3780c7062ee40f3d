"""Migrations of the tables of imports."""
