import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VERSION } from '../../../src/base/version.ts'
import { outgoing } from '../../../src/route/dialect/outgoing.ts'
import { type Surface, speaks } from '../../../src/route/dialect/spoken-api.ts'
import type { Edit } from '../../../src/route/splice/splice.ts'
import { jsonDocument } from '../../arbitrary/json-document.ts'
import { runs } from '../../runs.ts'
import { arbitraryChatRequest } from '../anthropic/arbitrary.ts'
import { joined, latin1, nameOf, outlineOf } from '../splice/outline.ts'
import { ANTHROPIC, callOf, headersOf, KEY, OPENAI, sent, targetOf, textOf } from './calls.ts'

const SURFACES: readonly Surface[] = ['chat', 'responses', 'embeddings', 'messages']

const HI = { messages: [{ role: 'user', content: 'hi' }] }

describe('a provider', () => {
  test.each([
    ['openai', ['chat', 'responses', 'embeddings', 'messages']],
    ['anthropic', ['chat', 'messages']],
  ] as const)('of %s is spoken to for %j', (protocol, surfaces) => {
    expect(SURFACES.filter((surface) => speaks(protocol, surface))).toEqual(surfaces)
  })

  test.each(['responses', 'embeddings'] as const)('of Anthropic is not sent %s', (surface) => {
    expect(outgoing(callOf(surface, { input: 'hi' }), ANTHROPIC)).toEqual({
      ok: false,
      error: {
        failure: { reason: 'model_unavailable', code: 'untranslatable' },
        untranslatable: undefined,
      },
    })
  })

  test('without an address is not called', () => {
    const { candidate, key } = OPENAI
    expect(outgoing(callOf('chat', HI), { candidate, key, provider: {} })).toMatchObject({
      ok: false,
      error: { failure: { reason: 'network_error' } },
    })
  })
})

describe('the address', () => {
  // biome-ignore format: table
  test.each([
    ['chat', 'https://api.openai.com/v1', 'https://api.openai.com/v1/chat/completions'],
    ['chat', 'https://api.openai.com/v1/', 'https://api.openai.com/v1/chat/completions'],
    ['chat', 'http://localhost:11434', 'http://localhost:11434/chat/completions'],
    ['messages', 'https://api.openai.com/v1//', 'https://api.openai.com/v1/chat/completions'],
    ['responses', 'https://n.openai.azure.com/openai/v1', 'https://n.openai.azure.com/openai/v1/responses'],
    ['chat', 'https://n.openai.azure.com/openai/deployments/d/?api-version=2024-10-21#x', 'https://n.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21'],
    ['embeddings', 'https://api.deepseek.com', 'https://api.deepseek.com/embeddings'],
  ] as const)('of %s at %s is %s', (surface, base_url, url) => {
    const call = callOf(surface, { ...HI, max_tokens: 9, input: 'hi' })
    expect(sent(call, targetOf({ base_url })).url).toBe(url)
  })

  test.each(['chat', 'messages'] as const)('of %s at Anthropic is the same', (surface) => {
    const call = callOf(surface, { ...HI, max_tokens: 9 })
    expect(sent(call, ANTHROPIC).url).toBe('https://api.anthropic.com/v1/messages')
  })
})

describe('the headers', () => {
  const OWN = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    'user-agent': `unhardcoded/${VERSION}`,
  }

  /** A client that sends whatever it is asked for. */
  const chatty = (name: string) => `of-the-client-${name}`

  test('are the router’s own, with the key of the provider and the bytes of the body', () => {
    const call = sent(callOf('chat', HI, { header: chatty }), OPENAI)
    expect(headersOf(call)).toEqual({
      ...OWN,
      accept: 'application/json',
      authorization: `Bearer ${KEY}`,
      'content-length': String(call.body.length),
    })
  })

  test('hold no key where there is none', () => {
    const call = sent(callOf('chat', HI), { ...OPENAI, key: undefined })
    expect(headersOf(call)).not.toHaveProperty('authorization')
    const message = sent(callOf('messages', HI), { ...ANTHROPIC, key: undefined })
    expect(headersOf(message)).not.toHaveProperty('x-api-key')
  })

  test.each([
    ['https://n.openai.azure.com/openai/v1', 'api-key', KEY],
    ['https://n.services.ai.azure.com/openai/v1', 'api-key', KEY],
    ['https://openai.azure.com.evil.example/v1', 'authorization', `Bearer ${KEY}`],
    ['https://evil.example/.openai.azure.com', 'authorization', `Bearer ${KEY}`],
  ])('of %s hold the key as %s', (base_url, name, value) => {
    const headers = headersOf(sent(callOf('chat', HI), targetOf({ base_url })))
    expect(headers[name]).toBe(value)
    expect(Object.values(headers).filter((each) => each.includes(KEY))).toHaveLength(1)
  })

  test('ask Anthropic in the version that is written', () => {
    const call = sent(callOf('chat', { ...HI, stream: true }, { header: chatty }), ANTHROPIC)
    expect(headersOf(call)).toEqual({
      ...OWN,
      accept: 'text/event-stream',
      'x-api-key': KEY,
      'anthropic-version': '2023-06-01',
      'content-length': String(call.body.length),
    })
  })

  // biome-ignore format: table
  test.each([
    ['2024-01-01', 'a-2025-01-01,b-1', { 'anthropic-version': '2024-01-01', 'anthropic-beta': 'a-2025-01-01,b-1' }],
    ['2024-01-01', 'a, b', { 'anthropic-version': '2024-01-01', 'anthropic-beta': 'a, b' }],
    ['nonsense', 'a b\r\nx-evil: 1', { 'anthropic-version': '2023-06-01' }],
    ['2024-01-01\n', 'a\n', { 'anthropic-version': '2023-06-01' }],
    [undefined, undefined, { 'anthropic-version': '2023-06-01' }],
  ])('pass a version %j and betas %j of a client of Anthropic to Anthropic', (version, beta, own) => {
    const given: Record<string, string | undefined> = {
      'anthropic-version': version,
      'anthropic-beta': beta,
      'x-api-key': 'sk-of-the-client',
      authorization: 'Bearer sk-of-the-client',
    }
    const header = (name: string) => given[name]
    const headers = headersOf(sent(callOf('messages', HI, { header }), ANTHROPIC))
    const { 'content-length': _, accept: __, 'x-api-key': key, ...rest } = headers
    expect(key).toBe(KEY)
    expect(rest).toEqual({ ...OWN, ...own })
    expect(JSON.stringify(headersOf(sent(callOf('messages', { ...HI, max_tokens: 1 }, { header }), OPENAI)))).not.toContain('anthropic')
  })

  test('want embeddings whole, whatever the client writes', () => {
    const call = sent(callOf('embeddings', { input: 'hi', stream: true }), OPENAI)
    expect([call.expects, headersOf(call).accept]).toEqual(['whole', 'application/json'])
  })
})

describe('a body in the protocol of its provider', () => {
  const own = fc.constantFrom(
    'policy',
    'policy_ir',
    'policy_params',
    'policyX',
    'flow_ir',
    'x_router',
  )
  const document = fc
    .tuple(jsonDocument, fc.array(fc.tuple(own, fc.json({ maxDepth: 1 })), { maxLength: 3 }))
    .map(([text, members]) => {
      const added = members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')
      if (added === '') return text
      const at = text.indexOf('{') + 1
      const isEmpty = /^\s*\}/.test(text.slice(at))
      return `${text.slice(0, at)}${added}${isEmpty ? '' : ','}${text.slice(at)}`
    })
  const pairs = fc.constantFrom(
    ...(['chat', 'responses', 'embeddings'] as const).map((surface) => [surface, OPENAI] as const),
    ['messages', ANTHROPIC] as const,
  )
  const encoder = new TextEncoder()
  const written = (text: string) => outlineOf(latin1(encoder.encode(text))).members

  test('keeps every byte of the members that are nobody’s but the client’s', () => {
    fc.assert(
      fc.property(pairs, document, ([surface, target], text) => {
        // Only what asks for the usage of a stream is more, and it is told below.
        const call = callOf(surface, text)
        const out = textOf(
          sent({ ...call, facts: { ...call.facts, wantsStream: false } }, target).body,
        )
        const isOurs = (name: string) =>
          name === 'model' || /^policy|^flow_ir$|^x_router$/.test(name)
        const kept = (whole: string) =>
          written(whole)
            .filter((member) => !isOurs(nameOf(member)))
            .map(({ key, colon, value }) => key + colon + value)
        expect(kept(out)).toEqual(kept(text))
        const ours = written(out).filter((member) => isOurs(nameOf(member)))
        expect(ours.map((member) => [nameOf(member), member.value])).toEqual([
          ['model', JSON.stringify(target.candidate.served_model_id)],
        ])
      }),
      runs(500),
    )
  })

  test('is the same bytes where only the model differs', () => {
    fc.assert(
      fc.property(pairs, jsonDocument, ([surface, target], text) => {
        const names = written(text).map(nameOf)
        fc.pre(names.filter((name) => name === 'model').length === 1)
        fc.pre(!names.some((name) => /^policy|^x_router$/.test(name)))
        const served = JSON.stringify(target.candidate.served_model_id)
        const call = callOf(surface, text)
        const out = textOf(
          sent({ ...call, facts: { ...call.facts, wantsStream: false } }, target).body,
        )
        const outline = outlineOf(latin1(encoder.encode(text)))
        const members = outline.members.map((member) =>
          nameOf(member) === 'model' ? { ...member, value: served } : member,
        )
        expect(latin1(encoder.encode(out))).toBe(joined({ ...outline, members }))
      }),
      runs(300),
    )
  })

  test('is changed as the policy asks, but not in what is the router’s', () => {
    const edits: readonly Edit[] = [
      { kind: 'set', name: 'temperature', json: '0.0' },
      { kind: 'remove', name: 'seed' },
      { kind: 'set', name: 'model', json: '"another"' },
      { kind: 'set', name: 'policy', json: '"leak"' },
      { kind: 'append', name: 'x_router', json: '"leak"' },
    ]
    const text = '{"model":"policy:x", "seed":1, "n" : 1e0, "policy_ir":["policy"]}'
    expect(textOf(sent(callOf('chat', text, { edits }), OPENAI).body)).toBe(
      '{"model":"served-1", "n" : 1e0,"temperature":0.0}',
    )
  })

  test('names the family where the provider calls the model nothing else', () => {
    const { served_model_id: _, ...candidate } = OPENAI.candidate
    const call = sent(callOf('chat', { model: 'x' }), { ...OPENAI, candidate })
    expect(textOf(call.body)).toBe('{"model":"f"}')
  })
})

describe('the usage of a chat stream', () => {
  const mistral = targetOf({ base_url: 'https://api.mistral.ai/v1' })

  // biome-ignore format: table
  test.each([
    ['is asked for', '', ',"stream_options":{"include_usage":true}', 'router'],
    ['is asked for in place of null', ',"stream_options": null', ',"stream_options": {"include_usage":true}', 'router'],
    ['is asked for among other options', ',"stream_options":{ "x" : 1.0, "include_usage": false }', ',"stream_options":{ "x" : 1.0, "include_usage": true }', 'router'],
    ['is asked for beside others', ',"stream_options":{"include_obfuscation":false}', ',"stream_options":{"include_obfuscation":false,"include_usage":true}', 'router'],
    ['is the client’s where it asks', ',"stream_options":{"include_usage" :true,"x":[]}', ',"stream_options":{"include_usage" :true,"x":[]}', 'client'],
    ['is left alone where the options are none', ',"stream_options":"all"', ',"stream_options":"all"', 'router'],
  ])('%s', (_, before, after, usageFor) => {
    const call = sent(callOf('chat', `{"model":"m","stream":true${before}}`), OPENAI)
    expect(textOf(call.body)).toBe(`{"model":"served-1","stream":true${after}}`)
    expect(call.usageFor).toBe(usageFor)
  })

  test.each([
    ['{"model":"m","stream":true}', 'router'],
    ['{"model":"m","stream_options":{"include_usage":true},"stream":true}', 'client'],
  ])('is not asked of one that refuses the question and tells it anyway: %s', (text, usageFor) => {
    const call = sent(callOf('chat', text), mistral)
    expect(textOf(call.body)).toBe('{"model":"served-1","stream":true}')
    expect(call.usageFor).toBe(usageFor)
    const said = { ...HI, max_tokens: 9, stream: true }
    expect(textOf(sent(callOf('messages', said), mistral).body)).not.toContain('stream_options')
  })

  test.each(['{"stream":false}', '{}', '{"stream":true}'])(
    'is no matter of %s elsewhere',
    (text) => {
      for (const surface of ['responses', 'embeddings'] as const) {
        expect(textOf(sent(callOf(surface, text), OPENAI).body)).not.toContain('stream_options')
      }
      if (text === '{"stream":true}') return
      expect(textOf(sent(callOf('chat', text), OPENAI).body)).not.toContain('stream_options')
    },
  )

  test('is asked for in the options that the policy sets', () => {
    const edits: readonly Edit[] = [{ kind: 'set', name: 'stream_options', json: '{"y":1}' }]
    const call = sent(callOf('chat', '{"model":"m","stream":true}', { edits }), OPENAI)
    expect(JSON.parse(textOf(call.body)).stream_options).toEqual({ y: 1, include_usage: true })
  })
})

describe('a body in another protocol', () => {
  test('is translated for Anthropic without what is said to the router', () => {
    fc.assert(
      fc.property(arbitraryChatRequest, (chat) => {
        const policies = {
          policy: 'secret',
          policy_ir: ['secret'],
          flow_ir: 'secret',
          x_router: 'secret',
        }
        const call = sent(callOf('chat', { ...policies, ...chat, policyX: 'secret' }), ANTHROPIC)
        const body = JSON.parse(textOf(call.body))
        expect(body).toMatchObject({ model: 'claude-sonnet-4-5', max_tokens: 100 })
        expect(body.messages).toEqual(
          JSON.parse(textOf(sent(callOf('chat', chat), ANTHROPIC).body)).messages,
        )
        expect(textOf(call.body)).not.toContain('secret')
        expect(call.dropped.filter((name) => /^policy|flow|x_router/.test(name))).toEqual([])
        expect(call.expects).toBe('stream' in chat ? 'stream' : 'whole')
      }),
      runs(100),
    )
  })

  test('is translated after the edits of the policy', () => {
    const edits: readonly Edit[] = [{ kind: 'set', name: 'max_tokens', json: '7' }]
    const call = sent(callOf('chat', { ...HI, seed: 1, max_tokens: 9 }, { edits }), ANTHROPIC)
    expect(JSON.parse(textOf(call.body))).toMatchObject({ max_tokens: 7 })
    expect(call.dropped).toEqual(['seed'])
  })

  test('is translated for one of OpenAI’s protocol, and asks for the usage of a stream', () => {
    const said = { ...HI, max_tokens: 9, stream: true, policy: 'secret' }
    const openai = targetOf({ base_url: 'https://api.openai.com/v1' })
    expect(JSON.parse(textOf(sent(callOf('messages', said), OPENAI).body))).toEqual({
      model: 'served-1',
      messages: [{ role: 'user', content: 'hi' }],
      max_tokens: 9,
      stream: true,
      stream_options: { include_usage: true },
    })
    expect(JSON.parse(textOf(sent(callOf('messages', said), openai).body))).toMatchObject({
      max_completion_tokens: 9,
    })
  })

  test('that has no counterpart fails for this target alone, and says by which member', () => {
    expect(outgoing(callOf('chat', { ...HI, n: 2 }), ANTHROPIC)).toEqual({
      ok: false,
      error: {
        failure: { reason: 'model_unavailable', code: 'untranslatable' },
        untranslatable: { member: 'n', reason: 'the Messages API answers once' },
      },
    })
  })

  test('tells who asked for the usage of its stream', () => {
    const said = { ...HI, stream: true }
    expect(sent(callOf('chat', said), ANTHROPIC).usageFor).toBe('router')
    const asking = { ...said, stream_options: { include_usage: true } }
    expect(sent(callOf('chat', asking), ANTHROPIC).usageFor).toBe('client')
  })
})
