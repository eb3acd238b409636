import { describe, expect, test } from 'vitest'
import { KEPT } from '../../../src/route/admission/admission-setup.ts'
import { lab } from './lab.ts'
import { SURFACES } from './surfaces.ts'
import { requestText, responseIn, wired } from './wire.ts'

/** The last request of a connection. */
const END = 'GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'

const HELLO = [{ role: 'user', content: 'hello' }]
const ASK = { policy: 'cheapest', messages: HELLO }

describe('a body', () => {
  const LARGE = JSON.stringify({
    ...ASK,
    messages: [{ role: 'user', content: 'x'.repeat(9_000_000) }],
  })
  async function* chunks(count: number) {
    for (let i = 0; i < count; i += 1) yield new Uint8Array(65_536)
  }

  test.each([...SURFACES.map(({ path }) => path), '/../x/rank', '/../x/policy/normalize'])(
    'that is too long is told so by %s, to whoever sends all of it first',
    async (path) => {
      const room = await lab({ rules: { maxBodyBytes: 1_000_000 } })
      for (const body of [LARGE, ReadableStream.from(chunks(140))]) {
        const init = { body, duplex: 'half' } as RequestInit
        const response = await room.post(path, '', init)
        expect(response.status).toBe(413)
        expect((await response.text()).includes('1000000 bytes')).toBe(true)
      }
      expect(room.calls).toEqual([])
    },
  )

  test('that says it is too long is not waited for', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(requestText('/v1/chat/completions', '', ['content-length: 99999999999999']))
    const heard = await wire.hears(/\}\}$/)
    expect(responseIn(heard).status).toBe(413)
  })

  test('of the most bytes there may be goes through', async () => {
    const length = JSON.stringify(ASK).length
    const room = await lab({ rules: { maxBodyBytes: length } })
    expect((await room.post('/chat/completions', ASK)).status).toBe(200)
    expect((await room.post('/chat/completions', `${JSON.stringify(ASK)} `)).status).toBe(413)
  })

  const deep = (count: number, [open, close]: readonly [string, string]) =>
    open.repeat(count) + close.repeat(count)

  test.each<readonly [string, string]>([
    ['arrays in arrays', `{"messages":${deep(200, ['[', ']'])}}`],
    ['many arrays in arrays', `{"messages":${deep(2_000_000, ['[', ']'])}}`],
    ['arrays that do not end', `{"messages":${'['.repeat(4_000_000)}`],
    ['objects in objects', `{"messages":${deep(1_000_000, ['{"a":', '}']).replace('}', '1}')}}`],
    ['deep terms', `{"policy_ir":${deep(100_000, ['["not",', ']'])}}`],
    ['many members', `{${Array.from({ length: 100_000 }, (_, i) => `"a${i}":1`).join()}}`],
    ['a text that does not end', `{"messages":"${'\\\\'.repeat(1_000_000)}`],
    ['bytes that are no UTF-8', '{"messages":"\xff\xfe"}'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', '1'],
    ['two objects', '{}{}'],
    ['no JSON', '{a:1}'],
    ['a constant of JavaScript', '{"seed":NaN}'],
  ])('with %s is told where it is wrong', async (_, text) => {
    const room = await lab()
    for (const path of [
      ...SURFACES.map(({ path }) => path),
      '/../x/rank',
      '/../x/policy/normalize',
    ]) {
      const response = await room.post(path, '', { body: Buffer.from(text, 'latin1') })
      const told = await response.text()
      const mayBeLong = path.startsWith('/../') && text.length > 1_000_000
      expect([path, response.status]).toEqual([path, mayBeLong ? 413 : 400])
      expect(told.length).toBeLessThan(1000)
      expect(told).not.toMatch(/\bat .*\.ts:|RangeError|SyntaxError|Unexpected token/)
    }
    expect(room.calls).toEqual([])
    expect(room.faults).toEqual([])
  })

  test.each<readonly [string, unknown]>([
    [
      'a long text',
      { policy: `cheapest where ${'quality >= 0.5 and '.repeat(5000)}quality >= 0.5` },
    ],
    ['a deep text', { policy: `cheapest where ${'('.repeat(8000)}` }],
    [
      'a deep text that ends',
      { policy: `cheapest where ${'('.repeat(7000)}no_log${')'.repeat(7000)}` },
    ],
    ['a text of signs', { policy: `cheapest where ${'not '.repeat(4000)}no_log` }],
    ['a wide term', { policy_ir: ['policy', ['and', ...Array(50_000).fill(['meets_req'])]] }],
    ['a long list', { policy: `cheapest where family in [${'a, '.repeat(5000)}a]` }],
    ['a long name', { model: `policy:${'a'.repeat(100_000)}` }],
    [
      'many parameters',
      {
        model: 'policy:a',
        policy_params: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`a${i}`, i])),
      },
    ],
    ['long requirements', { requirements: { tier: 'a'.repeat(100_000) } }],
  ])('with a policy that is beyond all use is told so: %s', async (_, ask) => {
    const room = await lab()
    for (const path of ['/chat/completions', '/../x/rank', '/../x/policy/normalize']) {
      const response = await room.post(path, { ...ASK, ...(ask as object) })
      const told = await response.text()
      expect(told.length).toBeLessThan(40_000)
      expect([200, 400, 422]).toContain(response.status)
    }
    expect(room.faults).toEqual([])
  })
})

describe('many policies', () => {
  test('that are all different are decided one by one, and few of them are kept', async () => {
    const room = await lab()
    const asked = Array.from({ length: KEPT.entries + 200 }, (_, i) => {
      const policy = `cheapest where price_out <= $${i + 1}/Mtok`
      return requestText('/x/rank', JSON.stringify({ policy }))
    })
    const wire = await wired(room.url)
    wire.send(asked.join('') + END)
    const heard = await wire.closed
    expect(heard.match(/HTTP\/1\.1 200/g)).toHaveLength(asked.length + 1)
    expect(heard.match(/"ranked":\[\{/g)).toHaveLength(asked.length)
    expect(room.setting.admission.size()).toBeLessThanOrEqual(KEPT.entries)
    expect(room.setting.admission.size()).toBeGreaterThan(0)
    expect((await room.post('/chat/completions', ASK)).status).toBe(200)
    expect(room.faults).toEqual([])
  })
})
