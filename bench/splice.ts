import { bodyFacts } from '../src/route/splice/body-facts.ts'
import { scanBody } from '../src/route/splice/scan-body.ts'
import { splice } from '../src/route/splice/splice.ts'
import { bench, type Variant } from './harness.ts'

/*
 * What the router does to a request body, bytes to bytes: read it, learn what it implies, set the
 * model and take out the policy; against parsing it, doing the same to the value, and writing it
 * again. A short body, a long one of prose and code, and a long one in a script of many bytes.
 */

const PROSE = `When the request arrives, the "router" reads it once.\n\n    if (at < end) return at + 1\n
It is forwarded as it came, but for what the project owns: nothing is parsed that nobody asked for. `

const KANJI = '要求が届くと、ルーターはそれを一度だけ読み、そのまま転送する。'

const short = bodyOf(PROSE, 1_000)
const long = bodyOf(PROSE, 200_000)
const kanji = bodyOf(KANJI, 200_000)

bench({
  name: 'splice',
  variants: {
    'splice 1 KB': spliced(short),
    'parse 1 KB': parsed(short),
    'splice 200 KB': spliced(long),
    'parse 200 KB': parsed(long),
    'splice 200 KB, kanji': spliced(kanji),
    'parse 200 KB, kanji': parsed(kanji),
  },
  rows: [
    { what: 'a body of 1 KB', variant: 'splice 1 KB', against: 'parse 1 KB', budget: 0.8 },
    { what: 'a body of 200 KB', variant: 'splice 200 KB', against: 'parse 200 KB', budget: 0.3 },
    {
      what: 'a body of 200 KB, kanji',
      variant: 'splice 200 KB, kanji',
      against: 'parse 200 KB, kanji',
      budget: 0.5,
    },
  ],
})

function spliced(bytes: Uint8Array): Variant {
  return () => () => {
    const scanned = scanBody(bytes)
    if (!scanned.ok) throw new Error(scanned.error.message)
    const facts = bodyFacts(scanned.value)
    const edits = [
      { kind: 'set', name: 'model', json: '"gpt-4.1-mini"' },
      { kind: 'remove', name: 'policy' },
    ] as const
    return [facts, splice(scanned.value, edits)]
  }
}

function parsed(bytes: Uint8Array): Variant {
  const [decoder, encoder] = [new TextDecoder(), new TextEncoder()]
  return () => () => {
    const { policy, ...body } = JSON.parse(decoder.decode(bytes))
    return [policy, encoder.encode(JSON.stringify({ ...body, model: 'gpt-4.1-mini' }))]
  }
}

/** A conversation of about as many bytes, in messages of at most five kilobytes. */
function bodyOf(text: string, size: number): Uint8Array {
  const each = Math.min(size / 2, 5_000)
  const content = text.repeat(Math.ceil(each / Buffer.byteLength(text)))
  const count = Math.ceil(size / Buffer.byteLength(content))
  const messages = Array.from({ length: count }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content,
  }))
  const body = { model: 'policy:support', policy: 'cheapest fallback next', messages, stream: true }
  return new TextEncoder().encode(JSON.stringify(body))
}
