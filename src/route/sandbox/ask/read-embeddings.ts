import { err, ok, type Result } from '../../../base/result.ts'
import { type JsonRecord, member } from '../../../catalog/json-data.ts'
import type { Refusal } from '../refusal.ts'
import { invalid, missing, modelOf } from './required.ts'

/** What a call for embeddings asks. */
export interface EmbeddingsAsk {
  readonly model: string
  /** The texts; one that came as tokens is the list of their numbers. */
  readonly inputs: readonly string[]
  /** Of each vector, 1 to {@link MOST_DIMENSIONS}. */
  readonly dimensions: number
  readonly encoding: 'float' | 'base64'
}

/** Reads the body of a call for embeddings, or says why a provider refuses it. */
export function readEmbeddings(body: JsonRecord): Result<EmbeddingsAsk, Refusal> {
  const model = modelOf(body)
  if (!model.ok) return model
  const input = member(body, 'input')
  if (input === undefined) return err(missing('input'))
  const inputs = inputsOf(input)
  if (inputs === undefined) {
    return err(invalid('input', `expected a text, or a list of 1 to ${MOST_INPUTS} texts`))
  }
  const dimensions = member(body, 'dimensions') ?? USUAL_DIMENSIONS
  if (!isDimensions(dimensions)) {
    return err(invalid('dimensions', `expected a whole number, 1 to ${MOST_DIMENSIONS}`))
  }
  const encoding = member(body, 'encoding_format') === 'base64' ? 'base64' : 'float'
  return ok({ model: model.value, inputs, dimensions, encoding })
}

function inputsOf(input: unknown): readonly string[] | undefined {
  if (typeof input === 'string') return input === '' ? undefined : [input]
  if (!Array.isArray(input) || input.length === 0 || input.length > MOST_INPUTS) return undefined
  if (input.every((item) => typeof item === 'number')) return [input.join(' ')]
  const isMany = input.every((item) => typeof item === 'string' || Array.isArray(item))
  return isMany
    ? input.map((item) => (typeof item === 'string' ? item : item.join(' ')))
    : undefined
}

function isDimensions(value: unknown): value is number {
  return (
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_DIMENSIONS
  )
}

const USUAL_DIMENSIONS = 1536
const MOST_DIMENSIONS = 4096
const MOST_INPUTS = 2048
