import { minstd, streamSeed } from '../../../decide/minstd.ts'
import { tokensOfText } from '../ask/ask.ts'
import type { EmbeddingsAsk } from '../ask/read-embeddings.ts'

/** Vectors of length 1 for the texts: the same text has the same vector in every call. */
export function embeddingsBody(ask: EmbeddingsAsk, model: string): object {
  const { inputs, dimensions, encoding } = ask
  const tokens = tokensOfInputs(inputs)
  return {
    object: 'list',
    data: inputs.map((text, index) => {
      const vector = unitVector(streamSeed(dimensions, `${model}\n${text}`), dimensions)
      const embedding = encoding === 'base64' ? base64Of(vector) : [...vector]
      return { object: 'embedding', index, embedding }
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

export function tokensOfInputs(inputs: readonly string[]): number {
  return inputs.reduce((sum, text) => sum + tokensOfText(text), 0)
}

function unitVector(seed: number, dimensions: number): Float32Array {
  const draw = minstd(seed)
  const vector = Float32Array.from({ length: dimensions }, () => draw() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** Little-endian, whatever the machine is. */
function base64Of(vector: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(vector.length * 4))
  vector.forEach((value, index) => {
    bytes.setFloat32(index * 4, value, true)
  })
  return Buffer.from(bytes.buffer).toString('base64')
}
