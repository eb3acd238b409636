import { describe, expect, test } from 'vitest'
import { expectReplays, type LabSetup, lab } from './lab.ts'
import { callerNamed, SURFACES } from './surfaces.ts'

const SETUP: LabSetup = {
  policies: `uh 1
policy tier(plan: small | large = small) =
  cheapest where match plan { small: family is small, large: family is large }
policy plain = cheapest where provider is beta
flow round =
  a = ask tier "" with input
  return a
`,
  callers: {
    callers: [
      callerNamed('small', {
        policies: ['tier', 'plain'],
        defaultPolicy: { name: 'tier', covers: 'every model' },
        params: { plan: 'small' },
      }),
      callerNamed('large', {
        defaultPolicy: { name: 'tier', params: { plan: 'small' }, covers: 'no model' },
        params: { plan: 'large' },
      }),
      callerNamed('flows', { defaultPolicy: { name: 'flow:round', covers: 'every model' } }),
      callerNamed('none'),
    ],
  },
}

const key = (name: string) => ({ headers: { authorization: `Bearer key-of-${name}` } })

describe.each(SURFACES)('by $path', ({ path, body }) => {
  test('each tenant is answered by its own default, with what is fixed for it', async () => {
    const room = await lab(SETUP)
    const modelFor = async (name: string, ask: object) => {
      const response = await room.post(path, { ...body, ...ask }, key(name))
      await response.text()
      return `${response.status} ${response.headers.get('x-unhardcoded-model')}`
    }
    expect(await modelFor('small', {})).toBe('200 alpha/small')
    expect(await modelFor('small', { model: 'gpt-5' })).toBe('200 alpha/small')
    expect(await modelFor('large', {})).toBe('200 beta/large')
    expect(await modelFor('large', { model: 'gpt-5' })).toBe('400 null')
    expect(await modelFor('none', {})).toBe('400 null')
    expect(await modelFor('none', { model: 'policy:tier' })).toBe('200 alpha/small')
    expect(await modelFor('large', { model: 'policy:plain' })).toBe('200 beta/small')
    const asked = { model: 'policy:tier', policy_params: { plan: 'large' } }
    expect(await modelFor('large', asked)).toBe('200 beta/large')
    expect(await modelFor('small', asked)).toBe('400 null')
    expect(await modelFor('none', asked)).toBe('200 beta/large')
  })
})

test('a receipt has the policy with the values that were fixed, and replays', async () => {
  const room = await lab(SETUP)
  const messages = [{ role: 'user', content: 'hello' }]
  for (const name of ['small', 'large']) {
    await (await room.post('/chat/completions', { messages }, key(name))).text()
  }
  await room.receipt(2)
  const [small, large] = room.receipts.map(({ policy }) => policy.fingerprint)
  expect(small).not.toBe(large)
  const trace = room.trace().join('\n')
  expect(trace).toContain('"params":{"plan":"small"}')
  expect(trace).toContain('"params":{"plan":"large"}')
  expect(await expectReplays(room)).toEqual([])
})

test('a flow may be the default of a tenant', async () => {
  const room = await lab(SETUP)
  const messages = [{ role: 'user', content: 'hello' }]
  const response = await room.post('/chat/completions', { model: 'gpt-5', messages }, key('flows'))
  expect(response.status).toBe(200)
  await response.text()
  expect((await room.flow()).nodes).toHaveLength(1)
})

test('what is fixed holds for questions about policies too', async () => {
  const room = await lab(SETUP)
  const rank = async (policy_params: object) =>
    (await room.post('/../x/rank', { model: 'policy:tier', policy_params }, key('small'))).text()
  expect(JSON.parse(await rank({})).ranked.map(({ id }: { id: string }) => id)).toEqual([
    'alpha/small',
    'beta/small',
  ])
  expect(JSON.parse(await rank({ plan: 'large' })).error.code).toBe('invalid_policy_params')
})
