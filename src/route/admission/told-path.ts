/** A path in a message: of one with many steps, which nobody reads, the first ones. */
export function toldPath(param: string): string {
  return `\`${param.length > LONGEST ? `${param.slice(0, LONGEST)}…` : param}\``
}

const LONGEST = 80
