"""The command `kg`: one file per command. A command parses its options, calls the package and prints; it decides nothing."""
