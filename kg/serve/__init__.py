"""`kg serve`: a graph over HTTP, read only. The parts: what is served (build), who answers (worker, pool), how one asks (protocol, app), pages."""
