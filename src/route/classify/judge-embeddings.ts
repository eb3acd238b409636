import { type JsonRecord, listOf, member } from '../../catalog/json-data.ts'
import { failureOf } from '../failure.ts'
import { type JudgedAnswer, modelNameOf, NO_FACTS } from './answer-facts.ts'
import { usageOfCompletion } from './usage.ts'

/** Judges the parsed body of embeddings. */
export function judgeEmbeddings(body: JsonRecord): JudgedAnswer {
  const facts = {
    ...NO_FACTS,
    model: modelNameOf(member(body, 'model')),
    usage: usageOfCompletion(member(body, 'usage')),
  }
  const isEmpty = listOf(member(body, 'data')).length === 0
  return { failure: isEmpty ? failureOf('no_choices') : undefined, facts }
}
