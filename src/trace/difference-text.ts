import type { Difference } from './difference.ts'

/** A difference in one sentence, lower case, no period. */
export function differenceText({ path, recorded, computed }: Difference): string {
  return `\`${path}\` is ${told(recorded)} in the receipt, and ${told(computed)} when made again`
}

/** The value, cut where it is long: it may hold anything. */
function told(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
