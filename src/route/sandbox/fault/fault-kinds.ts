/*
 * Every way in which the sandbox can fail on purpose. Help, documentation and tests read this table.
 */

/** What may stand behind the `@` of a kind, and what holds where nothing does. */
export type FaultArgument =
  | { readonly takes: 'nothing' }
  | { readonly takes: 'milliseconds' | 'chunks' | 'megabytes'; readonly usual: number }
  /** One of the words, the first where none is given; with `or`, a number of those too. */
  | { readonly takes: 'word'; readonly words: readonly string[]; readonly or?: 'seconds' }

interface Row {
  /**
   * `refuses`: a status and an error instead of an answer. `changes`: another answer.
   * `disturbs`: the answer, on another way.
   */
  readonly acts: 'refuses' | 'changes' | 'disturbs'
  readonly argument: FaultArgument
  /** What happens; `N` is the argument. */
  readonly doc: string
}

const NOTHING = { takes: 'nothing' } as const
const CHUNKS = { takes: 'chunks', usual: 8 } as const
const WAIT = { takes: 'milliseconds', usual: 5000 } as const

// biome-ignore format: table
export const FAULT_KINDS = {
  '400':        { acts: 'refuses',  argument: NOTHING, doc: 'the request is not valid' },
  '401':        { acts: 'refuses',  argument: NOTHING, doc: 'the key is rejected' },
  '402':        { acts: 'refuses',  argument: NOTHING, doc: 'the account is empty' },
  '403':        { acts: 'refuses',  argument: NOTHING, doc: 'access is denied' },
  '404':        { acts: 'refuses',  argument: NOTHING, doc: 'the model is not there' },
  '408':        { acts: 'refuses',  argument: NOTHING, doc: 'the provider gives the request up' },
  '429':        { acts: 'refuses',  argument: { takes: 'word', words: ['seconds', 'date', 'ms', 'reset', 'none', 'quota'], or: 'seconds' }, doc: 'too many requests; the word says how it is told when to come back, a number says after how many seconds' },
  '500':        { acts: 'refuses',  argument: NOTHING, doc: 'the provider failed' },
  '502':        { acts: 'refuses',  argument: NOTHING, doc: 'bad gateway' },
  '503':        { acts: 'refuses',  argument: NOTHING, doc: 'the provider is not available' },
  '504':        { acts: 'refuses',  argument: NOTHING, doc: 'gateway timeout' },
  '529':        { acts: 'refuses',  argument: NOTHING, doc: 'the provider is overloaded' },
  overflow:     { acts: 'refuses',  argument: NOTHING, doc: 'the context is too long' },
  filter:       { acts: 'changes',  argument: { takes: 'word', words: ['request', 'finish', 'part'] }, doc: 'a content filter: refuses the request, ends the answer before its first word, or in the middle of it' },
  empty:        { acts: 'changes',  argument: NOTHING, doc: 'an answer without choices, output or content' },
  blank:        { acts: 'changes',  argument: NOTHING, doc: 'an answer with an empty text' },
  'wrong-json': { acts: 'changes',  argument: NOTHING, doc: 'JSON that is no answer' },
  html:         { acts: 'changes',  argument: NOTHING, doc: 'a page of HTML, with status 200' },
  huge:         { acts: 'disturbs', argument: { takes: 'megabytes', usual: 64 }, doc: 'a line of N megabytes that does not end' },
  reset:        { acts: 'disturbs', argument: NOTHING, doc: 'the connection is reset before any header' },
  silence:      { acts: 'disturbs', argument: NOTHING, doc: 'nothing comes, ever' },
  slow:         { acts: 'disturbs', argument: WAIT,    doc: 'the headers come after N ms' },
  'slow-token': { acts: 'disturbs', argument: WAIT,    doc: 'the headers come at once, the rest after N ms' },
  'keep-alive': { acts: 'disturbs', argument: WAIT,    doc: 'as slow-token, and each second a sign of life that is no part of the answer' },
  cut:          { acts: 'disturbs', argument: CHUNKS,  doc: 'the connection breaks after N chunks' },
  end:          { acts: 'disturbs', argument: CHUNKS,  doc: 'the response ends as if it were whole after N chunks' },
  stall:        { acts: 'disturbs', argument: CHUNKS,  doc: 'nothing more comes after N chunks, and nothing ends' },
  malformed:    { acts: 'disturbs', argument: CHUNKS,  doc: 'something that is not JSON after N chunks' },
  error:        { acts: 'disturbs', argument: CHUNKS,  doc: 'an error after N chunks of a stream, and its end' },
  truncated:    { acts: 'disturbs', argument: CHUNKS,  doc: 'the JSON breaks off in the middle of what comes after N chunks' },
  'no-done':    { acts: 'disturbs', argument: NOTHING, doc: '`[DONE]`, or `message_stop`, is left out of a stream' },
} as const satisfies Record<string, Row>

export type FaultKind = keyof typeof FAULT_KINDS

/** The kinds that act in that way. */
export type KindThat<A extends Row['acts']> = {
  [K in FaultKind]: (typeof FAULT_KINDS)[K]['acts'] extends A ? K : never
}[FaultKind]

/** Every kind as it is written, `429[@seconds|date|…]` or `cut[@N]`, and what happens. */
export function writtenFaults(): readonly WrittenFault[] {
  return Object.entries<Row>(FAULT_KINDS).map(([kind, { argument, doc }]) => ({
    written: kind + behind(argument),
    doc,
  }))
}

interface WrittenFault {
  readonly written: string
  readonly doc: string
}

function behind(argument: FaultArgument): string {
  if (argument.takes === 'nothing') return ''
  if (argument.takes !== 'word') return '[@N]'
  return `[@${[...argument.words, ...(argument.or === undefined ? [] : ['N'])].join('|')}]`
}
