/** What the sandbox answers to a call, before it is written for one of the interfaces. */
export interface Answer {
  /** In the order in which a model writes them. None at all is an answer that is missing. */
  readonly parts: readonly Part[]
  readonly finish: 'stop' | 'length' | 'tool_calls' | 'content_filter'
  readonly usage: AnswerUsage
}

export type Part = { readonly kind: 'thought' | 'text'; readonly text: string } | CallPart

export interface CallPart {
  readonly kind: 'call'
  readonly name: string
  /** JSON, as text; broken off where the limit of tokens was reached. */
  readonly text: string
}

/** Tokens. What was read from the cache, and written to it, is part of the input. */
export interface AnswerUsage {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

/** What the writers of the interfaces put around an answer. */
export interface Frame {
  /** 32 hexadecimal digits, the same for the same request. */
  readonly id: string
  /** As the provider calls it. */
  readonly model: string
  readonly choices: number
  readonly wantsUsage: boolean
}

/** What answers say of when they were made: the same request is answered with the same bytes. */
export const CREATED_SECONDS = Date.UTC(2026, 0, 1) / 1000

/** The text of the part of that kind; empty where there is none. */
export function textOf({ parts }: Answer, kind: Part['kind']): string {
  return parts.map((part) => (part.kind === kind ? part.text : '')).join('')
}

export function callsOf({ parts }: Answer): readonly CallPart[] {
  return parts.filter((part) => part.kind === 'call')
}

/** An id of a part of the answer, in the form that clients know: `call_1f0e…`. */
export function partId({ id }: Frame, prefix: string, index = 0): string {
  return `${prefix}_${index.toString(16).padStart(2, '0')}${id.slice(0, 22)}`
}
