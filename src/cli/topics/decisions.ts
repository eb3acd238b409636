/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { catalogShowCommand } from '../commands/catalog-show.ts'
export { explainCommand } from '../commands/explain.ts'
export { simulateCommand } from '../commands/simulate.ts'
