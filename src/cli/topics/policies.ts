/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { decompileCommand } from '../commands/decompile.ts'
export { fmtCommand } from '../commands/fmt.ts'
export { grammarCommand } from '../commands/grammar.ts'
export { expanded } from '../policy/expanded.ts'
