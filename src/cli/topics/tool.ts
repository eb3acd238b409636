/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { completionCommand } from '../commands/completion.ts'
export { initCommand } from '../commands/init.ts'
export { rulesCommand } from '../commands/rules.ts'
export { versionCommand } from '../commands/version.ts'
