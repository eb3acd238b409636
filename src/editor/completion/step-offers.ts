import { INPUT } from '../../compile/check/typed-flow.ts'
import { writeName } from '../../syntax/quoted.ts'
import * as t from '../../syntax/tokens.ts'
import type { Offer } from './completion.ts'
import { nameOf, type Site } from './site.ts'

/** The steps so far, and the input of the flow; nothing where a step is given its name. */
export function stepOffers({ before }: Site): readonly Offer[] {
  const last = before.at(-1)?.tokenType
  const isUse = last === t.keyword.with || last === t.keyword.return || last === t.Comma
  if (!isUse) return []
  const steps = before.flatMap((token, i) =>
    before[i + 1]?.tokenType === t.Equal && before[i + 2]?.tokenType === t.keyword.ask
      ? [nameOf(token)]
      : [],
  )
  return [...new Set([...steps, INPUT])].map((name) => ({
    kind: 'step',
    label: name,
    detail: name === INPUT ? 'what the flow is called with' : 'step',
    doc: '',
    insert: writeName(name),
  }))
}
