/** The commands of a topic are loaded together: a few files load faster than many small ones. */

export { conformanceCommand } from '../commands/conformance.ts'
export { irCheckCommand } from '../commands/ir-check.ts'
export { irEncodeCommand } from '../commands/ir-encode.ts'
export { irFingerprintCommand } from '../commands/ir-fingerprint.ts'
export { irNormalizeCommand } from '../commands/ir-normalize.ts'
