import { describe, expect, test, vi } from 'vitest'
import { expectReplays, type LabSetup, lab } from './lab.ts'
import { speakerOf } from './speaker.ts'
import { type Heard, type Way, wayOf } from './ways.ts'

/**
 * What is seen from all sides. A hop is written `candidate class/cause`, without the cause where it
 * is another by each interface, and as the candidate alone where it answered.
 */
interface Outcome {
  readonly hops: readonly string[]
  /** Whose whole answer the client has. */
  readonly answer?: string
  /** Of whose answer the client has a part, and is told that there is no more. */
  readonly part?: string
  /** The error that the client gets instead of an answer. */
  readonly error?: readonly [status: number, code: string]
}

interface Case extends LabSetup {
  readonly fault: string
  /** `cheapest` where absent. */
  readonly policy?: string
  readonly whole: Outcome
  /** As `whole` where absent. */
  readonly stream?: Outcome
}

const SECOND = { answer: 'beta/small' } as const
const NOBODY = [502, 'upstream_failed'] as const

/** Milliseconds; what does not wait for a timer takes far less, also on a busy machine. */
const TOO_LONG = 500

/** A failure of the first candidate that the second makes up for. */
function madeUpFor(failure: string): Outcome {
  return { ...SECOND, hops: [`alpha/small ${failure}`, 'beta/small'] }
}

/** A failure after which the client has only a part. */
function brokenOff(cause: string): Outcome {
  return { part: 'alpha/small', hops: [`alpha/small stream_interrupted/${cause}`] }
}

const CASES: readonly Case[] = [
  {
    fault: 'nothing fails',
    whole: { answer: 'alpha/small', hops: ['alpha/small'] },
  },
  {
    fault: 'a rate limit',
    faults: ['alpha=429'],
    whole: madeUpFor('rate_limit/rate_limited'),
  },
  {
    fault: 'a rate limit that is gone with the retry',
    faults: ['alpha=429@0:x1'],
    policy: 'cheapest on rate_limit retry 1 after 1ms then next',
    whole: { answer: 'alpha/small', hops: ['alpha/small rate_limit/rate_limited', 'alpha/small'] },
  },
  {
    fault: 'rate limits everywhere',
    faults: ['*=429@none'],
    whole: {
      error: [429, 'rate_limited'],
      hops: [
        'alpha/small rate_limit/rate_limited',
        'beta/small rate_limit/rate_limited',
        'beta/large rate_limit/rate_limited',
        'claude/large rate_limit/rate_limited',
      ],
    },
  },
  {
    fault: 'an account that is empty, with the status of a rate limit',
    faults: ['alpha=429@quota'],
    whole: madeUpFor('payment_required/quota_exhausted'),
  },
  {
    fault: 'one 500, and a retry',
    faults: ['alpha=500:x1'],
    policy: 'cheapest on server_error retry 1 after 1ms then next',
    whole: {
      answer: 'alpha/small',
      hops: ['alpha/small server_error/provider_error', 'alpha/small'],
    },
  },
  {
    fault: 'a 503 that stays, and its retries',
    faults: ['alpha=503'],
    policy: 'cheapest on server_error retry 2 after 1ms then next',
    whole: {
      ...SECOND,
      hops: [
        'alpha/small server_error/provider_error',
        'alpha/small server_error/provider_error',
        'alpha/small server_error/provider_error',
        'beta/small',
      ],
    },
  },
  {
    fault: 'failures of servers everywhere',
    faults: ['alpha=500', 'beta=502', 'claude=529'],
    whole: {
      error: NOBODY,
      hops: [
        'alpha/small server_error/provider_error',
        'beta/small server_error/provider_error',
        'beta/large server_error/provider_error',
        'claude/large server_error/overloaded',
      ],
    },
  },
  { fault: 'a 504', faults: ['alpha=504'], whole: madeUpFor('timeout/provider_timeout') },
  { fault: 'a 408', faults: ['alpha=408'], whole: madeUpFor('timeout/provider_timeout') },
  { fault: 'a 404', faults: ['alpha=404'], whole: madeUpFor('model_unavailable/model_missing') },
  {
    fault: 'a key that is refused',
    faults: ['alpha=401'],
    whole: madeUpFor('auth_error/key_rejected'),
  },
  {
    fault: 'access that is denied',
    faults: ['alpha=403'],
    whole: madeUpFor('auth_error/access_denied'),
  },
  {
    fault: 'an unpaid bill',
    faults: ['alpha=402'],
    whole: madeUpFor('payment_required/quota_exhausted'),
  },
  {
    fault: 'keys that are refused everywhere',
    faults: ['*=401'],
    whole: {
      error: [502, 'upstream_credential'],
      hops: [
        'alpha/small auth_error/key_rejected',
        'beta/small auth_error/key_rejected',
        'claude/large auth_error/key_rejected',
      ],
    },
  },
  {
    fault: 'a request that is refused',
    faults: ['alpha=400'],
    whole: { error: [400, 'bad_request'], hops: ['alpha/small bad_request/bad_request'] },
  },
  {
    fault: 'a context that is too small',
    faults: ['alpha=overflow'],
    whole: {
      answer: 'beta/large',
      hops: ['alpha/small context_overflow/context_exceeded', 'beta/large'],
    },
  },
  {
    fault: 'contexts that are all too small',
    faults: ['*=overflow'],
    whole: {
      error: [400, 'context_length_exceeded'],
      hops: [
        'alpha/small context_overflow/context_exceeded',
        'beta/large context_overflow/context_exceeded',
      ],
    },
  },
  {
    fault: 'a filter that refuses the request',
    faults: ['alpha=filter@request'],
    whole: {
      error: [400, 'content_filter'],
      hops: ['alpha/small content_filter/content_filtered'],
    },
  },
  {
    fault: 'a filter that leaves nothing of the answer',
    faults: ['alpha=filter@finish'],
    whole: {
      error: [400, 'content_filter'],
      hops: ['alpha/small content_filter/content_filtered'],
    },
  },
  {
    fault: 'a fallback that refuses the conversation',
    faults: ['alpha=500', 'beta/small=400'],
    policy: 'cheapest on bad_request next',
    whole: {
      answer: 'beta/large',
      hops: [
        'alpha/small server_error/provider_error',
        'beta/small bad_request/bad_request',
        'beta/large',
      ],
    },
  },
  {
    fault: 'a fallback that refuses the conversation, where that is the end',
    faults: ['alpha=500', 'beta=400'],
    whole: {
      error: [400, 'bad_request'],
      hops: ['alpha/small server_error/provider_error', 'beta/small bad_request/bad_request'],
    },
  },
  {
    fault: 'a connection that is reset before any header',
    faults: ['alpha=reset'],
    whole: madeUpFor('network_error/connection_reset'),
  },
  {
    fault: 'a provider that accepts and is silent',
    faults: ['alpha=silence'],
    timers: { headersMs: TOO_LONG },
    whole: madeUpFor('timeout/headers_timeout'),
  },
  {
    fault: 'a first token that is too slow',
    faults: ['alpha=slow-token@60000'],
    timers: { firstTokenMs: TOO_LONG, idleMs: 1.2 * TOO_LONG },
    whole: madeUpFor('timeout/idle_timeout'),
    stream: madeUpFor('timeout/first_token_timeout'),
  },
  {
    fault: 'a provider that proves its life and writes nothing',
    faults: ['alpha=keep-alive@60000'],
    timers: { firstTokenMs: TOO_LONG, attemptMs: 1.2 * TOO_LONG },
    whole: madeUpFor('timeout/attempt_timeout'),
    stream: madeUpFor('timeout/first_token_timeout'),
  },
  {
    fault: 'an answer that is cut',
    faults: ['alpha=cut@5'],
    whole: madeUpFor('network_error/connection_reset'),
    stream: brokenOff('connection_reset'),
  },
  {
    fault: 'an answer that ends in its middle as if it were whole',
    faults: ['alpha=end@5'],
    whole: madeUpFor('bad_response/truncated_json'),
    stream: brokenOff('truncated_stream'),
  },
  {
    fault: 'an answer that stalls',
    faults: ['alpha=stall@5'],
    timers: { idleMs: TOO_LONG },
    whole: madeUpFor('timeout/idle_timeout'),
    stream: brokenOff('idle_timeout'),
  },
  {
    fault: 'something in the answer that is no JSON',
    faults: ['alpha=malformed@5'],
    whole: madeUpFor('bad_response/truncated_json'),
    stream: brokenOff('malformed_event'),
  },
  {
    fault: 'JSON that breaks off',
    faults: ['alpha=truncated@5'],
    whole: madeUpFor('bad_response/truncated_json'),
    stream: brokenOff('truncated_stream'),
  },
  {
    fault: 'an error in the middle of the answer',
    faults: ['alpha=error@5'],
    whole: madeUpFor('bad_response/provider_error'),
    stream: brokenOff('provider_error'),
  },
  {
    fault: 'a stream without its last event',
    faults: ['alpha=no-done'],
    whole: { answer: 'alpha/small', hops: ['alpha/small'] },
  },
  { fault: 'a page of HTML', faults: ['alpha=html'], whole: madeUpFor('bad_response/html') },
  {
    fault: 'no choices',
    faults: ['alpha=empty'],
    whole: madeUpFor('bad_response'),
  },
  {
    fault: 'an empty text',
    faults: ['alpha=blank'],
    whole: madeUpFor('bad_response/empty_answer'),
  },
  {
    fault: 'JSON that is no answer',
    faults: ['alpha=wrong-json'],
    whole: madeUpFor('bad_response'),
  },
  {
    fault: 'a line that does not end',
    faults: ['alpha=huge@2'],
    whole: madeUpFor('bad_response/truncated_json'),
    stream: madeUpFor('bad_response/truncated_stream'),
  },
]

const WAYS = ['chat', 'chat stream', 'messages', 'messages stream', 'responses', 'responses stream']

/** Timers know nothing of interfaces, and waiting for them takes time. */
const WAITING_WAYS: ReadonlySet<string> = new Set(['chat', 'chat stream', 'messages stream'])

describe.each(WAYS)('by way of %s', (name) => {
  const cases = CASES.filter(({ timers }) => timers === undefined || WAITING_WAYS.has(name))

  test.concurrent.for(cases)('$fault', async (row, { onTestFinished }) => {
    const way = wayOf(name)
    const outcome = way.delivery === 'whole' ? row.whole : (row.stream ?? row.whole)
    await check({ ...row, onTestFinished }, way, outcome)
  })
})

test.each([
  ['chat', 68],
  ['chat stream', 17],
] as const)(
  'by way of %s %i megabytes are given up, and another answer asked for',
  async (name, size) => {
    const whole = madeUpFor('bad_response/event_too_large')
    await check({ fault: '', faults: [`alpha=huge@${size}`], whole }, wayOf(name), whole)
  },
)

async function check({ policy = 'cheapest', ...setup }: Case, way: Way, expected: Outcome) {
  const { answer, part, error } = expected
  const wanted = expected.hops.filter((hop) => canBeAsked(hop, way))
  const room = await lab(setup)
  const response = await room.post(way.path, { policy, ...way.body })
  const heard = way.read(await response.text())
  const receipt = await room.receipt()
  const hops = receipt.hops.map(({ candidate, failure, cause }, index) => {
    if (failure === undefined) return candidate
    const isCauseToldOf = wanted[index]?.includes(' ') && !wanted[index].endsWith(` ${failure}`)
    return `${candidate} ${failure}${isCauseToldOf ? `/${cause}` : ''}`
  })
  expect(hops).toEqual(wanted)
  expect(room.calls.map(({ provider, family }) => `${provider}/${family}`)).toEqual(
    wanted.map((hop) => hop.split(' ')[0]),
  )
  expect(response.headers.get('x-unhardcoded-receipt')).toBe(receipt.id)
  const told = error === undefined ? {} : { error: toldAs(error, way) }
  expectHeard({ heard, status: response.status }, { ...expected, ...told })
  expect(receipt.outcome).toBe(answer ? 'complete' : part ? 'incomplete' : 'exhausted')
  expect(receipt.hops.at(-1)?.sent).toBe(answer ? 'all' : part ? 'part' : 'nothing')
  expect(room.receipts).toHaveLength(1)
  expect(await expectReplays(room)).toEqual([])
  expect(room.faults).toEqual([])
  await vi.waitFor(() => expect(room.sandbox.counts().open).toBe(0), { interval: 2 })
}

/** Anthropic's interface has no words for what the Responses API can say. */
function canBeAsked(hop: string, { path }: Way): boolean {
  return path !== '/responses' || !hop.startsWith('claude/')
}

/** Anthropic's errors have a type for each status, and no codes. */
function toldAs(error: NonNullable<Outcome['error']>, { path }: Way): typeof error {
  if (path !== '/messages') return error
  const [status] = error
  return [status, MESSAGES_ERRORS[status] ?? '?']
}

const MESSAGES_ERRORS: { readonly [status: number]: string } = {
  400: 'invalid_request_error',
  429: 'rate_limit_error',
  502: 'api_error',
}

interface Had {
  readonly heard: Heard
  readonly status: number
}

function expectHeard({ heard, status }: Had, { answer, part, error }: Outcome): void {
  const { text, isWhole, summary } = heard
  if (answer !== undefined) {
    expect({ status, isWhole, error: heard.error }).toEqual({
      status: 200,
      isWhole: true,
      error: undefined,
    })
    expect(speakerOf(text)).toBe(answer)
    expect(summary).toMatchObject({ model: answer, outcome: 'complete' })
    return
  }
  expect(isWhole).toBe(false)
  if (part === undefined) {
    expect({ status, error: heard.error, text }).toEqual({
      status: error?.[0],
      error: error?.[1],
      text: '',
    })
    return
  }
  expect(status).toBe(200)
  expect(heard.error).toBeDefined()
  expect(part).toContain(speakerOf(text) === '?' ? '' : speakerOf(text))
  expect(text).not.toBe('')
}
