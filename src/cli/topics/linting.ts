/** Apart from the other commands about policies: it brings the analysis and every rule with it. */

export { lintCommand } from '../commands/lint.ts'
