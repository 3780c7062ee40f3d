"""Tests of upgrades: data of released versions, upgraded to this one."""
