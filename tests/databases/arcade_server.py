"""ArcadeDB with Bolt on this machine's loopback, as a process: python arcade_server.py FOLDER BOLT_PORT HTTP_PORT PASSWORD; ends with its input."""

from __future__ import annotations

import sys

import arcadedb_embedded

if __name__ == "__main__":
    folder, bolt, http, password = sys.argv[1:]
    plugins = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
    config = {"host": "127.0.0.1", "http_port": int(http), "server.plugins": plugins, "bolt.host": "127.0.0.1", "bolt.port": int(bolt)}
    server = arcadedb_embedded.create_server(folder, root_password=password, config=config)
    server.start()
    for name in ("seeds", "story", "hostile", "csv", "resumed"):
        server.create_database(name)
    print("ready", flush=True)
    sys.stdin.read()
    server.stop()
