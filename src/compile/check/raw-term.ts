import type { Span } from '../../base/span.ts'
import { admit } from '../../ir/admit.ts'
import { isSubtermAt, type Sort } from '../../ir/operators.ts'
import { SORT_NAMES } from '../../ir/sort-names.ts'
import { operatorOfTerm } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Json, RawTerm } from '../../syntax/ast.ts'
import type { Place } from '../place.ts'
import { placeIn, report, type Scope } from './scope.ts'

/** `term [...]`: a subterm of the wire format, taken as it is. */
export interface RawSubterm {
  readonly kind: 'term'
  readonly place: Place
  readonly sort: Sort
  readonly term: Term
  /** Where each of its subterms was written. */
  readonly places: ReadonlyMap<Term, Place>
}

/**
 * Admits a raw term that has to have one of the sorts given.
 *
 * Adds what admission refuses (UH8), at the place inside the JSON; UH3008 for another sort.
 */
export function checkRawTerm(
  raw: RawTerm,
  sorts: readonly Sort[],
  scope: Scope,
): RawSubterm | undefined {
  const admitted = admit(plainValue(raw.json), scope.context.vocabulary)
  if (!admitted.ok) {
    const { code, path, message } = admitted.error
    scope.context.diagnostics.push({
      code,
      severity: 'error',
      message,
      ...placeIn(scope, { span: spanAt(raw.json, path) }),
      label: path,
    })
    return undefined
  }
  const { sort, term } = admitted.value
  if (!sorts.includes(sort)) {
    const wanted = sorts.map((each) => SORT_NAMES[each]).join(' or ')
    return report(scope, 'UH3008', {
      node: raw,
      message: `\`${term[0]}\` makes ${SORT_NAMES[sort]}, but ${wanted} is expected here`,
      help: 'a raw term has to be of the sort that its place asks for',
    })
  }
  const places = new Map<Term, Place>()
  locate(term, raw.json)
  return { kind: 'term', place: placeIn(scope, raw), sort, term, places }

  function locate(node: Term, json: Json): void {
    places.set(node, placeIn(scope, json))
    const operator = operatorOfTerm(node)
    if (json.kind !== 'array') return
    for (const [i, item] of json.items.entries()) {
      if (i > 0 && isSubtermAt(operator, i)) locate(subtermAt(node, i), item)
    }
  }
}

/** What the JSON stands for. A number beyond the doubles becomes infinite, which is refused. */
function plainValue(json: Json): unknown {
  switch (json.kind) {
    case 'null':
      return null
    case 'number':
      return Number(json.text)
    case 'boolean':
    case 'string':
      return json.value
    case 'array':
      return json.items.map(plainValue)
    default: {
      const record: Record<string, unknown> = Object.create(null)
      for (const { key, value } of json.members) record[key] = plainValue(value)
      return record
    }
  }
}

/** The place in the JSON that a path such as `$.and[2].cmp[1]` leads to, or the last on its way. */
function spanAt(json: Json, path: string): Span {
  let node = json
  for (const [, index] of path.matchAll(/\.\w+\[(\d+)\]/g)) {
    const item = node.kind === 'array' ? node.items[Number(index)] : undefined
    if (item === undefined) break
    node = item
  }
  return node.span
}
