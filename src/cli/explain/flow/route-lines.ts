import type { Port } from './place-ports.ts'

/** A line between two layers with the row in which it runs across; undefined for a straight one. */
export interface RoutedLine extends Port {
  readonly track: number | undefined
}

/**
 * Gives every line that is not straight a row of its own stretch between two layers, counted from
 * 0 at the top. Lines that run the same way side by side do not cross: of those to the right the
 * rightmost turns first, of those to the left the leftmost.
 */
export function routeLines(ports: readonly Port[]): readonly RoutedLine[] {
  const right = ports.filter(({ start, end }) => end > start).toSorted((a, b) => b.start - a.start)
  const left = ports.filter(({ start, end }) => end < start).toSorted((a, b) => a.start - b.start)
  const straight = ports.filter(({ start, end }) => start === end)
  const routed: (Port & { readonly track: number })[] = []
  for (const port of [...right, ...left]) {
    const above = routed.filter((other) => overlap(port, other)).map(({ track }) => track)
    routed.push({ ...port, track: Math.max(-1, ...above) + 1 })
  }
  return [...straight.map((port) => ({ ...port, track: undefined })), ...routed]
}

function overlap(a: Port, b: Port): boolean {
  return (
    Math.min(a.start, a.end) <= Math.max(b.start, b.end) &&
    Math.min(b.start, b.end) <= Math.max(a.start, a.end)
  )
}
