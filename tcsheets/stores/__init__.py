"""Shared places for journals and views: the contract, and a store in memory and in a folder."""
