/** Apart from the other commands about policies: builds run it often, and it should start at once. */

export { compileCommand } from '../commands/compile.ts'
