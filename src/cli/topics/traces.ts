/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { replayCommand } from '../commands/replay.ts'
export { traceImportCommand } from '../commands/trace-import.ts'
export { traceShowCommand } from '../commands/trace-show.ts'
export { traceStatsCommand } from '../commands/trace-stats.ts'
export { traceVerifyCommand } from '../commands/trace-verify.ts'
