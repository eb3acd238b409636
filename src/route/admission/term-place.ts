import type { Path } from '../../ir/index.ts'

/** Where in the body something of a term stands: of `$.policy[1].and[2]`, `policy_ir[1].and[2]`. */
export function paramOf(path: Path): string {
  return path.replace(/^\$(?:\.policy(?=\[))?/, 'policy_ir')
}

/** The same in a message: of a path so long that nobody reads every step only the beginning. */
export function toldPlace(param: string): string {
  return `\`${param.length > LONGEST_TOLD ? `${param.slice(0, LONGEST_TOLD)}…` : param}\``
}

const LONGEST_TOLD = 80
