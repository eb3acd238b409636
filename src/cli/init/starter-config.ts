/** A configuration that leaves everything as it is, and says what could be said. */
export const STARTER_CONFIG = `# What holds for the policies of this project. Paths start from this file.

# The models to choose from, with the prices you pay; the built-in catalog where nothing is said.
# catalog: catalog.yaml
`
