/** The version of the tool; the package's own. */
export const VERSION = '0.1.0'
