import type { Places } from '../config/router-config.ts'
import type { Place } from '../config/yaml-reading.ts'
import { type Problem, problem } from '../problem.ts'

/**
 * What a router says of its options, `callers.support.envelope: …`, with the place in the
 * configuration that it is about. Of several faults the first is told.
 */
export function faultProblem([fault = '', ...others]: readonly string[], places: Places): Problem {
  const more = others.length === 0 ? undefined : `that is not all: ${others.length} more`
  const [, path = '', what = fault] = /^([\w.:@/[\]-]+): (.*)$/s.exec(fault) ?? []
  const place = placeOf(path, places)
  if (place === undefined) return problem(fault, more)
  if (/\.keys\b/.test(path)) {
    // A key that was put where its hash belongs is not shown.
    const line = place.source.text.slice(0, place.span.start).split('\n').length
    return problem(`\`${place.source.name}\`, line ${line}, \`${path}\`: ${what}`, more)
  }
  return { ...problem(`\`router.${path}\`: ${what}`, more), at: { ...place, label: 'here' } }
}

/** The nearest part of the path that is known. */
function placeOf(path: string, places: Places): Place | undefined {
  const found = places.get(path)
  if (found !== undefined || path === '') return found
  return placeOf(path.slice(0, Math.max(0, path.search(/[.[][^.[]*$/))), places)
}
