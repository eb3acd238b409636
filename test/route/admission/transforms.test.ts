import { describe, expect, test } from 'vitest'
import type { Context } from '../../../src/decide/index.ts'
import type { Term } from '../../../src/ir/index.ts'
import { forbiddenTransform } from '../../../src/route/admission/forbidden-transform.ts'
import { OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import { transformEdits } from '../../../src/route/admission/transform-edits.ts'
import {
  REQUEST_TRANSFORMS,
  ROUTER_TRANSFORMS,
} from '../../../src/route/admission/transform-whitelist.ts'
import { splice } from '../../../src/route/splice/splice.ts'
import { admitted, bodyOf, flowsIn, refusal, term } from './sent.ts'

const CANDIDATE = { cid: 'openai/b', provider_id: 'openai', model_family: 'b', no_log: true }

const STEALING = {
  kind: 'llm',
  system: '',
  policy: term({ transform: ['set_param', 'model', 'x'] }),
  inputs: ['u'],
}

describe('what a policy may touch', () => {
  test.each([
    'temperature',
    'top_p',
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'presence_penalty',
    'frequency_penalty',
    'seed',
    'reasoning_effort',
    'verbosity',
    'parallel_tool_calls',
  ])('`%s` in whichever way', (name) => {
    for (const transform of touching(name)) {
      expect(forbiddenTransform(term({ transform }), REQUEST_TRANSFORMS)).toBeUndefined()
    }
  })

  test.each([
    'model',
    'messages',
    'input',
    'tools',
    'stream',
    'stream_options',
    'policy',
    'policy_ir',
    'policy_whatever',
    'flow_ir',
    '_filters',
  ])('never `%s`, even where the router was started with it', (name) => {
    for (const transform of touching(name)) {
      for (const whitelist of [REQUEST_TRANSFORMS, ROUTER_TRANSFORMS]) {
        const policy = term({ transform: ['seq', ['id'], transform] })
        expect(forbiddenTransform(policy, whitelist)).toMatchObject({ path: '$.policy[4].seq[2]' })
      }
    }
  })

  test.each([
    'user',
    'base_url',
    'api_key',
    'n',
    'store',
    'service_tier',
    'tool_choice',
    'response_format',
    '__proto__',
  ])('`%s` only where the router was started with it', (name) => {
    for (const transform of touching(name)) {
      const policy = term({ transform: ['when', ['is', 'no_log'], transform] })
      expect(forbiddenTransform(policy, REQUEST_TRANSFORMS)?.path).toBe('$.policy[4].when[2]')
      expect(forbiddenTransform(policy, ROUTER_TRANSFORMS)).toBeUndefined()
    }
  })

  test.each<[string, Term]>([
    ['a custom transform', ['custom', 'redact']],
    ['a filter of texts', ['filter_text', ['NFKC']]],
    ['a filter of images', ['filter_image', ['strip_exif']]],
  ])('no request is admitted with %s, since none is registered', (_, transform) => {
    const policy = term({ transform: ['seq', ['set_param', 'temperature', 1], transform] })
    expect(forbiddenTransform(policy, ROUTER_TRANSFORMS)).toBeDefined()
    expect(refusal({ policy_ir: policy })).toMatchObject({
      code: 'forbidden_transform',
      param: 'policy_ir[4].seq[2]',
    })
  })

  test.each([0, -5, '20s', true])('a timer is never %j', (value) => {
    const policy = term({ transform: ['set_param', 'timeout_ms', value] })
    expect(forbiddenTransform(policy, ROUTER_TRANSFORMS)?.message).toContain('above 0')
  })

  const THEFT =
    'policy thief = any set model = "x" flow f = theft = ask thief "Take." with input return theft'
  test.each<[string, object, string, string]>([
    [
      'data',
      {
        flow_ir: [
          'flow',
          { u: { kind: 'input' }, a: STEALING, o: { kind: 'output', inputs: ['a'] } },
        ],
      },
      'flow_ir',
      'step `a` of the flow: ',
    ],
    ['text', { policy: THEFT, model: 'flow:f' }, 'policy', 'step `theft` of the flow: '],
    ['name', { model: 'flow:f' }, 'model', 'flow `f`, of this router: step `theft` of the flow: '],
  ])('nor may a step of a flow that came as %s', (_, body, param, message) => {
    const flows = flowsIn(THEFT)
    expect(refusal(body, { flows })).toMatchObject({
      code: 'forbidden_transform',
      param,
      message: expect.stringContaining(`${message}a policy may not set \`model\``),
    })
  })

  test('a caller may be held to a list of its own', () => {
    const guard = { ...OPEN_GUARD, transforms: { params: new Set(['temperature']) } }
    const sent = (name: string) => ({ policy: `any set ${name} = 1` })
    expect(admitted(sent('temperature'), guard).policy.way).toBe('text')
    expect(refusal(sent('top_p'), { guard }).code).toBe('forbidden_transform')
    expect(refusal(sent('temprature'), { guard }).message).toContain('did you mean `temperature`?')
    expect(admitted({ model: 'policy:tuned' }, guard).policy.name).toBe('tuned')
  })
})

describe('the edits of a body', () => {
  test.each<[string, Term, object | string, string]>([
    [
      'a parameter is set',
      ['set_param', 'temperature', 0.2],
      { a: 1 },
      '{"a":1,"temperature":0.2}',
    ],
    [
      'one that is there is set in its place',
      ['set_param', 'temperature', 0.2],
      '{"temperature": 1.00 , "a":1e2}',
      '{"temperature": 0.2 , "a":1e2}',
    ],
    [
      'one that stays as it is keeps its bytes',
      ['clamp_param', 'temperature', 0, 1],
      '{"temperature": 5.0e-1}',
      '{"temperature": 5.0e-1}',
    ],
    [
      'one is limited',
      ['clamp_param', 'max_tokens', 1, 100],
      { max_tokens: 4096 },
      '{"max_tokens":100}',
    ],
    ['a limit adds nothing', ['clamp_param', 'max_tokens', 1, 100], {}, '{}'],
    ['a seed is injected', ['inject_seed', 'seed'], {}, '{"seed":7}'],
    [
      'the seed stands for `from_ctx`',
      ['set_param', 'seed', 'from_ctx'],
      { seed: 3 },
      '{"seed":7}',
    ],
    [
      'conditions look at the candidate',
      ['when', ['not', ['is', 'no_log']], ['set_param', 'seed', 1]],
      {},
      '{}',
    ],
    [
      'later transforms see earlier ones',
      ['seq', ['set_param', 'top_p', 5], ['clamp_param', 'top_p', 0, 1]],
      {},
      '{"top_p":1}',
    ],
    ['timers go to the router alone', ['set_param', 'timeout_ms', 20000], { a: 1 }, '{"a":1}'],
    ['a name is a name', ['set_param', '__proto__', 1], {}, '{"__proto__":1}'],
    [
      'what leaves the doubles is not sent',
      ['jitter', 'temperature', 1.7976931348623157e308],
      '{"temperature":-1.7976931348623157e308}',
      '{"temperature":-1.7976931348623157e308}',
    ],
  ])('%s', (_, transform, body, expected) => {
    expect(edited(transform, body)).toBe(expected)
  })

  test('a parameter that there is no seed for is removed', () => {
    expect(edited(['inject_seed', 'seed'], { seed: 3, a: 1 }, {})).toBe('{"a":1}')
  })

  test('timers are told apart from the body', () => {
    const transform: Term = [
      'seq',
      ['set_param', 'timeout_ms', 22000],
      ['set_param', 'first_token_timeout_ms', 10000],
    ]
    const body = bodyOf({ timeout_ms: 1 })
    expect(
      transformEdits(term({ transform }), { body, candidate: CANDIDATE, context: {} }),
    ).toEqual({
      edits: [],
      timeoutMs: 22000,
      firstTokenTimeoutMs: 10000,
    })
  })

  test('the language writes them', () => {
    const { policy } = admitted({
      policy: 'any set temperature = 0.2 timeout 22s, first token 10s',
    })
    const edits = transformEdits(policy.term, {
      body: bodyOf({}),
      candidate: CANDIDATE,
      context: {},
    })
    expect(edits).toEqual({
      edits: [{ kind: 'set', name: 'temperature', json: '0.2' }],
      timeoutMs: 22000,
      firstTokenTimeoutMs: 10000,
    })
  })
})

function touching(name: string): readonly Term[] {
  return [
    ['set_param', name, 1],
    ['inject_seed', name],
    ['clamp_param', name, 0, 1],
    ['jitter', name, 1],
  ]
}

function edited(transform: Term, value: object | string, context: Context = { seed: 7 }): string {
  const body = bodyOf(value)
  const { edits } = transformEdits(term({ transform }), { body, candidate: CANDIDATE, context })
  const parts = splice(body, edits).parts
  return parts.map((part) => new TextDecoder().decode(part)).join('')
}
