import { describe, expect, test } from 'vitest'
import { partsOf, type Receipt } from '../../../src/trace/index.ts'
import { type Lab, type LabSetup, lab } from './lab.ts'
import { callerNamed, SURFACES } from './surfaces.ts'

/** Alpha, and nobody else; `named` may ask for one policy by its name alone. */
const SETUP: LabSetup = {
  callers: {
    callers: [
      callerNamed('app', { envelope: 'provider is alpha' }),
      callerNamed('named', { policies: ['mild'] }),
      callerNamed('free'),
    ],
  },
  policies: `uh 1
policy dear = rank by price_out
policy mild = cheapest set temperature = 0.1
policy one(who: text) = any where provider is who
policy secretive = cheapest set store = false
flow round =
  a = ask dear "" with input
  b = ask one(who: "beta") "" with a
  return b
`,
}

const TOP = ['meets_req']
const ALL = [
  'policy',
  TOP,
  ['field', 'price_out'],
  ['argmax'],
  ['id'],
  ['always', { action: 'next_candidate' }],
]
const OUTSIDE = [
  'policy',
  ['or', ['cmp', 'price_out', 'ge', 0], ['not', ['cmp', 'price_out', 'ge', 0]]],
  ['scale', -1, ['field', 'price_out']],
  ['top_k', 4, ['argmax']],
  ['id'],
  ['always', { action: 'next_candidate' }],
]

/** A flow whose two steps ask by the policy. */
function flowThrough(policy: unknown): unknown {
  const llm = { kind: 'llm', system: '', policy }
  return [
    'flow',
    {
      u: { kind: 'input' },
      a: { ...llm, inputs: ['u'] },
      b: { ...llm, inputs: ['a', 'u'] },
      out: { kind: 'output', inputs: ['b'] },
    },
  ]
}

const FLOW_TEXT = `policy p = any where provider is beta
flow f =
  a = ask p "" with input
  return a
`

type Ask = { readonly [member: string]: unknown }

/** What could lead to somebody outside. */
const ATTEMPTS: readonly (readonly [way: string, ask: Ask])[] = [
  ['a term', { policy_ir: ALL }],
  ['a term that is true of all', { policy_ir: OUTSIDE }],
  ['a text', { policy: 'rank by price_out' }],
  ['a text that says `or`', { policy: 'any where provider is beta or provider is claude' }],
  [
    'a text that defines names',
    { policy: 'policy a = any where provider is beta', model: 'policy:a' },
  ],
  ['a text that closes a parenthesis', { policy: 'any where (provider is alpha) or (anything)' }],
  ['a text without its own demands', { policy: 'unguarded any' }],
  ['a text without its own demands but one', { policy: 'unguarded any where provider is claude' }],
  ['a name', { model: 'policy:dear' }],
  ['a name with a value', { model: 'policy:one', policy_params: { who: 'beta' } }],
  [
    'a name with a text as value',
    { model: 'policy:one', policy_params: { who: 'beta" or anything or "' } },
  ],
  ['a family', { model: 'family:large' }],
  ['a pin', { model: 'pin:beta/small' }],
  ['a pin of another protocol', { model: 'pin:claude/large' }],
  ['a pin with blanks', { model: ' pin: claude/large ' }],
  ['a flow', { flow_ir: flowThrough(ALL) }],
  ['a flow that is true of all', { flow_ir: flowThrough(OUTSIDE) }],
  ['a flow by name', { model: 'flow:round' }],
  ['a flow in a text', { model: 'flow:f', policy: FLOW_TEXT }],
  [
    'requirements',
    {
      policy: 'any',
      requirements: { model_family: 'large', pin: { provider: 'beta', model: 'large' } },
    },
  ],
  [
    'an envelope of its own',
    { policy: 'any where provider is beta', envelope: 'anything', guard: {} },
  ],
  [
    'a member of the name of a prototype',
    { policy: 'any where provider is beta', ['__proto__']: { envelope: null } },
  ],
  ['the name of a model', { model: 'large' }],
  ['a fail plan', { policy: 'any where provider is beta on any same model elsewhere' }],
]

const KEY = { authorization: 'Bearer key-of-app' }

describe.each([...SURFACES, { path: '/../x/rank', body: {} }])('by $path', ({ path, body }) => {
  test.each(ATTEMPTS)('no envelope is left by %s', async (_, ask) => {
    const room = await lab(SETUP)
    await expectInside(room, { path, body: { ...body, ...ask } })
  })

  test('no envelope is left by members of one name', async () => {
    const room = await lab(SETUP)
    const rest = JSON.stringify(body).slice(1, -1)
    const comma = rest === '' ? '' : ','
    for (const members of [
      '"policy":"any where provider is beta","policy":"any"',
      '"policy":"any","policy":"any where provider is beta"',
      '"model":"pin:alpha/small","model":"pin:beta/small"',
      '"model":"pin:beta/small","mod\\u0065l":"pin:alpha/small"',
      `"policy_ir":null,"policy_ir":${JSON.stringify(OUTSIDE)}`,
      `"policy_ir":${JSON.stringify(OUTSIDE)},"policy":"any"`,
    ]) {
      await expectInside(room, { path, body: `{${members}${comma}${rest}}` })
    }
  })
})

test('an envelope leaves what is inside', async () => {
  const room = await lab(SETUP)
  for (const { path, body } of SURFACES) {
    const response = await room.post(path, { policy: 'any', ...body }, { headers: KEY })
    expect(response.headers.get('x-unhardcoded-model')).toBe('alpha/small')
    await response.text()
  }
})

interface Asked {
  readonly path: string
  readonly body: unknown
}

async function expectInside(room: Lab, { path, body }: Asked): Promise<void> {
  const response = await room.post(path, body, { headers: KEY })
  const text = await response.text()
  expect([200, 400, 422]).toContain(response.status)
  expect(room.calls.filter(({ provider }) => provider !== 'alpha')).toEqual([])
  const ranked = JSON.parse(text).ranked ?? []
  expect(JSON.stringify(ranked)).not.toMatch(/beta|claude/)
  const parts = (await room.kept(0)).flatMap((each) => partsOf<Receipt>(each))
  for (const { decision, hops } of parts) {
    for (const { id } of decision.ranked) expect(id).toMatch(/^alpha\//)
    for (const { candidate } of hops) expect(candidate).toMatch(/^alpha\//)
  }
}

describe('a caller that may only name policies', () => {
  const KEY = { authorization: 'Bearer key-of-named' }

  test.each<readonly [string, Ask, number]>([
    ['gets the one it may name', { model: 'policy:mild' }, 200],
    ['gets no other', { model: 'policy:dear' }, 400],
    ['gets no flow', { model: 'flow:round' }, 400],
    ['sends no flow', { flow_ir: flowThrough(ALL) }, 400],
    ['sends no flow under the name', { flow_ir: flowThrough(ALL), model: 'flow:mild' }, 400],
    ['sends no flow in a text', { policy: FLOW_TEXT, model: 'flow:f' }, 400],
    ['sends no text', { policy: 'any' }, 400],
    ['sends no term', { policy_ir: ALL }, 400],
    ['sends no term under the name', { policy_ir: ALL, model: 'policy:mild' }, 400],
    ['sends no text of that name', { policy: 'policy mild = any', model: 'policy:mild' }, 400],
    ['names no family', { model: 'family:small' }, 400],
    ['names no route', { model: 'pin:alpha/small' }, 400],
  ])('%s', async (_, ask, status) => {
    const room = await lab(SETUP)
    for (const { path, body } of [...SURFACES, { path: '/../x/rank', body: {} }]) {
      const response = await room.post(path, { ...body, ...ask }, { headers: KEY })
      expect([path, response.status]).toEqual([path, status])
      expect(await response.text()).not.toContain('policy:dear')
    }
    expect(room.calls.length).toBe(status === 200 ? SURFACES.length : 0)
  })

  test('is shown no other', async () => {
    const room = await lab(SETUP)
    const models = await (await fetch(`${room.url}/models`, { headers: KEY })).text()
    expect(models.match(/"id":"[^"]+"/g)).toEqual(['"id":"policy:mild"'])
    for (const [id, status] of [
      ['policy:mild', 200],
      ['policy:dear', 404],
      ['family:small', 404],
      ['pin:alpha/small', 404],
    ]) {
      const response = await fetch(`${room.url}/models/${id}`, { headers: KEY })
      expect([id, response.status]).toEqual([id, status])
      await response.text()
    }
  })
})

describe('a policy that comes with a request', () => {
  const KEY = { authorization: 'Bearer key-of-free' }
  const FORBIDDEN = [
    'store',
    'user',
    'model',
    'messages',
    'input',
    'system',
    'tools',
    'stream',
    'stream_options',
    'policy',
    'policy_ir',
    'x_router',
    'metadata',
    'safety_identifier',
    'response_format',
    '__proto__',
  ]

  const termOf = (transform: unknown) => [
    'policy',
    TOP,
    ['field', 'price_in'],
    ['argmax'],
    transform,
    ['always', { action: 'next_candidate' }],
  ]

  test.each(SURFACES)(
    'sets by $path nothing that is not on the whitelist',
    async ({ path, body }) => {
      const room = await lab(SETUP)
      const asks: Ask[] = FORBIDDEN.flatMap((name) => [
        { policy_ir: termOf(['set_param', name, 'planted']) },
        {
          policy_ir: termOf([
            'seq',
            ['set_param', 'top_p', 0.5],
            ['when', ['meets_req'], ['set_param', name, 1]],
          ]),
        },
      ])
      asks.push(
        { policy: 'cheapest set store = true' },
        { policy: 'cheapest when no_log: { set temperature = 0.1 set user = 1 }' },
        { policy_ir: termOf(['filter_text', ['trim']]) },
        { policy_ir: termOf(['custom', 'anything']) },
      )
      for (const ask of asks) {
        const response = await room.post(path, { ...body, ...ask }, { headers: KEY })
        const text = await response.text()
        expect([response.status, JSON.stringify(ask)]).toEqual([400, JSON.stringify(ask)])
        if (path !== '/messages') {
          expect(JSON.parse(text).error.code).toBe('forbidden_transform')
        }
      }
      expect(room.calls).toEqual([])
    },
  )

  test('sets what is on it, and a policy of the router sets more', async () => {
    const room = await lab(SETUP)
    const body = { messages: [{ role: 'user', content: 'x' }] }
    for (const ask of [
      { policy: 'cheapest set temperature = 0.25' },
      { model: 'policy:secretive' },
    ]) {
      await (await room.post('/chat/completions', { ...body, ...ask }, { headers: KEY })).text()
    }
    expect(room.calls.map(({ body }) => JSON.parse(Buffer.from(body).toString()))).toMatchObject([
      { temperature: 0.25 },
      { store: false },
    ])
  })
})
