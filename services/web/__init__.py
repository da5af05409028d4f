"""What stands between the network and the pages: the gate, response headers, static files, own routes."""
