"""The public pages: views, feeds, sitemaps, images, redirects and error pages."""
