/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { catalogCheckCommand } from '../commands/catalog-check.ts'
export { catalogDiffCommand } from '../commands/catalog-diff.ts'
export { catalogFieldsCommand } from '../commands/catalog-fields.ts'
export { catalogImportCommand } from '../commands/catalog-import.ts'
