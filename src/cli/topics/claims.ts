/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { proveCommand } from '../commands/prove.ts'
export { testCommand } from '../commands/test.ts'
