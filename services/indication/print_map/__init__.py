"""The boundary on paper and as a picture: drawn on the server, in metres of EPSG:4548."""
