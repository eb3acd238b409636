import { expect, test } from 'vitest'
import { expectReceipts, room } from '../room.ts'
import { openOpenAi } from './open-openai.ts'

const ASK = { model: 'policy:support', input: ['one', 'two'], dimensions: 8 }

const ANSWERED = { hops: [['alpha/small']] } as const

test('vectors are the same however they come', async () => {
  const lab = await room()
  const { embeddings } = openOpenAi(lab)
  // What the client does unasked: it has them sent in base64 and reads that.
  const unasked = await embeddings.create(ASK)
  const floats = await embeddings.create({ ...ASK, encoding_format: 'float' })
  const base64 = await embeddings.create({ ...ASK, encoding_format: 'base64' })
  const vectors = floats.data.map(({ embedding }) => embedding)
  expect(vectors.map((vector) => Math.hypot(...vector).toFixed(4))).toEqual(['1.0000', '1.0000'])
  expect(unasked.data.map(({ embedding }) => embedding)).toEqual(vectors)
  expect(base64.data.map(({ embedding }) => floatsOf(embedding))).toEqual(vectors)
  expect(floats.usage).toEqual({ prompt_tokens: 2, total_tokens: 2 })
  await expectReceipts(lab, [ANSWERED, ANSWERED, ANSWERED])
})

test('vectors come from the next provider where the first fails', async () => {
  const lab = await room({ faults: ['alpha=503'] })
  const { data, _request_id } = Object(await openOpenAi(lab).embeddings.create(ASK))
  expect(data).toHaveLength(2)
  await expectReceipts(lab, [{ hops: [['alpha/small', 'server_error'], ['beta/small']] }])
  expect(_request_id).toBe(lab.receipts[0]?.id)
})

/** The client hands base64 on as it came, typed as numbers. */
function floatsOf(base64: unknown): readonly number[] {
  const bytes = Buffer.from(String(base64), 'base64')
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4))
}
