"""The district's map: a basemap served by the application, data layers over it, and the same map as a drawing."""
