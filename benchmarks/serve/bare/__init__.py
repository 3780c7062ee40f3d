"""What Django does by itself: two views of a few lines behind the middleware of a new project, with
the same server and the same articles. Beside it one sees what the rest of a page costs."""
