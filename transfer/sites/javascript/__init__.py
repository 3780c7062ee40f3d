"""VuePress, VitePress, Docusaurus, Astro, Eleventy, Gatsby: configured in JavaScript."""
