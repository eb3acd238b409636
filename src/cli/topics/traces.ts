/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { replayCommand } from '../commands/replay.ts'
