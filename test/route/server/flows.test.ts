import { describe, expect, test } from 'vitest'
import { admitFlow, fingerprintFlow, normalizeFlow } from '../../../src/ir/index.ts'
import { expectClean } from './expect-clean.ts'
import { type Lab, type LabSetup, lab } from './lab.ts'

const POLICIES = `
policy cheap = cheapest where price_in <= $1/Mtok fallback next
policy dear = cheapest where family is large fallback next

flow fusion =
  short = ask cheap "Be short." with input
  long  = ask dear "Be thorough." with input
  final = ask cheap "Choose." with short, long template "A: $1 B: $2"
  return final

flow single =
  only = ask cheap "Be kind." with input
  return only
`

const HELLO = { messages: [{ role: 'user', content: 'What is 17*23?' }] }
const CHAT = '/chat/completions'

interface Sent {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[]
  readonly [member: string]: unknown
}

function sentIn(room: Lab): readonly Sent[] {
  return room.calls.map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8')))
}

function flowLab(setup: LabSetup = {}): Promise<Lab> {
  return lab({ policies: POLICIES, ...setup })
}

const UNFILLED = '`$5` stands for an input that this step does not have, and is replaced by nothing'

async function warningsOf(response: Response): Promise<unknown> {
  const { x_router } = (await response.json()) as { readonly x_router: { warnings?: unknown } }
  return x_router.warnings
}

describe('a flow by name', () => {
  test('answers what its last step does, told what the steps before it said', async () => {
    const room = await flowLab()
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(response.status).toBe(200)
    const answer = (await response.json()) as {
      readonly model: string
      readonly x_router: Readonly<Record<string, unknown>>
    }
    expect(room.calls.map(({ provider, family }) => `${provider}/${family}`)).toEqual([
      'alpha/small',
      'beta/large',
      'alpha/small',
    ])
    const [short, long, best] = sentIn(room)
    expect(short?.messages).toEqual([{ role: 'system', content: 'Be short.' }, ...HELLO.messages])
    expect(long?.messages[0]).toEqual({ role: 'system', content: 'Be thorough.' })
    expect(best?.messages.slice(0, 2)).toEqual([
      { role: 'system', content: 'Choose.' },
      ...HELLO.messages,
    ])
    expect(best?.messages[2]?.content).toMatch(/^A: .*small.* B: .*large/s)
    expect(answer.x_router).toMatchObject({
      flow: { name: 'fusion' },
      model: 'alpha/small',
      attempts: 3,
      outcome: 'complete',
    })
    await expectClean(room)
  })

  test('leaves one receipt with every node in it', async () => {
    const room = await flowLab()
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    await response.text()
    const receipt = await room.flow()
    expect(response.headers.get('x-unhardcoded-receipt')).toBe(receipt.id)
    expect(response.headers.get('x-unhardcoded-policy')).toBe('flow:fusion')
    expect(response.headers.get('x-unhardcoded-attempts')).toBe('3')
    const told = receipt.nodes.map(({ node, step, inputs, outcome }) => [
      node,
      step,
      inputs,
      outcome,
    ])
    expect(told).toEqual([
      ['n1', expect.stringMatching('^short$|^long$'), ['n0'], 'complete'],
      ['n2', expect.stringMatching('^short$|^long$'), ['n0'], 'complete'],
      ['n3', 'final', expect.arrayContaining(['n1', 'n2']), 'complete'],
    ])
    const wires = receipt.nodes.map(({ step, policy }) => `${step} ${policy.name}`)
    expect(wires.toSorted()).toEqual(['final cheap', 'long dear', 'short cheap'])
    expect(receipt.answers).toBe('n3')
    expect(receipt.cost.settled).toBe(response.headers.get('x-unhardcoded-cost'))
    const starts = receipt.nodes.map(({ hops }) => hops[0]?.start_ms ?? 0)
    const ends = receipt.nodes.map(({ hops }) => hops[0]?.end_ms ?? 0)
    expect(starts[2]).toBeGreaterThanOrEqual(Math.max(ends[0] ?? 0, ends[1] ?? 0))
    await expectClean(room)
  })

  test('begins steps that do not wait for each other at once', async () => {
    let release: () => void = () => {}
    const both = new Promise<void>((resolve) => {
      release = resolve
    })
    let waiting = 0
    const meets = async (_: unknown, response: import('node:http').ServerResponse) => {
      waiting += 1
      if (waiting === 2) release()
      await both
      const message = { role: 'assistant', content: 'met' }
      const choices = [{ index: 0, message, finish_reason: 'stop' }]
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: 'x', object: 'chat.completion', model: 'm', choices }))
    }
    const room = await flowLab({ stubs: { alpha: meets, beta: meets } })
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(response.status).toBe(200)
    await response.text()
    await expectClean(room)
  })

  test('streams its last step, and no other', async () => {
    const room = await flowLab()
    const response = await room.post(CHAT, { model: 'flow:fusion', stream: true, ...HELLO })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const text = await response.text()
    expect(text).toMatch(/"flow":\{"name":"fusion"/)
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true)
    expect(sentIn(room).map(({ stream }) => stream)).toEqual([undefined, undefined, true])
    expect(await room.flow()).toMatchObject({ outcome: 'complete', request: { stream: true } })
    await expectClean(room)
  })

  test('takes what the request says of its answer to the last step alone', async () => {
    const room = await flowLab()
    const shape = { response_format: { type: 'json_object' }, n: 1, temperature: 0.2 }
    await (await room.post(CHAT, { model: 'flow:fusion', ...shape, ...HELLO })).text()
    const sent = sentIn(room)
    expect(sent.map(({ response_format }) => response_format !== undefined)).toEqual([
      false,
      false,
      true,
    ])
    expect(sent.map(({ temperature }) => temperature)).toEqual([0.2, 0.2, 0.2])
  })

  test('is listed as a model', async () => {
    const room = await flowLab()
    expect(await (await fetch(`${room.url}/models`)).text()).toContain('"flow:fusion"')
  })
})

describe('a flow as data', () => {
  const POLICY = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]]
  const FLOW = [
    'flow',
    {
      u: { kind: 'input' },
      a: {
        kind: 'llm',
        system: '',
        policy: POLICY,
        inputs: ['u'],
        template: 'Say it in verse: $1',
      },
      out: { kind: 'output', inputs: ['a'] },
    },
  ]

  test('runs, and its receipt has its identity', async () => {
    const room = await flowLab()
    const response = await room.post(CHAT, { model: 'flow:mine', flow_ir: FLOW, ...HELLO })
    expect(response.status).toBe(200)
    await response.text()
    const admitted = admitFlow(FLOW)
    if (!admitted.ok) throw new Error('it is no flow')
    const fingerprint = fingerprintFlow(normalizeFlow(admitted.value))
    expect((await room.flow()).flow).toEqual({ name: 'mine', fingerprint })
    expect(sentIn(room)[0]?.messages).toEqual([
      { role: 'user', content: 'Say it in verse: What is 17*23?' },
    ])
    await expectClean(room)
  })

  test.each([
    ['a circle', { a: { inputs: ['u', 'a'] } }, 'invalid_flow', /answer/],
    ['an unknown input', { a: { inputs: ['v'] } }, 'invalid_flow', /v/],
    ['an unknown operation', { a: { policy: ['policy', ['tip']] } }, 'invalid_flow', /policy/],
  ])('with %s is refused with its place', async (_, change, code, message) => {
    const room = await flowLab()
    const [tag, nodes] = FLOW as [string, Record<string, object>]
    const broken = [tag, { ...nodes, a: { ...nodes.a, ...change.a } }]
    const response = await room.post(CHAT, { flow_ir: broken, ...HELLO })
    expect(response.status).toBe(400)
    const { error } = (await response.json()) as { readonly error: Record<string, string> }
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.param).toMatch(/^flow_ir/)
    await expectClean(room, 0)
  })

  test('with a template that nothing fills is run, and its sender is told', async () => {
    const room = await flowLab()
    const [tag, nodes] = FLOW as [string, Record<string, object>]
    const odd = [tag, { ...nodes, a: { ...nodes.a, template: 'Costs $5: $1' } }]
    const response = await room.post(CHAT, { flow_ir: odd, ...HELLO })
    expect(response.status).toBe(200)
    expect(await warningsOf(response)).toEqual([
      {
        code: 'UH2022',
        message: `step \`a\` of the flow: ${UNFILLED}`,
        param: 'flow_ir[1]["a"].template',
      },
    ])
    expect(sentIn(room)[0]?.messages).toEqual([{ role: 'user', content: 'Costs : What is 17*23?' }])
    await expectClean(room)
  })

  test('that asks nobody is refused', async () => {
    const room = await flowLab()
    const echo = ['flow', { u: { kind: 'input' }, out: { kind: 'output', inputs: ['u'] } }]
    const response = await room.post(CHAT, { flow_ir: echo, ...HELLO })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('asks no model')
  })
})

describe('a flow in a text', () => {
  test('brings the policies of its steps', async () => {
    const room = await flowLab()
    const response = await room.post(CHAT, { policy: POLICIES, model: 'flow:single', ...HELLO })
    expect(response.status).toBe(200)
    await response.text()
    expect((await room.flow()).nodes.length).toBe(1)
    await expectClean(room)
  })

  test('with a template that nothing fills is told of by the names of its steps', async () => {
    const room = await flowLab()
    const policy = POLICIES.replace('"A: $1 B: $2"', '"A: $1 B: $5"')
    const response = await room.post(CHAT, { policy, model: 'flow:fusion', ...HELLO })
    expect(await warningsOf(response)).toEqual([
      { code: 'UH2022', message: `step \`final\` of the flow: ${UNFILLED}`, param: 'policy' },
    ])
    const sound = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(await warningsOf(sound)).toBeUndefined()
    await expectClean(room, 2)
  })

  test('of several is chosen by name', async () => {
    const room = await flowLab()
    const response = await room.post(CHAT, { policy: POLICIES, model: 'flow:', ...HELLO })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('`fusion`')
  })
})

test.each([
  [{ model: 'flow:fussion' }, 'unknown_policy', 'did you mean `flow:fusion`?'],
  [{ model: 'flow:fusion', policy_params: { a: 1 } }, 'invalid_policy_params', 'no parameters'],
  [{ model: 'flow:fusion', messages: [] }, 'invalid_flow', 'no message of the user'],
  [{ model: 'flow:fusion', messages: undefined }, 'invalid_flow', 'wants `messages`'],
])('%j is refused', async (body, code, message) => {
  const room = await flowLab()
  const response = await room.post(CHAT, { ...HELLO, ...body })
  expect(response.status).toBe(400)
  const { error } = (await response.json()) as { readonly error: Record<string, string> }
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)])
  await expectClean(room, 0)
})

test('a flow is not run for the other surfaces', async () => {
  const room = await flowLab()
  const response = await room.post('/responses', { model: 'flow:single', input: 'hi' })
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining('/v1/chat/completions'),
  ])
})

describe('where a step fails', () => {
  test('it falls over as a request does', async () => {
    const room = await flowLab({ faults: ['alpha=500'] })
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(response.status).toBe(200)
    await response.text()
    const { nodes } = await room.flow()
    expect(nodes.map(({ hops }) => hops.length)).toEqual([2, 1, 2])
    await expectClean(room)
  })

  test('for good, the client is told which, and the receipt has what was done', async () => {
    const room = await flowLab({ faults: ['beta/large=500', 'claude=500'] })
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(response.status).toBe(502)
    expect(await response.text()).toMatch(
      /Step `(?:short|long)` of the flow: No provider gave an answer/,
    )
    const receipt = await room.flow()
    expect(receipt.outcome).toBe('exhausted')
    expect(receipt.nodes.map(({ outcome }) => outcome).sort()).toEqual(['complete', 'exhausted'])
    await expectClean(room)
  })

  test('those beside it are given up, which is no mark against their providers', async () => {
    const room = await flowLab({ faults: ['alpha=silence', 'beta=400', 'claude=400'] })
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(response.status).toBe(400)
    await response.text()
    const { nodes, outcome } = await room.flow()
    const given = nodes.find((node) => node.outcome === 'cancelled')
    expect(given?.hops.at(-1)).toMatchObject({ action: 'abort', why: 'flow failed' })
    expect(given?.hops.at(-1)?.failure).toBeUndefined()
    expect(outcome).toBe('exhausted')
    await expectClean(room)
  })

  test('in the middle of the last stream, the stream does not end as if whole', async () => {
    const room = await flowLab({ faults: ['alpha=cut@3'] })
    const response = await room.post(CHAT, { model: 'flow:single', stream: true, ...HELLO })
    const text = await response.text()
    expect(text).not.toContain('[DONE]')
    expect((await room.flow()).outcome).toBe('incomplete')
    await expectClean(room)
  })

  test('since nobody passes its policy, nothing more is called', async () => {
    const none =
      'policy none = cheapest where price_in > $1000/Mtok\nflow f =\n  a = ask none "x" with input\n  return a\n'
    const room = await lab({ policies: none })
    const response = await room.post(CHAT, { model: 'flow:f', ...HELLO })
    expect(response.status).toBe(422)
    await response.text()
    expect((await room.flow()).outcome).toBe('rejected')
    await expectClean(room)
  })
})

describe('one limit holds for all steps', () => {
  test('of time', async () => {
    const room = await flowLab({ faults: ['*=silence'], limits: { deadlineMs: 150 } })
    const response = await room.post(CHAT, { model: 'flow:fusion', ...HELLO })
    expect(response.status).toBe(504)
    await response.text()
    await expectClean(room)
  })

  test('of money: what those beside it hold is not there for another', async () => {
    const body = { model: 'flow:fusion', max_tokens: 1000, ...HELLO }
    const plenty = await flowLab({ limits: { spend: { digits: 1n, exponent: 0 } } })
    expect((await plenty.post(CHAT, body)).status).toBe(200)
    const scarce = await flowLab({ limits: { spend: { digits: 5n, exponent: -4 } } })
    const refused = await scarce.post(CHAT, body)
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain('budget_spent')
    await expectClean(scarce)
  })
})

test('a client that leaves takes all steps with it', async () => {
  const room = await flowLab({ faults: ['*=silence'] })
  const gone = new AbortController()
  const asked = room.post(CHAT, { model: 'flow:fusion', ...HELLO }, { signal: gone.signal })
  await room.called(2)
  gone.abort()
  await expect(asked).rejects.toThrow()
  const receipt = await room.flow()
  expect(receipt.outcome).toBe('cancelled')
  expect(receipt.nodes.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled'])
  await expectClean(room)
})

test('a router that is to stop tells the client of a flow', async () => {
  const room = await flowLab({ faults: ['*=silence'] })
  const asked = room.post(CHAT, { model: 'flow:fusion', ...HELLO })
  await room.called(2)
  await room.router.drain(0)
  expect((await asked).status).toBe(503)
  expect((await room.flow()).outcome).not.toBe('complete')
})
