import { normalizeTracked } from '../ir/normalize.ts'
import { isSubtermAt } from '../ir/operators.ts'
import { operatorOfTerm } from '../ir/subterms.ts'
import { type Path, subtermAt, type Term } from '../ir/term.ts'
import type { CompiledPolicy } from './compile-policy.ts'
import type { Place } from './place.ts'

/** A term before it was normalized, and the places of its parts. */
interface Mapped {
  readonly lowered: Pick<CompiledPolicy['lowered'], 'term' | 'places'>
}

/**
 * What made each subterm of a compiled policy, by its path in `policy_ir`. What the compiler adds
 * (a guard, the standing order) maps to the clause or the policy that asks for it.
 *
 * ```
 * $.policy[1].and[3]  acme.uh  8..24
 * ```
 */
export function sourceMap({ lowered }: Mapped): ReadonlyMap<Path, Place> {
  const places = new Map<Term, Place>()
  const term = normalizeTracked(lowered.term, (from, to) => {
    const place = lowered.places.get(from)
    // Told outermost first: what stands for several is the work of the outermost of them, unless
    // it is one of them unchanged.
    if (place !== undefined && (from === to || !places.has(to))) places.set(to, place)
  })
  const map = new Map<Path, Place>()
  addPaths(term, '$')
  return map

  function addPaths(node: Term, path: Path): void {
    const place = places.get(node)
    if (place !== undefined) map.set(path, place)
    const operator = operatorOfTerm(node)
    for (let i = 1; i < node.length; i++) {
      if (isSubtermAt(operator, i)) addPaths(subtermAt(node, i), `${path}.${node[0]}[${i}]`)
    }
  }
}
