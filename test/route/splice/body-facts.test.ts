import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BodyFacts, bodyFacts } from '../../../src/route/splice/body-facts.ts'
import { scanBody } from '../../../src/route/splice/scan-body.ts'
import { runs } from '../../runs.ts'

function factsOf(text: string): BodyFacts {
  const scanned = scanBody(new TextEncoder().encode(text))
  if (!scanned.ok) throw new Error(scanned.error.message)
  return bodyFacts(scanned.value)
}

const IMAGE = '{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}'

describe('images', () => {
  test.each([
    `{"messages":[{"role":"user","content":[{"type":"text","text":"?"},${IMAGE}]}]}`,
    '{"input":[{"role":"user","content":[{"image_url":"data:,","type":"input_image"}]}]}',
    '{"messages":[{"role":"user","content":[{"type":"tool_result","content":[{"type":"image"}]}]}]}',
    '{"messages":[{"content":[{"typ\\u0065":"\\u0069mage\\u005Furl"}]}]}',
    '{"messages":[{"content":[{"type":"text","type":"image"}]}]}',
    '{"messages":[],"messages":[{"content":[{"type":"image"}]}]}',
  ])('are seen in %s', (text) => {
    expect(factsOf(text).hasImages).toBe(true)
  })

  test.each([
    '{"messages":[{"role":"user","content":"{\\"type\\":\\"image_url\\"}"}]}',
    '{"messages":[{"content":[{"type":"image","type":"text"}]}]}',
    '{"messages":[{"content":[{"type":{"type":"images"}}]}]}',
    '{"messages":[{"content":[{"typed":"image"},{"kind":"image"},{"type":["image"]}]}]}',
    '{"messages":[{"content":[{"type":"image"}]}],"messages":[]}',
    '{"tools":[{"type":"image"}],"type":"image","messages":[]}',
  ])('are not seen in %s', (text) => {
    expect(factsOf(text).hasImages).toBe(false)
  })

  test('are seen wherever JSON.parse has one', () => {
    const type = fc.constantFrom(
      'image_url',
      'input_image',
      'image',
      'text',
      'input_text',
      'images',
      1,
    )
    const { part } = fc.letrec<{ part: unknown }>((tie) => ({
      part: fc.oneof(
        { maxDepth: 4 },
        fc.record({ text: fc.string() }),
        fc.record({ type, content: fc.array(tie('part'), { maxLength: 3 }) }, { requiredKeys: [] }),
        fc.array(tie('part'), { maxLength: 3 }),
      ),
    }))
    fc.assert(
      fc.property(part, (input) => {
        const { hasImages, promptBytes } = factsOf(JSON.stringify({ input, tools: [] }))
        expect(hasImages).toBe(outermostImages(input).length > 0)
        const images = outermostImages(input).reduce((sum, text) => sum + text.length, 0)
        expect(promptBytes).toBe(Buffer.byteLength(JSON.stringify(input)) - images)
      }),
      runs(500),
    )
  })
})

/** The parts that are images, and not within one, as they are written; one character a byte. */
function outermostImages(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const isImage =
    'type' in value && ['image_url', 'input_image', 'image'].includes(String(value.type))
  if (isImage) return [Buffer.from(JSON.stringify(value)).toString('latin1')]
  return Object.values(value).flatMap(outermostImages)
}

describe('tools', () => {
  test.each(['{"tools":[{}]}', '{"tools":[ 1]}', '{"functions":[{"name":"f"}],"tools":[]}'])(
    'are offered in %s',
    (text) => {
      expect(factsOf(text).hasTools).toBe(true)
    },
  )

  test.each([
    '{}',
    '{"tools":[]}',
    '{"tools":[ \\n\\t]}',
    '{"tools":null}',
    '{"tools":[1],"tools":[]}',
  ])('are not offered in %s', (text) => {
    expect(factsOf(text.replaceAll('\\n\\t', '\n\t')).hasTools).toBe(false)
  })
})

test.each([
  ['{"stream":true}', true],
  ['{"stream": false}', false],
  ['{"stream":true,"stream":null}', false],
  ['{"stream":"true"}', false],
  ['{}', false],
])('a stream is asked for by true alone: %s', (text, expected) => {
  expect(factsOf(text).wantsStream).toBe(expected)
})

test.each([
  ['{"response_format":{"type":"json_object"}}', 'json_object'],
  ['{"response_format":{"json_schema":{"type":"object"},"type":"json_schema"}}', 'json_schema'],
  ['{"text":{"verbosity":"low","format":{"type":"json_schema","schema":{}}}}', 'json_schema'],
  ['{"response_format":{"type":1}}', undefined],
  ['{"response_format":null,"text":"json_object"}', undefined],
  ['{"prompt":"json_object"}', undefined],
])('the type of answer is where Chat or Responses say it: %s', (text, expected) => {
  expect(factsOf(text).responseFormat).toBe(expected)
})

test.each([
  ['{"messages": [ "é" ] }', 8],
  [`{"messages":[${IMAGE}]}`, 2],
  ['{"instructions":"abc","input":"defg"}', 11],
  ['{"metadata":"abc","max_tokens":1}', 0],
  ['{"input":"abc","input":"d"}', 3],
])('the conversation is measured in bytes, without images: %s', (text, expected) => {
  expect(factsOf(text).promptBytes).toBe(expected)
})
