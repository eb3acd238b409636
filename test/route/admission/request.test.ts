import { describe, expect, test } from 'vitest'
import { OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import { admitted, bodyOf, guardOf, opened, term } from './sent.ts'

describe('what a request needs', () => {
  const image = { type: 'image_url', image_url: { url: 'data:' } }

  test.each([
    ['nothing', {}, undefined],
    ['an image', { messages: [{ role: 'user', content: [image] }] }, ['vision']],
    ['tools', { tools: [{}] }, ['tools']],
    ['no tools', { tools: [] }, undefined],
    ['a JSON object', { response_format: { type: 'json_object' } }, ['json_mode']],
    ['a JSON schema', { response_format: { type: 'json_schema' } }, ['json_mode']],
    ['a JSON schema of Responses', { text: { format: { type: 'json_schema' } } }, ['json_mode']],
    ['text', { response_format: { type: 'text' } }, undefined],
    [
      'what it declares',
      { policy_requirements: { needs: ['seed'] }, tools: [{}] },
      ['seed', 'tools'],
    ],
  ])('%s', (_, body, needs) => {
    const { request } = admitted({ model: 'policy:careful', ...body })
    expect(request.requirements?.needs).toEqual(needs)
  })

  test('declared requirements are those of the wire format', () => {
    const policy_requirements = {
      min_context: 64000,
      model_family: 'b',
      tier: 'partner',
      privacy: 'no_log',
      min_quality: 0.5,
      min_tok_s: 20,
    }
    const { request } = admitted({ model: 'policy:careful', policy_requirements })
    expect(request).toEqual({ requirements: policy_requirements })
  })

  test('a scope is of the caller, and no body claims one', () => {
    const body = { model: 'policy:careful', scope: 's1' }
    expect(admitted(body).request).not.toHaveProperty('scope')
    expect(admitted(body, { ...OPEN_GUARD, scope: 's2' }).request.scope).toBe('s2')
  })
})

describe('a seed', () => {
  test.each([
    [{ seed: 7 }, 7],
    [{ seed: -1.5 }, -1.5],
    [{ seed: null }, undefined],
    [{ seed: '7' }, undefined],
    ['{"model":"policy:careful","seed":1e999}', undefined],
  ])('%j', (body, seed) => {
    const sent = typeof body === 'string' ? body : { model: 'policy:careful', ...body }
    expect(admitted(sent).seed).toBe(seed)
  })

  test.each([
    [term({ selector: ['top_k', 2, ['sample', 0.5]] }), true],
    [term({ transform: ['jitter', 'temperature', 0.1] }), true],
    [term({ transform: ['inject_seed', 'seed'] }), false],
    [term({}), false],
  ])('is drawn by the router where %j draws', (policy_ir, draws) => {
    expect(admitted({ policy_ir }).policy.draws).toBe(draws)
  })
})

describe('what was admitted', () => {
  test('is the same object for the same bytes of the same caller', () => {
    const admission = opened()
    const guard = guardOf('no_log')
    const once = (body: unknown, by = guard) => {
      const outcome = admission.admit(bodyOf(body), by)
      return outcome.ok && outcome.value.kind === 'call' ? outcome.value.policy : undefined
    }
    const first = once({ policy: 'cheapest', messages: ['a'] })
    expect(once({ messages: ['b'], policy: 'cheapest', seed: 1 })).toBe(first)
    expect(once({ policy: 'cheapest ' })).not.toBe(first)
    expect(once({ policy: 'cheapest' }, guardOf('no_log'))).not.toBe(first)
    expect(once({ policy: 'cheapest' }, OPEN_GUARD)?.effective).toBeUndefined()
    expect(once({ policy: 'cheapest' }, OPEN_GUARD)?.term).not.toEqual(first?.term)
  })

  test('members that run into each other are told apart', () => {
    const admission = opened()
    const bodies = [
      '{"policy":"cheapest","model":"policy:a"}',
      '{"model":"policy:a\\"","policy":"cheapest"}',
      '{"policy_params":{},"policy":"cheapest"}',
      '{"policy":"cheapest"}',
    ]
    for (const body of bodies) admission.admit(bodyOf(body), OPEN_GUARD)
    expect(admission.size()).toBe(4)
  })

  test('is kept for the last ones asked for, however many there are', () => {
    const admission = opened({ kept: { entries: 100, weight: 1_000_000 } })
    const policyOf = (bound: number) => {
      const filter = ['cmp', 'price_out', 'le', bound] as const
      const outcome = admission.admit(
        bodyOf({ policy_ir: term({ filter: [...filter] }) }),
        OPEN_GUARD,
      )
      return outcome.ok && outcome.value.kind === 'call' ? outcome.value.policy : undefined
    }
    const first = policyOf(0)
    for (let bound = 1; bound <= 10_000; bound++) {
      policyOf(bound)
      if (bound % 50 === 0) expect(policyOf(0)).toBe(first)
    }
    expect(admission.size()).toBe(100)
  })

  test('is kept within so much text', () => {
    const admission = opened({ kept: { entries: 1000, weight: 20_000 } })
    for (let i = 0; i < 100; i++) {
      const policy = `cheapest # ${String(i).repeat(1000)}`
      admission.admit(bodyOf({ policy }), OPEN_GUARD)
      admission.admit(bodyOf({ policy: `${policy} whre` }), OPEN_GUARD)
    }
    expect(admission.size()).toBeLessThan(20)
    expect(admission.size()).toBeGreaterThan(5)
  })

  test('is kept for refusals too', () => {
    const admission = opened()
    const refused = () => admission.admit(bodyOf({ policy: 'whre' }), OPEN_GUARD)
    expect(refused()).toBe(refused())
  })
})
