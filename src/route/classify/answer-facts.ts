import { textOf } from '../../catalog/json-data.ts'
import type { Usage } from '../../catalog/price.ts'
import type { Failure } from '../failure.ts'
import type { FinishReason } from './finish-reason.ts'

/** What is known of an answer besides its words. */
export interface AnswerFacts {
  /** The name that the provider gives the model it served. */
  readonly model: string | undefined
  /** Why each choice ended, in the order of their indices. */
  readonly finish: readonly FinishReason[]
  readonly hasToolCalls: boolean
  /** Undefined where none was reported: unknown is not 0. */
  readonly usage: Usage | undefined
}

/** An answer that was looked at. What failed may have been charged for all the same. */
export interface JudgedAnswer {
  readonly failure: Failure | undefined
  readonly facts: AnswerFacts
}

export const NO_FACTS: AnswerFacts = {
  model: undefined,
  finish: [],
  hasToolCalls: false,
  usage: undefined,
}

/** The name of a model, if it reads like one; it is the only text of a provider that is kept. */
export function modelNameOf(value: unknown): string | undefined {
  const name = textOf(value)
  return name !== undefined && MODEL_NAME.test(name) ? name : undefined
}

const MODEL_NAME = /^[\w./:@+-]{1,200}$/
