"""Every format read back, so that what was written can be counted and compared with what it was written from."""
