import type { Api } from '../../classify/check-answer.ts'
import { dialectOfApi } from '../address.ts'
import { wordsOf } from '../answer/piece.ts'
import { refusalBody } from '../refusal.ts'
import type { Step } from '../step.ts'
import type { Fault } from './fault.ts'
import type { KindThat } from './fault-kinds.ts'

/** How a response is written, which decides how it fails. */
export interface Manner {
  readonly api: Api
  readonly isStreamed: boolean
}

/**
 * The steps of a response that the fault disturbs. What is to happen after more chunks than there
 * are happens after the last, so that a disturbed answer is never whole.
 */
export function disturbed(steps: readonly Step[], fault: Fault, manner: Manner): readonly Step[] {
  const disturbs: { readonly [kind: string]: Disturb } = DISTURBANCES
  const disturb = Object.hasOwn(DISTURBANCES, fault.kind) ? disturbs[fault.kind] : undefined
  return disturb?.(manner.isStreamed ? steps : steps.flatMap(inChunks), fault, manner) ?? steps
}

/** The chunks of a whole body are its words. */
function inChunks(step: Step): readonly Step[] {
  return step.kind === 'write' ? wordsOf(step.text).map((text) => ({ ...step, text })) : [step]
}

type Disturb = (steps: readonly Step[], fault: Fault, manner: Manner) => readonly Step[]

const DISTURBANCES: Record<KindThat<'disturbs'>, Disturb> = {
  huge: (steps, { amount }, { isStreamed }) => [
    ...withoutLength(upToHead(steps)),
    write(isStreamed ? 'data: {"sandbox":"' : '{"sandbox":"'),
    { kind: 'fill', bytes: amount * 1_000_000 },
    { kind: 'end' },
  ],
  reset: () => [{ kind: 'reset' }],
  silence: () => [{ kind: 'hang' }],
  slow: (steps, { amount }) => [{ kind: 'wait', ms: amount }, ...steps],
  'slow-token': (steps, { amount }) => [
    ...upToHead(steps),
    { kind: 'wait', ms: amount },
    ...afterHead(steps),
  ],
  'keep-alive': (steps, { amount }, manner) => [
    ...withoutLength(upToHead(steps)),
    ...signsOfLife(amount, manner),
    ...afterHead(steps),
  ],
  cut: (steps, { amount }) => [...upToChunk(steps, amount), { kind: 'cut' }],
  end: (steps, { amount }) => [...withoutLength(upToChunk(steps, amount)), { kind: 'end' }],
  stall: (steps, { amount }) => [...upToChunk(steps, amount), { kind: 'hang' }],
  malformed: (steps, { amount }, { isStreamed }) => [
    ...withoutLength(upToChunk(steps, amount)),
    write(isStreamed ? 'data: {"sandbox": tru\n\n' : '"<{"'),
    ...afterChunk(steps, amount),
  ],
  error: (steps, { amount }, manner) =>
    manner.isStreamed
      ? [...upToChunk(steps, amount), write(errorEvent(manner)), { kind: 'end' }]
      : [...withoutLength(upToHead(steps)), write(errorText(manner)), { kind: 'end' }],
  truncated: (steps, { amount }) => [
    ...withoutLength(upToChunk(steps, amount)),
    ...afterChunk(steps, amount).slice(0, 1).map(halved),
    { kind: 'end' },
  ],
  'no-done': (steps) => steps.filter((step) => step.kind !== 'write' || step.is !== 'done'),
}

function write(text: string): Step {
  return { kind: 'write', text, is: 'frame' }
}

function headAt(steps: readonly Step[]): number {
  return steps.findIndex(({ kind }) => kind === 'head') + 1
}

function upToHead(steps: readonly Step[]): readonly Step[] {
  return steps.slice(0, headAt(steps))
}

function afterHead(steps: readonly Step[]): readonly Step[] {
  return steps.slice(headAt(steps))
}

function upToChunk(steps: readonly Step[], count: number): readonly Step[] {
  return steps.slice(0, chunkAt(steps, count))
}

/** What is written after that many chunks: a chunk, if there is another. */
function afterChunk(steps: readonly Step[], count: number): readonly Step[] {
  return steps.slice(chunkAt(steps, count)).filter(({ kind }) => kind !== 'wait')
}

/** The place behind so many chunks, before the last of a whole body and before the end of a stream. */
function chunkAt(steps: readonly Step[], count: number): number {
  const chunks = steps.flatMap((step, at) => (isToken(step) ? [at] : []))
  const hasEnd = steps.some((step) => step.kind === 'write' && step.is === 'end')
  const most = hasEnd ? chunks.length : chunks.length - 1
  const wanted = Math.min(count, most)
  if (wanted > 0) return (chunks[wanted - 1] ?? 0) + 1
  return chunks[0] ?? headAt(steps)
}

function isToken(step: Step): boolean {
  return step.kind === 'write' && step.is === 'token'
}

/** A response whose length is not known beforehand ends where it ends. */
function withoutLength(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => {
    if (step.kind !== 'head') return step
    const { 'content-length': _, ...headers } = step.headers
    return { ...step, headers }
  })
}

function halved(step: Step): Step {
  return step.kind === 'write'
    ? { ...step, text: step.text.slice(0, Math.ceil(step.text.length / 2)) }
    : step
}

/** A stream has comments or pings; before JSON there may be white space. */
function signsOfLife(ms: number, { api, isStreamed }: Manner): readonly Step[] {
  const ping = api === 'messages' ? 'event: ping\ndata: {"type":"ping"}\n\n' : ': sandbox\n\n'
  const count = Math.max(2, Math.ceil(ms / SIGN_EVERY_MS))
  return Array.from({ length: count }).flatMap((): readonly Step[] => [
    write(isStreamed ? ping : '\n'),
    { kind: 'wait', ms: ms / count },
  ])
}

const SIGN_EVERY_MS = 1000

function errorText({ api }: Manner): string {
  return JSON.stringify(refusalBody({ kind: 'server_error' }, dialectOfApi(api)))
}

function errorEvent(manner: Manner): string {
  if (manner.api === 'responses') {
    const error = {
      type: 'error',
      code: 'server_error',
      message: 'The server had an error.',
      param: null,
    }
    return `event: error\ndata: ${JSON.stringify(error)}\n\n`
  }
  return `${manner.api === 'messages' ? 'event: error\n' : ''}data: ${errorText(manner)}\n\n`
}
