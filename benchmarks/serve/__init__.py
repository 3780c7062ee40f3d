"""Start Longwave, nginx and minimal Django views, and measure them."""
