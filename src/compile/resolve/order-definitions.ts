import type { Diagnostic } from '../../base/diagnostic.ts'
import type { CompileCode } from '../codes.ts'
import { listed } from '../listed.ts'
import { problem } from '../problem.ts'
import { isExplaining } from '../suggest.ts'
import type { LetDefinition, PolicyDefinition } from './module.ts'

export interface Ordering<D> {
  readonly refersTo: (definition: D) => readonly D[]
  /** Reported once for each circle. */
  readonly code: CompileCode
  /** `a` verb `b`, in the message. */
  readonly verb: string
  /** How to break the circle. */
  readonly advice: string
  readonly diagnostics: Diagnostic[]
}

/**
 * Sorts definitions so that each comes after those it refers to, and reports every circle with
 * the whole way round. Definitions of a circle, and those that lead into one, are left out.
 *
 * Walks with a stack of its own: a chain of references may be as long as the file.
 */
export function orderDefinitions<D extends LetDefinition | PolicyDefinition>(
  definitions: readonly D[],
  ordering: Ordering<D>,
): readonly D[] {
  const state = new Map<D, 'open' | 'done' | 'broken'>()
  const ordered: D[] = []
  for (const root of definitions) {
    if (state.has(root)) continue
    const stack = [open(root)]
    while (stack.length > 0) {
      const top = stack.at(-1)
      if (top === undefined) break
      const next = top.pending.pop()
      if (next === undefined) {
        stack.pop()
        state.set(top.definition, top.broken ? 'broken' : 'done')
        if (!top.broken) ordered.push(top.definition)
        else for (const below of stack.slice(-1)) below.broken = true
        continue
      }
      const known = state.get(next)
      if (known === undefined) stack.push(open(next))
      else if (known !== 'done') {
        top.broken = true
        if (known === 'open' && isExplaining(ordering.diagnostics))
          reportCircle(
            stack.map((entry) => entry.definition),
            next,
            ordering,
          )
      }
    }
  }
  return ordered

  function open(definition: D): Entry<D> {
    state.set(definition, 'open')
    return { definition, pending: [...ordering.refersTo(definition)].reverse(), broken: false }
  }
}

interface Entry<D> {
  readonly definition: D
  readonly pending: D[]
  broken: boolean
}

function reportCircle<D extends LetDefinition | PolicyDefinition>(
  path: readonly D[],
  start: D,
  { code, verb, advice, diagnostics }: Ordering<D>,
): void {
  const circle = path.slice(path.indexOf(start))
  const names = [...circle, start].map((each) => `\`${each.name}\``)
  const message =
    circle.length === 1
      ? `${names[0]} ${verb} itself`
      : `${names[0]} ${verb} itself by way of ${listed(circle.slice(1).map((each) => each.name))}`
  diagnostics.push(
    problem(code, placeOf(start), {
      message,
      label: circle.length === 1 ? `${verb} itself` : `${names[0]} ${verb} ${names[1]}`,
      also: circle.slice(1, MOST_SHOWN).map((each, index) => ({
        ...placeOf(each),
        label: `${names[index + 1]} ${verb} ${names[index + 2]}`,
      })),
      help: advice,
    }),
  )
}

const MOST_SHOWN = 8

function placeOf({ item, home }: LetDefinition | PolicyDefinition) {
  return { source: home.source.name, span: item.name?.span ?? item.span }
}
