"""The gold sets, one file each: where it is from, how it is read, and what is measured on it."""
