/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { traceImportCommand } from '../commands/trace-import.ts'
export { traceVerifyCommand } from '../commands/trace-verify.ts'
