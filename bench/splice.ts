import { bodyFacts } from '../src/route/splice/body-facts.ts'
import { scanBody } from '../src/route/splice/scan-body.ts'
import { splice } from '../src/route/splice/splice.ts'
import { chatBody, PROSE } from './chat-body.ts'
import { bench, type Variant } from './harness.ts'

/*
 * What the router does to a request body, bytes to bytes: read it, learn what it implies, set the
 * model and take out the policy; against parsing it, doing the same to the value, and writing it
 * again. A short body, a long one of prose and code, and a long one in a script of many bytes.
 */

const KANJI = '要求が届くと、ルーターはそれを一度だけ読み、そのまま転送する。'

const OTHERS = { model: 'policy:support', policy: 'cheapest fallback next', stream: true }

const short = chatBody(PROSE, 1_000, OTHERS)
const long = chatBody(PROSE, 200_000, OTHERS)
const kanji = chatBody(KANJI, 200_000, OTHERS)

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
