import { compareBytes } from '../base/byte-order.ts'
import { lineStarts, positionAt, type Source } from '../base/source.ts'
import type { AtomCoverage, PolicyCoverage } from './coverage.ts'

/**
 * Coverage as lcov tracefiles have it: a record for each file, a line with a part of a filter being
 * a line of code, and the part a branch that is taken where it holds and another where it does not.
 */
export function lcov(policies: readonly PolicyCoverage[], sources: readonly Source[]): string {
  const texts = new Map(sources.map((source) => [source.name, source]))
  const names = new Set(policies.flatMap(({ atoms }) => atoms.map(({ place }) => place.source)))
  return [...names]
    .sort(compareBytes)
    .map((name) => {
      const source = texts.get(name)
      return source === undefined ? '' : record(source, atomsIn(name, policies))
    })
    .join('')
}

/** The parts that stand in a file. One that several policies inherit counts for all of them. */
function atomsIn(name: string, policies: readonly PolicyCoverage[]): readonly AtomCoverage[] {
  const merged = new Map<string, AtomCoverage>()
  for (const { atoms } of policies) {
    // Two parts may stand in one place, as in `0.5 <= quality < 0.9`: they are told by their order.
    const seen = new Map<string, number>()
    for (const { place, held, failed } of atoms) {
      if (place.source !== name) continue
      const where = `${place.span.start} ${place.span.end}`
      const nth = (seen.get(where) ?? 0) + 1
      seen.set(where, nth)
      const key = `${where} ${nth}`
      const before = merged.get(key)
      merged.set(key, {
        place,
        held: held + (before?.held ?? 0),
        failed: failed + (before?.failed ?? 0),
      })
    }
  }
  return [...merged.values()].sort((a, b) => a.place.span.start - b.place.span.start)
}

function record({ name, text }: Source, atoms: readonly AtomCoverage[]): string {
  const starts = lineStarts(text)
  const lines = new Map<number, AtomCoverage[]>()
  for (const atom of atoms) {
    const { line } = positionAt(starts, atom.place.span.start)
    lines.set(line, [...(lines.get(line) ?? []), atom])
  }
  const branches = [...lines].flatMap(([line, list]) =>
    list.flatMap(({ held, failed }, block) => {
      const isReached = held + failed > 0
      return [held, failed].map((count, branch) => ({
        row: `BRDA:${line},${block},${branch},${isReached ? count : '-'}`,
        isTaken: count > 0,
      }))
    }),
  )
  const hits = [...lines].map(([line, list]) => ({
    line,
    count: Math.max(...list.map(({ held, failed }) => held + failed)),
  }))
  const rows = [
    'TN:',
    `SF:${name}`,
    ...branches.map(({ row }) => row),
    `BRF:${branches.length}`,
    `BRH:${branches.filter(({ isTaken }) => isTaken).length}`,
    ...hits.map(({ line, count }) => `DA:${line},${count}`),
    `LF:${hits.length}`,
    `LH:${hits.filter(({ count }) => count > 0).length}`,
    'end_of_record',
  ]
  return rows.map((row) => `${row}\n`).join('')
}
