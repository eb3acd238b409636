import { type Body, memberOf } from '../splice/body.ts'
import type { BodyFacts } from '../splice/body-facts.ts'
import type { Edit, Json } from '../splice/splice.ts'
import type { Surface } from './spoken-api.ts'

/** What a client asks for. */
export interface IncomingCall {
  readonly surface: Surface
  readonly body: Body
  readonly facts: BodyFacts
  /** What the transforms of the policy change in the body. */
  readonly edits: readonly Edit[]
  /** The client's headers, by their names in lower case. */
  readonly header: (name: string) => string | undefined
}

/** Embeddings come whole, whatever the client writes. */
export function wantsStream({ surface, facts }: Pick<IncomingCall, 'surface' | 'facts'>): boolean {
  return facts.wantsStream && surface !== 'embeddings'
}

/** A member as JSON text, after the edits; undefined where there is none. */
export function memberText(
  { body, edits }: Pick<IncomingCall, 'body' | 'edits'>,
  name: string,
): Json | undefined {
  const edit = edits.findLast((each) => each.name === name)
  if (edit !== undefined) return edit.kind === 'remove' ? undefined : edit.json
  const member = memberOf(body, name)
  if (member === undefined) return undefined
  return UTF_8.decode(body.bytes.subarray(member.valueStart, member.valueEnd))
}

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true })
