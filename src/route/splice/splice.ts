import type { Body, Member } from './body.ts'
import { Parts, type Spliced } from './parts.ts'

/**
 * What is to become of the members of one name. Whatever no edit names keeps its bytes: blanks, the
 * order of keys, escapes, numbers that no double holds, duplicates.
 *
 * - `set`: the value takes the place of the one that is there, at the first member of that name;
 *   others of that name are taken out. Which of two equal keys holds differs from one parser to the
 *   next, and some refuse both; after this there is one. Where none is there, it is added at the end.
 * - `append`: it is added at the end, and all members of that name are taken out before.
 * - `remove`: all members of that name are taken out, each with one comma.
 */
export type Edit =
  | { readonly kind: 'set' | 'append'; readonly name: string; readonly json: Json }
  | { readonly kind: 'remove'; readonly name: string }

/** A value as JSON text, such as `JSON.stringify` answers. It is not looked at. */
export type Json = string

/**
 * The body with the edits made. What is added comes in the order of the edits; of several edits of
 * one name the last holds.
 */
export function splice(body: Body, edits: readonly Edit[]): Spliced {
  const plan = planOf(body, edits)
  const parts = new Parts(body.bytes)
  let last: Member | undefined
  let removed: Member | undefined
  for (const [i, member] of body.members.entries()) {
    const fate = plan.fates[i]
    if (fate === 'remove') {
      removed ??= member
      continue
    }
    // With the commas behind them: the member that follows now stands in their place.
    if (removed !== undefined) parts.replace(removed.keyStart, member.keyStart, '')
    removed = undefined
    if (fate !== undefined) parts.replace(member.valueStart, member.valueEnd, fate.json)
    last = member
  }
  // What ends the object goes with the comma before it, and this is where members are added.
  const start = last?.valueEnd ?? removed?.keyStart ?? body.inside
  const end = removed === undefined ? start : (body.members.at(-1)?.valueEnd ?? start)
  parts.replace(start, end, addedText(plan.added, last !== undefined))
  return parts.finish()
}

type Addition = Edit & { readonly kind: 'set' | 'append' }

interface Plan {
  /** What becomes of each member; undefined where it stays as it is. */
  readonly fates: readonly ('remove' | Addition | undefined)[]
  readonly added: readonly Addition[]
}

function planOf({ members }: Body, edits: readonly Edit[]): Plan {
  const byName = new Map<string, Edit>()
  for (const edit of edits) byName.set(edit.name, edit)
  const placed = new Set<string>()
  const fates = members.map(({ name }) => {
    const edit = byName.get(name)
    if (edit === undefined) return undefined
    if (edit.kind !== 'set' || placed.has(name)) return 'remove'
    placed.add(name)
    return edit
  })
  const added: Addition[] = []
  for (const [name, edit] of byName) {
    if (edit.kind !== 'remove' && !placed.has(name)) added.push(edit)
  }
  return { fates, added }
}

function addedText(added: readonly Addition[], followsMember: boolean): string {
  const text = added.map(({ name, json }) => `${JSON.stringify(name)}:${json}`).join(',')
  return text !== '' && followsMember ? `,${text}` : text
}
