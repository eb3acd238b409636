/** Apart from the other commands about policies: these bring the analysis and every rule along. */

export { diffCommand } from '../commands/diff.ts'
export { lintCommand } from '../commands/lint.ts'
